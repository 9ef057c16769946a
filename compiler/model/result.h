// What a leaf parser returns: a value, or the reason why the text is not one.
// It has no place; the caller, who knows the span, adds it.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace stackc {

/// Why a text was refused, as the end of a sentence ("`70000` is outside 1..65535"), and what to write instead.
struct Refusal {
  std::string reason;
  std::string help{};
};

template <class T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}            // NOLINT(google-explicit-constructor): returned as either
  Result(Refusal refusal) : state_(std::move(refusal)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  const T& operator*() const { return std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }
  const Refusal& refusal() const { return std::get<Refusal>(state_); }

 private:
  std::variant<T, Refusal> state_;
};

}  // namespace stackc
