#include "driver/generate/program_code.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace stackc::driver {
namespace {

using namespace render;

template <class T>
std::string number(T value) {
  if constexpr (std::is_enum_v<T>)
    return std::to_string(static_cast<unsigned>(value));
  else
    return std::to_string(value);
}

template <class... T>
std::string row(const char* function, T... values) {
  std::string out = function;
  char separator = '(';
  const auto add = [&](const std::string& value) {
    out += separator;
    out += value;
    separator = ',';
  };
  (add(number(values)), ...);
  return out + ")";
}

/// Octal escapes have three digits: a digit that follows cannot join them.
std::string literal(std::string_view text) {
  std::string out = "std::string_view(\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '\\';
    for (int shift = 6; shift >= 0; shift -= 3)
      out += static_cast<char>('0' + ((byte >> shift) & 7));
  }
  return out + "\"," + std::to_string(text.size()) + ")";
}

/// `constexpr TYPE NAME[] = {…};`, or nothing for an empty table.
template <class T, class Write>
std::string table(const char* type, const std::string& name, const std::vector<T>& rows, const Write& write) {
  if (rows.empty()) return "";
  std::string out = std::string("constexpr ") + type + " " + name + "[] = {\n";
  for (const T& one : rows)
    out += "    " + write(one) + ",\n";
  return out + "};\n";
}

std::string code_of(const Op& op) {
  return row("op", op.code, static_cast<int>(op.within_line), static_cast<int>(op.bare), op.kind, op.writing, op.place,
             op.file, op.line, op.begin, op.end, op.a, op.b, op.c);
}

}  // namespace

const char* const code_prelude = R"(
constexpr render::Op op(unsigned code, unsigned within_line, unsigned bare, unsigned kind, unsigned writing,
                        unsigned place, unsigned file, std::uint32_t line, std::uint32_t begin, std::uint32_t end,
                        std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return {static_cast<render::Code>(code),
          within_line != 0,
          bare != 0,
          static_cast<render::Kind>(kind),
          static_cast<render::Writing>(writing),
          static_cast<std::uint8_t>(place),
          static_cast<std::uint16_t>(file),
          line, begin, end, a, b, c};
}
constexpr render::Condition condition(unsigned form, std::uint32_t access, std::uint32_t left, std::uint32_t right) {
  return {static_cast<render::Condition::Form>(form), access, left, right};
}
constexpr render::Access access(std::uint32_t slot, std::uint32_t first, std::uint32_t count) {
  return {slot, first, count};
}
constexpr render::FilterUse filter(unsigned code, unsigned input, std::string_view argument) {
  return {static_cast<render::FilterCode>(code), static_cast<render::Kind>(input), argument};
}
)";

std::string code_of(const Program& program, const std::string& name) {
  std::string out;
  std::string members;
  const auto add = [&](const char* type, const char* what, const auto& rows, const auto& write) {
    const std::string one = name + "_" + what;
    out += table(type, one, rows, write);
    members += rows.empty() ? "    {},\n" : "    " + one + ",\n";
  };
  add("std::string_view", "files", program.files, [](const Program::File& file) { return literal(file.name); });
  add("render::Op", "ops", program.ops, [](const Op& op) { return code_of(op); });
  add("render::Condition", "conditions", program.conditions, [](const Condition& condition) {
    return row("condition", condition.form, condition.access, condition.left, condition.right);
  });
  add("render::Access", "accesses", program.accesses,
      [](const Access& access) { return row("access", access.slot, access.first_step, access.step_count); });
  add("std::uint32_t", "steps", program.steps, [](std::uint32_t step) { return number(step); });
  add("render::FilterUse", "filters", program.filters, [](const FilterUse& use) {
    return "filter(" + number(use.code) + "," + number(use.input) + "," + literal(use.argument) + ")";
  });
  add("render::Constant", "constants", program.constants, [](const Constant& constant) {
    return "{" + number(constant.slot) + "," + number(constant.number) + "," + literal(constant.text) + "}";
  });
  return out + "constexpr render::CompiledProgram " + name + " = {\n    " + literal(program.language->name) + ",\n" +
         members + "    " + number(program.slot_count) + ",\n    " + number(program.loop_levels) + ",\n};\n";
}

}  // namespace stackc::driver
