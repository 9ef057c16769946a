#include "render/writer.h"

#include <algorithm>

namespace stackc::render {

void Writer::literal(std::string_view text, SourceId source, std::uint32_t line) {
  while (!text.empty()) {
    const std::size_t at = text.find('\n');
    const std::string_view rest = text.substr(0, at);
    if (!rest.empty()) {
      begin(source, line);
      out_.text += rest;
    } else if (!open_) {
      note(source, line);
    }
    if (at == std::string_view::npos) return;
    out_.text += '\n';
    end_line();
    text.remove_prefix(at + 1);
    ++line;
  }
}

std::string& Writer::token(SourceId source, std::uint32_t line) {
  begin(source, line);
  return out_.text;
}

void Writer::token_done(std::size_t from, SourceId source, std::uint32_t line) {
  if (out_.text.find('\n', from) == std::string::npos) return;
  const std::string tail = out_.text.substr(from);
  for (const char c : tail) {
    if (c != '\n') continue;
    const std::vector<OriginId> kept = values_;
    end_line();
    values_ = kept;
    open_ = true;
    note(source, line);
  }
}

void Writer::snippet(std::string_view text, std::string_view own_indent, SourceId source, std::uint32_t line) {
  if (open_) {
    out_.text.resize(out_.text.size() - own_indent.size() - (own_indent.empty() ? 0 : indent_.size()));
    open_ = false;
  }
  while (!text.empty()) {
    const std::size_t at = text.find('\n');
    const std::string_view rest = text.substr(0, at);
    if (!rest.empty()) {
      begin(source, line);
      out_.text += own_indent;
      out_.text += rest;
    } else {
      note(source, line);
    }
    out_.text += '\n';
    const std::vector<OriginId> kept = values_;
    end_line();
    values_ = kept;
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
  }
  values_.clear();
}

void Writer::finish() {
  if (open_) end_line();
}

void Writer::value(OriginId origin) {
  if (origin != OriginId::none) values_.push_back(origin);
}

void Writer::push_region(const std::vector<OriginId>& origins, bool within_line) {
  if (within_line) values_.insert(values_.end(), origins.begin(), origins.end());
  marks_.push_back(regions_.size());
  regions_.insert(regions_.end(), origins.begin(), origins.end());
  reusable_ = false;
}

void Writer::pop_region() {
  regions_.resize(marks_.back());
  marks_.pop_back();
  reusable_ = false;
}

void Writer::push_indent(std::string_view text) {
  indents_.push_back(indent_.size());
  indent_ += text;
}

void Writer::pop_indent() {
  indent_.resize(indents_.back());
  indents_.pop_back();
}

void Writer::note(SourceId source, std::uint32_t line) {
  current_.source = source;
  current_.line = line;
}

void Writer::begin(SourceId source, std::uint32_t line) {
  if (open_) return;
  open_ = true;
  note(source, line);
  out_.text += indent_;
}

void Writer::end_line() {
  open_ = false;
  if (values_.empty() && reusable_) {
    current_.first_origin = out_.lines.back().first_origin;
    current_.origin_count = out_.lines.back().origin_count;
  } else {
    current_.first_origin = static_cast<std::uint32_t>(out_.origins.size());
    const auto add = [&](OriginId origin) {
      const auto begin = out_.origins.begin() + current_.first_origin;
      if (std::find(begin, out_.origins.end(), origin) == out_.origins.end()) out_.origins.push_back(origin);
    };
    for (const OriginId origin : regions_)
      add(origin);
    for (const OriginId origin : values_)
      add(origin);
    current_.origin_count = static_cast<std::uint32_t>(out_.origins.size()) - current_.first_origin;
    // The next line has the same ones if nothing is added to it.
    reusable_ = values_.empty();
    values_.clear();
  }
  out_.lines.push_back(current_);
}

}  // namespace stackc::render
