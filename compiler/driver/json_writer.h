// JSON written from front to back: members stand in the order in which they are given, so the same calls give the same
// bytes. What must not be written (a value without a key in an object) is the caller's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackc::driver {

/// A JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD, so that every reader accepts it.
std::string json_string(std::string_view text);

class JsonWriter {
 public:
  /// Whether the entries of an object or array stand on one line or each on its own.
  enum class Layout : std::uint8_t { one_line, lines };

  void begin_object(Layout layout = Layout::one_line) { open('{', layout); }
  void begin_array(Layout layout = Layout::one_line) { open('[', layout); }
  void end_object() { close('}'); }
  void end_array() { close(']'); }

  void key(std::string_view name);
  void text(std::string_view value);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();

  void member(std::string_view name, std::string_view value) { key(name), text(value); }
  void member(std::string_view name, std::size_t value) { key(name), number(static_cast<std::int64_t>(value)); }
  void flag(std::string_view name, bool value) { key(name), boolean(value); }
  void member(std::string_view name, const std::vector<std::string>& values);

  /// The document; ends with a line feed.
  std::string take() &&;

 private:
  struct Level {
    Layout layout;
    bool empty = true;
  };
  void open(char bracket, Layout layout);
  void close(char bracket);
  void separate();
  void break_line();

  std::string out_{};
  std::vector<Level> levels_{};
  bool after_key_ = false;
};

}  // namespace stackc::driver
