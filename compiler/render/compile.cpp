#include "render/compile.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "render/contexts.h"
#include "render/filters.h"
#include "render/tree.h"

namespace stackc::render {
namespace {

constexpr std::size_t most_ops = 200'000;
constexpr std::size_t deepest_unfolding = 16;

constexpr Type boolean_type{Shape::scalar, Kind::boolean, nullptr, {}};
constexpr Type integer_type{Shape::scalar, Kind::integer, nullptr, {}};
constexpr Type word_type{Shape::scalar, Kind::word, nullptr, {}};
constexpr Type text_type{Shape::scalar, Kind::text, nullptr, {}};

/// A path in a canonical form, to remember what conditions said about it.
using Key = std::vector<std::uint32_t>;

struct Fact {
  Key key;
  bool holds = true;  ///< Present, not empty, true; or the opposite.
};

struct Variable {
  std::string_view name;
  const Type* type = nullptr;
  std::uint32_t slot = 0;
  bool parameter = false;
  bool used = false;
  std::uint32_t tree = 0;   ///< Where it was made, for messages about unused ones.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct MacroRef {
  std::uint32_t tree = 0;
  std::uint32_t index = 0;
  bool used = false;
};

/// How a hole came out of typing, to be joined with its context.
struct PendingHole {
  std::uint32_t op = 0;
  std::uint32_t tree = 0;
  std::uint32_t node = 0;
  Shaped shaped;
};
/// An indented include or call: its target may not have tokens that span lines.
struct PendingIndent {
  std::uint32_t tree = 0;
  std::uint32_t node = 0;
  std::uint32_t target_tree = 0;
  std::uint32_t target_macro = nothing;
};

struct Resolved {
  bool ok = false;
  const Type* type = nullptr;
  Access access;
  Key key;
  Shaped shaped;
  std::uint32_t first_filter = 0;
  std::uint32_t filter_count = 0;
  bool through_parameter = false;
};

/// Edit distance, for suggestions; small words only.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

class Compiler {
 public:
  Compiler(const TemplateLibrary& library, const Type& view, Sources& sources, Diagnostics& diagnostics, bool prove)
      : library_(library), sources_(sources), diagnostics_(diagnostics), prove_(prove), program_(std::make_shared<Program>()) {
    program_->view = &view;
  }

  std::shared_ptr<const Program> run(std::string_view name) {
    const TemplateLibrary::Entry* entry = library_.find(name);
    if (entry == nullptr) throw std::logic_error("no template " + std::string(name));
    const std::size_t before = error_count();
    const std::optional<std::uint32_t> root = open(*entry);
    if (!root) return nullptr;
    program_->language = find_language(trees_[*root].language);
    if (program_->language == nullptr) {
      const Tree& tree = trees_[*root];
      const auto at = static_cast<std::uint32_t>(tree.language.data() - tree.text.data());
      report(Rule::template_unknown_name, tree.span(at, at + static_cast<std::uint32_t>(tree.language.size())),
             "there is no language `" + std::string(tree.language) + "`", "there are " + language_names());
      return nullptr;
    }
    declare_macros(*root, true);
    active_.push_back(*root);
    block(*root, trees_[*root].body);
    active_.pop_back();
    unused_macros();
    if (error_count() == before) join_contexts();
    if (error_count() != before) return nullptr;
    std::sort(program_->used.begin(), program_->used.end());
    program_->used.erase(std::unique(program_->used.begin(), program_->used.end()), program_->used.end());
    return program_;
  }

 private:
  // ---- files ----

  std::optional<std::uint32_t> open(const TemplateLibrary::Entry& entry) {
    for (std::uint32_t i = 0; i < trees_.size(); ++i) {
      if (program_->files[i].name == entry.name) return i;
    }
    const SourceId source = source_of(entry);
    std::optional<Tree> tree = parse(source, entry.text, diagnostics_);
    if (!tree) return std::nullopt;
    if (entry.own) prove_ = true;
    snippets_.emplace_back(tree->nodes.size(), false);
    trees_.push_back(std::move(*tree));
    program_->files.push_back({entry.name, entry.text, source});
    return static_cast<std::uint32_t>(trees_.size() - 1);
  }

  SourceId source_of(const TemplateLibrary::Entry& entry) {
    // Several templates include the same ones, and one stack renders a template more than once.
    for (std::size_t i = sources_.size(); i-- > 0;) {
      const auto id = static_cast<SourceId>(i);
      if (sources_.name(id) == entry.shown && sources_.text(id) == entry.text) return id;
    }
    return sources_.add(std::string(entry.shown), std::string(entry.text));
  }

  // ---- macros ----

  void declare_macros(std::uint32_t tree, bool own) {
    for (std::uint32_t i = 0; i < trees_[tree].macros.size(); ++i) macros_.push_back({tree, i, !own});
  }
  MacroRef* find_macro(std::string_view name) {
    for (MacroRef& macro : macros_) {
      if (trees_[macro.tree].macros[macro.index].name == name) return &macro;
    }
    return nullptr;
  }
  void unused_macros() {
    for (const MacroRef& macro : macros_) {
      if (macro.used) continue;
      const Macro& made = trees_[macro.tree].macros[macro.index];
      report(Rule::template_unused, trees_[macro.tree].span(made.begin, made.end),
             "macro `" + std::string(made.name) + "` is never called");
    }
  }

  // ---- nodes ----

  void block(std::uint32_t tree, std::uint32_t first) {
    const std::size_t variables = variables_.size();
    for (std::uint32_t index = first; index != nothing; index = trees_[tree].nodes[index].next) {
      if (program_->ops.size() > most_ops) {
        if (!too_large_) report(Rule::template_too_large, trees_[tree].span(trees_[tree].nodes[index]), "unfolded, this template has more than 200000 operations");
        too_large_ = true;
        break;
      }
      const Node node = trees_[tree].nodes[index];
      switch (node.type) {
        case NodeType::text: emit(Code::text, tree, node); break;
        case NodeType::hole: hole(tree, index, node); break;
        case NodeType::condition: condition(tree, node); break;
        case NodeType::loop: loop(tree, node); break;
        case NodeType::include: include(tree, index, node); break;
        case NodeType::call: call(tree, index, node); break;
        case NodeType::set: set(tree, node); break;
        case NodeType::branch: break;
      }
    }
    leave_scope(variables);
  }

  void leave_scope(std::size_t size) {
    while (variables_.size() > size) {
      const Variable& variable = variables_.back();
      if (!variable.used && !too_large_) {
        const Span span = trees_[variable.tree].span(variable.begin, variable.end);
        if (std::find(unused_reported_.begin(), unused_reported_.end(), std::pair{variable.tree, variable.begin}) == unused_reported_.end()) {
          unused_reported_.emplace_back(variable.tree, variable.begin);
          report(Rule::template_unused, span, "`" + std::string(variable.name) + "` is never read");
        }
      }
      variables_.pop_back();
    }
  }

  Op& emit(Code code, std::uint32_t tree, const Node& node) {
    Op op;
    op.code = code;
    op.file = static_cast<std::uint16_t>(tree);
    op.line = node.line;
    op.begin = node.begin;
    op.end = node.end;
    op.within_line = !node.own_line;
    program_->ops.push_back(op);
    return program_->ops.back();
  }
  std::uint32_t here() const { return static_cast<std::uint32_t>(program_->ops.size()); }

  void hole(std::uint32_t tree, std::uint32_t index, const Node& node) {
    const Expression& expression = trees_[tree].expressions[node.expression];
    if (expression.form == Expression::Form::text && expression.filter_count == 0) {
      // Literal text of the template, spelt so because it would be read as a tag: {{ "{{" }}
      const auto begin = static_cast<std::uint32_t>(expression.literal.data() - trees_[tree].text.data());
      Op& op = emit(Code::text, tree, node);
      op.begin = begin;
      op.end = begin + static_cast<std::uint32_t>(expression.literal.size());
      return;
    }
    const Resolved value = path(tree, node.expression);
    if (!value.ok) return;
    if (!value.shaped.is_scalar()) {
      std::string help;
      if (value.shaped.type->shape == Shape::optional) help = "ask for it with `{% if … %}` around it";
      if (value.shaped.type->shape == Shape::list) help = "loop over it, or `join` it";
      if (value.shaped.type->shape == Shape::record) help = "name one of its fields";
      report(Rule::template_wrong_type, trees_[tree].span(expression),
             "a hole takes a scalar, and this is " + with_article(describe_type(*value.shaped.type)), help);
      return;
    }
    const bool snippet = value.shaped.kind == Kind::snippet;
    const std::uint32_t access = add(value.access);
    Op& op = emit(snippet ? Code::snippet : Code::hole, tree, node);
    op.a = access;
    op.b = value.first_filter;
    op.c = value.filter_count;
    op.kind = value.shaped.kind;
    if (snippet) snippets_[tree][index] = true;
    pending_.push_back({here() - 1, tree, index, value.shaped});
  }

  void condition(std::uint32_t tree, const Node& node) {
    const std::size_t facts = facts_.size();
    std::vector<std::uint32_t> jumps;
    emit(Code::enter, tree, node);
    for (std::uint32_t branch = node.child; branch != nothing; branch = trees_[tree].nodes[branch].next) {
      const Node part = trees_[tree].nodes[branch];
      if (part.expression == nothing) {
        body_of(tree, part.child, part);
        break;
      }
      std::vector<Fact> when_true;
      std::vector<Fact> when_false;
      const std::optional<std::uint32_t> test = truth(tree, part.expression, when_true, when_false, true);
      const std::size_t before = facts_.size();
      facts_.insert(facts_.end(), when_true.begin(), when_true.end());
      Op& op = emit(Code::test, tree, part);
      op.within_line = !node.own_line;
      const std::uint32_t at = here() - 1;
      op.a = test.value_or(0);
      body_of(tree, part.child, part);
      facts_.resize(before);
      facts_.insert(facts_.end(), when_false.begin(), when_false.end());
      emit(Code::jump, tree, part);
      jumps.push_back(here() - 1);
      program_->ops[at].b = here();
    }
    facts_.resize(facts);
    for (const std::uint32_t jump : jumps) program_->ops[jump].b = here();
    emit(Code::leave, tree, node);
  }

  void body_of(std::uint32_t tree, std::uint32_t first, const Node& node) {
    if (first == nothing) report(Rule::template_unused, trees_[tree].span(node), "nothing stands in this part");
    block(tree, first);
  }

  void loop(std::uint32_t tree, const Node& node) {
    const Resolved list = path(tree, node.expression);
    if (!list.ok) return;
    if (list.shaped.type == nullptr || list.shaped.type->shape != Shape::list) {
      report(Rule::template_wrong_type, trees_[tree].span(trees_[tree].expressions[node.expression]),
             "`for` takes a list, and this is " + with_article(describe_shaped(list.shaped)),
             is_optional(list) ? "ask for it with `{% if … %}` around it" : "");
      return;
    }
    if (node.child == nothing) report(Rule::template_unused, trees_[tree].span(node), "nothing stands in this loop");
    const std::size_t facts = facts_.size();
    const std::size_t variables = variables_.size();
    const std::uint32_t slot = program_->slot_count++;
    variables_.push_back({node.name, list.shaped.type->element, slot, false, true, tree, node.begin, node.end});
    facts_.push_back({list.key, true});
    const std::uint32_t access = add(list.access);
    Op& op = emit(Code::loop, tree, node);
    op.a = access;
    op.c = slot;
    const std::uint32_t at = here() - 1;
    ++loop_level_;
    program_->loop_levels = std::max(program_->loop_levels, loop_level_);
    block(tree, node.child);
    --loop_level_;
    emit(Code::next, tree, node).b = at + 1;
    program_->ops[at].b = here();
    facts_.resize(facts);
    variables_.resize(variables);
  }

  void set(std::uint32_t tree, const Node& node) {
    const Resolved value = path(tree, node.expression, true);
    if (!value.ok) return;
    const std::uint32_t slot = program_->slot_count++;
    const std::uint32_t access = add(value.access);
    Op& op = emit(Code::bind, tree, node);
    op.a = access;
    op.c = slot;
    variables_.push_back({node.name, value.type, slot, false, false, tree, node.begin, node.end});
    copy_facts(value, slot);
  }

  void include(std::uint32_t tree, std::uint32_t index, const Node& node) {
    const TemplateLibrary::Entry* entry = library_.find(node.name);
    if (entry == nullptr) {
      report(Rule::template_unknown_name, trees_[tree].span(node), "there is no template `" + std::string(node.name) + "`", nearest_template(node.name));
      return;
    }
    const bool known = std::any_of(program_->files.begin(), program_->files.end(), [&](const Program::File& file) { return file.name == entry->name; });
    const std::optional<std::uint32_t> target = open(*entry);
    if (!target) return;
    if (trees_[*target].language != trees_[tree].language) {
      report(Rule::template_wrong_type, trees_[tree].span(node),
             "this template is in " + std::string(trees_[tree].language) + ", and `" + std::string(node.name) + "` is in " + std::string(trees_[*target].language));
      return;
    }
    if (std::find(active_.begin(), active_.end(), *target) != active_.end()) {
      report(Rule::template_recursion, trees_[tree].span(node), "`" + std::string(node.name) + "` is being included already");
      return;
    }
    if (!enter(tree, node)) return;
    if (!known) declare_macros(*target, false);
    active_.push_back(*target);
    indent(tree, index, node, *target, nothing);
    block(*target, trees_[*target].body);
    outdent(tree, node);
    active_.pop_back();
    --depth_;
  }

  void call(std::uint32_t tree, std::uint32_t index, const Node& node) {
    MacroRef* reference = find_macro(node.name);
    if (reference == nullptr) {
      report(Rule::template_unknown_name, trees_[tree].span(node), "there is no macro `" + std::string(node.name) + "`", nearest_macro(node.name));
      return;
    }
    reference->used = true;
    const std::uint32_t target = reference->tree;
    const std::uint32_t macro_index = reference->index;
    const Macro macro = trees_[target].macros[macro_index];
    if (macro.parameter_count != node.argument_count) {
      report(Rule::template_wrong_type, trees_[tree].span(node),
             "macro `" + std::string(macro.name) + "` takes " + std::to_string(macro.parameter_count) + " values, and gets " + std::to_string(node.argument_count));
      return;
    }
    if (std::find(calls_.begin(), calls_.end(), std::pair{target, macro_index}) != calls_.end()) {
      report(Rule::template_recursion, trees_[tree].span(node), "macro `" + std::string(macro.name) + "` is being called already");
      return;
    }
    std::vector<Variable> parameters;
    bool ok = true;
    for (std::uint32_t i = 0; i < macro.parameter_count; ++i) {
      const Resolved value = path(tree, trees_[tree].arguments[node.first_argument + i], true);
      if (!value.ok) {
        ok = false;
        continue;
      }
      const std::uint32_t slot = program_->slot_count++;
      const std::uint32_t access = add(value.access);
      Op& op = emit(Code::bind, tree, node);
      op.a = access;
      op.c = slot;
      copy_facts(value, slot);
      parameters.push_back({trees_[target].parts[macro.first_parameter + i], value.type, slot, true, false, target, macro.begin, macro.end});
    }
    if (!ok || !enter(tree, node)) return;
    // A macro sees the view and its parameters, not the names of the place that calls it.
    std::vector<Variable> outside;
    outside.swap(variables_);
    const std::uint32_t level = std::exchange(loop_level_, 0);
    loop_base_ += level;
    variables_ = std::move(parameters);
    calls_.emplace_back(target, macro_index);
    indent(tree, index, node, target, macro_index);
    block(target, macro.body);
    outdent(tree, node);
    calls_.pop_back();
    leave_scope(0);
    variables_ = std::move(outside);
    loop_base_ -= level;
    loop_level_ = level;
    --depth_;
  }

  bool enter(std::uint32_t tree, const Node& node) {
    if (depth_ >= deepest_unfolding) {
      report(Rule::template_too_large, trees_[tree].span(node), "includes and calls are nested more than " + std::to_string(deepest_unfolding) + " deep");
      return false;
    }
    ++depth_;
    return true;
  }

  void indent(std::uint32_t tree, std::uint32_t index, const Node& node, std::uint32_t target, std::uint32_t macro) {
    if (node.indent.empty()) return;
    Op& op = emit(Code::indent, tree, node);
    op.begin = static_cast<std::uint32_t>(node.indent.data() - trees_[tree].text.data());
    op.end = op.begin + static_cast<std::uint32_t>(node.indent.size());
    indents_.push_back({tree, index, target, macro});
  }
  void outdent(std::uint32_t tree, const Node& node) {
    if (!node.indent.empty()) emit(Code::outdent, tree, node);
  }

  // ---- expressions ----

  /// `as_binding`: literals are welcome, filters are not.
  Resolved path(std::uint32_t tree, std::uint32_t index, bool as_binding = false) {
    const Expression expression = trees_[tree].expressions[index];
    Resolved result;
    const Span span = trees_[tree].span(expression);
    if (expression.form != Expression::Form::path) {
      if (as_binding && expression.filter_count == 0 && constant(expression, result)) return result;
      report(Rule::template_wrong_type, span, "a value is wanted here, not a condition or a literal");
      return result;
    }
    if (as_binding && expression.filter_count != 0) {
      report(Rule::template_wrong_type, span, "filters stand in holes; here the value itself is wanted");
      return result;
    }
    if (!follow(tree, expression, result)) return result;
    narrow(result);
    shape(result);
    result.first_filter = static_cast<std::uint32_t>(program_->filters.size());
    for (std::uint32_t i = 0; i < expression.filter_count; ++i) {
      const Filter filter = trees_[tree].filters[expression.first_filter + i];
      const std::optional<FilterRule> rule = find_filter(filter.name);
      if (!rule) {
        report(Rule::template_unknown_name, span, "there is no filter `" + std::string(filter.name) + "`", "there are " + filter_names());
        return result;
      }
      Kind input = result.shaped.kind;
      if (result.shaped.type != nullptr && result.shaped.type->shape == Shape::list && result.shaped.type->element->shape == Shape::scalar) {
        input = result.shaped.type->element->kind;
      }
      if (std::string refusal = apply(*rule, filter.has_argument, filter.argument, result.shaped); !refusal.empty()) {
        report(Rule::template_wrong_type, span, std::move(refusal), "this is " + with_article(describe_shaped(result.shaped)));
        return result;
      }
      program_->filters.push_back({rule->code, input, filter.argument});
      ++result.filter_count;
    }
    result.ok = true;
    return result;
  }

  bool constant(const Expression& expression, Resolved& result) {
    Value value;
    switch (expression.form) {
      case Expression::Form::truth:
        value.number = expression.literal == "true" ? 1 : 0;
        result.type = &boolean_type;
        break;
      case Expression::Form::number:
        value.text = expression.literal;
        for (const char c : expression.literal) value.number = value.number * 10 + (c - '0');
        result.type = &integer_type;
        break;
      case Expression::Form::text:
        value.text = expression.literal;
        result.type = conforms(Kind::word, value.text) ? &word_type : &text_type;
        break;
      default: return false;
    }
    program_->constants.push_back(std::move(value));
    program_->constant_slots.push_back(program_->slot_count);
    result.access.slot = program_->slot_count++;
    result.key = {result.access.slot};
    result.ok = true;
    shape(result);
    return true;
  }

  bool follow(std::uint32_t tree, const Expression& expression, Resolved& result) {
    const std::string_view first = part(tree, expression, 0);
    const Span span = trees_[tree].span(expression);
    std::uint32_t at = 1;
    if (Variable* variable = find_variable(first)) {
      variable->used = true;
      result.type = variable->type;
      result.access.slot = variable->slot;
      result.through_parameter = variable->parameter;
    } else if (program_->view->find(first)) {
      result.type = program_->view;
      at = 0;
    } else {
      report(Rule::template_unknown_name, span, "there is no value `" + std::string(first) + "` here", nearest_value(first));
      return false;
    }
    result.key = {result.access.slot};
    result.access.first_step = static_cast<std::uint32_t>(program_->steps.size());
    for (; at < expression.part_count; ++at) {
      const std::string_view name = part(tree, expression, at);
      narrow(result);
      if (result.type->shape == Shape::optional) {
        report(Rule::template_wrong_type, span, "what `" + std::string(name) + "` is asked of may be missing", "ask for it with `{% if … %}` around this");
        return false;
      }
      if (result.type->shape != Shape::record) {
        report(Rule::template_wrong_type, span, "`" + std::string(name) + "` is asked of " + with_article(describe_type(*result.type)) + ", which has no fields");
        return false;
      }
      const auto field = result.type->find(name);
      if (!field) {
        report(Rule::template_unknown_name, span, "there is no field `" + std::string(name) + "` here", nearest_field(*result.type, name));
        return false;
      }
      program_->used.push_back(&result.type->fields[*field]);
      program_->steps.push_back(static_cast<std::uint32_t>(*field));
      ++result.access.step_count;
      result.key.push_back(static_cast<std::uint32_t>(*field));
      result.type = result.type->fields[*field].type;
      if (at != 0) result.through_parameter = false;
    }
    return true;
  }

  std::string_view part(std::uint32_t tree, const Expression& expression, std::uint32_t index) const {
    return trees_[tree].parts[expression.first_part + index];
  }

  /// An optional that a condition found present is what it holds.
  void narrow(Resolved& result) const {
    while (result.type->shape == Shape::optional && known(result.key) == 1) result.type = result.type->element;
  }
  void shape(Resolved& result) const {
    result.shaped.type = result.type;
    if (result.type->shape == Shape::scalar) {
      result.shaped.kind = result.type->kind;
      result.shaped.all = traits(result.type->kind).all;
      result.shaped.first = traits(result.type->kind).first;
    }
    result.shaped.list_is_filled = result.type->shape == Shape::list && known(result.key) == 1;
  }

  /// 1: holds, 0: does not, -1: nothing is known.
  int known(const Key& key) const {
    for (auto fact = facts_.rbegin(); fact != facts_.rend(); ++fact) {
      if (fact->key == key) return fact->holds ? 1 : 0;
    }
    return -1;
  }
  void copy_facts(const Resolved& value, std::uint32_t slot) {
    if (known(value.key) == 1) facts_.push_back({{slot}, true});
  }

  std::uint32_t add(const Access& access) {
    program_->accesses.push_back(access);
    return static_cast<std::uint32_t>(program_->accesses.size() - 1);
  }
  std::uint32_t add(Condition::Form form, std::uint32_t access, std::uint32_t left = 0, std::uint32_t right = 0) {
    program_->conditions.push_back({form, access, left, right});
    return static_cast<std::uint32_t>(program_->conditions.size() - 1);
  }

  /// `plain`: not under a negation or a connective, where a constant would make the whole part pointless.
  std::optional<std::uint32_t> truth(std::uint32_t tree, std::uint32_t index, std::vector<Fact>& when_true, std::vector<Fact>& when_false, bool plain) {
    const Expression expression = trees_[tree].expressions[index];
    switch (expression.form) {
      case Expression::Form::negation: {
        const auto inner = truth(tree, expression.left, when_false, when_true, plain);
        if (!inner) return std::nullopt;
        return add(Condition::Form::negation, 0, *inner);
      }
      case Expression::Form::conjunction:
      case Expression::Form::disjunction: {
        const bool both = expression.form == Expression::Form::conjunction;
        std::vector<Fact> right_true;
        std::vector<Fact> right_false;
        std::vector<Fact> left_true;
        std::vector<Fact> left_false;
        const auto left = truth(tree, expression.left, left_true, left_false, false);
        // The right side is only asked once the left has said yes (and) or no (or).
        const std::size_t before = facts_.size();
        const std::vector<Fact>& seen = both ? left_true : left_false;
        facts_.insert(facts_.end(), seen.begin(), seen.end());
        const auto right = truth(tree, expression.right, right_true, right_false, false);
        facts_.resize(before);
        std::vector<Fact>& sure = both ? when_true : when_false;
        const std::vector<Fact>& from_left = both ? left_true : left_false;
        const std::vector<Fact>& from_right = both ? right_true : right_false;
        sure.insert(sure.end(), from_left.begin(), from_left.end());
        sure.insert(sure.end(), from_right.begin(), from_right.end());
        if (!left || !right) return std::nullopt;
        return add(both ? Condition::Form::conjunction : Condition::Form::disjunction, 0, *left, *right);
      }
      case Expression::Form::path: return question(tree, expression, when_true, when_false, plain);
      default:
        report(Rule::template_wrong_type, trees_[tree].span(expression), "a literal is no condition");
        return std::nullopt;
    }
  }

  std::optional<std::uint32_t> question(std::uint32_t tree, const Expression& expression, std::vector<Fact>& when_true,
                                        std::vector<Fact>& when_false, bool plain) {
    const Span span = trees_[tree].span(expression);
    if (expression.filter_count != 0) {
      report(Rule::template_wrong_type, span, "filters stand in holes, not in conditions");
      return std::nullopt;
    }
    if (part(tree, expression, 0) == "loop" && find_variable("loop") == nullptr) {
      const bool first = expression.part_count == 2 && part(tree, expression, 1) == "first";
      const bool last = expression.part_count == 2 && part(tree, expression, 1) == "last";
      if (loop_level_ == 0 || !(first || last)) {
        report(Rule::template_unknown_name, span, loop_level_ == 0 ? "`loop` outside a loop" : "a loop has `loop.first` and `loop.last`");
        return std::nullopt;
      }
      return add(first ? Condition::Form::loop_first : Condition::Form::loop_last, loop_base_ + loop_level_ - 1);
    }
    Resolved value;
    if (!follow(tree, expression, value)) return std::nullopt;
    const int already = known(value.key);
    const bool was_optional = value.type->shape == Shape::optional;
    if (already == 1 && was_optional && value.type->element->shape != Shape::optional) {
      // Present for sure: what is asked now is what it holds.
      const Type* inner = value.type->element;
      if (!inner->is(Kind::boolean) && inner->shape != Shape::list) return decided(tree, expression, true, plain, value.through_parameter);
      if (inner->is(Kind::boolean)) return add(Condition::Form::truth, add(value.access));
      return add(Condition::Form::filled, add(value.access));
    }
    if (already != -1) return decided(tree, expression, already == 1, plain, value.through_parameter);
    Condition::Form form = Condition::Form::presence;
    if (value.type->is(Kind::boolean)) {
      form = Condition::Form::truth;
    } else if (value.type->shape == Shape::list) {
      form = Condition::Form::filled;
    } else if (value.type->shape != Shape::optional) {
      if (value.through_parameter) return add(Condition::Form::always, 0);
      report(Rule::template_wrong_type, span, "a condition takes a boolean, an optional value or a list, and this is " + with_article(describe_type(*value.type)));
      return std::nullopt;
    }
    when_true.push_back({value.key, true});
    when_false.push_back({value.key, false});
    return add(form, add(value.access));
  }

  std::optional<std::uint32_t> decided(std::uint32_t tree, const Expression& expression, bool holds, bool plain, bool parameter) {
    if (plain && !parameter && calls_.empty()) {
      report(Rule::template_unused, trees_[tree].span(expression),
             std::string("this is always ") + (holds ? "so" : "not so") + " here: it was asked before");
      return std::nullopt;
    }
    return add(holds ? Condition::Form::always : Condition::Form::never, 0);
  }

  Variable* find_variable(std::string_view name) {
    for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
      if (variable->name == name) return &*variable;
    }
    return nullptr;
  }

  // ---- kinds and places ----

  void join_contexts() {
    std::vector<Contexts> contexts;
    contexts.reserve(trees_.size());
    for (std::size_t i = 0; i < trees_.size(); ++i) {
      contexts.push_back(find_contexts(trees_[i], *program_->language, snippets_[i], prove_, diagnostics_));
    }
    for (const PendingHole& hole : pending_) place(hole, contexts[hole.tree].holes[hole.node]);
    if (!prove_) return;
    for (const PendingIndent& use : indents_) {
      const Contexts& target = contexts[use.target_tree];
      const bool spans = use.target_macro == nothing ? target.spans_lines : target.macros_span_lines[use.target_macro];
      if (spans) {
        report(Rule::template_unbalanced, trees_[use.tree].span(trees_[use.tree].nodes[use.node]),
               "what is indented here has a string, a here-document or a joined line whose content would change", "put it at the start of the line");
      }
    }
  }

  void place(const PendingHole& hole, const HoleContext& context) {
    Op& op = program_->ops[hole.op];
    const Language& language = *program_->language;
    const Span span = trees_[hole.tree].span(trees_[hole.tree].nodes[hole.node]);
    const auto refuse = [&](std::string message, std::string help) { report(Rule::template_unsafe_hole, span, std::move(message), std::move(help)); };
    const std::string what = with_article(describe_shaped(hole.shaped));
    if (!context.refusal.empty()) {
      refuse(what + " cannot stand " + std::string(context.refusal), "");
      return;
    }
    if (hole.shaped.kind == Kind::snippet && hole.shaped.type != nullptr) return;
    if (!context.reached) return;  // in a macro that the proof found no way to
    bool key = context.key;
    if (key && context.separate_after && prove_) {
      refuse("this hole is a key on one way and a value on another", "");
      return;
    }
    const Place& found = language.places[key ? language.key_place : context.place];
    op.place = &found;
    op.writing = found.writing;
    op.bare = context.glued();
    const bool markdown = language.name == "markdown";
    if (hole.shaped.markdown_code) {
      if (!markdown || context.glued() || !found.takes_text) {
        refuse("filter `code` makes a code span, which " + std::string(markdown ? "stands alone in prose" : "only markdown has"), "");
        return;
      }
      op.writing = Writing::markdown_code;
      return;
    }
    const bool whole = !context.glued() && found.writing != Writing::bare;
    if (whole && (found.takes_text || !is_free(hole.shaped.kind))) return;
    op.bare = true;
    if (!prove_) return;
    const std::string where = std::string(language.name) + ": " + what;
    if (is_free(hole.shaped.kind)) {
      if (found.takes_text) {
        refuse(where + " is glued to " + (context.glued_before ? "what stands before it" : "what stands behind it") + ", in " + std::string(found.name),
               "make it a whole token; quotes are written where they are needed");
      } else {
        refuse(where + " may not stand in " + std::string(found.name), "hand it over as a variable, or use a kind of value with fewer characters");
      }
      return;
    }
    const bool begins = !context.glued_before;
    if (!hole.shaped.all.within(found.safe) || (begins && !hole.shaped.first.within(found.safe_first))) {
      const CharSet bad = hole.shaped.all.within(found.safe) ? hole.shaped.first - found.safe_first : hole.shaped.all - found.safe;
      refuse(where + " may hold " + sample(bad) + ", which is not safe in " + std::string(found.name) + (context.glued() ? " when glued to other text" : ""),
             found.safe == CharSet{} ? "put the whole scalar in quotes, or make the hole the whole of it" : "make it a whole token, or use a kind of value with fewer characters");
    }
  }

  static std::string sample(CharSet set) {
    std::string shown;
    int count = 0;
    for (int c = 32; c < 127; ++c) {
      if (!set.has(static_cast<char>(c))) continue;
      if (++count > 4) return shown + " …";
      if (!shown.empty()) shown += ' ';
      shown += c == ' ' ? std::string("a blank") : '`' + std::string(1, static_cast<char>(c)) + '`';
    }
    return shown;
  }

  // ---- words for people ----

  static std::string describe_shaped(const Shaped& shaped) {
    return shaped.type != nullptr ? describe_type(*shaped.type) : std::string(traits(shaped.kind).name);
  }
  static std::string with_article(const std::string& noun) {
    if (noun == "text") return noun;
    const bool vowel = noun.front() == 'a' || noun.front() == 'e' || noun.front() == 'i' || noun.front() == 'o';
    return (vowel ? "an " : "a ") + noun;
  }
  static bool is_optional(const Resolved& value) { return value.type != nullptr && value.type->shape == Shape::optional; }

  template <class Names>
  static std::string nearest(std::string_view wanted, const Names& names) {
    std::string_view best;
    std::size_t least = wanted.size() / 2 + 1;
    for (const std::string_view name : names) {
      const std::size_t far = distance(wanted, name);
      if (far < least) {
        least = far;
        best = name;
      }
    }
    return best.empty() ? std::string() : "there is `" + std::string(best) + "`";
  }
  static std::string nearest_field(const Type& type, std::string_view wanted) {
    std::vector<std::string_view> names;
    for (const Field& field : type.fields) names.push_back(field.name);
    std::string found = nearest(wanted, names);
    if (!found.empty()) return found;
    std::string all = "there are ";
    for (std::size_t i = 0; i < names.size(); ++i) all.append(i == 0 ? "" : ", ").append(names[i]);
    return names.empty() ? std::string() : all;
  }
  std::string nearest_value(std::string_view wanted) const {
    std::vector<std::string_view> names;
    for (const Variable& variable : variables_) names.push_back(variable.name);
    for (const Field& field : program_->view->fields) names.push_back(field.name);
    return nearest(wanted, names);
  }
  std::string nearest_macro(std::string_view wanted) const {
    std::vector<std::string_view> names;
    for (const MacroRef& macro : macros_) names.push_back(trees_[macro.tree].macros[macro.index].name);
    return nearest(wanted, names);
  }
  std::string nearest_template(std::string_view wanted) const {
    std::vector<std::string_view> names;
    for (const TemplateLibrary::Entry& entry : library_.entries()) names.push_back(entry.name);
    return nearest(wanted, names);
  }

  void report(Rule rule, Span at, std::string message, std::string help = "") {
    for (const auto& [where, said] : reported_) {
      if (where == at && said == message) return;  // the same macro unfolded twice
    }
    reported_.emplace_back(at, message);
    ++errors_;
    diagnostics_.report({.rule = rule, .at = at, .message = std::move(message), .help = std::move(help)});
  }
  std::size_t error_count() const { return diagnostics_.size(); }

  const TemplateLibrary& library_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  bool prove_;
  std::shared_ptr<Program> program_;
  std::deque<Tree> trees_;                   ///< In the order of Program::files.
  std::deque<std::vector<bool>> snippets_;
  std::vector<MacroRef> macros_;
  std::vector<Variable> variables_;
  std::vector<Fact> facts_;
  std::vector<std::uint32_t> active_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> calls_;
  std::vector<PendingHole> pending_;
  std::vector<PendingIndent> indents_;
  std::vector<std::pair<Span, std::string>> reported_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> unused_reported_;
  std::uint32_t loop_level_ = 0;
  std::uint32_t loop_base_ = 0;
  std::size_t depth_ = 0;
  std::size_t errors_ = 0;
  bool too_large_ = false;
};

}  // namespace

std::shared_ptr<const Program> compile(const TemplateLibrary& library, std::string_view name, const Type& view,
                                       Sources& sources, Diagnostics& diagnostics, bool prove) {
  return Compiler(library, view, sources, diagnostics, prove).run(name);
}

}  // namespace stackc::render
