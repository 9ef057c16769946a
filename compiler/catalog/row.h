// What the rows of all tables are made of.
#pragma once

#include <span>
#include <string_view>

namespace stackc::catalog {

template <class T>
using Slice = std::span<const T>;

/// How the data files spell a value of a closed enum: as the value is named here. `words_of` lists them beside each
/// enum.
template <class E>
struct EnumWord {
  E value;
  std::string_view word;
};

/// The day on which the facts of the catalogue hold: what ended before it is reported, whatever day it is today,
/// so that the same stack compiles the same tomorrow.
inline constexpr std::string_view as_of = "2026-08-22";

/// One release cycle of a program: what people write, the image's tag, and when upstream stops mending it.
struct Cycle {
  std::string_view version;
  std::string_view tag;
  std::string_view end_of_life;  ///< ISO date, empty if none is known; facts as of 2026-08-22 (endoflife.date).
  std::string_view replacement;  ///< What to move to, with what a person must know.
  std::string_view builder;      ///< Tag of the image that has what building takes; empty: the same.
  std::string_view data_path;    ///< Where its image keeps data, if not where the entry says.
};

}  // namespace stackc::catalog
