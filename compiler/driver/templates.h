// The templates of one compilation: those that are part of stackc, and over them the project's own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "driver/built_in.h"
#include "render/template.h"
#include "source/source.h"

namespace stackc::driver {

/// Where a project's own templates lie, seen from the stack's folder; what stands behind it is the name of the
/// built-in one that they replace, or a name that they include.
inline constexpr std::string_view own_template_folder = "deploy/templates/";

/// One file of that folder.
struct OwnTemplate {
  std::string name;  ///< `nginx/nginx.conf`
  SourceId source = SourceId::none;
};

class Templates {
 public:
  /// `own` are read from `sources`; `folder` is own_template_folder seen from the repository's root, as the lock names
  /// them.
  Templates(const BuiltIn& built_in, const std::vector<OwnTemplate>& own, const std::string& folder, Sources& sources);

  /// Nothing if a template of the project's own takes part and is wrong, which is reported the first time.
  const BuiltIn::LoadedTemplate* load(std::string_view name, const render::Type& type, Diagnostics& diagnostics);

  /// The project's own templates that took part in no `load`: their files say something that nobody hears.
  void report_unused(Diagnostics& diagnostics) const;

 private:
  struct Own {
    SourceId source = SourceId::none;
    NamedDigest input{};
    bool used = false;
  };

  const BuiltIn& built_in_;
  Sources& sources_;
  std::map<std::string, Own, std::less<>> own_;
  std::optional<render::TemplateLibrary> library_;  ///< Only where there are own ones.
  std::map<std::string_view, std::optional<BuiltIn::LoadedTemplate>> loaded_;
};

}  // namespace stackc::driver
