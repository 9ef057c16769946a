#include "source/source.h"

#include <algorithm>
#include <stdexcept>

namespace stackc {

namespace {

constexpr std::uint32_t first_shared_id = 0x80000000U;

}  // namespace

const std::vector<std::uint32_t>& Sources::File::lines() const {
  std::call_once(lines_known, [this] {
    line_begins.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      line_begins.push_back(static_cast<std::uint32_t>(at + 1));
  });
  return line_begins;
}

Sources Sources::shareable() {
  Sources sources;
  sources.first_id_ = first_shared_id;
  return sources;
}

SourceId Sources::add(std::string name, std::string text) {
  File& added = files_.emplace_back();
  added.own_name = std::move(name);
  added.own_text = std::move(text);
  // Elements of a deque stay where they are, also when it is moved.
  added.name = added.own_name;
  added.text = added.own_text;
  return static_cast<SourceId>(first_id_ + files_.size() - 1);
}

SourceId Sources::add_borrowed(std::string_view name, std::string_view text) {
  File& added = files_.emplace_back();
  added.name = name;
  added.text = text;
  return static_cast<SourceId>(first_id_ + files_.size() - 1);
}

void Sources::share(std::shared_ptr<const Sources> texts) {
  if (shared_ == texts && texts != nullptr) return;
  if (shared_ != nullptr || texts == nullptr || texts->first_id_ != first_shared_id || first_id_ != 0)
    throw std::logic_error("these sources cannot be shared");
  shared_ = std::move(texts);
}

std::optional<SourceId> Sources::find(std::string_view name, std::string_view text) const {
  for (std::size_t i = files_.size(); i-- > 0;) {
    if (files_[i].name == name && files_[i].text == text) return static_cast<SourceId>(first_id_ + i);
  }
  return shared_ == nullptr ? std::nullopt : shared_->find(name, text);
}

const Sources::File& Sources::file(SourceId id) const {
  const auto number = static_cast<std::uint32_t>(id);
  if (shared_ != nullptr && number >= first_shared_id) return shared_->file(id);
  if (number < first_id_ || number - first_id_ >= files_.size()) throw std::logic_error("no such source");
  return files_[number - first_id_];
}

std::string_view Sources::name(SourceId id) const { return file(id).name; }
std::string_view Sources::text(SourceId id) const { return file(id).text; }

std::uint32_t Sources::line_count(SourceId id) const { return static_cast<std::uint32_t>(file(id).lines().size()); }

std::uint32_t Sources::line_begin(SourceId id, std::uint32_t number) const {
  const File& f = file(id);
  const std::vector<std::uint32_t>& begins = f.lines();
  if (number == 0 || number > begins.size()) return static_cast<std::uint32_t>(f.text.size());
  return begins[number - 1];
}

std::string_view Sources::line(SourceId id, std::uint32_t number) const {
  const File& f = file(id);
  const std::vector<std::uint32_t>& begins = f.lines();
  if (number == 0 || number > begins.size()) return {};
  const std::size_t begin = begins[number - 1];
  std::size_t end = number < begins.size() ? begins[number] - 1 : f.text.size();
  if (end > begin && f.text[end - 1] == '\r') --end;
  return f.text.substr(begin, end - begin);
}

Position Sources::position(SourceId id, std::uint32_t offset) const {
  const File& f = file(id);
  const std::uint32_t at = std::min(offset, static_cast<std::uint32_t>(f.text.size()));
  const std::vector<std::uint32_t>& begins = f.lines();
  const auto next = std::upper_bound(begins.begin(), begins.end(), at);
  const auto line = static_cast<std::uint32_t>(next - begins.begin());
  std::uint32_t column = 1;
  for (std::uint32_t i = *(next - 1); i < at; ++i) {
    // Continuation bytes of UTF-8 do not begin a code point.
    if ((static_cast<unsigned char>(f.text[i]) & 0xC0U) != 0x80U) ++column;
  }
  return {line, column};
}

}  // namespace stackc
