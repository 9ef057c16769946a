#include "render/scope.h"

#include "render/words.h"

namespace stackc::render {
namespace {

constexpr Type boolean_type{Shape::scalar, Kind::boolean, nullptr, {}};
constexpr Type integer_type{Shape::scalar, Kind::integer, nullptr, {}};
constexpr Type word_type{Shape::scalar, Kind::word, nullptr, {}};
constexpr Type text_type{Shape::scalar, Kind::text, nullptr, {}};

void append(std::vector<Fact>& to, const std::vector<Fact>& from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace

void Complaints::add(Rule rule, Span at, std::string message, std::string help) {
  for (const auto& [where, said] : said_) {
    if (where == at && said == message) return;
  }
  said_.emplace_back(at, message);
  diagnostics_.report({.rule = rule, .at = at, .message = std::move(message), .help = std::move(help)});
}

Resolved Scope::value(std::uint32_t tree, std::uint32_t index, bool binding) {
  const Expression& expression = trees_[tree].expressions[index];
  const Span span = trees_[tree].span(expression);
  Resolved result;
  if (expression.form != Expression::Form::path) {
    if (!binding || expression.filter_count != 0 || !constant(expression, result)) {
      complaints_.add(Rule::template_wrong_type, span, "a value is wanted here, not a condition or a literal");
    }
    return result;
  }
  if (binding && expression.filter_count != 0) {
    complaints_.add(Rule::template_wrong_type, span, "filters stand in holes; here the value itself is wanted");
    return result;
  }
  if (!follow(tree, expression, result)) return result;
  narrow(result);
  shape(result);
  result.ok = apply_filters(tree, expression, result);
  return result;
}

bool Scope::apply_filters(std::uint32_t tree, const Expression& expression, Resolved& result) {
  const Span span = trees_[tree].span(expression);
  result.first_filter = static_cast<std::uint32_t>(program_.filters.size());
  for (std::uint32_t i = 0; i < expression.filter_count; ++i) {
    const Filter& filter = trees_[tree].filters[expression.first_filter + i];
    const std::optional<FilterRule> rule = find_filter(filter.name);
    if (!rule) {
      complaints_.add(Rule::template_unknown_name, span, "there is no filter `" + std::string(filter.name) + "`",
                      "there are " + filter_names());
      return false;
    }
    Shaped& shaped = result.shaped;
    const bool list_of_scalars =
        shaped.type != nullptr && shaped.type->shape == Shape::list && shaped.type->element->shape == Shape::scalar;
    const Kind input = list_of_scalars ? shaped.type->element->kind : shaped.kind;
    if (std::string refusal = apply(*rule, filter.has_argument, filter.argument, shaped); !refusal.empty()) {
      complaints_.add(Rule::template_wrong_type, span, std::move(refusal),
                      "this is " + with_article(describe_shaped(shaped)));
      return false;
    }
    program_.filters.push_back({rule->code, input, filter.argument});
    ++result.filter_count;
  }
  return true;
}

bool Scope::constant(const Expression& expression, Resolved& result) {
  Constant value;
  switch (expression.form) {
    case Expression::Form::truth:
      value.number = expression.literal == "true" ? 1 : 0;
      result.type = &boolean_type;
      break;
    case Expression::Form::number:
      value.text = expression.literal;
      for (const char c : expression.literal)
        value.number = value.number * 10 + (c - '0');
      result.type = &integer_type;
      break;
    case Expression::Form::text:
      value.text = expression.literal;
      result.type = conforms(Kind::word, expression.literal) ? &word_type : &text_type;
      break;
    default:
      return false;
  }
  value.slot = program_.slot_count++;
  program_.constants.push_back(value);
  result.access.slot = value.slot;
  result.key = {result.access.slot};
  result.ok = true;
  shape(result);
  return true;
}

bool Scope::follow(std::uint32_t tree, const Expression& expression, Resolved& result) {
  const std::string_view first = part(tree, expression, 0);
  const Span span = trees_[tree].span(expression);
  std::uint32_t at = 1;
  if (Variable* variable = find_variable(first)) {
    variable->used = true;
    result.type = variable->type;
    result.access.slot = variable->slot;
    result.through_parameter = variable->parameter;
  } else if (program_.view->find(first)) {
    result.type = program_.view;
    at = 0;
  } else {
    complaints_.add(Rule::template_unknown_name, span, "there is no value `" + std::string(first) + "` here",
                    nearest_value(first));
    return false;
  }
  result.key = {result.access.slot};
  result.access.first_step = static_cast<std::uint32_t>(program_.steps.size());
  for (; at < expression.part_count; ++at) {
    if (!step(span, part(tree, expression, at), result)) return false;
    if (at != 0) result.through_parameter = false;
  }
  return true;
}

bool Scope::step(Span span, std::string_view name, Resolved& result) {
  narrow(result);
  if (result.type->shape == Shape::optional) {
    complaints_.add(Rule::template_wrong_type, span, "what `" + std::string(name) + "` is asked of may be missing",
                    "ask for it with `{% if … %}` around this");
    return false;
  }
  if (result.type->shape != Shape::record) {
    complaints_.add(Rule::template_wrong_type, span,
                    "`" + std::string(name) + "` is asked of " + with_article(describe_type(*result.type)) +
                        ", which has no fields");
    return false;
  }
  const auto field = result.type->find(name);
  if (!field) {
    complaints_.add(Rule::template_unknown_name, span, "there is no field `" + std::string(name) + "` here",
                    nearest_field(*result.type, name));
    return false;
  }
  program_.used.push_back(&result.type->fields[*field]);
  program_.steps.push_back(static_cast<std::uint32_t>(*field));
  ++result.access.step_count;
  result.key.push_back(static_cast<std::uint32_t>(*field));
  result.type = result.type->fields[*field].type;
  return true;
}

/// An optional that a condition found present is what it holds.
void Scope::narrow(Resolved& result) const {
  while (result.type->shape == Shape::optional && known(result.key) == 1)
    result.type = result.type->element;
}

void Scope::shape(Resolved& result) const {
  result.shaped.type = result.type;
  if (result.type->shape == Shape::scalar) {
    result.shaped.kind = result.type->kind;
    result.shaped.all = traits(result.type->kind).all;
    result.shaped.first = traits(result.type->kind).first;
  }
  result.shaped.list_is_filled = result.type->shape == Shape::list && known(result.key) == 1;
}

/// 1: holds, 0: does not, -1: nothing is known.
int Scope::known(const Key& key) const {
  for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) {
    if (fact->key == key) return fact->holds ? 1 : 0;
  }
  return -1;
}

void Scope::copy_facts(const Resolved& value, std::uint32_t slot) {
  if (known(value.key) == 1) facts.push_back({{slot}, true});
}

std::uint32_t Scope::add(const Access& access) {
  program_.accesses.push_back(access);
  return static_cast<std::uint32_t>(program_.accesses.size() - 1);
}

std::uint32_t Scope::add(Condition::Form form, std::uint32_t access, std::uint32_t left, std::uint32_t right) {
  program_.conditions.push_back({form, access, left, right});
  return static_cast<std::uint32_t>(program_.conditions.size() - 1);
}

// ---- conditions ----

/// `alone`: not part of a connective, where a constant would make the whole part pointless.
std::optional<std::uint32_t> Scope::condition(std::uint32_t tree, std::uint32_t index, std::vector<Fact>& when_true,
                                              std::vector<Fact>& when_false, bool alone) {
  const Expression& expression = trees_[tree].expressions[index];
  switch (expression.form) {
    case Expression::Form::negation: {
      const auto inner = condition(tree, expression.left, when_false, when_true, alone);
      if (!inner) return std::nullopt;
      return add(Condition::Form::negation, 0, *inner);
    }
    case Expression::Form::conjunction:
    case Expression::Form::disjunction:
      return connective(tree, expression, when_true, when_false);
    case Expression::Form::path:
      return question(tree, expression, when_true, when_false, alone);
    default:
      complaints_.add(Rule::template_wrong_type, trees_[tree].span(expression), "a literal is no condition");
      return std::nullopt;
  }
}

std::optional<std::uint32_t> Scope::connective(std::uint32_t tree, const Expression& expression,
                                               std::vector<Fact>& when_true, std::vector<Fact>& when_false) {
  const bool both = expression.form == Expression::Form::conjunction;
  std::vector<Fact> left_true;
  std::vector<Fact> left_false;
  std::vector<Fact> right_true;
  std::vector<Fact> right_false;
  const auto left = condition(tree, expression.left, left_true, left_false, false);
  // The right side is only asked once the left has said yes (and) or no (or).
  const std::size_t before = facts.size();
  append(facts, both ? left_true : left_false);
  const auto right = condition(tree, expression.right, right_true, right_false, false);
  facts.resize(before);
  std::vector<Fact>& sure = both ? when_true : when_false;
  append(sure, both ? left_true : left_false);
  append(sure, both ? right_true : right_false);
  if (!left || !right) return std::nullopt;
  return add(both ? Condition::Form::conjunction : Condition::Form::disjunction, 0, *left, *right);
}

std::optional<std::uint32_t> Scope::loop_question(std::uint32_t tree, const Expression& expression) {
  const bool first = expression.part_count == 2 && part(tree, expression, 1) == "first";
  const bool last = expression.part_count == 2 && part(tree, expression, 1) == "last";
  if (loop_level == 0 || !(first || last)) {
    complaints_.add(Rule::template_unknown_name, trees_[tree].span(expression),
                    loop_level == 0 ? "`loop` outside a loop" : "a loop has `loop.first` and `loop.last`");
    return std::nullopt;
  }
  return add(first ? Condition::Form::loop_first : Condition::Form::loop_last, loop_base + loop_level - 1);
}

std::optional<std::uint32_t> Scope::question(std::uint32_t tree, const Expression& expression,
                                             std::vector<Fact>& when_true, std::vector<Fact>& when_false, bool alone) {
  const Span span = trees_[tree].span(expression);
  if (expression.filter_count != 0) {
    complaints_.add(Rule::template_wrong_type, span, "filters stand in holes, not in conditions");
    return std::nullopt;
  }
  if (part(tree, expression, 0) == "loop" && find_variable("loop") == nullptr) return loop_question(tree, expression);
  Resolved asked;
  if (!follow(tree, expression, asked)) return std::nullopt;
  const int already = known(asked.key);
  if (already == 1 && asked.type->shape == Shape::optional) {
    // Present for sure: what is asked now is what it holds.
    const Type* inner = asked.type->element;
    if (inner->is(Kind::boolean)) return add(Condition::Form::truth, add(asked.access));
    if (inner->shape == Shape::list) return add(Condition::Form::filled, add(asked.access));
  }
  if (already != -1) return decided(span, already == 1, alone, asked.through_parameter);
  Condition::Form form = Condition::Form::presence;
  if (asked.type->is(Kind::boolean)) {
    form = Condition::Form::truth;
  } else if (asked.type->shape == Shape::list) {
    form = Condition::Form::filled;
  } else if (asked.type->shape != Shape::optional) {
    // A macro may ask for what one caller may not have and another always has.
    if (asked.through_parameter) return add(Condition::Form::always, 0);
    complaints_.add(Rule::template_wrong_type, span,
                    "a condition takes a boolean, an optional value or a list, and this is " +
                        with_article(describe_type(*asked.type)));
    return std::nullopt;
  }
  when_true.push_back({asked.key, true});
  when_false.push_back({asked.key, false});
  return add(form, add(asked.access));
}

std::optional<std::uint32_t> Scope::decided(Span span, bool holds, bool alone, bool parameter) {
  if (alone && !parameter && !in_macro) {
    complaints_.add(Rule::template_unused, span,
                    std::string("this is always ") + (holds ? "so" : "not so") + " here: it was asked before");
    return std::nullopt;
  }
  return add(holds ? Condition::Form::always : Condition::Form::never, 0);
}

Variable* Scope::find_variable(std::string_view name) {
  for (auto variable = variables.rbegin(); variable != variables.rend(); ++variable) {
    if (variable->name == name) return &*variable;
  }
  return nullptr;
}

std::string Scope::nearest_value(std::string_view wanted) const {
  std::vector<std::string_view> names;
  for (const Variable& variable : variables)
    names.push_back(variable.name);
  for (const Field& field : program_.view->fields)
    names.push_back(field.name);
  return nearest(wanted, names);
}

}  // namespace stackc::render
