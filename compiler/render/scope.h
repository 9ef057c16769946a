// What names mean at a point of a template: variables, the view, and what the conditions around that point
// have said about optional values and lists. Typing of paths, filters and conditions.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "render/filters.h"
#include "render/program.h"
#include "render/tree.h"

namespace stackc::render {

/// Passes complaints on, each once: a macro that is unfolded twice is wrong once.
class Complaints {
 public:
  explicit Complaints(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}
  void add(Rule rule, Span at, std::string message, std::string help = "");
  bool empty() const { return said_.empty(); }

 private:
  Diagnostics& diagnostics_;
  std::vector<std::pair<Span, std::string>> said_;
};

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
  Span made;  ///< For messages about unused ones.
};

/// What a path with its filters comes to.
struct Resolved {
  bool ok = false;
  const Type* type = nullptr;  ///< Before the filters, without optionals that are known to be present.
  Access access;
  Key key;
  Shaped shaped;  ///< Behind the filters.
  std::uint32_t first_filter = 0;
  std::uint32_t filter_count = 0;
  bool through_parameter = false;
};

class Scope {
 public:
  Scope(Program& program, const std::deque<Tree>& trees, Complaints& complaints)
      : program_(program), trees_(trees), complaints_(complaints) {}

  std::vector<Variable> variables;
  std::vector<Fact> facts;
  std::uint32_t loop_level = 0;  ///< Loops around this point, within the macro.
  std::uint32_t loop_base = 0;   ///< Loops around the macro's call.
  bool in_macro = false;

  /// A path with filters, for holes and loops. With `binding` a path without, or a literal: for set and arguments.
  Resolved value(std::uint32_t tree, std::uint32_t expression, bool binding = false);
  /// Adds a condition to the program; the facts that hold where it is true and where it is not are appended.
  std::optional<std::uint32_t> condition(std::uint32_t tree, std::uint32_t expression, std::vector<Fact>& when_true,
                                         std::vector<Fact>& when_false, bool alone = true);

  /// Facts about a value hold for a name given to it too.
  void copy_facts(const Resolved& value, std::uint32_t slot);
  std::uint32_t add(const Access& access);

 private:
  bool constant(const Expression& expression, Resolved& result);
  bool follow(std::uint32_t tree, const Expression& expression, Resolved& result);
  bool step(Span span, std::string_view name, Resolved& result);
  bool apply_filters(std::uint32_t tree, const Expression& expression, Resolved& result);
  void narrow(Resolved& result) const;
  void shape(Resolved& result) const;
  int known(const Key& key) const;
  std::uint32_t add(Condition::Form form, std::uint32_t access, std::uint32_t left = 0, std::uint32_t right = 0);
  std::optional<std::uint32_t> connective(std::uint32_t tree, const Expression& expression,
                                          std::vector<Fact>& when_true, std::vector<Fact>& when_false);
  std::optional<std::uint32_t> question(std::uint32_t tree, const Expression& expression, std::vector<Fact>& when_true,
                                        std::vector<Fact>& when_false, bool alone);
  std::optional<std::uint32_t> loop_question(std::uint32_t tree, const Expression& expression);
  std::optional<std::uint32_t> decided(Span span, bool holds, bool alone, bool parameter);
  Variable* find_variable(std::string_view name);
  std::string nearest_value(std::string_view wanted) const;
  std::string_view part(std::uint32_t tree, const Expression& expression, std::uint32_t index) const {
    return trees_[tree].parts[expression.first_part + index];
  }

  Program& program_;
  const std::deque<Tree>& trees_;
  Complaints& complaints_;
};

}  // namespace stackc::render
