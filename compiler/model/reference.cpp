#include "model/reference.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <vector>

#include "model/describe_stack.h"
#include "model/kind.h"
#include "model/language.h"

namespace stackc {

namespace {

/// A cell of a table: bars would end it.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string code(std::string_view text) { return text.empty() ? std::string() : "`" + std::string(text) + "`"; }

/// A key's row; its words follow in the same cell, so that the table stays one.
std::string row_of(const LanguageKey& row) {
  std::string doc(row.about.doc);
  if (row.about.required) doc += " (required)";
  if (row.about.base_only && !row.about.required) doc += " (not in environments)";
  if (!row.words.empty()) {
    doc += ":";
    for (std::size_t i = 0; i < row.words.size(); ++i) {
      doc += std::string(i == 0 ? " " : "; ") + "`" + std::string(row.words[i].first) + "` " +
             std::string(row.words[i].second);
    }
  }
  if (!row.scalar.empty()) doc += "; short form: " + std::string(row.scalar);
  return "| `" + std::string(row.key) + "` | " + cell(row.kind) + " | " + cell(doc) + " | " + cell(row.about.fallback) +
         " | " + cell(code(row.about.example)) + " |\n";
}

struct LeafTable : Visitor {
  std::vector<std::string_view> seen;
  std::string text;

  template <class T>
  void add() {
    if constexpr (is_maybe<T> || is_traced<T>) {
      add<typename member_of<T>::value>();
    } else if constexpr (is_list<T>) {
      add<typename member_of<T>::item>();
    } else if constexpr (is_map<T>) {
      add<typename member_of<T>::key>();
      add<typename member_of<T>::entry>();
    } else if constexpr (std::is_same_v<T, Stack>) {
      return;
    } else if constexpr (described<T>) {
      describe_with<T>(*this);
    } else if constexpr (requires { Leaf<T>::name; }) {
      if (std::find(seen.begin(), seen.end(), Leaf<T>::name) != seen.end()) return;
      seen.push_back(Leaf<T>::name);
      text += "| " + std::string(Leaf<T>::name) + " | " + code(Leaf<T>::example) + " | " + cell(Leaf<T>::doc) + " |\n";
    }
  }
  template <class S, class M>
  void field(std::string_view, M S::*, const About&) {
    add<M>();
  }
};

}  // namespace

std::string language_reference() {
  std::string page =
      "# The language\n\n"
      "Every key of a `stack.yaml`. This page is made from the descriptions that the compiler itself reads with "
      "(`compiler/model/describe_*.h`);\n"
      "`stackc explain services.web.health` shows the same for one key, `stackc schema` gives it to editors.\n\n"
      "A file is YAML 1.2, read strictly: unknown keys, wrong types and numbers that programs read differently are "
      "errors. `null` removes what\n"
      "the base or a default said.\n";
  const std::vector<LanguageKey> keys = language_keys();
  const auto section_of = [](const LanguageKey& row) { return row.path.substr(0, row.path.size() - row.key.size()); };
  std::vector<std::string> sections;
  for (const LanguageKey& row : keys) {
    if (std::find(sections.begin(), sections.end(), section_of(row)) == sections.end())
      sections.push_back(section_of(row));
  }
  for (const std::string& section : sections) {
    page += "\n## " + (section.empty() ? "The top level" : "`" + section.substr(0, section.size() - 1) + "`");
    page += "\n\n| key | holds | says | if left out | example |\n| --- | --- | --- | --- | --- |\n";
    for (const LanguageKey& row : keys) {
      if (section_of(row) == section) page += row_of(row);
    }
  }
  page += "\n## Types\n\n| type | example | what it is |\n| --- | --- | --- |\n";
  LeafTable leaves;
  describe_with<Stack>(leaves);
  return page + leaves.text;
}

}  // namespace stackc
