#include "driver/terminal.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace stackc::driver {
namespace {

/// A signal handler can reach nothing else; written by `on_signal` only.
volatile std::sig_atomic_t signal_came = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

extern "C" void on_signal(int) { signal_came = 1; }

constexpr int noted[] = {SIGINT, SIGTERM, SIGHUP};

/// Whether what is written there may move the cursor.
bool a_terminal(int descriptor) {
  const char* const term = std::getenv("TERM");
  if (term == nullptr || std::strcmp(term, "dumb") == 0) return false;
  return ::isatty(descriptor) == 1;
}

bool coloured(int descriptor) {
  const char* const no_color = std::getenv("NO_COLOR");
  return (no_color == nullptr || *no_color == '\0') && a_terminal(descriptor);
}

}  // namespace

Terminal look_at_terminal() {
  Terminal terminal{coloured(STDOUT_FILENO), coloured(STDERR_FILENO)};
  if (a_terminal(STDERR_FILENO)) terminal.show = [](std::string_view text) { write_all(STDERR_FILENO, text); };
  return terminal;
}

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

void note_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int number : noted) {
    struct sigaction old {};
    // What a parent told us to ignore (nohup) stays ignored.
    if (::sigaction(number, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) ::sigaction(number, &action, nullptr);
  }
}

void restore_signals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (const int number : noted) {
    struct sigaction old {};
    if (::sigaction(number, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) ::sigaction(number, &action, nullptr);
  }
}

bool interrupted() { return signal_came != 0; }

}  // namespace stackc::driver
