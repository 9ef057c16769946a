#include "lock/lock_json.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

namespace stackc::lock {
namespace {

// Receives the parser's events. Each place in a lock allows a few events only, so that depth and
// shape are bounded by the table of places, whatever the text holds.
class LockEvents {
 public:
  LockEvents(std::string_view text, std::string_view lock_path) : text_(text), lock_path_(lock_path) {}

  bool null() { return wrong("null"); }
  bool boolean(bool) { return wrong("a boolean"); }
  bool number_integer(std::int64_t) { return wrong("a negative number"); }
  bool number_float(double, const std::string&) { return wrong("a number that is not an integer"); }
  bool binary(std::vector<std::uint8_t>&) { return wrong("binary data"); }
  bool number_unsigned(std::uint64_t value);
  bool string(std::string& value);
  bool key(std::string& name);
  bool start_object(std::size_t);
  bool end_object();
  bool start_array(std::size_t);
  bool end_array();
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    cursor_ = position == 0 ? 0 : std::min(position - 1, text_.size());
    return fail("is not JSON from here on");
  }

  LockReading take() && {
    LockReading reading;
    reading.state = state_;
    if (state_ == LockState::good) {
      reading.lock = std::move(lock_);
    } else {
      reading.fault = std::move(fault_);
      reading.offset = cursor_;
    }
    return reading;
  }

 private:
  enum class Place : std::uint8_t {
    file,
    root,
    inputs,
    artifacts,
    artifact,
    artifact_inputs,
    older,
    facts,
    pending,
    pending_digests,
    end
  };
  // Keys of the root and of an artifact, as bits of `seen_`.
  static constexpr const char* root_keys[] = {"lock", "language", "name", "inputs", "artifacts", "facts", "pending"};
  static constexpr unsigned root_needs = 0x3FU;
  static constexpr const char* artifact_keys[] = {"sha256", "mode", "inputs", "older"};
  static constexpr unsigned artifact_needs = 0x7U;

  bool fail(std::string fault) {
    state_ = LockState::damaged;
    fault_ = std::move(fault);
    return false;
  }
  bool wrong(const char* what) {
    return fail(std::string("has ") + what + " where it does not belong" + (key_.empty() ? "" : ", at `" + key_ + "`"));
  }
  template <std::size_t count>
  bool note_key(const char* const (&keys)[count], unsigned& seen, const std::string& name) {
    const auto found = std::find(std::begin(keys), std::end(keys), name);
    if (found == std::end(keys)) return fail("has an unknown key `" + name + "`");
    const unsigned bit = 1U << static_cast<unsigned>(found - std::begin(keys));
    if ((seen & bit) != 0) return fail("has the key `" + name + "` twice");
    seen |= bit;
    return true;
  }
  bool path_key(const std::string& name) {
    const auto path = ArtifactPath::parse(name);
    if (const auto* fault = std::get_if<PathFault>(&path)) {
      return fail("names an artifact whose path " + std::string(lock::text(*fault)));
    }
    if (name == lock_path_) return fail("lists itself as an artifact");
    return true;
  }
  bool digest(const std::string& value, Digest& into) {
    const auto parsed = parse_hex(value);
    if (!parsed) return fail("has a digest that is not 64 hexadecimal digits, at `" + key_ + "`");
    into = *parsed;
    return true;
  }

  std::string_view text_;
  std::string_view lock_path_;
  LockState state_ = LockState::good;
  std::string fault_;
  std::size_t cursor_ = 0;  // The key seen last: where a fault is shown.
  Place place_ = Place::file;
  unsigned root_seen_ = 0;
  unsigned artifact_seen_ = 0;
  std::string key_;
  std::string path_;
  Recorded* artifact_ = nullptr;
  std::vector<Digest>* digests_ = nullptr;
  Lock lock_;
};

bool LockEvents::number_unsigned(std::uint64_t value) {
  if (place_ == Place::root && key_ == "lock") {
    if (value == static_cast<std::uint64_t>(lock_format)) return true;
    if (value == 0) return wrong("the number 0");
    state_ = LockState::newer;
    fault_ = "has format " + std::to_string(value) + "; this stackc knows formats up to " + std::to_string(lock_format);
    return false;
  }
  if (place_ == Place::root && key_ == "language" && value >= 1 && value <= 1000000) {
    lock_.language = static_cast<int>(value);
    return true;
  }
  return wrong("a number");
}

bool LockEvents::string(std::string& value) {
  switch (place_) {
    case Place::root:
      if (key_ != "name") return wrong("a text");
      lock_.name = std::move(value);
      return true;
    case Place::inputs:
      return digest(value, lock_.inputs[key_]);
    case Place::artifact:
      if (key_ == "sha256") return digest(value, artifact_->digest);
      if (key_ != "mode" || (value != "0644" && value != "0755")) return wrong("a text");
      artifact_->mode = value == "0755" ? FileMode::executable : FileMode::plain;
      return true;
    case Place::artifact_inputs:
      artifact_->inputs.push_back(std::move(value));
      return true;
    case Place::older:
      return digest(value, artifact_->older[key_]);
    case Place::facts:
      lock_.facts.push_back(std::move(value));
      return true;
    case Place::pending_digests:
      return digest(value, digests_->emplace_back());
    default:
      return wrong("a text");
  }
}

bool LockEvents::key(std::string& name) {
  if (const std::size_t found = text_.find(name, cursor_); found != std::string_view::npos) cursor_ = found;
  key_ = name;
  switch (place_) {
    case Place::root:
      return note_key(root_keys, root_seen_, name);
    case Place::artifact:
      return note_key(artifact_keys, artifact_seen_, name);
    case Place::inputs:
      return lock_.inputs.emplace(name, Digest{}).second || fail("has the input `" + name + "` twice");
    case Place::older:
      return artifact_->older.emplace(name, Digest{}).second || fail("has the input `" + name + "` twice");
    case Place::artifacts: {
      const auto [entry, added] = lock_.artifacts.emplace(name, Recorded{});
      if (!added) return fail("has the artifact `" + name + "` twice");
      artifact_ = &entry->second;
      return path_key(name);
    }
    case Place::pending: {
      const auto [entry, added] = lock_.pending.emplace(name, std::vector<Digest>{});
      if (!added) return fail("has the artifact `" + name + "` twice");
      digests_ = &entry->second;
      return path_key(name);
    }
    default:
      return wrong("a key");
  }
}

bool LockEvents::start_object(std::size_t) {
  if (place_ == Place::file) {
    place_ = Place::root;
  } else if (place_ == Place::root && key_ == "inputs") {
    place_ = Place::inputs;
  } else if (place_ == Place::root && key_ == "artifacts") {
    place_ = Place::artifacts;
  } else if (place_ == Place::root && key_ == "pending") {
    place_ = Place::pending;
  } else if (place_ == Place::artifacts) {
    place_ = Place::artifact;
    artifact_seen_ = 0;
    path_ = key_;
  } else if (place_ == Place::artifact && key_ == "older") {
    place_ = Place::older;
  } else {
    return wrong("an object");
  }
  return true;
}

bool LockEvents::end_object() {
  switch (place_) {
    case Place::root:
      place_ = Place::end;
      if ((root_seen_ & root_needs) != root_needs) return fail("lacks one of its keys");
      return true;
    case Place::artifact:
      place_ = Place::artifacts;
      if ((artifact_seen_ & artifact_needs) != artifact_needs) {
        return fail("lacks the digest, mode or inputs of `" + path_ + "`");
      }
      return true;
    case Place::older:
      place_ = Place::artifact;
      return true;
    default:
      place_ = Place::root;
      return true;
  }
}

bool LockEvents::start_array(std::size_t) {
  if (place_ == Place::root && key_ == "facts") {
    place_ = Place::facts;
  } else if (place_ == Place::artifact && key_ == "inputs") {
    place_ = Place::artifact_inputs;
  } else if (place_ == Place::pending) {
    place_ = Place::pending_digests;
  } else {
    return wrong("a list");
  }
  return true;
}

bool LockEvents::end_array() {
  if (place_ == Place::facts)
    place_ = Place::root;
  else if (place_ == Place::artifact_inputs)
    place_ = Place::artifact;
  else
    place_ = Place::pending;
  return true;
}

}  // namespace

LockReading parse_lock(std::string_view text, std::string_view lock_path) {
  LockEvents events(text, lock_path);
  try {
    nlohmann::json::sax_parse(text.begin(), text.end(), &events);
  } catch (const std::exception& error) {
    // Reported through parse_error; what still throws (memory, a length) is damage all the same.
    LockReading reading;
    reading.state = LockState::damaged;
    reading.fault = std::string("cannot be read: ") + error.what();
    return reading;
  }
  return std::move(events).take();
}

}  // namespace stackc::lock
