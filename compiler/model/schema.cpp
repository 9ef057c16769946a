#include "model/schema.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include "model/characters.h"
#include "model/describe_stack.h"
#include "model/kind.h"

namespace stackc {

namespace {

/// A JSON value as text, built from the inside out; indentation is added at the end.
using Json = std::string;
using Members = std::vector<std::pair<std::string, Json>>;

Json text(std::string_view value) {
  constexpr char hex[] = "0123456789abcdef";
  Json result = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      result += "\\u00";
      result += hex[byte >> 4U];
      result += hex[byte & 0xfU];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

Json object(const Members& members) {
  Json result = "{";
  for (const auto& [key, value] : members)
    result += (result.size() > 1 ? "," : "") + text(key) + ":" + value;
  return result + "}";
}

Json array(const std::vector<Json>& items) {
  Json result = "[";
  for (const Json& item : items)
    result += (result.size() > 1 ? "," : "") + item;
  return result + "]";
}

/// Two blanks for each level; empty objects and arrays stay on one line.
std::string indented(const Json& json) {
  std::string result;
  std::size_t depth = 0;
  bool quoted_text = false;
  const auto line = [&] { result.append("\n").append(depth * 2, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    result += c;
    if (quoted_text) {
      if (c == '\\')
        result += json[++i];
      else if (c == '"')
        quoted_text = false;
      continue;
    }
    if (c == '"') quoted_text = true;
    if (c == ':') result += ' ';
    if (c == ',') line();
    if ((c == '{' || c == '[') && json[i + 1] != '}' && json[i + 1] != ']') {
      ++depth;
      line();
    }
    const char next = i + 1 < json.size() ? json[i + 1] : '\0';
    if ((next == '}' || next == ']') && c != '{' && c != '[') {
      --depth;
      line();
    }
  }
  return result + "\n";
}

Json either(const std::vector<Json>& choices) {
  return choices.size() == 1 ? choices.front() : object({{"anyOf", array(choices)}});
}

Json of_type(std::string_view type) { return object({{"type", text(type)}}); }

/// A name in `definitions` of a struct: `health_check` from "a health check".
template <class S>
std::string definition() {
  std::string name(type_name<S>());
  name.erase(0, name.find(' ') + 1);
  std::replace(name.begin(), name.end(), ' ', '_');
  return lower(name);
}

Json reference(const std::string& name) { return object({{"$ref", text("#/definitions/" + name)}}); }

template <class T>
Json value_schema();

template <class E>
Json word_schema() {
  std::vector<Json> choices;
  for (const auto& word : words(static_cast<const E*>(nullptr))) {
    choices.push_back(object({{"const", text(word.word)}, {"description", text(word.doc)}}));
  }
  return either(choices);
}

template <class T>
Json leaf_schema() {
  if constexpr (std::is_same_v<T, bool>) {
    return of_type("boolean");
  } else if constexpr (std::is_same_v<T, int>) {
    return of_type("integer");
  } else if constexpr (std::is_same_v<T, HostPort>) {
    return object({{"type", text("integer")}, {"minimum", "1"}, {"maximum", "65535"}});
  } else {
    // A plain number is text where a text is due; patterns say nothing of it, the parsers do.
    Members members{{"type", Leaf<T>::parse("1") ? array({text("string"), text("number")}) : text("string")}};
    if (!Leaf<T>::pattern.empty()) members.emplace_back("pattern", text(Leaf<T>::pattern));
    return object(members);
  }
}

Json command_schema() {
  const Json word = object({{"type", array({text("string"), text("number"), text("boolean")})}});
  return either({of_type("string"), object({{"type", text("array")}, {"items", word}, {"minItems", "1"}})});
}

Json form_schema(std::string_view form) {
  Members properties;
  for (const ValueFormKey& row : value_form_keys) {
    if (row.form != form) continue;
    Members members{{"description", text(row.doc)}};
    if (row.key == row.form)
      members.emplace_back("type", text("string"));
    else if (row.key == "at")
      members.emplace_back("enum", array({text("compose"), text("start")}));
    else if (row.key == "as")
      members.emplace_back("enum", array({text("file")}));
    else
      members.emplace_back("type", array({text("string"), text("number"), text("boolean")}));
    properties.emplace_back(row.key, object(members));
  }
  return object({{"type", text("object")},
                 {"properties", object(properties)},
                 {"required", array({text(form)})},
                 {"additionalProperties", "false"}});
}

Json value_form_schema() {
  return either({object({{"type", array({text("string"), text("number"), text("boolean")})}}), form_schema("ref"),
                 form_schema("secret"), form_schema("from_env")});
}

template <class T>
Json value_schema() {
  if constexpr (is_maybe<T> || is_traced<T>) {
    return value_schema<typename member_of<T>::value>();
  } else if constexpr (is_list<T>) {
    Members members{{"type", text("array")}, {"items", value_schema<typename member_of<T>::item>()}};
    return object(members);
  } else if constexpr (is_map<T>) {
    using Key = typename member_of<T>::key;
    Members members{{"type", text("object")}};
    members.emplace_back("propertyNames", object({{"pattern", text(Leaf<Key>::pattern)}}));
    // `null` removes an entry.
    members.emplace_back("additionalProperties",
                         either({value_schema<typename member_of<T>::entry>(), of_type("null")}));
    if constexpr (is_key_list<T>) {
      return either(
          {object({{"type", text("array")}, {"items", leaf_schema<Key>()}, {"uniqueItems", "true"}}), object(members)});
    } else {
      return object(members);
    }
  } else if constexpr (std::is_same_v<T, Stack>) {
    return reference("environment");
  } else if constexpr (described<T>) {
    return reference(definition<T>());
  } else if constexpr (worded<T>) {
    return word_schema<T>();
  } else if constexpr (std::is_same_v<T, ValueForm>) {
    return reference("value");
  } else if constexpr (std::is_same_v<T, SecretRef>) {
    return form_schema("secret");
  } else if constexpr (std::is_same_v<T, Command>) {
    return reference("command");
  } else {
    return leaf_schema<T>();
  }
}

struct SchemaCollector : Visitor {
  bool environment = false;
  Members properties;
  std::vector<Json> required;
  std::vector<Json> scalars;

  template <class S, class M>
  void field(std::string_view key, M S::*, const About& about) {
    if (environment && about.base_only) return;
    std::string doc(about.doc);
    if (!about.fallback.empty()) doc += " (if left out: " + std::string(about.fallback) + ")";
    if (!about.example.empty()) doc += ", as `" + std::string(key) + ": " + std::string(about.example) + "`";
    Members members{{"description", text(doc)}};
    if constexpr (is_traced<M>)
      members.emplace_back("allOf", array({value_schema<M>()}));
    else
      members.emplace_back("anyOf", array({value_schema<M>(), of_type("null")}));
    properties.emplace_back(key, object(members));
    if (about.required && !environment) required.push_back(text(key));
  }
  template <class S, class M>
  void shorthand(M S::*, const About&) {
    scalars.push_back(value_schema<M>());
  }
  template <class S, class M>
  void shorthand(M S::*, std::string_view, const About&) {
    // A scalar for an entry is a scalar for what the entry's own short form sets.
    SchemaCollector inner;
    describe_with<typename member_of<M>::entry>(inner);
    scalars.insert(scalars.end(), inner.scalars.begin(), inner.scalars.end());
  }
};

template <class S>
Json struct_schema(bool environment = false) {
  SchemaCollector collector;
  collector.environment = environment;
  describe_with<S>(collector);
  Members members{{"type", text("object")}, {"properties", object(collector.properties)}};
  if (!collector.required.empty()) members.emplace_back("required", array(collector.required));
  members.emplace_back("additionalProperties", "false");
  std::vector<Json> choices = collector.scalars;
  choices.push_back(object(members));
  return object({{"description", text(type_doc<S>())}, {"anyOf", array(choices)}});
}

/// The definitions of a struct and of those inside it, each once.
struct DefinitionCollector : Visitor {
  Members& definitions;
  explicit DefinitionCollector(Members& found) : definitions(found) {}

  template <class T>
  void add() {
    if constexpr (is_maybe<T> || is_traced<T>) {
      add<typename member_of<T>::value>();
    } else if constexpr (is_list<T>) {
      add<typename member_of<T>::item>();
    } else if constexpr (is_map<T>) {
      add<typename member_of<T>::entry>();
    } else if constexpr (described<T> && !std::is_same_v<T, Stack>) {
      const std::string name = definition<T>();
      if (std::any_of(definitions.begin(), definitions.end(), [&](const auto& known) { return known.first == name; }))
        return;
      definitions.emplace_back(name, struct_schema<T>());
      describe_with<T>(*this);
    }
  }
  template <class S, class M>
  void field(std::string_view, M S::*, const About&) {
    add<M>();
  }
};

}  // namespace

std::string json_schema() {
  SchemaCollector stack;
  describe_with<Stack>(stack);
  Members definitions;
  DefinitionCollector collector(definitions);
  describe_with<Stack>(collector);
  definitions.emplace_back("environment", struct_schema<Stack>(true));
  definitions.emplace_back("value", value_form_schema());
  definitions.emplace_back("command", command_schema());
  return indented(object({{"$schema", text("http://json-schema.org/draft-07/schema#")},
                          {"title", text("stackc stack description")},
                          {"description", text(type_doc<Stack>())},
                          {"type", text("object")},
                          {"properties", object(stack.properties)},
                          {"required", array(stack.required)},
                          {"additionalProperties", "false"},
                          {"definitions", object(definitions)}}));
}

}  // namespace stackc
