#include "driver/allow.h"

#include <string>
#include <vector>

#include "diagnostics/reporter.h"

namespace stackc::driver {
namespace {

/// The pair that a dotted path leads to, as one span. Where a short form ends the path early, the short form.
Span place_of(const syntax::Node& root, std::string_view path) {
  const syntax::Node* node = &root;
  Span span;
  while (!path.empty()) {
    const syntax::Mapping* mapping = node->mapping();
    if (mapping == nullptr) return node->scalar() != nullptr ? span : Span{};
    const std::size_t dot = path.find('.');
    // Keys may hold dots themselves (a domain as id), so the longest key that fits is taken.
    const syntax::Pair* best = nullptr;
    for (const syntax::Pair& pair : *mapping) {
      const std::string& key = pair.key.value;
      const bool fits = path == key || (path.size() > key.size() && path.starts_with(key) && path[key.size()] == '.');
      if (fits && (best == nullptr || key.size() > best->key.value.size())) best = &pair;
    }
    if (best == nullptr || dot == 0) return {};
    span = {best->key.span.source, best->key.span.begin, best->value.span.end};
    path.remove_prefix(std::min(path.size(), best->key.value.size() + 1));
    node = &best->value;
  }
  return span;
}

bool within(const Span& inner, const Span& outer) {
  return outer.known() && inner.source == outer.source && inner.begin >= outer.begin && inner.end <= outer.end;
}

}  // namespace

void apply_allowances(const Stack& stack, const syntax::Node& tree, const Origins& origins, const Diagnostics& found,
                      Diagnostics& diagnostics) {
  struct Allowance {
    const Allow* entry;
    Rule rule;
    Span place;
    bool used = false;
  };
  const Reporter report(diagnostics, origins, "");
  std::vector<Allowance> allowances;
  for (const Allow& entry : stack.allow) {
    const std::optional<Rule> rule = find_rule(entry.code.value);
    if (!rule.has_value()) {
      report(Rule::allow_unused, entry.code.origin, "there is no rule `" + entry.code.value + "`");
      continue;
    }
    if (severity(*rule) == Severity::error) {
      report(Rule::error_not_allowable, entry.code.origin,
             "`" + entry.code.value + "` is an error, and an error cannot be allowed",
             "remove the entry and cure the error");
      continue;
    }
    allowances.push_back({&entry, *rule, place_of(tree, entry.at.value.text)});
  }
  for (const Diagnostic& diagnostic : found.all()) {
    bool allowed = false;
    for (Allowance& allowance : allowances) {
      if (allowance.rule != diagnostic.rule || !within(diagnostic.at, allowance.place)) continue;
      allowance.used = allowed = true;
    }
    if (!allowed) diagnostics.report(diagnostic);
  }
  for (const Allowance& allowance : allowances) {
    if (allowance.used) continue;
    report(
        Rule::allow_unused, allowance.entry->at.origin,
        "nothing at `" + allowance.entry->at.value.text + "` gives " + allowance.entry->code.value,
        allowance.place.known() ? "remove the entry" : "no such place in the stack: correct `at`, or remove the entry");
  }
}

}  // namespace stackc::driver
