#include "render/placing.h"

#include "render/contexts.h"
#include "render/words.h"

namespace stackc::render {
namespace {

/// Text is welcome in this place only as a whole token, or not at all.
void refuse_text(const std::string& what, const Place& place, const HoleContext& context, Span span,
                 Complaints& complaints) {
  if (place.takes_text) {
    complaints.add(Rule::template_unsafe_hole, span,
                   what + " is glued to what stands " + (context.glued_before ? "before" : "behind") + " it, in " +
                       std::string(place.name),
                   "make it a whole token; quotes are written where they are needed");
  } else {
    complaints.add(Rule::template_unsafe_hole, span, what + " may not stand in " + std::string(place.name),
                   "hand it over as a variable, or use a kind of value with fewer characters");
  }
}

/// Completes the operation of a hole.
void write_hole(Op& op, const Shaped& shaped, HolePlace found, const Language& language) {
  if (found.place == HolePlace::none) return;
  op.place = found.place;
  op.writing = shaped.markdown_code ? Writing::markdown_code : language.places[found.place].writing;
  op.bare = found.bare;
}

/// Where a hole stands and whether it is written bare; complains if it may not.
HolePlace place_hole(const Shaped& shaped, const HoleContext& context, const Language& language, Span span,
                     Complaints& complaints) {
  const std::string what = std::string(language.name) + ": " + with_article(describe_shaped(shaped));
  constexpr HolePlace nowhere;
  const auto refuse = [&](std::string message, std::string help = "") {
    complaints.add(Rule::template_unsafe_hole, span, std::move(message), std::move(help));
  };
  if (!context.refusal.empty()) {
    refuse(what + " cannot stand " + std::string(context.refusal));
    return nowhere;
  }
  const bool free = is_free(shaped.kind);
  if (shaped.kind == Kind::snippet || !context.reached) return nowhere;
  if (context.key && context.separate_after) {
    refuse("this hole is a key on one way and a value on another");
    return nowhere;
  }
  HolePlace found{context.key ? language.key_place : context.place, false};
  const Place& place = language.places[found.place];
  if (shaped.markdown_code) {
    const bool markdown = language.name == "markdown";
    if (!markdown || context.glued() || !place.takes_text) {
      refuse("filter `code` makes a code span, which " +
             std::string(markdown ? "stands alone in prose" : "only markdown has"));
    }
    return found;
  }
  found.bare = context.glued() || place.writing == Writing::bare || (free && !place.takes_text);
  if (!found.bare) return found;
  if (free) {
    refuse_text(what, place, context, span, complaints);
    return found;
  }
  const bool begins = !context.glued_before;
  if (shaped.all.within(place.safe) && (!begins || shaped.first.within(place.safe_first))) return found;
  const CharSet bad = shaped.all.within(place.safe) ? shaped.first - place.safe_first : shaped.all - place.safe;
  refuse(what + " may hold " + sample(bad) + ", which is not safe in " + std::string(place.name) +
             (context.glued() ? " when glued to other text" : ""),
         place.safe == CharSet{} ? "put the whole scalar in quotes, or make the hole the whole of it"
                                 : "make it a whole token, or use a kind of value with fewer characters");
  return found;
}

}  // namespace

void Placing::prove(Program& program, const Trees& trees, Diagnostics& diagnostics, Complaints& complaints) const {
  std::vector<Contexts> contexts;
  contexts.reserve(trees.all.size());
  for (std::size_t i = 0; i < trees.all.size(); ++i) {
    contexts.push_back(find_contexts(trees.all[i], *program.language, trees.snippets[i], diagnostics));
  }
  for (const TypedHole& hole : holes) {
    const Tree& tree = trees.all[hole.tree];
    const HolePlace found = place_hole(hole.shaped, contexts[hole.tree].holes[hole.node], *program.language,
                                       tree.span(tree.nodes[hole.node]), complaints);
    write_hole(program.ops[hole.op], hole.shaped, found, *program.language);
  }
  for (const IndentedUse& use : indents) {
    const Contexts& target = contexts[use.target_tree];
    const bool spans = use.target_macro == nothing ? target.spans_lines : target.macros_span_lines[use.target_macro];
    if (!spans) continue;
    complaints.add(Rule::template_unbalanced, trees.all[use.tree].span(trees.all[use.tree].nodes[use.node]),
                   "what is indented here has a string, a here-document or a joined line whose content would change",
                   "put it at the start of the line");
  }
}

}  // namespace stackc::render
