#include "driver/meaning.h"

#include "diagnostics/printable.h"
#include "driver/paint.h"
#include "driver/verdict.h"

namespace stackc::driver {
namespace {

using facts::Rank;

Paint paint_of(Rank rank) {
  switch (rank) {
    case Rank::data:
    case Rank::exposure:
      return Paint::red;
    case Rank::outage:
      return Paint::yellow;
    case Rank::change:
      return Paint::cyan;
    case Rank::harmless:
      break;
  }
  return Paint::dim;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& one : texts)
    out += (out.empty() ? "" : ", ") + one;
  return out;
}

}  // namespace

facts::Summary meaning_of(const lock::Examination& found) {
  // Mostly nothing has changed, and nothing has to be read.
  if (found.drift.facts_gone.empty() && found.drift.facts_new.empty()) return {};
  return facts::summarize(found.lock.lock.facts, found.fresh.facts);
}

std::string statements_text(const lock::Examination& found, bool colour) {
  const facts::Summary summary = meaning_of(found);
  std::string out;
  for (const facts::Statement& one : summary.statements) {
    out += "  " + painted(padded(facts::text(one.rank), 9), paint_of(one.rank), colour) + "  " +
           printable(joined(one.environments)) + ": " + printable(one.text) + "\n";
  }
  if (summary.unread > 0)
    out += "  " + count_of(summary.unread, "fact") + " of the lock " + (summary.unread == 1 ? "is" : "are") +
           " not in words of this stackc; what changed there is not told\n";
  return out;
}

std::string meaning_text(const std::string& name, const lock::Examination& found, bool colour) {
  if (found.drift.none() && found.drift.facts_gone.empty() && found.drift.facts_new.empty()) return {};
  const std::string head = painted(printable(name), Paint::bold, colour) + ": ";
  if (found.lock.state == lock::LockState::absent) return head + "never built here; there is nothing to compare with\n";
  const std::string statements = statements_text(found, colour);
  if (statements.empty()) return head + "what the stack says of the running system has not changed\n";
  return head + "what this means for the running system\n" + statements;
}

}  // namespace stackc::driver
