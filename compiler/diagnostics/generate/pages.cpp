// Build tool: reads the rule pages (../pages/STKnnnn.md) and writes the two files that rule.h and rule.cpp
// include. It refuses pages that are incomplete, so that every rule can be explained.
// Usage: pages OUTPUT_DIRECTORY PAGE...
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Page {
  std::string path;
  std::map<std::string, std::string> fields;
  std::string body;

  const std::string& field(const std::string& key) const { return fields.at(key); }
};

std::optional<std::string> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// Leaves an equal file alone, so that a changed sentence does not recompile the world.
bool write_if_different(const std::string& path, const std::string& text) {
  if (read(path) == text) return true;
  std::ofstream out(path, std::ios::binary);
  out << text;
  return static_cast<bool>(out.flush());
}

bool is_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_code(std::string_view text) {
  return text.size() == 7 && text.substr(0, 3) == "STK" && (text[3] <= '6' || text[3] == '8') &&
         std::all_of(text.begin() + 3, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Front matter is `key: value` lines between two `---`; returns what is wrong, or nothing.
std::string split(const std::string& text, Page& page) {
  std::istringstream in(text);
  std::string line;
  if (!std::getline(in, line) || line != "---") return "does not begin with `---`";
  while (std::getline(in, line) && line != "---") {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) return "front matter line without `key: value`: " + line;
    if (!page.fields.emplace(line.substr(0, colon), line.substr(colon + 2)).second)
      return "front matter says `" + line.substr(0, colon) + "` twice";
  }
  if (line != "---") return "front matter has no end";
  page.body.assign(std::istreambuf_iterator<char>(in), {});
  page.body.erase(0, page.body.find_first_not_of('\n'));
  return {};
}

bool has_closed_block(const std::string& body, const std::string& kind) {
  const std::size_t at = body.find("\n```" + kind + "\n");
  return at != std::string::npos && body.find("\n```\n", at + 1) != std::string::npos;
}

std::string fault(const Page& page) {
  for (const char* key : {"code", "name", "severity", "title", "since"}) {
    const auto field = page.fields.find(key);
    if (field == page.fields.end() || field->second.empty()) return std::string("front matter lacks `") + key + "`";
  }
  if (page.fields.size() != 5) return "front matter has a key that nobody reads";
  const std::string& code = page.field("code");
  if (!is_code(code)) return "`" + code + "` is not STK and four digits, the first 0 to 6 or 8";
  if (page.path.size() < 11 || page.path.substr(page.path.size() - 10) != code + ".md")
    return "file is not named " + code + ".md";
  if (!is_name(page.field("name"))) return "`" + page.field("name") + "` is not a snake_case name";
  const std::string& severity = page.field("severity");
  if (severity != "error" && severity != "warning" && severity != "note") return "`" + severity + "` is not a severity";
  for (const char* section : {"## Cause\n", "## Example\n", "## Cure\n"}) {
    if (page.body.find(section) == std::string::npos)
      return std::string("lacks the section ") + std::string(section, std::string_view(section).size() - 1);
  }
  // Files, drift and templates are not shown by a stack alone.
  if (code[3] == '0' || code[3] == '4' || code[3] == '6' || code[3] == '8') return {};
  if (!has_closed_block(page.body, "yaml bad") && !has_closed_block(page.body, "text bad"))
    return "lacks a closed block ```yaml bad (or ```text bad)";
  if (!has_closed_block(page.body, "yaml good")) return "lacks a closed block ```yaml good";
  return {};
}

/// A C++ string literal, one line of source for each line of text.
std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n\"\n    \"";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '?') {
      // Octal of exactly three digits cannot swallow what follows; `?` avoids trigraphs.
      const auto byte = static_cast<unsigned char>(c);
      out += '\\';
      out += static_cast<char>('0' + (byte >> 6U));
      out += static_cast<char>('0' + ((byte >> 3U) & 7U));
      out += static_cast<char>('0' + (byte & 7U));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    std::cerr << "usage: pages OUTPUT_DIRECTORY PAGE...\n";
    return 2;
  }
  std::vector<Page> pages;
  bool sound = true;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    Page page;
    page.path = arguments[i];
    const std::optional<std::string> text = read(page.path);
    std::string wrong = text ? split(*text, page) : "cannot be read";
    if (wrong.empty()) wrong = fault(page);
    if (wrong.empty()) {
      for (const Page& other : pages) {
        if (other.field("name") == page.field("name") || other.field("code") == page.field("code"))
          wrong = "has the name or code of " + other.path;
      }
    }
    if (!wrong.empty()) {
      std::cerr << page.path << ":1: error: " << wrong << " (see README.md beside the pages)\n";
      sound = false;
      continue;
    }
    pages.push_back(std::move(page));
  }
  if (!sound) return 1;
  std::sort(pages.begin(), pages.end(), [](const Page& a, const Page& b) { return a.field("code") < b.field("code"); });

  std::string names;
  std::string rows;
  for (const Page& page : pages) {
    names += page.field("name") + ",  // " + page.field("code") + "\n";
    rows += "{\"" + page.field("code") + "\", \"" + page.field("name") + "\", Severity::" + page.field("severity") +
            ",\n    " + literal(page.field("title")) + ", " + literal(page.field("since")) + ",\n    " +
            literal(page.body) + "},\n";
  }
  if (!write_if_different(arguments[0] + "/rules.inc", names) ||
      !write_if_different(arguments[0] + "/rule_table.inc", rows)) {
    std::cerr << "cannot write to " << arguments[0] << '\n';
    return 1;
  }
  return 0;
}
