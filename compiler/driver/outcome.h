// What a command ends with: its texts and its exit code. Only main.cpp touches the streams.
#pragma once

#include <string>
#include <string_view>

namespace stackc::driver {

/// 0 fine, 1 diagnostics, 2 drift, 64 wrong usage, 70 a defect of stackc, 74 an I/O error.
namespace exit_code {
inline constexpr int fine = 0;
inline constexpr int diagnostics = 1;
inline constexpr int drift = 2;
inline constexpr int usage = 64;
inline constexpr int defect = 70;
inline constexpr int disk = 74;
}  // namespace exit_code

struct Outcome {
  int exit = exit_code::fine;
  std::string out{};   ///< Results, for stdout.
  std::string talk{};  ///< Everything else, for stderr.
};

/// The exit code that stands for both: 70 before 74, 64, 1, 2 and 0.
int worse(int a, int b);

/// "stackc: " and the message, as a line.
std::string complaint(std::string_view message, std::string_view help = {});

}  // namespace stackc::driver
