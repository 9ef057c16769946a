// The ASCII form of international domain names (RFC 3492, RFC 5890), for the cures of refusals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stackc {

/// `한국.kr` -> `xn--3e0b707e.kr`; nothing if `domain` is not UTF-8 or a label would be too long.
/// Letters outside ASCII are taken as they stand: no case folding, no normalisation.
std::optional<std::string> ascii_domain(std::string_view domain);

}  // namespace stackc
