// The containers that a description is made of: a value that may be absent or removed by `null`, lists, and
// maps in the order of the file, keyed by id. All keep origins; model/describe.h says how overlays see them.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "source/origin.h"

namespace stackc {

/// Absent (nobody said anything), removed (`null`, with the place that said so) or present.
template <class T>
struct Maybe {
  enum class State : unsigned char { absent, removed, present };

  State state = State::absent;
  OriginId origin = OriginId::none;
  T value{};

  bool present() const { return state == State::present; }
  bool removed() const { return state == State::removed; }
  bool absent() const { return state == State::absent; }
  /// Written, but refused: it has been reported, so whoever misses the value stays silent.
  bool failed() const { return state == State::absent && origin != OriginId::none; }
  explicit operator bool() const { return present(); }
  const T& operator*() const { return value; }
  T& operator*() { return value; }
  const T* operator->() const { return &value; }
  T* operator->() { return &value; }

  void set(T new_value, OriginId new_origin) {
    state = State::present;
    value = std::move(new_value);
    origin = new_origin;
  }
  void remove(OriginId new_origin) {
    state = State::removed;
    value = T{};
    origin = new_origin;
  }
  Traced<T> traced() const { return {value, origin}; }
};

/// A list as a whole: an overlay replaces it. Items that were refused are missing from it.
template <class T>
struct List {
  using State = typename Maybe<T>::State;

  State state = State::absent;
  OriginId origin = OriginId::none;
  std::vector<T> items;

  bool present() const { return state == State::present; }
  bool removed() const { return state == State::removed; }
  bool absent() const { return state == State::absent; }
  bool failed() const { return state == State::absent && origin != OriginId::none; }
  bool empty() const { return items.empty(); }
  std::size_t size() const { return items.size(); }
  const T& operator[](std::size_t index) const { return items[index]; }
  auto begin() const { return items.begin(); }
  auto end() const { return items.end(); }
  auto begin() { return items.begin(); }
  auto end() { return items.end(); }
  void push_back(T item) {
    state = State::present;
    items.push_back(std::move(item));
  }
};

/// One entry of a map: its key with its place, its value and the place of the value.
template <class T, class Key>
struct Entry {
  Traced<Key> key;
  T value{};
  OriginId origin = OriginId::none;  ///< Of the whole value.
};

/// A map that keeps the order of the file. `Key` is a strong type with a member `text`.
template <class T, class Key>
struct ById {
  std::vector<Entry<T, Key>> entries;
  /// Keys that were said to be `null`, so that no default brings them back. Never in `entries` unless added again
  /// later.
  std::vector<Traced<Key>> removals;
  OriginId origin = OriginId::none;  ///< Of the map; none if nobody wrote it.
  bool removed = false;              ///< Said to be `null`, or written as a list: nothing of the base stays.
  /// An entry was refused and reported: whoever misses a key here stays silent.
  bool incomplete = false;

  bool empty() const { return entries.empty(); }
  std::size_t size() const { return entries.size(); }
  auto begin() const { return entries.begin(); }
  auto end() const { return entries.end(); }
  auto begin() { return entries.begin(); }
  auto end() { return entries.end(); }

  const Entry<T, Key>* find(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.key.value.text == key; });
    return found == entries.end() ? nullptr : &*found;
  }
  Entry<T, Key>* find(std::string_view key) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.key.value.text == key; });
    return found == entries.end() ? nullptr : &*found;
  }
  /// Whether a default of this key is unwanted.
  bool removes(std::string_view key) const {
    return removed || std::any_of(removals.begin(), removals.end(),
                                  [&](const auto& removal) { return removal.value.text == key; });
  }
};

}  // namespace stackc
