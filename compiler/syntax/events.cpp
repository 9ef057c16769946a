#include "syntax/events.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "syntax/limits.h"

namespace stackc::syntax {
namespace {

class Recorder final : public YAML::EventHandler {
 public:
  explicit Recorder(std::vector<Event>& events) : events_(events) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(EventKind::null, mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { add(EventKind::alias, mark); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) override {
    if (value.size() > max_scalar_bytes) throw Failure{FailureKind::scalar_too_long, offset(mark), {}};
    add(EventKind::scalar, mark, false, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    begin(EventKind::sequence_begin, mark, style);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    begin(EventKind::mapping_begin, mark, style);
  }
  void OnMapEnd() override { end(); }

 private:
  static std::uint32_t offset(const YAML::Mark& mark) { return static_cast<std::uint32_t>(std::max(mark.pos, 0)); }

  void add(EventKind kind, const YAML::Mark& mark, bool flow = false, std::string text = {}) {
    if (++nodes_ > max_nodes) throw Failure{FailureKind::too_many_nodes, offset(mark), {}};
    events_.push_back(Event{kind, offset(mark), flow, std::move(text)});
  }
  void begin(EventKind kind, const YAML::Mark& mark, YAML::EmitterStyle::value style) {
    if (++depth_ > max_depth) throw Failure{FailureKind::too_deep, offset(mark), {}};
    add(kind, mark, style == YAML::EmitterStyle::Flow);
  }
  void end() {
    --depth_;
    events_.push_back(Event{EventKind::end});
  }

  std::vector<Event>& events_;
  std::size_t nodes_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

std::variant<std::vector<Event>, Failure> read_events(std::string_view text) {
  std::vector<Event> events;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Recorder recorder(events);
    // Once and never in a loop: yaml-cpp 0.7 says "there is more" forever after a lone comma
    // (https://github.com/jbeder/yaml-cpp/issues/1040). What follows the document is for the caller to read.
    parser.HandleNextDocument(recorder);
  } catch (const Failure& failure) {
    return failure;
  } catch (const YAML::Exception& error) {
    const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr;
    return Failure{deep ? FailureKind::too_deep : FailureKind::not_yaml,
                   static_cast<std::uint32_t>(std::max(error.mark.pos, 0)), error.msg};
  }
  return events;
}

}  // namespace stackc::syntax
