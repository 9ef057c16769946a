// What a member of a description holds, in words.
#pragma once

#include <string>
#include <vector>

#include "model/characters.h"
#include "model/describe.h"

namespace stackc {

/// What a list of values or what keys of a type are called, `durations`: from "a duration".
std::string plural(std::string_view name_with_article);

template <class T>
std::string kind_of() {
  if constexpr (is_maybe<T> || is_traced<T>) {
    return kind_of<typename member_of<T>::value>();
  } else if constexpr (is_list<T>) {
    return "a list of " + plural(kind_of<typename member_of<T>::item>());
  } else if constexpr (is_map<T>) {
    using Entry = typename member_of<T>::entry;
    return "a map of " + plural(kind_of<Entry>()) + " by " + lower(Leaf<typename member_of<T>::key>::key);
  } else if constexpr (worded<T>) {
    return "a word";
  } else if constexpr (std::is_same_v<T, ValueForm>) {
    return "a value";
  } else if constexpr (std::is_same_v<T, SecretRef>) {
    return "a secret name";
  } else if constexpr (described<T>) {
    return std::string(type_name<T>());
  } else {
    return std::string(Leaf<T>::name);
  }
}

}  // namespace stackc
