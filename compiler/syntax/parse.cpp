#include "syntax/parse.h"

#include "syntax/brackets.h"
#include "syntax/builder.h"
#include "syntax/bytes.h"
#include "syntax/complaints.h"
#include "syntax/events.h"
#include "syntax/limits.h"

namespace stackc::syntax {

std::optional<Node> parse(const Sources& sources, SourceId source, Diagnostics& diagnostics) {
  if (!check_bytes(sources, source, diagnostics)) return std::nullopt;
  const std::uint32_t base = byte_order_mark(sources.text(source));
  const std::string_view text = sources.text(source).substr(base);

  if (const auto deep = find_brackets(text, max_depth).too_deep) {
    diagnostics.report(explain({FailureKind::too_deep, *deep, {}}, text, source, base));
    return std::nullopt;
  }
  const std::variant<std::vector<Event>, Failure> read = read_events(text);
  if (const auto* failure = std::get_if<Failure>(&read)) {
    diagnostics.report(explain(*failure, text, source, base));
    return std::nullopt;
  }
  return build_tree(text, source, base, std::get<std::vector<Event>>(read), diagnostics);
}

}  // namespace stackc::syntax
