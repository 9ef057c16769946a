// What a loaded template has become: a flat list of operations over slots of values, nothing left to look up.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "render/language.h"
#include "render/template.h"
#include "render/value.h"
#include "source/source.h"

namespace stackc::render {

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
};

/// A value seen from a slot: fields to follow, one after the other.
struct Access {
  std::uint32_t slot = 0;
  std::uint32_t first_step = 0;  ///< Into Program::steps.
  std::uint32_t step_count = 0;
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
  std::uint16_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  const Place* place = nullptr;
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
  std::deque<Value> constants;  ///< Slots behind the view's own: see constant_slots.
  std::vector<std::uint32_t> constant_slots;
  std::uint32_t slot_count = 1;  ///< Slot 0 is the view.
  std::uint32_t loop_levels = 0;
  std::vector<HolePlace> places;   ///< Of the holes in their order, where this load proved them.
  std::vector<const Field*> used;  ///< Sorted; every field that some expression reads.
};

}  // namespace stackc::render
