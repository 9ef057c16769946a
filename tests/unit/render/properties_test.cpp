// Random templates of each language with holes in random places: what is accepted keeps its structure whatever the
// values hold. Seeded, so every run is the same; the fuzz target goes on where this stops.
#include <yaml.h>

#include <map>
#include <random>

#include "render/language.h"
#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace stackc::render;
using namespace render_test;

namespace {

const std::map<std::string, std::vector<std::string>>& fragments() {
  static const std::vector<std::string> yaml = {
      "a: ", "- ",    "  ",   "    ", "\n",        "\n",     "\n",    "[",   "]",     "{ ", " }",
      ", ",  "\"",    "'",    " # c", "#",         "|\n",    ">-\n",  ": ",  "x",     "x-", "/s/",
      "b:",  "\na: ", "\n- ", "\n  ", "\n    c: ", "\n  - ", "run: ", "'x'", "\"y\"", "!t "};
  static const std::map<std::string, std::vector<std::string>> all = {
      {"yaml", yaml},
      {"compose", yaml},
      {"workflow", yaml},
      {"azure", yaml},
      {"nginx", {"a ", "b", " ", "\n", ";\n", "; ", " {\n", "}\n", "\"", "'", "#", "\\", "$x", "${y}", "# c\n", "'q'"}},
      {"haproxy",
       {"a ", "b", " ", "\n", "\"", "'", "#", "\\", "$x", "http-request ", "set-header ", "X ", "log-format ",
        "# c\n"}},
      {"apache", {"a ", "b", " ", "\n", "\"", "'", "#", "\\\n", "Header ", "set ", "X ", "<L ", ">", "'q'", "# c\n"}},
      {"sh",
       {"a ", "b",   " ",  "\n", ";",  "&&", "|", "\"",    "'",      "#",     "\\", "$x", "${y:-", "}",     "$(",
        ")",  "$((", "))", "`",  "X=", "=",  "(", "<<E\n", "<<-E\n", "\nE\n", ">",  "<",  "2>&1",  "# c\n", "export "}},
      {"dockerfile",
       {"RUN ", "ENV ", "CMD ", "COPY ", "HEALTHCHECK ", "A=",    "x",     " ",  " \\\n", "\n",           "[",
        "]",    "\"",   ", ",   "'",     "# c\n",        "<<E\n", "\nE\n", "$x", "--a=",  "CMD [\"a\", ", "\"b\""}},
      {"json", {"{", "}", "[", "]", ", ", ": ", "\"", "\"a\"", "\"b\": ", "1", "\n", " ", "\\"}},
      {"dotenv", {"A=", "B", "=", "x", " ", "\n", "'", "\"", "#", "# c\n", "\\"}},
      {"crontab", {"* ", "1 ", "root ", "/bin/a ", "A=", "=", "x", " ", "\n", "#", "# c\n", "%", "*/5 "}},
      {"markdown",
       {"# ", "x", " ", "\n", "\n\n", "`", "```\n", "```sh\n", "```mermaid\n", "| ", "*", "[", "](", ")", "<!-- ",
        " -->", "- ", "\\"}},
      {"plain", {"x", " ", "\n", "#", "!", "/*", "# c\n"}},
  };
  return all;
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }

  std::string body(const std::vector<std::string>& pieces) {
    static const std::vector<std::string> holes = {"text",     "text",    "port",    "domain",  "host", "path",
                                                   "url_path", "image",   "version", "cron",    "url",  "word",
                                                   "duration", "integer", "boolean", "env_name"};
    std::string out;
    std::vector<std::string> open;
    for (std::size_t i = 1 + below(12); i > 0; --i) {
      const std::size_t choice = below(20);
      if (choice < 12)
        out += pieces[below(pieces.size())];
      else if (choice < 16)
        out += "{{ " + holes[below(holes.size())] + " }}";
      else if (choice == 16 && open.size() < 2) {
        out += (below(2) == 0 ? "{% if boolean %}" : "{% if not choice %}") + pieces[below(pieces.size())];
        open.push_back("{% endif %}");
      } else if (choice == 17 && open.size() < 2) {
        out += "{% for t in texts %}" + (below(2) == 0 ? std::string("{{ t }}") : pieces[below(pieces.size())]);
        if (below(2) == 0) out += "{% if not loop.last %}" + pieces[below(pieces.size())] + "{% endif %}";
        open.push_back("{% endfor %}");
      } else if (!open.empty()) {
        if (open.back() == "{% endif %}" && below(3) == 0) out += "{% else %}" + pieces[below(pieces.size())];
        out += open.back();
        open.pop_back();
      }
    }
    for (; !open.empty(); open.pop_back())
      out += open.back();
    return out + "\n";
  }

 private:
  std::mt19937 random_;
};

/// The nearest thing to `wish` that a kind allows.
template <Kind K>
void wish_for(Scalar<K>& scalar, const std::string& wish) {
  std::string made;
  for (const char c : wish) {
    if ((made.empty() ? traits(K).first : traits(K).all).has(c)) made += c;
  }
  if (!made.empty()) scalar.text = made;
}

Everything view_of(const std::string& wish, std::size_t texts) {
  Everything view;
  wish_for(view.port, wish);
  wish_for(view.domain, wish);
  wish_for(view.host, wish);
  wish_for(view.path, wish);
  wish_for(view.url_path, wish);
  wish_for(view.image, wish);
  wish_for(view.version, wish);
  wish_for(view.cron, wish);
  wish_for(view.url, wish);
  wish_for(view.word, wish);
  wish_for(view.env_name, wish);
  view.integer = 7;
  view.text = wish;
  view.texts.assign(texts, wish);
  return view;
}

/// Where the language's lexer stands at the end of each line, but for those inside a value.
std::vector<std::string> line_states(const Language& language, std::string_view text) {
  std::vector<std::string> states;
  LexState state = language.start;
  LexEvents events;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    language.text(state, text.substr(at, end - at), events);
    at = end;
    LexState copy = state;
    LexEvents scratch = events;
    const Place& place = language.places[language.hole(copy, scratch).place];
    if (language.name == "sh" && place.name == "a single-quoted string") continue;
    states.push_back(std::string(place.name) + " " + std::to_string(state.braces) + " " + std::to_string(state.depth));
  }
  return states;
}

/// The kinds of libyaml's events; empty if it refuses the text.
std::vector<int> shape_of_yaml(const std::string& text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::vector<int> shape;
  yaml_event_t event;
  while (yaml_parser_parse(&parser, &event) != 0) {
    shape.push_back(event.type);
    const bool last = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    if (last) {
      yaml_parser_delete(&parser);
      return shape;
    }
  }
  yaml_parser_delete(&parser);
  return {};
}

std::optional<std::string> try_render(const Template& loaded, const Everything& view) {
  stackc::Diagnostics diagnostics;
  const stackc::Origins origins;
  std::optional<Rendered> made = stackc::render::render(loaded, value_of(view), origins, diagnostics);
  CHECK(made.has_value() == diagnostics.empty());
  if (!made) return std::nullopt;
  return made->text;
}

}  // namespace

TEST_CASE("no value changes the structure of what an accepted template makes", "[render]") {
  for (const auto& [name, pieces] : fragments()) {
    Generator generator(20261121);
    const Language& language = *find_language(name);
    const bool yaml = name == "yaml" || name == "compose" || name == "workflow" || name == "azure";
    std::size_t accepted = 0;
    for (int round = 0; round < 6000; ++round) {
      const std::string text = "{% language " + name + " %}\n" + generator.body(pieces);
      TemplateLibrary library;
      library.add_builtin("main", text);
      stackc::Sources sources;
      stackc::Diagnostics diagnostics;
      const auto loaded = load(library, "main", type_of<Everything>(), sources, diagnostics);
      if (loaded.has_value() != diagnostics.empty()) FAIL(text);
      const std::size_t texts = generator.below(3);
      const std::string& wish = hostile_values()[generator.below(hostile_values().size())];
      if (!loaded || text.find("{{") == std::string::npos) continue;
      const auto benign = try_render(*loaded, view_of("q w", texts));
      const auto hostile = try_render(*loaded, view_of(wish, texts));
      if (!benign || !hostile) continue;
      ++accepted;
      INFO(text << "--- value: " << wish << "\n--- one\n" << *benign << "--- other\n" << *hostile);
      if (name != "markdown" || !wish.empty())
        REQUIRE(line_states(language, *benign) == line_states(language, *hostile));
      if (!yaml) continue;
      const std::vector<int> shape = shape_of_yaml(*benign);
      if (!shape.empty()) REQUIRE(shape_of_yaml(*hostile) == shape);
    }
    INFO(name);
    CHECK(accepted > 5);
  }
}
