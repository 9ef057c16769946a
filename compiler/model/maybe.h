// The containers that a description is made of: a value that may be absent or removed by `null`,
// and maps in the order of the file, keyed by id. Both keep origins; both know how overlays see them.
#pragma once

#include <algorithm>
#include <string_view>
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
  Traced<T> traced() const { return {value, origin}; }
};

/// One entry of a map: its key with its place, and whether an overlay removed it.
template <class T, class Key>
struct Entry {
  Traced<Key> key;
  bool removed = false;
  T value{};
};

/// A map that keeps the order of the file. `Key` is a strong type with a member `text`.
template <class T, class Key>
struct ById {
  std::vector<Entry<T, Key>> entries;

  bool empty() const { return entries.empty(); }
  std::size_t size() const { return entries.size(); }
  auto begin() const { return entries.begin(); }
  auto end() const { return entries.end(); }
  auto begin() { return entries.begin(); }
  auto end() { return entries.end(); }

  const Entry<T, Key>* find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.key.value.text == key; });
    return found == entries.end() ? nullptr : &*found;
  }
  Entry<T, Key>* find(std::string_view key) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.key.value.text == key; });
    return found == entries.end() ? nullptr : &*found;
  }
};

}  // namespace stackc
