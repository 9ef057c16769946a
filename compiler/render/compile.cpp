#include "render/compile.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "render/macros.h"
#include "render/placing.h"
#include "render/scope.h"
#include "render/trees.h"
#include "render/words.h"

namespace stackc::render {
namespace {

constexpr std::size_t most_ops = 200'000;
constexpr std::size_t deepest_unfolding = 16;

class Compiler {
 public:
  Compiler(const TemplateLibrary& library, const Type& view, Sources& sources, Diagnostics& diagnostics)
      : library_(library),
        diagnostics_(diagnostics),
        program_(std::make_shared<Program>()),
        trees_(*program_, sources, diagnostics),
        complaints_(diagnostics),
        scope_(*program_, trees_.all, complaints_),
        macros_(trees_.all, complaints_) {
    program_->view = &view;
  }

  std::shared_ptr<const Program> run(std::string_view name) {
    const TemplateLibrary::Entry* entry = library_.find(name);
    if (entry == nullptr) throw std::logic_error("no template " + std::string(name));
    const std::size_t before = diagnostics_.size();
    const std::optional<std::uint32_t> root = trees_.open(*entry);
    if (!root) return nullptr;
    program_->language = find_language(trees_.all[*root].language);
    if (program_->language == nullptr) {
      const Tree& tree = trees_.all[*root];
      const auto at = static_cast<std::uint32_t>(tree.language.data() - tree.text.data());
      complaints_.add(Rule::template_unknown_name, tree.span(at, at + static_cast<std::uint32_t>(tree.language.size())),
                      "there is no language `" + std::string(tree.language) + "`", "there are " + language_names());
      return nullptr;
    }
    macros_.declare(*root, true);
    active_.push_back(*root);
    block(*root, trees_.all[*root].body);
    active_.pop_back();
    macros_.report_unused();
    if (diagnostics_.size() != before) return nullptr;
    placing_.prove(*program_, trees_, diagnostics_, complaints_);
    if (diagnostics_.size() != before) return nullptr;
    std::sort(program_->used.begin(), program_->used.end());
    program_->used.erase(std::unique(program_->used.begin(), program_->used.end()), program_->used.end());
    return program_;
  }

 private:
  // ---- nodes ----

  void block(std::uint32_t tree, std::uint32_t first) {
    const std::size_t variables = scope_.variables.size();
    for (std::uint32_t index = first; index != nothing; index = trees_.all[tree].nodes[index].next) {
      if (program_->ops.size() > most_ops) {
        if (!too_large_)
          complain(Rule::template_too_large, tree, trees_.all[tree].nodes[index],
                   "unfolded, this template has more than 200000 operations");
        too_large_ = true;
        break;
      }
      const Node node = trees_.all[tree].nodes[index];
      switch (node.type) {
        case NodeType::text:
          emit(Code::text, tree, node);
          break;
        case NodeType::hole:
          hole(tree, index, node);
          break;
        case NodeType::condition:
          condition(tree, node);
          break;
        case NodeType::loop:
          loop(tree, node);
          break;
        case NodeType::include:
          include(tree, index, node);
          break;
        case NodeType::call:
          call(tree, index, node);
          break;
        case NodeType::set:
          set(tree, node);
          break;
        case NodeType::branch:
          break;
      }
    }
    leave_scope(variables);
  }

  void leave_scope(std::size_t size) {
    while (scope_.variables.size() > size) {
      const Variable& variable = scope_.variables.back();
      if (!variable.used && !too_large_) {
        complaints_.add(Rule::template_unused, variable.made, "`" + std::string(variable.name) + "` is never read");
      }
      scope_.variables.pop_back();
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
    const Expression& expression = trees_.all[tree].expressions[node.expression];
    if (expression.form == Expression::Form::text && expression.filter_count == 0) {
      // Literal text of the template, spelt so because it would be read as a tag: {{ "{{" }}
      const auto begin = static_cast<std::uint32_t>(expression.literal.data() - trees_.all[tree].text.data());
      Op& op = emit(Code::text, tree, node);
      op.begin = begin;
      op.end = begin + static_cast<std::uint32_t>(expression.literal.size());
      return;
    }
    const Resolved value = scope_.value(tree, node.expression);
    if (!value.ok) return;
    if (!value.shaped.is_scalar()) {
      std::string help;
      if (value.shaped.type->shape == Shape::optional) help = "ask for it with `{% if … %}` around it";
      if (value.shaped.type->shape == Shape::list) help = "loop over it, or `join` it";
      if (value.shaped.type->shape == Shape::record) help = "name one of its fields";
      complaints_.add(Rule::template_wrong_type, trees_.all[tree].span(expression),
                      "a hole takes a scalar, and this is " + with_article(describe_type(*value.shaped.type)), help);
      return;
    }
    const bool snippet = value.shaped.kind == Kind::snippet;
    const std::uint32_t access = scope_.add(value.access);
    Op& op = emit(snippet ? Code::snippet : Code::hole, tree, node);
    op.a = access;
    op.b = value.first_filter;
    op.c = value.filter_count;
    op.kind = value.shaped.kind;
    if (snippet) trees_.snippets[tree][index] = true;
    placing_.holes.push_back({here() - 1, tree, index, value.shaped});
  }

  void condition(std::uint32_t tree, const Node& node) {
    const std::size_t facts = scope_.facts.size();
    std::vector<std::uint32_t> jumps;
    emit(Code::enter, tree, node);
    for (std::uint32_t branch = node.child; branch != nothing; branch = trees_.all[tree].nodes[branch].next) {
      const Node part = trees_.all[tree].nodes[branch];
      if (part.expression == nothing) {
        body_of(tree, part.child, part);
        break;
      }
      std::vector<Fact> when_true;
      std::vector<Fact> when_false;
      const std::optional<std::uint32_t> test = scope_.condition(tree, part.expression, when_true, when_false);
      const std::size_t before = scope_.facts.size();
      scope_.facts.insert(scope_.facts.end(), when_true.begin(), when_true.end());
      Op& op = emit(Code::test, tree, part);
      op.within_line = !node.own_line;
      const std::uint32_t at = here() - 1;
      op.a = test.value_or(0);
      body_of(tree, part.child, part);
      scope_.facts.resize(before);
      scope_.facts.insert(scope_.facts.end(), when_false.begin(), when_false.end());
      emit(Code::jump, tree, part);
      jumps.push_back(here() - 1);
      program_->ops[at].b = here();
    }
    scope_.facts.resize(facts);
    for (const std::uint32_t jump : jumps)
      program_->ops[jump].b = here();
    emit(Code::leave, tree, node);
  }

  void body_of(std::uint32_t tree, std::uint32_t first, const Node& node) {
    if (first == nothing) complain(Rule::template_unused, tree, node, "nothing stands in this part");
    block(tree, first);
  }

  void loop(std::uint32_t tree, const Node& node) {
    const Resolved list = scope_.value(tree, node.expression);
    if (!list.ok) return;
    if (list.shaped.type == nullptr || list.shaped.type->shape != Shape::list) {
      complaints_.add(Rule::template_wrong_type, trees_.all[tree].span(trees_.all[tree].expressions[node.expression]),
                      "`for` takes a list, and this is " + with_article(describe_shaped(list.shaped)),
                      list.type->shape == Shape::optional ? "ask for it with `{% if … %}` around it" : "");
      return;
    }
    if (node.child == nothing) complain(Rule::template_unused, tree, node, "nothing stands in this loop");
    const std::size_t facts = scope_.facts.size();
    const std::size_t variables = scope_.variables.size();
    const std::uint32_t slot = program_->slot_count++;
    scope_.variables.push_back({node.name, list.shaped.type->element, slot, false, true, trees_.all[tree].span(node)});
    scope_.facts.push_back({list.key, true});
    const std::uint32_t access = scope_.add(list.access);
    Op& op = emit(Code::loop, tree, node);
    op.a = access;
    op.c = slot;
    const std::uint32_t at = here() - 1;
    ++scope_.loop_level;
    program_->loop_levels = std::max(program_->loop_levels, scope_.loop_level);
    block(tree, node.child);
    --scope_.loop_level;
    emit(Code::next, tree, node).b = at + 1;
    program_->ops[at].b = here();
    scope_.facts.resize(facts);
    scope_.variables.resize(variables);
  }

  void set(std::uint32_t tree, const Node& node) {
    const Resolved value = scope_.value(tree, node.expression, true);
    if (!value.ok) return;
    const std::uint32_t slot = program_->slot_count++;
    const std::uint32_t access = scope_.add(value.access);
    Op& op = emit(Code::bind, tree, node);
    op.a = access;
    op.c = slot;
    scope_.variables.push_back({node.name, value.type, slot, false, false, trees_.all[tree].span(node)});
    scope_.copy_facts(value, slot);
  }

  void include(std::uint32_t tree, std::uint32_t index, const Node& node) {
    const TemplateLibrary::Entry* entry = library_.find(node.name);
    if (entry == nullptr) {
      complain(Rule::template_unknown_name, tree, node, "there is no template `" + std::string(node.name) + "`",
               nearest_template(node.name));
      return;
    }
    const bool known = trees_.is_open(entry->name);
    const std::optional<std::uint32_t> target = trees_.open(*entry);
    if (!target) return;
    if (trees_.all[*target].language != trees_.all[tree].language) {
      complain(Rule::template_wrong_type, tree, node,
               "this template is in " + std::string(trees_.all[tree].language) + ", and `" + std::string(node.name) +
                   "` is in " + std::string(trees_.all[*target].language));
      return;
    }
    if (std::find(active_.begin(), active_.end(), *target) != active_.end()) {
      complain(Rule::template_recursion, tree, node, "`" + std::string(node.name) + "` is being included already");
      return;
    }
    if (!enter(tree, node)) return;
    if (!known) macros_.declare(*target, false);
    active_.push_back(*target);
    indent(tree, index, node, *target, nothing);
    block(*target, trees_.all[*target].body);
    outdent(tree, node);
    active_.pop_back();
    --depth_;
  }

  void call(std::uint32_t tree, std::uint32_t index, const Node& node) {
    MacroRef* reference = macros_.find(node.name);
    if (reference == nullptr) {
      complain(Rule::template_unknown_name, tree, node, "there is no macro `" + std::string(node.name) + "`",
               macros_.nearest_to(node.name));
      return;
    }
    reference->used = true;
    const std::uint32_t target = reference->tree;
    const std::uint32_t macro_index = reference->index;
    const Macro macro = trees_.all[target].macros[macro_index];
    if (macro.parameter_count != node.argument_count) {
      complain(Rule::template_wrong_type, tree, node,
               "macro `" + std::string(macro.name) + "` takes " + std::to_string(macro.parameter_count) +
                   " values, and gets " + std::to_string(node.argument_count));
      return;
    }
    if (std::find(calls_.begin(), calls_.end(), std::pair{target, macro_index}) != calls_.end()) {
      complain(Rule::template_recursion, tree, node, "macro `" + std::string(macro.name) + "` is being called already");
      return;
    }
    std::vector<Variable> parameters;
    bool ok = true;
    for (std::uint32_t i = 0; i < macro.parameter_count; ++i) {
      const Resolved value = scope_.value(tree, trees_.all[tree].arguments[node.first_argument + i], true);
      if (!value.ok) {
        ok = false;
        continue;
      }
      const std::uint32_t slot = program_->slot_count++;
      const std::uint32_t access = scope_.add(value.access);
      Op& op = emit(Code::bind, tree, node);
      op.a = access;
      op.c = slot;
      scope_.copy_facts(value, slot);
      parameters.push_back({trees_.all[target].parts[macro.first_parameter + i], value.type, slot, true, false,
                            trees_.all[target].span(macro.begin, macro.end)});
    }
    if (!ok || !enter(tree, node)) return;
    // A macro sees the view and its parameters, not the names of the place that calls it.
    std::vector<Variable> outside;
    outside.swap(scope_.variables);
    const std::uint32_t level = std::exchange(scope_.loop_level, 0);
    const bool in_macro = std::exchange(scope_.in_macro, true);
    scope_.loop_base += level;
    scope_.variables = std::move(parameters);
    calls_.emplace_back(target, macro_index);
    indent(tree, index, node, target, macro_index);
    block(target, macro.body);
    outdent(tree, node);
    calls_.pop_back();
    leave_scope(0);
    scope_.variables = std::move(outside);
    scope_.in_macro = in_macro;
    scope_.loop_base -= level;
    scope_.loop_level = level;
    --depth_;
  }

  bool enter(std::uint32_t tree, const Node& node) {
    if (depth_ >= deepest_unfolding) {
      complain(Rule::template_too_large, tree, node,
               "includes and calls are nested more than " + std::to_string(deepest_unfolding) + " deep");
      return false;
    }
    ++depth_;
    return true;
  }

  void indent(std::uint32_t tree, std::uint32_t index, const Node& node, std::uint32_t target, std::uint32_t macro) {
    if (node.indent.empty()) return;
    Op& op = emit(Code::indent, tree, node);
    op.begin = static_cast<std::uint32_t>(node.indent.data() - trees_.all[tree].text.data());
    op.end = op.begin + static_cast<std::uint32_t>(node.indent.size());
    placing_.indents.push_back({tree, index, target, macro});
  }
  void outdent(std::uint32_t tree, const Node& node) {
    if (!node.indent.empty()) emit(Code::outdent, tree, node);
  }

  std::string nearest_template(std::string_view wanted) const {
    std::vector<std::string_view> names;
    for (const TemplateLibrary::Entry& entry : library_.entries())
      names.push_back(entry.name);
    return nearest(wanted, names);
  }

  void complain(Rule rule, std::uint32_t tree, const Node& node, std::string message, std::string help = "") {
    complaints_.add(rule, trees_.all[tree].span(node), std::move(message), std::move(help));
  }

  const TemplateLibrary& library_;
  Diagnostics& diagnostics_;
  std::shared_ptr<Program> program_;
  Trees trees_;
  Complaints complaints_;
  Scope scope_;
  Macros macros_;
  std::vector<std::uint32_t> active_;                           ///< Trees being unfolded.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> calls_;  ///< Macros being unfolded.
  Placing placing_;
  std::size_t depth_ = 0;
  bool too_large_ = false;
};

}  // namespace

std::shared_ptr<const Program> compile(const TemplateLibrary& library, std::string_view name, const Type& view,
                                       Sources& sources, Diagnostics& diagnostics) {
  return Compiler(library, view, sources, diagnostics).run(name);
}

}  // namespace stackc::render
