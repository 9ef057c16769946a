// What became of the built-in templates while stackc was built: their digests, and the programs that render them.
#pragma once

#include <span>
#include <string_view>

#include "lock/digest.h"
#include "render/program.h"

namespace stackc::driver {

struct TemplateProof {
  std::string_view name;
  lock::Digest sha256;
  /// Of a template that the plan renders, for the type of its view; null of one that is only included.
  const render::CompiledProgram* compiled;
};

/// One for each of embed::templates(), in that order. A template that cannot be proven for the type of its view fails
/// the build (driver/generate/prove_templates.cpp).
std::span<const TemplateProof> template_proofs();

}  // namespace stackc::driver
