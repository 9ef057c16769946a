#include "migrate/migrate.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "migrate/edit.h"
#include "migrate/match.h"
#include "syntax/parse.h"

namespace stackc::migrate {
namespace {

using syntax::Mapping;
using syntax::Node;
using syntax::Pair;

/// A text on its way, with its tree.
struct Draft {
  SourceId source{};
  Node tree{};
};

/// What one change does to a draft: the edits, and the tree that the edited text has to have.
struct Plan {
  std::vector<Edit> edits{};
  Node tree{};
};

class Migration {
 public:
  Migration(Draft draft, Sources& sources, Diagnostics& diagnostics)
      : draft_(std::move(draft)), sources_(sources), diagnostics_(diagnostics), name_(sources.name(draft_.source)) {}

  const Draft& draft() const { return draft_; }
  std::string_view text() const { return sources_.text(draft_.source); }

  /// Whether all changes of the step could be made.
  bool make(const Step& step) {
    for (const Change& change : step.changes) {
      const bool made = std::visit([&](const auto& one) { return make_change(one); }, change);
      if (!made) return false;
    }
    return make_version(step.from + 1);
  }

 private:
  bool by_hand(const Span& at, const std::string& what, const std::string& help) {
    diagnostics_.report({Rule::migration_by_hand, at, what, {}, help, ""});
    return false;
  }

  /// Takes over the edited text, if it says what it has to.
  bool take(Plan plan, const Span& at, const std::string& what) {
    const SourceId id = sources_.add(name_, applied(text(), std::move(plan.edits)));
    Diagnostics found;
    std::optional<Node> tree = syntax::parse(sources_, id, found);
    if (!tree || !found.empty() || !same(*tree, plan.tree)) return by_hand(at, what, "do it by hand");
    draft_ = {id, std::move(*tree)};
    return true;
  }

  bool make_version(int version) {
    const Match match = matches(draft_.tree, "stackc").front();
    Plan plan{{}, draft_.tree};
    const Span at = pair(draft_.tree, match).value.span;
    plan.edits.push_back(respelt(text(), at, std::to_string(version)));
    set_scalar(plan.tree, match, std::to_string(version));
    return take(std::move(plan), at, "the version cannot be changed to " + std::to_string(version) + " here");
  }

  static void set_scalar(Node& tree, const Match& match, const std::string& text) {
    std::get<Mapping>(holder(tree, match).value)[match.indices.back()].value.value = syntax::Scalar{text};
  }

  bool make_change(const RenameKey& change) {
    Plan plan{{}, draft_.tree};
    const std::string to(change.to);
    const std::vector<Match> found = matches(draft_.tree, change.path);
    if (found.empty()) return true;
    bool clear = true;
    for (const Match& match : found) {
      const Pair& one = pair(draft_.tree, match);
      if (syntax::find(*holder(draft_.tree, match).mapping(), to) != nullptr) {
        clear = by_hand(one.key.span, "`" + one.key.value + "` is called `" + to + "` now, and both are here",
                        "keep one of them");
        continue;
      }
      plan.edits.push_back(respelt(text(), one.key.span, to));
      std::get<Mapping>(holder(plan.tree, match).value)[match.indices.back()].key.value = to;
    }
    const Span at = pair(draft_.tree, found.front()).key.span;
    return clear && take(std::move(plan), at, "`" + std::string(change.path) + "` is called `" + to + "` now");
  }

  bool make_change(const RespellValue& change) {
    Plan plan{{}, draft_.tree};
    Span first;
    bool clear = true;
    for (const Match& match : matches(draft_.tree, change.path)) {
      const Node& value = pair(draft_.tree, match).value;
      const syntax::Scalar* const scalar = value.scalar();
      if (scalar == nullptr || scalar->text != change.from) continue;
      if (!first.known()) first = value.span;
      if (scalar->style == syntax::Style::literal || scalar->style == syntax::Style::folded) {
        clear = by_hand(value.span, "`" + scalar->text + "` is called `" + std::string(change.to) + "` now",
                        "write it on one line");
        continue;
      }
      plan.edits.push_back(respelt(text(), value.span, change.to));
      set_scalar(plan.tree, match, std::string(change.to));
    }
    if (!clear) return false;
    if (plan.edits.empty()) return true;
    return take(std::move(plan), first,
                "`" + std::string(change.from) + "` is called `" + std::string(change.to) + "` now");
  }

  /// One after the other: each may write the map that the next one goes to.
  bool make_change(const MoveKey& change) {
    for (std::vector<Match> found = matches(draft_.tree, change.path); !found.empty();) {
      if (!move(found.front(), change)) return false;
      std::vector<Match> left = matches(draft_.tree, change.path);
      if (left.size() >= found.size()) throw std::logic_error("a key of the language moves onto itself");
      found = std::move(left);
    }
    return true;
  }

  bool move(const Match& match, const MoveKey& change) {
    const std::vector<std::string> to = moved_keys(match, change.path, change.to);
    const Pair& one = pair(draft_.tree, match);
    std::string path;
    for (const std::string& key : to)
      path += (path.empty() ? "" : ".") + key;
    const std::string what = "`" + one.key.value + "` is written as `" + path + "` now";
    std::optional<std::vector<Edit>> edits = moved(text(), draft_.tree, match, to);
    if (!edits) return by_hand(one.key.span, what, "move it by hand");
    Plan plan{*std::move(edits), draft_.tree};
    Pair cargo = one;
    Mapping& from = std::get<Mapping>(holder(plan.tree, match).value);
    from.erase(from.begin() + static_cast<std::ptrdiff_t>(match.indices.back()));
    put(plan.tree, to, std::move(cargo));
    return take(std::move(plan), one.key.span, what);
  }

  static void put(Node& root, const std::vector<std::string>& to, Pair cargo) {
    Node* node = &root;
    for (std::size_t i = 0; i + 1 < to.size(); ++i) {
      Mapping& pairs = std::get<Mapping>(node->value);
      if (syntax::find(pairs, to[i]) == nullptr) pairs.push_back({{to[i], {}}, Node{{}, Mapping{}}});
      node = &std::find_if(pairs.begin(), pairs.end(), [&](const Pair& p) { return p.key.value == to[i]; })->value;
    }
    cargo.key.value = to.back();
    std::get<Mapping>(node->value).push_back(std::move(cargo));
  }

  Draft draft_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  std::string name_;
};

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The version that the stack says; reports if it says none, or one that no step leads away from.
std::optional<int> version_of(const Node& tree, std::span<const Step> table, int newest, Diagnostics& diagnostics) {
  const Pair* const pair = tree.mapping() == nullptr ? nullptr : syntax::find(*tree.mapping(), "stackc");
  const syntax::Scalar* const scalar = pair == nullptr ? nullptr : pair->value.scalar();
  const std::optional<int> version = scalar == nullptr ? std::nullopt : number(scalar->text);
  if (!version) {
    diagnostics.report({Rule::missing_key,
                        pair == nullptr ? tree.span : pair->value.span,
                        "the stack does not say its version of the language",
                        {},
                        "write `stackc: 1`",
                        ""});
    return std::nullopt;
  }
  const auto leads_away = [&](int from) {
    return std::any_of(table.begin(), table.end(), [&](const Step& step) { return step.from == from; });
  };
  bool known = *version <= newest;
  for (int from = *version; known && from < newest; ++from)
    known = leads_away(from);
  if (known) return version;
  diagnostics.report(
      {Rule::unsupported_version,
       pair->value.span,
       "this stackc knows version " + std::to_string(newest) + " of the language" +
           (*version > newest ? ", not " + scalar->text : ", and no way to it from version " + scalar->text),
       {},
       *version > newest ? "use a newer stackc" : "",
       ""});
  return std::nullopt;
}

}  // namespace

std::optional<Migrated> migrate(SourceId source, std::span<const Step> table, int newest, Sources& sources,
                                Diagnostics& diagnostics) {
  std::optional<Node> tree = syntax::parse(sources, source, diagnostics);
  if (!tree || diagnostics.has_errors()) return std::nullopt;
  const std::optional<int> from = version_of(*tree, table, newest, diagnostics);
  if (!from) return std::nullopt;
  Migration migration({source, std::move(*tree)}, sources, diagnostics);
  for (int version = *from; version < newest; ++version) {
    const auto step = std::find_if(table.begin(), table.end(), [&](const Step& s) { return s.from == version; });
    if (!migration.make(*step)) return std::nullopt;
  }
  return Migrated{std::string(migration.text()), *from};
}

}  // namespace stackc::migrate
