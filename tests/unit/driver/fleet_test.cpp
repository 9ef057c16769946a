#include "driver/fleet.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.h"

using namespace stackc::driver;

TEST_CASE("work is done once for each number, whatever the number of threads") {
  for (const std::size_t threads : {0U, 1U, 2U, 7U, 64U}) {
    for (const std::size_t count : {0U, 1U, 3U, 100U}) {
      CAPTURE(threads, count);
      std::vector<std::atomic<int>> done(count);
      in_parallel(count, threads, [&](std::size_t i) { ++done[i]; });
      CHECK(std::all_of(done.begin(), done.end(), [](const std::atomic<int>& one) { return one == 1; }));
    }
  }
}

TEST_CASE("one thread works in the order of the numbers") {
  std::vector<std::size_t> order;
  in_parallel(4, 1, [&](std::size_t i) { order.push_back(i); });
  CHECK(order == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("those that share a root take turns in their order, and who has none holds up nobody") {
  for (int round = 0; round < 20; ++round) {
    constexpr std::size_t count = 60;
    Turns turns(count);
    std::mutex mutex;
    std::vector<std::vector<std::size_t>> orders(3);
    std::vector<std::atomic<int>> inside(3);
    std::atomic<bool> together{false};
    in_parallel(count, 7, [&](std::size_t i) {
      // Every fifth never gets as far as to know its root.
      if (i % 5 != 4) {
        const std::size_t root = i % 3;
        turns.enter(i, std::to_string(root));
        if (++inside[root] != 1) together = true;
        {
          const std::lock_guard<std::mutex> held(mutex);
          orders[root].push_back(i);
        }
        std::this_thread::yield();
        --inside[root];
      }
      turns.leave(i);
    });
    CHECK_FALSE(together);
    for (const auto& order : orders) {
      CHECK(order.size() == 16);
      CHECK(std::is_sorted(order.begin(), order.end()));
    }
  }
}

TEST_CASE("progress is one line that is taken away, a hundred times at most") {
  std::vector<std::string> shown;
  const auto show = [&](std::string_view text) { shown.emplace_back(text); };
  {
    Progress progress("check", 1000, show);
    for (int i = 0; i < 1000; ++i)
      progress.step(i == 3);
  }
  REQUIRE(shown.size() == 101);
  CHECK(shown[0] == "\rcheck: 10 of 1000 stacks, 1 not in order\x1b[K");
  CHECK(shown[99] == "\rcheck: 1000 of 1000 stacks, 1 not in order\x1b[K");
  CHECK(shown[100] == "\r\x1b[K");
}

TEST_CASE("progress says nothing of one stack, and nothing without a terminal") {
  std::vector<std::string> shown;
  {
    Progress progress("build", 1, [&](std::string_view text) { shown.emplace_back(text); });
    progress.step(false);
    Progress nowhere("build", 100, nullptr);
    nowhere.step(true);
  }
  CHECK(shown.empty());
}
