#include "source/source.h"

#include <algorithm>
#include <stdexcept>

namespace stackc {

SourceId Sources::add(std::string name, std::string text) {
  std::vector<std::uint32_t> begins{0};
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    begins.push_back(static_cast<std::uint32_t>(at + 1));
  }
  files_.push_back(File{std::move(name), std::move(text), std::move(begins)});
  return static_cast<SourceId>(files_.size() - 1);
}

const Sources::File& Sources::file(SourceId id) const {
  const auto index = static_cast<std::size_t>(id);
  if (index >= files_.size()) throw std::logic_error("no such source");
  return files_[index];
}

std::string_view Sources::name(SourceId id) const { return file(id).name; }
std::string_view Sources::text(SourceId id) const { return file(id).text; }

std::uint32_t Sources::line_count(SourceId id) const { return static_cast<std::uint32_t>(file(id).line_begins.size()); }

std::uint32_t Sources::line_begin(SourceId id, std::uint32_t number) const {
  const File& f = file(id);
  if (number == 0 || number > f.line_begins.size()) return static_cast<std::uint32_t>(f.text.size());
  return f.line_begins[number - 1];
}

std::string_view Sources::line(SourceId id, std::uint32_t number) const {
  const File& f = file(id);
  if (number == 0 || number > f.line_begins.size()) return {};
  const std::size_t begin = f.line_begins[number - 1];
  std::size_t end = number < f.line_begins.size() ? f.line_begins[number] - 1 : f.text.size();
  if (end > begin && f.text[end - 1] == '\r') --end;
  return std::string_view(f.text).substr(begin, end - begin);
}

Position Sources::position(SourceId id, std::uint32_t offset) const {
  const File& f = file(id);
  const std::uint32_t at = std::min(offset, static_cast<std::uint32_t>(f.text.size()));
  const auto next = std::upper_bound(f.line_begins.begin(), f.line_begins.end(), at);
  const auto line = static_cast<std::uint32_t>(next - f.line_begins.begin());
  std::uint32_t column = 1;
  for (std::uint32_t i = *(next - 1); i < at; ++i) {
    // Continuation bytes of UTF-8 do not begin a code point.
    if ((static_cast<unsigned char>(f.text[i]) & 0xC0U) != 0x80U) ++column;
  }
  return {line, column};
}

}  // namespace stackc
