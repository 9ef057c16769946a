// The program: arguments in, texts to the two streams, the exit code. Everything else is driver/.
#include <unistd.h>

#include <string>
#include <system_error>
#include <vector>

#include "driver/commands.h"
#include "driver/outcome.h"
#include "driver/terminal.h"

int main(int argc, char** argv) {
  using namespace stackc::driver;
  note_signals();
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  Outcome outcome = run_command_line(arguments, look_at_terminal());
  restore_signals();
  // Results that nobody received are not a success.
  if (const int error = write_all(STDOUT_FILENO, outcome.out); error != 0) {
    outcome.talk += complaint("cannot write to the standard output: " + std::generic_category().message(error));
    outcome.exit = worse(outcome.exit, exit_code::disk);
  }
  write_all(STDERR_FILENO, outcome.talk);
  return outcome.exit;
}
