#include <stdexcept>

#include "render/encode.h"
#include "render/program.h"
#include "render/spell.h"
#include "render/writer.h"

namespace stackc::render {
namespace {

class Machine {
 public:
  Machine(const Program& program, const Value& view, const Origins& origins, Diagnostics& diagnostics)
      : program_(program), origins_(origins), diagnostics_(diagnostics), writer_(out_) {
    slots_.resize(program.slot_count, nullptr);
    slots_[0] = &view;
    constants_.reserve(program.constants.size());
    for (const Constant& constant : program.constants) {
      Value& value = constants_.emplace_back();
      value.number = constant.number;
      value.text = constant.text;
      slots_[constant.slot] = &value;
    }
    std::size_t size = 0;
    for (const Op& op : program.ops)
      size += op.code == Code::text ? op.end - op.begin : 16;
    out_.text.reserve(size + size / 4);
  }

  std::optional<Rendered> run() {
    for (std::uint32_t at = 0; at < program_.ops.size();)
      at = step(at);
    if (failed_) return std::nullopt;
    writer_.finish();
    return std::move(out_);
  }

 private:
  struct Loop {
    const Value* list = nullptr;
    std::size_t index = 0;
    std::uint32_t slot = 0;
  };

  std::uint32_t step(std::uint32_t at) {
    const Op& op = program_.ops[at];
    const Program::File& file = program_.files[op.file];
    switch (op.code) {
      case Code::text: {
        std::string_view text = file.text.substr(op.begin, op.end - op.begin);
        std::uint32_t line = op.line;
        if (skip_line_break_ && !text.empty()) {
          skip_line_break_ = false;
          if (text.front() == '\n') {
            text.remove_prefix(1);
            ++line;
          }
        }
        writer_.literal(text, file.source, line);
        break;
      }
      case Code::hole:
        hole(op, file);
        break;
      case Code::snippet:
        snippet(op, file);
        break;
      case Code::test: {
        asked_.clear();
        const bool holds = truth(op.a);
        writer_.push_region(asked_, op.within_line);
        if (!holds) return op.b;
        break;
      }
      case Code::jump:
        return op.b;
      case Code::enter:
        chains_.push_back(writer_.region_count());
        break;
      case Code::leave:
        while (writer_.region_count() > chains_.back())
          writer_.pop_region();
        chains_.pop_back();
        break;
      case Code::loop: {
        const Value& list = get(op.a);
        if (list.form != Value::Form::list) throw std::logic_error("a view does not have the type it was loaded with");
        if (list.items.empty()) {
          if (op.within_line) writer_.value(list.origin);
          return op.b;
        }
        asked_.assign(list.origin == OriginId::none ? 0 : 1, list.origin);
        writer_.push_region(asked_, op.within_line);
        loops_.push_back({&list, 0, op.c});
        slots_[op.c] = &list.items[0];
        break;
      }
      case Code::next: {
        Loop& loop = loops_.back();
        if (++loop.index < loop.list->items.size()) {
          slots_[loop.slot] = &loop.list->items[loop.index];
          return op.b;
        }
        loops_.pop_back();
        writer_.pop_region();
        break;
      }
      case Code::bind:
        slots_[op.c] = &get(op.a);
        break;
      case Code::indent:
        writer_.push_indent(file.text.substr(op.begin, op.end - op.begin));
        break;
      case Code::outdent:
        writer_.pop_indent();
        break;
    }
    return at + 1;
  }

  const Value& get(std::uint32_t index) const {
    const Access& access = program_.accesses[index];
    const Value* value = slots_[access.slot];
    for (std::uint32_t i = 0; i < access.step_count; ++i) {
      const std::uint32_t field = program_.steps[access.first_step + i];
      if (value == nullptr || value->form != Value::Form::record || field >= value->items.size()) {
        throw std::logic_error("a view does not have the type it was loaded with");
      }
      value = &value->items[field];
      if (value->form == Value::Form::elsewhere) value = value->target;
    }
    if (value == nullptr) throw std::logic_error("a template reads a slot that nothing was put in");
    return *value;
  }

  bool truth(std::uint32_t index) {
    const Condition& condition = program_.conditions[index];
    const auto asked = [&]() -> const Value& {
      const Value& value = get(condition.access);
      if (value.origin != OriginId::none) asked_.push_back(value.origin);
      return value;
    };
    switch (condition.form) {
      case Condition::Form::truth:
        return asked().number != 0;
      case Condition::Form::presence:
        return asked().form != Value::Form::absent;
      case Condition::Form::filled:
        return !asked().items.empty();
      case Condition::Form::loop_first:
        return loops_[condition.access].index == 0;
      case Condition::Form::loop_last:
        return loops_[condition.access].index + 1 == loops_[condition.access].list->items.size();
      case Condition::Form::always:
        return true;
      case Condition::Form::never:
        return false;
      case Condition::Form::negation:
        return !truth(condition.left);
      case Condition::Form::conjunction:
        return truth(condition.left) && truth(condition.right);
      case Condition::Form::disjunction:
        return truth(condition.left) || truth(condition.right);
    }
    return false;
  }

  void hole(const Op& op, const Program::File& file) {
    const Value* value = &get(op.a);
    std::string_view text;
    std::string_view refusal = filtered(op, value, text);
    const bool spelt = op.kind == Kind::duration || op.kind == Kind::size || op.kind == Kind::boolean;
    if (refusal.empty() && op.c == 0 && (spelt ? value->number < 0 : !conforms(op.kind, text)))
      refusal = "it is not what its kind promises";
    writer_.value(value->origin);
    std::string& out = writer_.token(file.source, op.line);
    const std::size_t from = out.size();
    if (refusal.empty()) {
      if (op.bare)
        out += text;
      else
        refusal = encode(out, op.writing, program_.language->places[op.place], op.kind, text);
    }
    if (!refusal.empty()) {
      refuse(op, file, *value, refusal);
      return;
    }
    writer_.token_done(from, file.source, op.line);
  }

  /// The text of a hole after its filters; returns why there is none.
  std::string_view filtered(const Op& op, const Value*& value, std::string_view& text) {
    const bool compact = op.place != 0;
    const Kind own = op.c == 0 ? op.kind : program_.filters[op.b].input;
    if (value->form == Value::Form::absent) throw std::logic_error("an absent value where a template was promised one");
    if (value->form == Value::Form::scalar) text = spell(*value, own, *program_.language, compact, buffer_);
    if (own == Kind::duration && text.empty()) return "it is not a whole number of seconds";
    for (std::uint32_t i = 0; i < op.c; ++i) {
      const FilterUse& use = program_.filters[op.b + i];
      if (const std::string_view refusal = apply(use, compact, value, text); !refusal.empty()) return refusal;
    }
    return {};
  }

  std::string_view whole(std::int64_t number, std::int64_t unit, std::string_view refusal, std::string_view& text) {
    if (number % unit != 0) return refusal;
    scratch_ = std::to_string(number / unit);
    text = scratch_;
    return {};
  }

  std::string_view apply(const FilterUse& use, bool compact, const Value*& value, std::string_view& text) {
    switch (use.code) {
      case FilterCode::milliseconds:
        return whole(value->number, 1, "", text);
      case FilterCode::seconds:
        return whole(value->number, 1000, "it is not a whole number of seconds", text);
      case FilterCode::minutes:
        return whole(value->number, 60'000, "it is not a whole number of minutes", text);
      case FilterCode::hours:
        return whole(value->number, 3'600'000, "it is not a whole number of hours", text);
      case FilterCode::days:
        return whole(value->number, 86'400'000, "it is not a whole number of days", text);
      case FilterCode::bytes:
        return whole(value->number, 1, "", text);
      case FilterCode::kib:
        return whole(value->number, 1024, "it is not a whole number of KiB", text);
      case FilterCode::mib:
        return whole(value->number, 1024 * 1024, "it is not a whole number of MiB", text);
      case FilterCode::on_off:
        text = value->number != 0 ? "on" : "off";
        return {};
      case FilterCode::code:
        return {};
      case FilterCode::count:
        scratch_ = std::to_string(value->items.size());
        text = scratch_;
        return {};
      case FilterCode::first:
      case FilterCode::last:
        if (value->items.empty()) throw std::logic_error("an empty list where a template was promised a filled one");
        value = use.code == FilterCode::first ? &value->items.front() : &value->items.back();
        if (value->form == Value::Form::scalar) text = spell(*value, use.input, *program_.language, compact, buffer_);
        return {};
      case FilterCode::upper:
      case FilterCode::lower: {
        std::string changed(text);
        for (char& c : changed) {
          if (use.code == FilterCode::upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
          if (use.code == FilterCode::lower && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        }
        scratch_ = std::move(changed);
        text = scratch_;
        return {};
      }
      case FilterCode::join: {
        std::string joined;
        for (const Value& item : value->items) {
          if (&item != &value->items.front()) joined += use.argument;
          const std::string_view part = spell(item, use.input, *program_.language, compact, buffer_);
          if (!conforms(use.input, part)) return "one of its parts is not what its kind promises";
          joined += part;
          writer_.value(item.origin);
        }
        scratch_ = std::move(joined);
        text = scratch_;
        return {};
      }
    }
    return {};
  }

  void snippet(const Op& op, const Program::File& file) {
    const Value& value = get(op.a);
    writer_.value(value.origin);
    // The blanks in front of the hole are on the line already; they indent each line of the snippet.
    std::size_t begin = op.begin;
    while (begin > 0 && (file.text[begin - 1] == ' ' || file.text[begin - 1] == '\t'))
      --begin;
    writer_.snippet(value.text, file.text.substr(begin, op.begin - begin), file.source, op.line);
    skip_line_break_ = true;
  }

  void refuse(const Op& op, const Program::File& file, const Value& value, std::string_view why) {
    failed_ = true;
    Diagnostic diagnostic{
        .rule = Rule::value_not_writable,
        .at = {file.source, op.begin, op.end},
        .message = "this value cannot be written in " + std::string(program_.language->name) + ": " + std::string(why)};
    if (const Span span = origins_.span(value.origin); span.known()) {
      diagnostic.notes.push_back({diagnostic.at, "the template writes it here"});
      diagnostic.at = span;
    }
    diagnostics_.report(std::move(diagnostic));
  }

  const Program& program_;
  const Origins& origins_;
  Diagnostics& diagnostics_;
  Rendered out_;
  Writer writer_;
  std::vector<Value> constants_;
  std::vector<const Value*> slots_;
  std::vector<Loop> loops_;
  std::vector<std::size_t> chains_;
  std::vector<OriginId> asked_;
  std::string buffer_;
  std::string scratch_;
  bool skip_line_break_ = false;
  bool failed_ = false;
};

}  // namespace

std::optional<Rendered> render(const Template& loaded, const Value& view, const Origins& origins,
                               Diagnostics& diagnostics) {
  std::optional<Rendered> rendered = Machine(loaded.program(), view, origins, diagnostics).run();
  if (rendered) rendered->closure = loaded.closure();
  return rendered;
}

}  // namespace stackc::render
