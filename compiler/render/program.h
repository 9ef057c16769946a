// What a loaded template has become: a flat list of operations over slots of values, nothing left to look up.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "render/language.h"
#include "render/template.h"
#include "render/value.h"
#include "source/source.h"

namespace stackc::render {

/// Where a hole of a template stands, as its proof found it.
struct HolePlace {
  static constexpr std::uint8_t none = 0xff;

  std::uint8_t place = none;  ///< Of the template's language; none for a snippet.
  bool bare = false;          ///< Written as it is.
};

enum class FilterCode : std::uint8_t {
  seconds,
  minutes,
  hours,
  days,
  milliseconds,
  mib,
  kib,
  bytes,
  upper,
  lower,
  join,
  first,
  last,
  count,
  on_off,
  code
};

struct FilterUse {
  FilterCode code{};
  Kind input = Kind::text;    ///< Of the value it is put on (of the elements, for lists).
  std::string_view argument;  ///< Of join.
  bool operator==(const FilterUse&) const = default;
};

/// A value seen from a slot: fields to follow, one after the other.
struct Access {
  std::uint32_t slot = 0;
  std::uint32_t first_step = 0;  ///< Into Program::steps.
  std::uint32_t step_count = 0;
  bool operator==(const Access&) const = default;
};

struct Condition {
  enum class Form : std::uint8_t {
    truth,
    presence,
    filled,
    loop_first,
    loop_last,
    always,
    never,
    negation,
    conjunction,
    disjunction
  };
  Form form = Form::always;
  std::uint32_t access = 0;  ///< truth, presence, filled: into Program::accesses. loop_*: level of the loop.
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  bool operator==(const Condition&) const = default;
};

enum class Code : std::uint8_t {
  text,     ///< bytes [begin, end) of the file
  hole,     ///< a: access, b: first filter, c: number of filters
  snippet,  ///< a: access
  test,     ///< a: condition; goes to b if it does not hold
  jump,     ///< to b, out of a tested part
  enter,    ///< before the first test of an if
  leave,    ///< the end of an if, from wherever it was left
  loop,     ///< a: access of the list, c: slot of the element; goes to b if it is empty
  next,     ///< to b for the next element
  bind,     ///< a: access, c: slot
  indent,   ///< from here lines begin with bytes [begin, end) of the file too
  outdent,
};

struct Op {
  Code code = Code::text;
  bool within_line = false;  ///< test, loop: other output stands on its line.
  bool bare = false;         ///< hole: glued or inside something; written as it is.
  Kind kind = Kind::text;    ///< hole: of the result.
  Writing writing = Writing::bare;
  std::uint8_t place = HolePlace::none;
  std::uint16_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  bool operator==(const Op&) const = default;
};

/// A literal of the template, in a slot of its own.
struct Constant {
  std::uint32_t slot = 0;
  std::int64_t number = 0;
  std::string_view text;
  bool operator==(const Constant&) const = default;
};

struct Program {
  struct File {
    std::string_view name;
    std::string_view text;
    SourceId source = SourceId::none;
  };
  const Type* view = nullptr;
  const Language* language = nullptr;
  std::vector<File> files;
  std::vector<Op> ops;
  std::vector<Condition> conditions;
  std::vector<Access> accesses;
  std::vector<std::uint32_t> steps;
  std::vector<FilterUse> filters;
  std::vector<Constant> constants;
  std::uint32_t slot_count = 1;  ///< Slot 0 is the view.
  std::uint32_t loop_levels = 0;
  std::vector<const Field*> used;  ///< Sorted; every field that some expression reads. Not of a CompiledProgram.
};

/// A program as constant data of stackc: the build compiled and proved the template, a run only takes it up.
struct CompiledProgram {
  std::string_view language;
  std::span<const std::string_view> files;  ///< Names of templates.
  std::span<const Op> ops;
  std::span<const Condition> conditions;
  std::span<const Access> accesses;
  std::span<const std::uint32_t> steps;
  std::span<const FilterUse> filters;
  std::span<const Constant> constants;
  std::uint32_t slot_count = 1;
  std::uint32_t loop_levels = 0;
};

/// The program of a built-in template for this view; null where one of its texts is a project's own, so that it has to
/// be compiled.
std::shared_ptr<const Program> take_up(const CompiledProgram& compiled, const TemplateLibrary& library,
                                       const Type& view, Sources& sources);

}  // namespace stackc::render
