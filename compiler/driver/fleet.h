// Many stacks in one call: work on several threads, whose results are those of one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::driver {

/// Calls `work` once with each number below `count`, begun in their order, on `threads` threads or as many as the
/// system gives. `work` must not throw.
void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// Which of several builds may write. Those that share a root write in the order of their numbers: what the second one
/// finds depends on the first. All others do not wait. Each number announces its root and leaves, or only leaves.
class Turns {
 public:
  explicit Turns(std::size_t count) : entries_(count) {}

  /// Waits until every lower number that has, or may have, the same root has left.
  void enter(std::size_t number, std::string root);
  void leave(std::size_t number);

 private:
  struct Entry {
    std::optional<std::string> root{};
    bool left = false;
  };
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Entry> entries_;
};

/// One line on a terminal that says how far a call has come; nothing for a single stack, or without a terminal.
class Progress {
 public:
  /// `show` writes to the terminal at once; empty where there is none.
  Progress(std::string_view doing, std::size_t count, std::function<void(std::string_view)> show);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Takes the line away.
  ~Progress();

  /// One more is done, `wrong` if it was not in order. From any thread.
  void step(bool wrong);

 private:
  std::mutex mutex_;
  std::string doing_;
  std::size_t count_;
  std::function<void(std::string_view)> show_;
  std::size_t done_ = 0;
  std::size_t wrong_ = 0;
};

}  // namespace stackc::driver
