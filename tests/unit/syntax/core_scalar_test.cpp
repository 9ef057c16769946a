#include "syntax/core_scalar.h"

#include "tests/catch.h"

using namespace stackc::syntax;

namespace {

std::string refusal(std::string_view plain) {
  const CoreValue value = core_value(plain);
  const auto* refused = std::get_if<Refused>(&value);
  return refused == nullptr ? "" : refused->message;
}

}  // namespace

TEST_CASE("null and true and false have one spelling each", "[syntax]") {
  for (const char* plain : {"", "~", "null"})
    CHECK(core_value(plain) == CoreValue{Null{}});
  CHECK(core_value("true") == CoreValue{true});
  CHECK(core_value("false") == CoreValue{false});
}

TEST_CASE("a number is decimal digits with an optional sign", "[syntax]") {
  CHECK(core_value("0") == CoreValue{std::int64_t{0}});
  CHECK(core_value("443") == CoreValue{std::int64_t{443}});
  CHECK(core_value("-7") == CoreValue{std::int64_t{-7}});
  CHECK(core_value("+7") == CoreValue{std::int64_t{7}});
  CHECK(core_value("9223372036854775807") == CoreValue{std::int64_t{9223372036854775807}});
  CHECK(core_value("-9223372036854775808") == CoreValue{std::int64_t{-9223372036854775807 - 1}});
}

TEST_CASE("everything else is text as in YAML 1.2", "[syntax]") {
  for (const char* plain : {"yes",  "no",    "on",   "off", "y",    "n",    "Yes",   "NO",       "True",       "FALSE",
                            "Null", "NULL",  "3.10", "1e3", ".inf", ".nan", "22:22", "12:30:00", "2026-11-21", "1.2.3",
                            "30d",  "64MiB", "-",    "+",   "--1",  "+-1",  "1-2",   "0.5",      "0x",         "0xyz",
                            "0o",   "0o9",   "0b",   "0b2", "x1",   "_1",   "한"}) {
    CAPTURE(plain);
    CHECK(core_value(plain) == CoreValue{Text{}});
  }
}

TEST_CASE("a number on which programs disagree is refused with a cure", "[syntax]") {
  CHECK(refusal("0755") == "`0755` looks like an octal number");
  CHECK(refusal("08") == "`08` looks like an octal number");
  CHECK(refusal("-012") == "`-012` looks like an octal number");
  CHECK(refusal("00") == "`00` looks like an octal number");
  CHECK(refusal("0o14") == "`0o14` looks like an octal number");
  CHECK(refusal("0x1f") == "`0x1f` looks like a hexadecimal number");
  CHECK(refusal("0b1") == "`0b1` looks like a binary number");
  CHECK(refusal("1_000") == "`1_000` is a number to some programs and a text to others");
  CHECK(refusal("9223372036854775808") == "`9223372036854775808` does not fit in 64 bits");
  const CoreValue octal = core_value("0755");
  CHECK(std::get<Refused>(octal).help == "quote it if it is a text: `\"0755\"`; write a number without leading zeros");
}

TEST_CASE("quoted and block scalars are always text", "[syntax]") {
  for (const Style style : {Style::single_quoted, Style::double_quoted, Style::literal, Style::folded}) {
    CHECK(core_value(Scalar{"0755", style}) == CoreValue{Text{}});
    CHECK(core_value(Scalar{"null", style}) == CoreValue{Text{}});
    CHECK(core_value(Scalar{"5", style}) == CoreValue{Text{}});
  }
  CHECK(core_value(Scalar{"5", Style::plain}) == CoreValue{std::int64_t{5}});
}
