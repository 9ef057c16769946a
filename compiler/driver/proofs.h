// What was found out about the built-in templates while stackc was built: their digests, and where their holes stand.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lock/digest.h"
#include "render/template.h"

namespace stackc::driver {

struct TemplateProof {
  std::string_view name;
  lock::Digest sha256;
  /// Of a template that the plan renders; one that is only included is proven in those that include it.
  std::optional<std::span<const render::HolePlace>> places;
};

/// One for each of embed::templates(), in that order. A template that cannot be proven for the type of its view fails
/// the build (driver/generate/prove_templates.cpp).
std::span<const TemplateProof> template_proofs();

}  // namespace stackc::driver
