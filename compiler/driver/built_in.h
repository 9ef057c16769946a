// What every compilation reads beside its stack: the templates that are part of the program, each loaded at its first
// use, and what the lock calls them. One object serves all stacks and all threads of a process.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lock/digest.h"
#include "render/template.h"
#include "source/source.h"

namespace stackc::driver {

/// An input as the lock has it: `template:nginx/nginx.conf`, `catalogue:mysql`.
using NamedDigest = std::pair<std::string, lock::Digest>;

class BuiltIn {
 public:
  BuiltIn();
  BuiltIn(const BuiltIn&) = delete;
  BuiltIn& operator=(const BuiltIn&) = delete;

  /// Where the spans of its templates lie; to be shared with the sources of a compilation.
  const std::shared_ptr<const Sources>& texts() const { return texts_; }

  struct LoadedTemplate {
    /// Always there once it is loaded: the build of stackc proves all of them.
    std::optional<render::Template> ready{};
    /// Itself and what it includes.
    std::vector<NamedDigest> inputs{};
  };
  /// Loads it if nobody did; may be called from several threads. Throws std::logic_error where there is no such
  /// template, where it is wrong, or was loaded for another type.
  const LoadedTemplate& load(std::string_view name, const render::Type& type) const;

  /// All built-in templates, for a project to lay its own over.
  const render::TemplateLibrary& library() const { return library_; }

  /// The input for a template; throws std::logic_error where there is none.
  NamedDigest template_input(std::string_view name) const;

  /// The input for an entry of the catalogue; throws std::logic_error where there is none.
  const NamedDigest& catalogue_entry(std::string_view name) const;

 private:
  struct Slot {
    std::once_flag once{};
    const render::Type* type = nullptr;
    LoadedTemplate loaded{};
  };

  render::TemplateLibrary library_;
  std::shared_ptr<const Sources> texts_;
  /// A slot for each template; the map itself never changes, so that finding one needs no lock.
  mutable std::map<std::string_view, Slot> slots_;
  std::map<std::string_view, lock::Digest> template_digests_;
  std::map<std::string_view, NamedDigest> entries_;
};

}  // namespace stackc::driver
