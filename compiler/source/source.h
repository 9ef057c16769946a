// Source texts and places in them. Owns every byte that a diagnostic can point at;
// knows nothing about YAML, templates or disks.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackc {

/// Names one text held by a `Sources`.
enum class SourceId : std::uint32_t { none = 0xffffffffU };

/// A half-open byte range [begin, end) of one source.
struct Span {
  SourceId source = SourceId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return source != SourceId::none; }
  bool operator==(const Span&) const = default;
};

/// A value and the place where a person wrote it.
template <class T>
struct Located {
  T value{};
  Span span{};
};

/// A place as people count it: both from 1, the column in Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const Position&) const = default;
};

/// The texts of one run: stack files, overlays, templates. Append-only, so that spans stay valid. What is const may be
/// called from several threads.
class Sources {
 public:
  Sources() = default;
  /// Texts that several others may share, as the templates are: their ids clash with nobody's.
  static Sources shareable();
  Sources(Sources&&) = default;
  Sources& operator=(Sources&&) = default;

  /// `name` is what a person reads in front of the line number; texts are at most 4 GiB - 1.
  SourceId add(std::string name, std::string text);
  /// The same without a copy: both must outlive this object.
  SourceId add_borrowed(std::string_view name, std::string_view text);
  /// From now on the ids of `texts`, which is `shareable`, are known here too. At most once.
  void share(std::shared_ptr<const Sources> texts);
  /// The one added last of those with this name and text.
  std::optional<SourceId> find(std::string_view name, std::string_view text) const;

  /// Without the shared ones.
  std::size_t size() const { return files_.size(); }
  std::string_view name(SourceId id) const;
  std::string_view text(SourceId id) const;

  /// Line and column of a byte offset; an offset past the end gives the end.
  Position position(SourceId id, std::uint32_t offset) const;
  /// The text of one line (from 1) without its line break; empty past the last line.
  std::string_view line(SourceId id, std::uint32_t number) const;
  /// Byte offset at which line `number` (from 1) begins.
  std::uint32_t line_begin(SourceId id, std::uint32_t number) const;
  std::uint32_t line_count(SourceId id) const;

 private:
  struct File {
    std::string own_name;
    std::string own_text;
    std::string_view name;
    std::string_view text;
    /// Filled in by the first question for a line: most texts are never asked.
    mutable std::once_flag lines_known{};
    mutable std::vector<std::uint32_t> line_begins{};

    const std::vector<std::uint32_t>& lines() const;
  };
  const File& file(SourceId id) const;

  std::uint32_t first_id_ = 0;
  std::deque<File> files_;
  std::shared_ptr<const Sources> shared_;
};

}  // namespace stackc
