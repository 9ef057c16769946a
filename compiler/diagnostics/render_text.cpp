#include "diagnostics/render_text.h"

#include <algorithm>

#include "diagnostics/printable.h"

namespace stackc {
namespace {

class Text {
 public:
  Text(const Sources& sources, const TextOptions& options) : sources_(sources), options_(options) {}

  std::string draw(const Diagnostic& diagnostic) {
    const Severity level = severity(diagnostic.rule);
    gutter_ = digits(diagnostic.at);
    for (const Label& label : diagnostic.notes)
      gutter_ = std::max(gutter_, digits(label.span));

    out_ += paint(colour_of(level), std::string(text(level)) + "[" + std::string(code(diagnostic.rule)) + "]");
    out_ += paint(bold, ": " + printable(diagnostic.message)) + "\n";
    if (diagnostic.at.known()) excerpt(diagnostic.at, '^', colour_of(level));
    footer("help", diagnostic.help, diagnostic.at.known());
    footer("only in", diagnostic.environment, diagnostic.at.known());
    for (const Label& label : diagnostic.notes) {
      out_ += paint(colour_of(Severity::note), "note") + paint(bold, ": " + printable(label.text)) + "\n";
      if (label.span.known()) excerpt(label.span, '-', blue);
    }
    return std::move(out_) + "\n";
  }

 private:
  static constexpr std::string_view bold = "1";
  static constexpr std::string_view blue = "1;34";

  static std::string_view colour_of(Severity level) {
    switch (level) {
      case Severity::error:
        return "1;31";
      case Severity::warning:
        return "1;33";
      case Severity::note:
        return "1;36";
    }
    return bold;
  }

  std::string paint(std::string_view style, const std::string& words) const {
    return options_.colour ? "\x1b[" + std::string(style) + "m" + words + "\x1b[0m" : words;
  }

  std::size_t digits(const Span& span) const {
    return span.known() ? std::to_string(sources_.position(span.source, span.begin).line).size() : 1;
  }

  /// The bar left of an excerpt, after a line number or blanks.
  std::string bar(const std::string& number = {}) const {
    return paint(blue, " " + std::string(gutter_ - number.size(), ' ') + number + " |");
  }

  void footer(std::string_view word, const std::string& words, bool below_excerpt) {
    if (words.empty()) return;
    const std::string margin = below_excerpt ? std::string(gutter_ + 2, ' ') : "  ";
    out_ += margin + paint(blue, "=") + " " + paint(bold, std::string(word) + ":") + " " + printable(words) + "\n";
  }

  void excerpt(const Span& span, char mark, std::string_view style) {
    const Position position = sources_.position(span.source, span.begin);
    const std::size_t line_begin = sources_.line_begin(span.source, position.line);
    const std::string_view line = sources_.line(span.source, position.line);
    out_ += paint(blue, std::string(gutter_ + 1, ' ') + "-->") + " " + printable(sources_.name(span.source)) + ":" +
            std::to_string(position.line) + ":" + std::to_string(position.column) + "\n";
    out_ += bar() + "\n";

    // A span over several lines is marked up to the end of its first one; an empty one by one mark.
    const std::size_t begin = std::min(span.begin - line_begin, line.size());
    const std::size_t end = std::min(std::max(span.end, span.begin) - line_begin, line.size());
    const std::vector<Cell> all = cells(line);
    const auto first = static_cast<std::size_t>(
        std::partition_point(all.begin(), all.end(), [&](const Cell& c) { return c.offset < begin; }) - all.begin());
    const auto last = static_cast<std::size_t>(
        std::partition_point(all.begin(), all.end(), [&](const Cell& c) { return c.offset < end; }) - all.begin());
    const auto [from, to] = window(all, first);

    std::string shown = from > 0 ? "…" : "";
    std::size_t indentation = from > 0 ? 1 : 0;
    std::size_t marks = 0;
    for (std::size_t i = from; i < to; ++i) {
      shown += all[i].shown;
      if (i < first) indentation += all[i].columns;
      if (i >= first && i < last) marks += all[i].columns;
    }
    if (to < all.size()) shown += "…";
    shown.erase(shown.find_last_not_of(' ') + 1);
    out_ += bar(std::to_string(position.line)) + (shown.empty() ? "" : " ") + shown + "\n";
    out_ += bar() + " " + std::string(indentation, ' ') +
            paint(style, std::string(std::max<std::size_t>(marks, 1), mark)) + "\n";
  }

  /// The cells to show: all of a line that fits, else those around the first marked one.
  std::pair<std::size_t, std::size_t> window(const std::vector<Cell>& all, std::size_t first) const {
    std::size_t total = 0;
    for (const Cell& cell : all)
      total += cell.columns;
    if (total <= options_.columns) return {0, all.size()};
    std::size_t from = first;
    for (std::size_t columns = 0; from > 0 && columns < options_.columns / 3; --from)
      columns += all[from - 1].columns;
    std::size_t to = from;
    for (std::size_t columns = 0; to < all.size() && columns < options_.columns; ++to)
      columns += all[to].columns;
    return {from, to};
  }

  const Sources& sources_;
  const TextOptions& options_;
  std::size_t gutter_ = 1;
  std::string out_;
};

}  // namespace

std::string render_text(const Diagnostic& diagnostic, const Sources& sources, const TextOptions& options) {
  return Text(sources, options).draw(diagnostic);
}

std::string render_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                        const TextOptions& options) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics)
    out += render_text(diagnostic, sources, options);
  return out;
}

std::string count_text(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Severity level : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::count_if(diagnostics.begin(), diagnostics.end(),
                                     [&](const Diagnostic& d) { return severity(d.rule) == level; });
    if (count == 0) continue;
    out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(text(level)) + (count == 1 ? "" : "s");
  }
  return out;
}

}  // namespace stackc
