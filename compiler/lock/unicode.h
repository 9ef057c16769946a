// Reading UTF-8 one code point at a time: what a path and a lock may hold is decided on code points.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stackc::lock {

/// The code point that begins at `at`, which moves past it; nothing for overlong forms, surrogates and broken bytes,
/// where `at` moves one byte on. `at` must be inside `text`.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at);

/// C0, DEL, C1, and the characters that reorder or break what a person sees in a review (U+2028, U+202E …).
bool is_control(char32_t code_point);

}  // namespace stackc::lock
