#include "driver/edit.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using lock::Change;

/// The causes of all lines that the hunk takes away, each line of the stack once. Where it only adds, those of the
/// line above, or at the top of the file of the line below.
LineCause cause_of_hunk(const LoadedStack& stack, const std::string& path, const lock::Hunk& hunk, bool only_added) {
  LineCause all;
  std::size_t line = std::max<std::size_t>(hunk.old_begin, 1);
  std::vector<std::size_t> lines;
  for (const lock::DiffLine& one : hunk.lines) {
    if (one.change == Change::removed) lines.push_back(line);
    if (only_added && one.change == Change::added && lines.empty()) lines.push_back(std::max<std::size_t>(line, 2) - 1);
    if (one.change != Change::added) ++line;
  }
  const auto add = [](auto& into, const auto& from) {
    for (const auto& one : from) {
      if (std::find(into.begin(), into.end(), one) == into.end()) into.push_back(one);
    }
  };
  for (const std::size_t number : lines) {
    const LineCause cause = cause_of_line(stack, path, static_cast<std::uint32_t>(number));
    add(all.places, cause.places);
    add(all.rules, cause.rules);
    if (all.template_line.empty()) all.template_line = cause.template_line;
  }
  return all;
}

/// The lines on the disk from the first to the last that differs.
void find_lines(Edit& edit) {
  std::size_t line = std::max<std::size_t>(edit.hunk.new_begin, 1);
  bool found = false;
  edit.only_added = true;
  for (const lock::DiffLine& one : edit.hunk.lines) {
    if (one.change != Change::same) {
      if (!found) edit.first_line = edit.last_line = line;
      found = true;
    }
    if (one.change == Change::removed) edit.only_added = false;
    if (one.change == Change::added) edit.last_line = line;
    if (one.change != Change::removed) ++line;
  }
}

}  // namespace

bool shows_edits(const lock::Finding& finding, const lock::DiskEntry& disk) {
  const bool by_hand = finding.verdict == lock::Verdict::edited || finding.verdict == lock::Verdict::conflict;
  return by_hand && disk.kind == lock::DiskKind::regular && !disk.bytes.empty() &&
         disk.bytes.find('\0') == std::string::npos;
}

std::string with_lf(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    text += bytes[i];
  }
  return text;
}

std::vector<Edit> edits_of(const LoadedStack& stack, const lock::Artifact& artifact, std::string_view after) {
  std::vector<Edit> edits;
  for (lock::Hunk& hunk : lock::diff(artifact.bytes, after, 1)) {
    Edit edit;
    edit.hunk = std::move(hunk);
    find_lines(edit);
    edit.cause = cause_of_hunk(stack, artifact.path.text(), edit.hunk, edit.only_added);
    edits.push_back(std::move(edit));
  }
  return edits;
}

std::string signed_line(const lock::DiffLine& line) {
  const char sign = line.change == Change::same ? ' ' : line.change == Change::removed ? '-' : '+';
  return sign + std::string(line.text);
}

std::string cure_of(const LoadedStack& stack, const lock::Finding& finding, const std::vector<Edit>& edits,
                    std::string otherwise) {
  const bool template_alone = std::all_of(edits.begin(), edits.end(), [](const Edit& edit) {
    return edit.cause.places.empty() && edit.cause.rules.empty();
  });
  if (edits.empty() || !template_alone) return otherwise;
  return "no line of the stack says this; set a key if the language has one for it, or drop the change with " +
         forced_build(stack, finding);
}

std::vector<std::string> cause_text(const LoadedStack& stack, const Edit& edit) {
  constexpr std::size_t most = 3;
  const LineCause& cause = edit.cause;
  std::vector<std::string> lines;
  const std::size_t shown = cause.places.size() == most + 1 ? most + 1 : std::min(most, cause.places.size());
  for (std::size_t i = 0; i < shown; ++i)
    lines.push_back(place_text(stack.sources, cause.places[i]) + ": " + quoted_line(stack.sources, cause.places[i]));
  if (cause.places.size() > shown) lines.push_back(std::to_string(cause.places.size() - shown) + " more");
  if (!lines.empty()) return lines;
  if (!cause.rules.empty()) return {printable(cause.rules.front()) + ": no line of the stack says it"};
  if (!cause.template_line.empty())
    return {"stackc's template " + printable(cause.template_line) + ", as in every stack"};
  return {};
}

}  // namespace stackc::driver
