#include "driver/fleet.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

namespace stackc::driver {

void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++)
      work(i);
  };
  std::vector<std::thread> others;
  try {
    while (others.size() + 1 < std::min(count, threads))
      others.emplace_back(take);
  } catch (const std::system_error&) {
    // No more threads to be had: those that run do all of it.
  }
  take();
  for (std::thread& other : others)
    other.join();
}

void Turns::enter(std::size_t number, std::string root) {
  std::unique_lock<std::mutex> held(mutex_);
  entries_[number].root = std::move(root);
  changed_.notify_all();
  // Numbers are begun in their order, so those that are waited for have begun, and none of them waits for this one.
  const auto mine = [&] {
    return std::all_of(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(number), [&](const Entry& one) {
      return one.left || (one.root.has_value() && one.root != entries_[number].root);
    });
  };
  changed_.wait(held, mine);
}

void Turns::leave(std::size_t number) {
  const std::lock_guard<std::mutex> held(mutex_);
  entries_[number].left = true;
  changed_.notify_all();
}

Progress::Progress(std::string_view doing, std::size_t count, std::function<void(std::string_view)> show)
    : doing_(doing), count_(count), show_(count > 1 ? std::move(show) : nullptr) {}

Progress::~Progress() {
  if (show_) show_("\r\x1b[K");
}

void Progress::step(bool wrong) {
  if (!show_) return;
  const std::lock_guard<std::mutex> held(mutex_);
  ++done_;
  if (wrong) ++wrong_;
  // A hundred lines at most, however many stacks.
  const std::size_t percent = 100 * done_ / count_;
  if (percent == 100 * (done_ - 1) / count_) return;
  std::string line = "\r" + doing_ + ": " + std::to_string(done_) + " of " + std::to_string(count_) + " stacks";
  if (wrong_ > 0) line += ", " + std::to_string(wrong_) + " not in order";
  show_(line + "\x1b[K");
}

}  // namespace stackc::driver
