// Words for people in the messages about templates: types with their articles, near names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/filters.h"
#include "render/value.h"

namespace stackc::render {

/// `a port`, `an optional path`, `text`.
std::string with_article(const std::string& noun);
/// What an expression gives, as a type or the name of a kind.
std::string describe_shaped(const Shaped& shaped);
/// "there is `port`" for the name that is nearest to what was written; empty if none is near.
std::string nearest(std::string_view wanted, const std::vector<std::string_view>& names);
/// The same among the fields of a record, or all of them if none is near.
std::string nearest_field(const Type& type, std::string_view wanted);
/// "`a` `b` …": a few characters of a set.
std::string sample(CharSet set);

}  // namespace stackc::render
