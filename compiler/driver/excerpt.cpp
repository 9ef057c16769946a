#include "driver/excerpt.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/printable.h"
#include "driver/paint.h"

namespace stackc::driver {
namespace {

const Provenance* provenance_at(const LoadedStack& stack, const std::string& path) {
  const auto& artifacts = stack.compiled->result.artifacts;
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    if (artifacts[i].path.text() == path) return &stack.compiled->provenance.at(i);
  }
  return nullptr;
}

const render::LineOrigin* line_origin(const Provenance* provenance, std::uint32_t line) {
  if (provenance == nullptr || line == 0 || line > provenance->lines.size()) return nullptr;
  return &provenance->lines[line - 1];
}

std::string trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string() : printable(line.substr(begin));
}

/// Walks an origin to everything that it rests on, each once, nearest first.
class Trail {
 public:
  Trail(const LoadedStack& stack, bool colour) : stack_(stack), colour_(colour) {}

  std::string text{};
  std::vector<Span> places{};
  std::vector<std::string> rules{};

  void follow(OriginId id, std::size_t depth) {
    if (id == OriginId::none || !seen_.insert(id).second) return;
    const Origin& origin = stack_.compiled->origins.at(id);
    if (const auto* written = std::get_if<Written>(&origin)) {
      add_place(written->span, depth, {});
    } else if (const auto* overlay = std::get_if<Overlay>(&origin)) {
      add_place(overlay->span, depth, " (in place of:)");
      follow(overlay->replaced, depth + 1);
    } else if (const auto* fact = std::get_if<Catalogue>(&origin)) {
      add("catalogue: " + fact->entry + ", " + fact->key, depth);
      rules.push_back("`" + fact->key + "` of `" + fact->entry + "` in the catalogue");
    } else if (const auto* derived = std::get_if<Default>(&origin)) {
      add("derived: " + derived->rule, depth);
      rules.push_back("`" + derived->rule + "`");
      for (const OriginId parent : derived->parents)
        follow(parent, depth + 1);
    }
  }

 private:
  void add(const std::string& line, std::size_t depth) {
    text += std::string(4 + 2 * depth, ' ') + printable(line) + "\n";
  }

  void add_place(const Span& span, std::size_t depth, std::string_view behind) {
    if (!span.known()) return;
    const std::string place = place_text(stack_.sources, span);
    // Several values of one line are one place to look at.
    if (!shown_.insert({span.source, stack_.sources.position(span.source, span.begin).line}).second) return;
    places.push_back(span);
    const std::uint32_t line = stack_.sources.position(span.source, span.begin).line;
    text += std::string(4 + 2 * depth, ' ') + painted(place, Paint::cyan, colour_) + ": " +
            trimmed(stack_.sources.line(span.source, line)) + std::string(behind) + "\n";
  }

  const LoadedStack& stack_;
  bool colour_;
  std::set<OriginId> seen_{};
  std::set<std::pair<SourceId, std::uint32_t>> shown_{};
};

Trail trail_of(const LoadedStack& stack, const Provenance& provenance, const render::LineOrigin& line, bool colour) {
  Trail trail(stack, colour);
  // The values stand behind the conditions and loops around them; what is nearest is read first.
  for (std::size_t i = line.origin_count; i > 0; --i)
    trail.follow(provenance.origins.at(line.first_origin + i - 1), 0);
  return trail;
}

}  // namespace

std::string place_text(const Sources& sources, const Span& span) {
  if (!span.known()) return {};
  const Position position = sources.position(span.source, span.begin);
  return printable(sources.name(span.source)) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

std::string quoted_line(const Sources& sources, const Span& span) {
  return trimmed(sources.line(span.source, sources.position(span.source, span.begin).line));
}

Span line_span(const Sources& sources, SourceId source, std::uint32_t line) {
  const std::string_view text = sources.line(source, line);
  const std::uint32_t begin = sources.line_begin(source, line);
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t last = text.find_last_not_of(" \t\r");
  return {source, begin + static_cast<std::uint32_t>(first),
          begin + static_cast<std::uint32_t>(last == std::string_view::npos ? first : last + 1)};
}

LineCause cause_of_line(const LoadedStack& stack, const std::string& path, std::uint32_t line) {
  const Provenance* const provenance = provenance_at(stack, path);
  const render::LineOrigin* const origin = line_origin(provenance, line);
  if (origin == nullptr) return {};
  Trail trail = trail_of(stack, *provenance, *origin, false);
  LineCause cause;
  cause.places = std::move(trail.places);
  cause.rules = std::move(trail.rules);
  if (origin->source != SourceId::none) {
    cause.template_line = std::string(stack.sources.name(origin->source)) + ":" + std::to_string(origin->line);
    cause.template_span = line_span(stack.sources, origin->source, origin->line);
  }
  return cause;
}

std::string line_text(const LoadedStack& stack, const std::string& path, std::uint32_t line, bool colour) {
  const Provenance* const provenance = provenance_at(stack, path);
  const render::LineOrigin* const origin = line_origin(provenance, line);
  if (origin == nullptr || origin->source == SourceId::none) return {};
  std::string out =
      "  template " +
      painted(printable(stack.sources.name(origin->source)) + ":" + std::to_string(origin->line), Paint::cyan, colour) +
      ": " + trimmed(stack.sources.line(origin->source, origin->line)) + "\n";
  const Trail trail = trail_of(stack, *provenance, *origin, colour);
  if (trail.text.empty()) return out + "  the same in every stack\n";
  return out + "  because of\n" + trail.text;
}

}  // namespace stackc::driver
