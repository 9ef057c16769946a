// The template engine as the rest of the compiler sees it: a library of texts, loading against the type
// of a view (where every check and proof happens), rendering with provenance. See templates/README.md.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "render/value.h"
#include "source/origin.h"
#include "source/source.h"

namespace stackc::render {

struct Program;
struct CompiledProgram;

/// Template texts by name. Built-in ones are not copied; a project's own replace them.
class TemplateLibrary {
 public:
  struct Entry {
    std::string_view name;  ///< `nginx/site.conf`, as `include` says it.
    std::string_view text;
    std::string_view shown;                     ///< Path for people, in front of line numbers.
    bool own = false;                           ///< A project's own.
    const CompiledProgram* compiled = nullptr;  ///< What became of it before, if so;
    const Type* view = nullptr;                 ///< for this type.
  };

  TemplateLibrary() = default;
  TemplateLibrary(TemplateLibrary&&) = default;
  TemplateLibrary& operator=(TemplateLibrary&&) = default;

  /// Everything must outlive the library and what is loaded from it. `compiled` is what became of the same texts when
  /// they were loaded for `view`.
  void add_builtin(std::string_view name, std::string_view text, const CompiledProgram* compiled = nullptr,
                   const Type* view = nullptr);
  /// A project's own template, which replaces a built-in one of that name.
  void add_own(std::string name, std::string text, std::string shown);
  const Entry* find(std::string_view name) const;
  const std::deque<Entry>& entries() const { return entries_; }

 private:
  std::deque<Entry> entries_;
  std::deque<std::string> owned_;
};

/// A template that was checked against a view's type. Refers to the library and to the type.
class Template {
 public:
  explicit Template(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  const Program& program() const { return *program_; }
  /// What it writes, as its first line says: `nginx`, `sh` …
  std::string_view language() const;
  /// Names of this template and of those that it includes, in the order of first use.
  std::vector<std::string> closure() const;

 private:
  std::shared_ptr<const Program> program_;
};

/// Parses, types and proves; what was compiled before is compiled again only if a project's own template takes part.
/// Everything that is wrong is reported at the template's line; then there is no result.
std::optional<Template> load(const TemplateLibrary& library, std::string_view name, const Type& view, Sources& sources,
                             Diagnostics& diagnostics);

/// What made one line of output: the template's line that it began on, and the origins of its values and of
/// the conditions and loops around it, outermost first, without repetition.
struct LineOrigin {
  SourceId source = SourceId::none;
  std::uint32_t line = 0;
  std::uint32_t first_origin = 0;  ///< Index into Rendered::origins.
  std::uint32_t origin_count = 0;
};

struct Rendered {
  std::string text;
  std::vector<LineOrigin> lines;     ///< One for each line of `text`.
  std::vector<OriginId> origins;     ///< Shared by the lines.
  std::vector<std::string> closure;  ///< Template::closure().

  std::span<const OriginId> origins_of(const LineOrigin& line) const {
    return std::span<const OriginId>(origins).subspan(line.first_origin, line.origin_count);
  }
};

/// `view` must have the type that the template was loaded with. Fails only where a value holds what the output's
/// language cannot write there; that is reported at the hole, with the value's origin.
std::optional<Rendered> render(const Template& loaded, const Value& view, const Origins& origins,
                               Diagnostics& diagnostics);

/// Fields of `view` (as `sites.routes.path`) that none of the templates reads: dead weight, or a template that forgot.
/// Only of templates that were not compiled before.
std::vector<std::string> unused_fields(const Type& view, std::span<const Template> templates);

}  // namespace stackc::render
