// Hostile values through the languages whose readers are not at hand where this runs. Each has a small reader here,
// written from the language's documentation and from runs of the real program, independent of the engine.
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "tests/catch.h"
#include "tests/unit/render/support.h"

using namespace render_test;

namespace {

using Words = std::vector<std::string>;

/// Renders with each hostile value: refused, or `read` gives back what `expected` says.
void check_all(const std::string& language, const std::string& body,
               const std::function<Words(const std::string&)>& read,
               const std::function<Words(const std::string&)>& expected, std::size_t at_least) {
  std::size_t written = 0;
  for (const std::string& value : hostile_values()) {
    Everything view;
    view.text = value;
    const Outcome made = outcome({{"main", "{% language " + language + " %}\n" + body}}, view);
    INFO(language << ": " << value);
    if (!made.text) {
      CHECK(made.complaints.front().find("value_not_writable") == 0);
      continue;
    }
    INFO(*made.text);
    CHECK(read(*made.text) == expected(value));
    ++written;
  }
  CHECK(written >= at_least);
}

/// Docker's reader of one ENV instruction (frontend/dockerfile/parser: parseNameVal, then shell.ProcessWordWithMap):
/// words split at blanks outside quotes; `\` escapes inside double quotes before `"`, `$`, `\`; `$` expands.
Words read_env(const std::string& text) {
  REQUIRE(text.substr(0, 4) == "ENV ");
  Words words;
  std::string word;
  char quote = 0;
  bool open = false;
  for (std::size_t i = 4; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      if (quote != 0) return {"unterminated"};
      if (open) words.push_back(word);
      return i + 1 == text.size() ? words : Words{"more lines"};
    }
    if (quote == 0 && c == ' ') {
      if (open) words.push_back(word);
      word.clear();
      open = false;
      continue;
    }
    open = true;
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else if (c == '\\' && quote != '\'') {
      const char next = text[++i];
      if (quote == '"' && next != '"' && next != '$' && next != '\\') word += c;
      word += next;
    } else if (c == '$' && quote != '\'') {
      return {"a variable"};
    } else {
      word += c;
    }
  }
  return {"no line break"};
}

/// compose-go's dotenv: unquoted to the line's end, trimmed, ` #` begins a comment, `$` expands; single quotes literal.
Words read_dotenv(const std::string& text) {
  Words out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    std::size_t end = equals + 1;
    if (text[end] == '\'') {
      // `\'` does not end it in the versions that know it, so none may be there.
      const std::size_t close = text.find('\'', end + 1);
      if (close == std::string::npos || text[close + 1] != '\n') return {"unterminated"};
      if (text[close - 1] == '\\') return {"an escaped quote"};
      out.push_back(text.substr(end + 1, close - end - 1));
      at = close + 2;
      continue;
    }
    end = text.find('\n', end);
    const std::string value = text.substr(equals + 1, end - equals - 1);
    if (value.find_first_of("$\"'`\\ #") != std::string::npos) return {"not literal"};
    out.push_back(value);
    at = end + 1;
  }
  return out;
}

/// HAProxy's parse_line() without variables: `\` escapes outside single quotes, `#` begins a comment, blanks split.
Words read_haproxy(const std::string& text) {
  Words words;
  std::string word;
  bool open = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' && i + 1 != text.size()) return {"more lines"};
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (open) words.push_back(word);
      word.clear();
      open = false;
      continue;
    }
    if (quote == 0 && c == '#') return {"a comment"};
    open = true;
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
    else if (quote != '\'' && c == '\\')
      word += text[++i];
    else if (quote == '"' && c == '$')
      return {"a variable"};
    else
      word += c;
  }
  return words;
}

/// A log format's text: `%%` is a percent sign, every other `%` an error or a sample.
std::optional<std::string> read_format(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && text[++i] != '%') return std::nullopt;
    out += text[i];
  }
  return out;
}

/// Apache's ap_getword_conf(): quotes only at a word's start, `\` before a quote or backslash in them; `\` at a line's
/// end joins, `${` expands.
Words read_apache(const std::string& text) {
  if (text.find("\\\n") != std::string::npos) return {"a joined line"};
  if (text.find("${") != std::string::npos) return {"a variable"};
  if (text.find('\n') + 1 != text.size()) return {"more lines"};
  Words words;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t') {
      ++i;
      continue;
    }
    std::string word;
    if (text[i] == '"' || text[i] == '\'') {
      const char quote = text[i++];
      while (i < text.size() && text[i] != quote) {
        if (text[i] == '\\' && (text[i + 1] == quote || text[i + 1] == '\\')) ++i;
        word += text[i++];
      }
      ++i;
    } else {
      while (i < text.size() && text[i] != ' ' && text[i] != '\n' && text[i] != '\t')
        word += text[i++];
    }
    words.push_back(word);
  }
  return words;
}

}  // namespace

TEST_CASE("a Dockerfile's ENV gives every hostile value back or refuses it", "[render]") {
  check_all(
      "dockerfile", "ENV A={{ text }} B={{ text }} C=x\n", read_env,
      [](const std::string& value) {
        return Words{"A=" + value, "B=" + value, "C=x"};
      },
      150);
}

TEST_CASE("a Dockerfile's exec form gives every hostile value back", "[render]") {
  check_all(
      "dockerfile", "CMD [\"a\", {{ text }}]\n",
      [](const std::string& text) -> Words {
        // Docker reads it as JSON only if it is one on the logical line; a backslash at its end would join the next.
        REQUIRE(text.find('\n') + 1 == text.size());
        REQUIRE(text[text.size() - 2] == ']');
        return nlohmann::json::parse(text.substr(4)).get<Words>();
      },
      [](const std::string& value) {
        return Words{"a", value};
      },
      180);
  CHECK(rendered("dockerfile", "CMD [\"a\", {{ port }}]\n") == "CMD [\"a\", \"8080\"]\n");
}

TEST_CASE("an env file gives every hostile value back or refuses it", "[render]") {
  check_all(
      "dotenv", "A={{ text }}\nB={{ text }}\n", read_dotenv,
      [](const std::string& value) {
        return Words{value, value};
      },
      130);
}

TEST_CASE("HAProxy's words give every hostile value back or refuse it", "[render]") {
  check_all(
      "haproxy", "  stats realm {{ text }} x\n", read_haproxy,
      [](const std::string& value) {
        return Words{"stats", "realm", value, "x"};
      },
      150);
  check_all(
      "haproxy", "  unknown {{ text }}\n", read_haproxy,
      [](const std::string& value) {
        CHECK(value.find('%') == std::string::npos);
        return Words{"unknown", value};
      },
      140);
  check_all(
      "haproxy", "  http-request set-header X-A {{ text }} if TRUE\n",
      [](const std::string& text) {
        Words words = read_haproxy(text);
        REQUIRE(words.size() == 6);
        words[3] = read_format(words[3]).value_or("a sample");
        return words;
      },
      [](const std::string& value) { return Words{"http-request", "set-header", "X-A", value, "if", "TRUE"}; }, 150);
}

TEST_CASE("Apache's words give every hostile value back or refuse it", "[render]") {
  check_all(
      "apache", "ServerAdmin {{ text }} x\n", read_apache,
      [](const std::string& value) {
        return Words{"ServerAdmin", value, "x"};
      },
      120);
  check_all(
      "apache", "Header always set X {{ text }}\n",
      [](const std::string& text) {
        Words words = read_apache(text);
        words.back() = read_format(words.back()).value_or("a sample");
        return words;
      },
      [](const std::string& value) {
        return Words{"Header", "always", "set", "X", value};
      },
      120);
}

TEST_CASE("Markdown shows hostile values as they are", "[render]") {
  const auto prose = [](const std::string& value) {
    Everything view;
    view.text = value;
    return rendered("markdown", "x {{ text }} y\n", view);
  };
  CHECK(prose("plain text") == "x plain text y\n");
  CHECK(prose("a_b_c and snake_case") == "x a_b_c and snake_case y\n");
  CHECK(prose("**a** `b` [c](d) <e> & ![f](g)") == "x \\*\\*a\\*\\* \\`b\\` \\[c\\](d) \\<e\\> \\& \\!\\[f\\](g) y\n");
  CHECK(prose("# a") == "x \\# a y\n");
  CHECK(prose("1. a") == "x 1\\. a y\n");
  CHECK(prose("- a") == "x \\- a y\n");
  CHECK(prose("a | b") == "x a \\| b y\n");
  const auto code = [](const std::string& value) {
    Everything view;
    view.text = value;
    return rendered("markdown", "{{ text|code }}\n", view);
  };
  CHECK(code("a*b") == "`a*b`\n");
  CHECK(code("a`b") == "``a`b``\n");
  CHECK(code("`a") == "`` `a ``\n");
  CHECK(code(" a ") == "`  a  `\n");
  Everything view;
  view.text = "a\nb";
  CHECK(refused("markdown", "{{ text }}\n", view).find("a line break") != std::string::npos);
  CHECK(refused("markdown", "{{ text|code }}\n", view).find("a line break") != std::string::npos);
}
