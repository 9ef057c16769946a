// What every part of binding works with: where in the stack it is, and how it reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/leaf.h"
#include "source/origin.h"
#include "syntax/tree.h"

namespace stackc::bind {

/// Where the binder is, as people write it: `services.web.env`. Empty at the top.
class Place {
 public:
  Place() = default;
  Place inside(std::string_view key) const {
    return Place(text_.empty() ? std::string(key) : text_ + "." + std::string(key));
  }
  const std::string& text() const { return text_; }

 private:
  explicit Place(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct Context {
  Origins& origins;
  Diagnostics& diagnostics;
  bool in_environment = false;  ///< Keys that belong to the base alone are refused.

  OriginId written(Span span) const { return origins.add(Written{span}); }
  void report(Rule rule, Span at, std::string message, std::string help = {}) const {
    diagnostics.report({rule, at, std::move(message), {}, std::move(help), {}});
  }
};

/// `a map`, `a list`, `a text`, `nothing`: what a node is, for people.
std::string_view shape_of(const syntax::Node& node);

/// "`services.web.env` takes a map, not a list".
void report_shape(const Context& context, const syntax::Node& node, const Place& place, std::string_view wanted,
                  std::string help = {});

/// "`timeout` takes a duration: `30` has no unit".
void report_refusal(const Context& context, Span at, const Place& place, std::string_view wanted,
                    const Refusal& refusal);

/// The text of a scalar that is due at `place`, if its YAML type fits; otherwise reports and returns nothing.
/// Block texts lose the line break that YAML puts at their end, unless `keep_end`.
std::optional<std::string> scalar_text(const Context& context, const syntax::Node& node, const Place& place,
                                       std::string_view wanted, std::optional<Plain> plain, bool keep_end = false);

/// A key that a struct does not have.
struct UnknownKey {
  std::string_view owner;  ///< With article: `a service`.
  std::vector<std::string_view> known;
  std::string_view foreign_help;  ///< What to write for a key of another program; may be empty.
};
void report_unknown_key(const Context& context, const syntax::Pair& pair, const UnknownKey& unknown);

/// `a`, `b` and `c`, each in backticks.
std::string listed(const std::vector<std::string_view>& names);

}  // namespace stackc::bind
