// Any template, any values: nothing crashes, failure says why, and what a template makes has the same lexical
// structure line by line whatever its values hold. An input is a template and, behind a NUL, a value.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/language.h"
#include "render/template.h"
#include "render/view.h"

using namespace stackc::render;

namespace {

struct Item {
  Scalar<Kind::identifier> id;
  std::string label;
  bool on = true;
  std::optional<Seconds> wait;
};
template <class V>
constexpr void describe(V& view, const Item*) {
  view.field("id", &Item::id);
  view.field("label", &Item::label);
  view.field("on", &Item::on);
  view.field("wait", &Item::wait);
}

struct View {
  bool boolean = true;
  int integer = 7;
  Scalar<Kind::port> port;
  Scalar<Kind::domain> domain;
  Scalar<Kind::host> host;
  Scalar<Kind::path> path;
  Scalar<Kind::url_path> url_path;
  Scalar<Kind::image> image;
  Scalar<Kind::env_name> env_name;
  Scalar<Kind::version> version;
  Scalar<Kind::cron> cron;
  Scalar<Kind::url> url;
  Scalar<Kind::word> word;
  Seconds duration{90};
  ByteCount size{4096};
  std::string text;
  std::vector<std::string> texts;
  std::vector<Item> items;
  std::optional<Scalar<Kind::path>> optional;
  std::optional<std::string> missing;
};
template <class V>
constexpr void describe(V& view, const View*) {
  view.field("boolean", &View::boolean);
  view.field("integer", &View::integer);
  view.field("port", &View::port);
  view.field("domain", &View::domain);
  view.field("host", &View::host);
  view.field("path", &View::path);
  view.field("url_path", &View::url_path);
  view.field("image", &View::image);
  view.field("env_name", &View::env_name);
  view.field("version", &View::version);
  view.field("cron", &View::cron);
  view.field("url", &View::url);
  view.field("word", &View::word);
  view.field("duration", &View::duration);
  view.field("size", &View::size);
  view.field("text", &View::text);
  view.field("texts", &View::texts);
  view.field("items", &View::items);
  view.field("optional", &View::optional);
  view.field("missing", &View::missing);
}

/// The nearest thing to `wish` that a kind allows.
template <Kind K>
Scalar<K> conforming(std::string_view wish, std::string_view otherwise) {
  std::string made;
  for (const char c : wish) {
    if ((made.empty() ? traits(K).first : traits(K).all).has(c)) made += c;
  }
  return {made.empty() ? std::string(otherwise) : made};
}

View view_of(std::string_view wish) {
  View view;
  view.port = conforming<Kind::port>(wish, "80");
  view.domain = conforming<Kind::domain>(wish, "d");
  view.host = conforming<Kind::host>(wish, "h");
  view.path = conforming<Kind::path>(wish, "p");
  view.url_path = conforming<Kind::url_path>(wish, "/u");
  view.image = conforming<Kind::image>(wish, "i");
  view.env_name = conforming<Kind::env_name>(wish, "E");
  view.version = conforming<Kind::version>(wish, "v");
  view.cron = conforming<Kind::cron>(wish, "*");
  view.url = conforming<Kind::url>(wish, "u");
  view.word = conforming<Kind::word>(wish, "w");
  view.text = wish;
  view.texts = {std::string(wish), "b"};
  view.items = {{conforming<Kind::identifier>(wish, "i"), std::string(wish), true, Seconds{5}},
                {{"j"}, "k", false, std::nullopt}};
  view.optional = conforming<Kind::path>(wish, "q");
  return view;
}

[[noreturn]] void broken(const char* what, std::string_view first, std::string_view second) {
  std::fprintf(stderr, "%s\n--- one\n%.*s\n--- other\n%.*s\n", what, static_cast<int>(first.size()), first.data(),
               static_cast<int>(second.size()), second.data());
  std::abort();
}

/// Where the language's lexer stands at the end of each line that does not end inside a quoted value.
std::vector<std::string> line_states(const Language& language, std::string_view text) {
  std::vector<std::string> states;
  LexState state = language.start;
  LexEvents events;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    language.text(state, text.substr(at, end - at), events);
    at = end;
    LexEvents scratch = events;
    LexState copy = state;
    const Spot spot = language.hole(copy, scratch);
    // Only sh can hold a line break in a value; its lines then end in a quoted string.
    if (language.name == "sh" && language.places[spot.place].name == "a single-quoted string") continue;
    states.push_back(std::string(language.places[spot.place].name) + " " + std::to_string(state.braces) + " " +
                     std::to_string(state.depth));
  }
  return states;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = std::min(input.find('\0'), input.size());
  const std::string_view text = input.substr(0, split);
  const std::string_view wish = split < input.size() ? input.substr(split + 1) : std::string_view("'\"; $(id) {{ \\");
  TemplateLibrary library;
  library.add_builtin("main", text);
  library.add_builtin(
      "part", "{% language nginx %}\npart {{ domain }};\n{% macro shared(x) %}\nshared {{ x }};\n{% endmacro %}\n");
  stackc::Sources sources;
  stackc::Diagnostics diagnostics;
  const stackc::Origins origins;
  const std::optional<Template> loaded = load(library, "main", type_of<View>(), sources, diagnostics);
  if (!loaded) {
    if (diagnostics.empty()) broken("refused without a word", text, wish);
    return 0;
  }
  if (!diagnostics.empty()) broken("loaded with complaints", text, wish);
  const std::optional<Rendered> benign =
      stackc::render::render(*loaded, value_of(view_of("a b")), origins, diagnostics);
  const std::optional<Rendered> hostile =
      stackc::render::render(*loaded, value_of(view_of(wish)), origins, diagnostics);
  if ((!benign || !hostile) && diagnostics.empty()) broken("not rendered without a word", text, wish);
  if (!benign || !hostile) return 0;
  const std::size_t open = text.find("language ") + 9;
  const Language* language = find_language(text.substr(open, text.find_first_of(" %", open) - open));
  if (language != nullptr && line_states(*language, benign->text) != line_states(*language, hostile->text)) {
    broken("a value changed the structure", benign->text, hostile->text);
  }
  return 0;
}
