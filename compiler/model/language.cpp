#include "model/language.h"

#include <algorithm>
#include <type_traits>

#include "model/describe_stack.h"
#include "model/kind.h"

namespace stackc {

std::string plural(std::string_view name) {
  for (const std::string_view article : {"a ", "an ", "the "}) {
    if (name.substr(0, article.size()) == article) {
      name.remove_prefix(article.size());
      break;
    }
  }
  // `path into the stack`, `name and version`, `folder above`: the noun is the first word.
  for (const std::string_view tail : {" into the stack", " and version", " above"}) {
    if (name.size() > tail.size() && name.substr(name.size() - tail.size()) == tail) {
      return std::string(name.substr(0, name.size() - tail.size())) + "s" + std::string(tail);
    }
  }
  if (name.back() == 's') return std::string(name);
  return std::string(name) + "s";
}

namespace {

template <described S>
void list_keys(const std::string& prefix, std::vector<LanguageKey>& keys);

struct ScalarForm : Visitor {
  std::string_view doc;
  template <class S, class M>
  constexpr void shorthand(M S::*, const About& about) {
    doc = about.doc;
  }
  template <class S, class M>
  constexpr void shorthand(M S::*, std::string_view, const About& about) {
    doc = about.doc;
  }
};

template <class S>
std::string_view scalar_form() {
  ScalarForm form;
  if constexpr (described<S>) describe_with<S>(form);
  return form.doc;
}

/// The keys below a value of type T that stands at `path`.
template <class T>
void list_below(const std::string& path, std::vector<LanguageKey>& keys) {
  if constexpr (is_maybe<T>) {
    list_below<typename member_of<T>::value>(path, keys);
  } else if constexpr (is_list<T>) {
    list_below<typename member_of<T>::item>(path, keys);
  } else if constexpr (is_map<T>) {
    list_below<typename member_of<T>::entry>(path + "." + std::string(Leaf<typename member_of<T>::key>::key), keys);
  } else if constexpr (std::is_same_v<T, ValueForm>) {
    for (const ValueFormKey& form : value_form_keys) {
      keys.push_back({path + "." + std::string(form.key),
                      form.key,
                      "a value",
                      "a text",
                      {},
                      {form.doc, form.example},
                      {},
                      {},
                      {}});
    }
  } else if constexpr (std::is_same_v<T, Stack>) {
    // An environment has the keys of the stack, which are listed already.
  } else if constexpr (described<T>) {
    list_keys<T>(path + ".", keys);
  }
}

template <class T>
std::vector<std::pair<std::string_view, std::string_view>> words_of() {
  std::vector<std::pair<std::string_view, std::string_view>> result;
  if constexpr (is_maybe<T>) {
    return words_of<typename member_of<T>::value>();
  } else if constexpr (is_map<T>) {
    return words_of<typename member_of<T>::entry>();
  } else if constexpr (worded<T>) {
    for (const auto& word : words(static_cast<const T*>(nullptr)))
      result.emplace_back(word.word, word.doc);
  }
  return result;
}

template <class T>
std::string_view type_doc_of() {
  if constexpr (is_maybe<T> || is_traced<T>) {
    return type_doc_of<typename member_of<T>::value>();
  } else if constexpr (is_list<T>) {
    return type_doc_of<typename member_of<T>::item>();
  } else if constexpr (requires { Leaf<T>::doc; }) {
    return Leaf<T>::doc;
  } else {
    return {};
  }
}

struct Lister : Visitor {
  const std::string& prefix;
  std::vector<LanguageKey>& keys;
  std::string_view owner;
  Lister(const std::string& path_prefix, std::vector<LanguageKey>& key_list, std::string_view owner_name)
      : prefix(path_prefix), keys(key_list), owner(owner_name) {}

  template <class S, class M>
  void field(std::string_view key, M S::*, const About& about) {
    LanguageKey row{
        prefix + std::string(key), key, owner, kind_of<M>(), type_doc_of<M>(), about, words_of<M>(), {}, {}};
    if constexpr (is_maybe<M>) row.scalar = scalar_form<typename member_of<M>::value>();
    if constexpr (is_map<M>) {
      row.scalar = scalar_form<typename member_of<M>::entry>();
      row.placeholder = Leaf<typename member_of<M>::key>::key;
    }
    keys.push_back(std::move(row));
    list_below<M>(prefix + std::string(key), keys);
  }
};

template <described S>
void list_keys(const std::string& prefix, std::vector<LanguageKey>& keys) {
  Lister lister(prefix, keys, type_name<S>());
  describe_with<S>(lister);
}

constexpr bool is_placeholder(std::string_view segment) {
  return segment == "ID" || segment == "NAME" || segment == "PATH" || segment == "DOMAIN";
}

/// Whether `path` is the one that `pattern` means; a placeholder takes any text, dots included (domains, URL paths).
bool matches(std::string_view pattern, std::string_view path) {
  const std::string_view head = pattern.substr(0, pattern.find('.'));
  const bool last = head.size() == pattern.size();
  if (!is_placeholder(head)) {
    if (path.substr(0, head.size()) != head) return false;
    if (last) return path.size() == head.size();
    return path.size() > head.size() && path[head.size()] == '.' &&
           matches(pattern.substr(head.size() + 1), path.substr(head.size() + 1));
  }
  if (path.empty()) return false;
  if (last) return true;
  for (std::size_t dot = path.find('.', 1); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    if (matches(pattern.substr(head.size() + 1), path.substr(dot + 1))) return true;
  }
  return false;
}

/// The keys directly below a path of the table, for the last line of an explanation.
std::string keys_below(const std::vector<LanguageKey>& keys, const std::string& path) {
  std::string names;
  for (const LanguageKey& row : keys) {
    if (row.path.size() != path.size() + 1 + row.key.size() || row.path.compare(0, path.size(), path) != 0) continue;
    names += (names.empty() ? "" : ", ") + std::string(row.key);
  }
  return names;
}

void add_line(std::string& text, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  text.append("  ").append(label).append(10 - label.size(), ' ').append(value).append("\n");
}

std::string explanation(const std::vector<LanguageKey>& keys, const LanguageKey& row, std::string_view path) {
  std::string text = std::string(path) + "\n\n  " + std::string(row.about.doc) + "\n\n";
  add_line(text, "holds", row.type_doc.empty() ? row.kind : row.kind + ": " + std::string(row.type_doc));
  add_line(text, "short", row.scalar);
  add_line(text, "default", row.about.fallback);
  if (!row.about.example.empty())
    add_line(text, "example", std::string(row.key) + ": " + std::string(row.about.example));
  if (row.about.required) add_line(text, "required", "yes");
  if (row.about.base_only) add_line(text, "note", "the same in all environments");
  add_line(text, "keys", keys_below(keys, row.path));
  for (const auto& [word, doc] : row.words)
    text.append("  `").append(word).append("`: ").append(doc).append("\n");
  return text;
}

/// What an entry of a map is (`services.web`, `services.web.env.DEBUG`): that of the innermost map that fits.
std::string entry_explanation(const std::vector<LanguageKey>& keys, std::string_view inner, std::string_view path) {
  const LanguageKey* map = nullptr;
  std::string entry;
  for (const LanguageKey& row : keys) {
    if (row.placeholder.empty() || row.path == "environments") continue;
    const std::string pattern = row.path + "." + std::string(row.placeholder);
    if (pattern.size() <= entry.size() || !matches(pattern, inner)) continue;
    // Only domains and URL paths hold dots; elsewhere a dot means a key that does not exist.
    const bool dotted = row.placeholder == "PATH" || row.placeholder == "DOMAIN" || row.path == "sites";
    if (!dotted && !matches(row.path, inner.substr(0, inner.rfind('.')))) continue;
    map = &row;
    entry = pattern;
  }
  if (map == nullptr) return {};
  std::string text =
      std::string(path) + "\n\n  an entry of `" + map->path + "`: " + std::string(map->about.doc) + "\n\n";
  add_line(text, "short", map->scalar);
  add_line(text, "keys", keys_below(keys, entry));
  return text;
}

}  // namespace

std::vector<LanguageKey> language_keys() {
  std::vector<LanguageKey> keys;
  list_keys<Stack>("", keys);
  return keys;
}

std::string explain_key(std::string_view path) {
  const auto keys = language_keys();
  constexpr std::string_view environments = "environments.";
  std::string_view inner = path;
  if (path.substr(0, environments.size()) == environments) {
    const auto dot = path.find('.', environments.size());
    if (dot != std::string_view::npos) inner = path.substr(dot + 1);
  }
  for (const LanguageKey& row : keys) {
    if (matches(row.path, inner) && !(inner != path && row.about.base_only)) return explanation(keys, row, path);
  }
  return entry_explanation(keys, inner, path);
}

}  // namespace stackc
