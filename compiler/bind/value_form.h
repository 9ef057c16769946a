// Values that may be more than text: `{ ref: … }`, `{ secret: … }`, `{ from_env: … }`.
#pragma once

#include <optional>

#include "bind/context.h"
#include "model/stack.h"

namespace stackc::bind {

/// A scalar is its text, always; everything else is a map that names one form. Reports what is neither.
std::optional<ValueForm> bind_value_form(const Context& context, const syntax::Node& node, const Place& place);

/// `{ secret: name }` and nothing else. A scalar is refused: it would be the secret itself.
std::optional<SecretRef> bind_secret_ref(const Context& context, const syntax::Node& node, const Place& place);

}  // namespace stackc::bind
