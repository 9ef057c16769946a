#include "render/contexts.h"

#include <algorithm>
#include <string>
#include <utility>

namespace stackc::render {
namespace {

constexpr int most_rounds = 8;

enum class Known : std::uint8_t { no, yes, unknown };

Known inverse(Known known) { return known == Known::unknown ? known : known == Known::yes ? Known::no : Known::yes; }

/// The lexer's state at a point, and the holes directly in front of it whose end is still open.
struct Point {
  LexState state;
  std::vector<std::uint32_t> pending;
  bool dead = false;  ///< No way leads here.

  bool operator==(const Point&) const = default;
};

struct LoopFacts {
  Known first = Known::unknown;
  Known last = Known::unknown;
};

class Walker {
 public:
  Walker(const Tree& tree, const Language& language, const std::vector<bool>& snippets, Diagnostics& diagnostics)
      : tree_(tree), language_(language), snippets_(snippets), diagnostics_(diagnostics) {
    found_.holes.resize(tree.nodes.size());
    reported_.resize(tree.nodes.size());
  }

  Contexts run() {
    found_.spans_lines = body(tree_.body, tree_.text.size());
    for (const Macro& macro : tree_.macros)
      found_.macros_span_lines.push_back(body(macro.body, macro.begin));
    return std::move(found_);
  }

 private:
  bool body(std::uint32_t first, std::size_t where) {
    events_ = LexEvents();
    Point point;
    point.state = language_.start;
    walk(first, point);
    const bool ends_line = first == nothing || point.state.last == '\n' || point.dead;
    feed("\n", point);
    if (!point.dead) {
      const auto at = static_cast<std::uint32_t>(where == 0 ? 0 : where - 1);
      const Span span = tree_.span(at, at + 1);
      if (!language_.at_statement(point.state) || point.state.braces != 0 || point.state.depth != 0) {
        report(span, "this ends inside " + place_name(point) + ", or with a bracket open",
               "close what was opened; what begins in a template, macro or include ends there");
      } else if (!ends_line) {
        report(span, "the last line has no line break", "end the file with a line break");
      }
    }
    return events_.spans_lines_;
  }

  void walk(std::uint32_t first, Point& point) {
    for (std::uint32_t index = first; index != nothing && !point.dead; index = tree_.nodes[index].next) {
      const Node& node = tree_.nodes[index];
      switch (node.type) {
        case NodeType::text:
          text(index, point);
          break;
        case NodeType::hole:
          hole(index, point);
          break;
        case NodeType::condition:
          condition(index, point);
          break;
        case NodeType::loop:
          loop(index, point);
          break;
        case NodeType::include:
        case NodeType::call:
          statement(index, point);
          break;
        case NodeType::branch:
        case NodeType::set:
          break;
      }
    }
  }

  void feed(std::string_view text, Point& point) {
    events_.settled_ = 0;
    events_.pending_over_ = false;
    language_.text(point.state, text, events_);
    settle(point);
  }

  void text(std::uint32_t index, Point& point) {
    const Node& node = tree_.nodes[index];
    std::string_view text = tree_.text.substr(node.begin, node.end - node.begin);
    // The line break behind a snippet is the snippet's own.
    if (std::exchange(skip_line_break_, false) && text.front() == '\n') text.remove_prefix(1);
    if (text.empty()) return;
    const LexState before = point.state;
    feed(text, point);
    if (events_.trouble_.empty()) return;
    if (!reported_[index]) {
      reported_[index] = true;
      const std::uint32_t at = node.end - static_cast<std::uint32_t>(text.size()) + place_of_trouble(before, text);
      report(tree_.span(at, at + 1), std::string(language_.name) + ": " + events_.trouble_, "");
    }
    events_.trouble_.clear();
    point.dead = std::exchange(events_.lost_, false);
  }

  /// Reads once more, byte by byte, to find where the lexer complained.
  std::uint32_t place_of_trouble(LexState state, std::string_view text) {
    const std::string message = std::move(events_.trouble_);
    events_.trouble_.clear();
    std::uint32_t at = 0;
    for (; at < text.size(); ++at) {
      language_.text(state, text.substr(at, 1), events_);
      if (!events_.trouble_.empty()) break;
    }
    events_.trouble_ = message;
    return std::min<std::uint32_t>(at, static_cast<std::uint32_t>(text.size() - 1));
  }

  /// Tells the open holes how they ended.
  void settle(Point& point) {
    if (!events_.pending_over_) return;
    const auto has = [&](After after) { return (events_.settled_ & (1U << static_cast<unsigned>(after))) != 0; };
    for (const std::uint32_t index : point.pending) {
      HoleContext& context = found_.holes[index];
      if (has(After::glued))
        context.glued_after = true;
      else if (has(After::key))
        context.key = true;
      else
        context.separate_after = true;
    }
    point.pending.clear();
    events_.pending_over_ = false;
    events_.settled_ = 0;
  }

  void hole(std::uint32_t index, Point& point) {
    const Node& node = tree_.nodes[index];
    HoleContext& context = found_.holes[index];
    if (snippets_[index]) {
      if (!node.own_line || !language_.at_statement(point.state))
        context.refusal = "anywhere but on a line of its own, between statements";
      context.reached = true;
      resume(point);
      skip_line_break_ = true;
      return;
    }
    events_.settled_ = 0;
    events_.pending_over_ = false;
    const Spot spot = language_.hole(point.state, events_);
    settle(point);
    if (!events_.trouble_.empty()) {
      if (!reported_[index]) {
        reported_[index] = true;
        report(tree_.span(node), std::string(language_.name) + ": " + events_.trouble_, "");
      }
      events_.trouble_.clear();
    }
    if (context.reached && context.place != spot.place) {
      mismatch(index, "this hole stands in " + std::string(language_.places[context.place].name) + " or in " +
                          std::string(language_.places[spot.place].name) + ", depending on what came before");
    }
    context.reached = true;
    context.place = spot.place;
    context.glued_before = context.glued_before || spot.glued;
    if (!spot.refusal.empty()) context.refusal = spot.refusal;
    point.pending.assign(1, index);
  }

  void resume(Point& point) {
    if (language_.resume != nullptr) language_.resume(point.state);
    // The line break that ends the line is the statement's own; this reads as the start of the next line.
    point.state.last = '\n';
    point.pending.clear();
  }

  void statement(std::uint32_t index, Point& point) {
    const Node& node = tree_.nodes[index];
    Point there = point;
    feed(node.indent, there);
    if (!language_.at_statement(there.state)) {
      const std::string_view what = node.type == NodeType::include ? "an include" : "a call";
      mismatch(index, std::string(what) + " inside " + place_name(point) + "; it stands between statements only");
    }
    resume(point);
  }

  void condition(std::uint32_t index, Point& point) {
    const Point start = point;
    Point end;
    end.dead = true;
    bool open = true;
    for (std::uint32_t branch = tree_.nodes[index].child; branch != nothing && open;
         branch = tree_.nodes[branch].next) {
      const std::uint32_t expression = tree_.nodes[branch].expression;
      const Known known = expression == nothing ? Known::yes : value_of(expression);
      if (known == Known::no) continue;
      Point inside = start;
      walk(tree_.nodes[branch].child, inside);
      join(branch, end, inside);
      if (known == Known::yes) open = false;
    }
    if (open) join(index, end, start);
    point = std::move(end);
  }

  void loop(std::uint32_t index, Point& point) {
    const std::uint32_t child = tree_.nodes[index].child;
    const Point start = point;
    const auto once = [&](Point from, Known first, Known last) {
      loops_.push_back({first, last});
      walk(child, from);
      loops_.pop_back();
      return from;
    };
    if (!asks_for_ends(child)) {
      Point settled = start;
      repeat(index, settled, [&](const Point& from) { return once(from, Known::unknown, Known::unknown); });
      point = std::move(settled);
      return;
    }
    Point end = start;
    join(index, end, once(start, Known::yes, Known::yes));
    Point middle = once(start, Known::yes, Known::no);
    repeat(index, middle, [&](const Point& from) { return once(from, Known::no, Known::no); });
    join(index, end, once(middle, Known::no, Known::yes));
    point = std::move(end);
  }

  /// Joins what one more round gives until nothing is new.
  template <class Round>
  void repeat(std::uint32_t index, Point& point, Round round) {
    for (int i = 0; i < most_rounds; ++i) {
      const Point before = point;
      join(index, point, round(before));
      if (point == before) return;
    }
    mismatch(index, "this loop does not come to rest: each round ends elsewhere");
  }

  bool asks_for_ends(std::uint32_t first) const {
    for (std::uint32_t index = first; index != nothing; index = tree_.nodes[index].next) {
      const Node& node = tree_.nodes[index];
      if (node.expression != nothing && names_loop(node.expression)) return true;
      if (node.child != nothing && asks_for_ends(node.child)) return true;
    }
    return false;
  }
  bool names_loop(std::uint32_t index) const {
    const Expression& expression = tree_.expressions[index];
    if (expression.form == Expression::Form::path) return tree_.parts[expression.first_part] == "loop";
    return (expression.left != nothing && names_loop(expression.left)) ||
           (expression.right != nothing && names_loop(expression.right));
  }

  Known value_of(std::uint32_t index) const {
    const Expression& expression = tree_.expressions[index];
    switch (expression.form) {
      case Expression::Form::negation:
        return inverse(value_of(expression.left));
      case Expression::Form::conjunction:
      case Expression::Form::disjunction: {
        const Known decisive = expression.form == Expression::Form::conjunction ? Known::no : Known::yes;
        const Known left = value_of(expression.left);
        const Known right = value_of(expression.right);
        if (left == decisive || right == decisive) return decisive;
        return left == Known::unknown || right == Known::unknown ? Known::unknown : left;
      }
      case Expression::Form::path:
        if (expression.part_count == 2 && tree_.parts[expression.first_part] == "loop" && !loops_.empty()) {
          const std::string_view part = tree_.parts[expression.first_part + 1];
          if (part == "first") return loops_.back().first;
          if (part == "last") return loops_.back().last;
        }
        return Known::unknown;
      default:
        return Known::unknown;
    }
  }

  /// `into` becomes what holds on both ways.
  void join(std::uint32_t index, Point& into, const Point& other) {
    if (other.dead) return;
    if (into.dead) {
      into = other;
      return;
    }
    LexState a = into.state;
    LexState b = other.state;
    if (language_.widen != nullptr) language_.widen(a, b);
    a.edges = b.edges = static_cast<std::uint8_t>(a.edges | b.edges);
    if (!(a == b)) {
      std::string message =
          "the ways through this end differently: one in " + place_name(into) + ", one in " + place_name(other);
      if (a.braces != b.braces || a.depth != b.depth) message += ", with unlike brackets open";
      mismatch(index, std::move(message));
    }
    into.state = a;
    for (const std::uint32_t hole : other.pending) {
      if (std::find(into.pending.begin(), into.pending.end(), hole) == into.pending.end()) into.pending.push_back(hole);
    }
  }

  /// What a hole here would stand in, for messages.
  std::string place_name(const Point& point) {
    LexState copy = point.state;
    LexEvents events = events_;
    return std::string(language_.places[language_.hole(copy, events).place].name);
  }

  void mismatch(std::uint32_t index, std::string message) {
    if (reported_[index]) return;
    reported_[index] = true;
    report(tree_.span(tree_.nodes[index]), std::move(message),
           "end every branch where it began: quotes, brackets and lines closed, or the same ones open");
  }

  void report(Span span, std::string message, std::string help) {
    diagnostics_.report(
        {.rule = Rule::template_unbalanced, .at = span, .message = std::move(message), .help = std::move(help)});
  }

  const Tree& tree_;
  const Language& language_;
  const std::vector<bool>& snippets_;
  Diagnostics& diagnostics_;
  Contexts found_;
  LexEvents events_;
  std::vector<LoopFacts> loops_;
  std::vector<bool> reported_;
  bool skip_line_break_ = false;
};

}  // namespace

Contexts find_contexts(const Tree& tree, const Language& language, const std::vector<bool>& snippets,
                       Diagnostics& diagnostics) {
  return Walker(tree, language, snippets, diagnostics).run();
}

}  // namespace stackc::render
