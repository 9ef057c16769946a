// The built-in templates: a release trusts them, because every one of them is proven here against its view.
#include <algorithm>
#include <map>
#include <set>

#include "diagnostics/render_text.h"
#include "embed/embedded.h"
#include "plan/plan.h"
#include "render/template.h"
#include "tests/catch.h"

using namespace stackc;

namespace {

render::TemplateLibrary built_in() {
  render::TemplateLibrary library;
  for (const embed::EmbeddedFile& file : embed::templates())
    library.add_builtin(file.name, file.text);
  return library;
}

struct Loaded {
  render::TemplateLibrary library = built_in();
  Sources sources{};
  std::vector<std::pair<plan::TemplateUse, render::Template>> templates{};
};

Loaded load_all() {
  Loaded all;
  for (const plan::TemplateUse& use : plan::template_uses()) {
    Diagnostics diagnostics;
    auto loaded = render::load(all.library, use.template_name, *use.type, all.sources, diagnostics);
    INFO(use.template_name << "\n" << render_text(diagnostics.sorted(), all.sources));
    CHECK(diagnostics.empty());
    REQUIRE(loaded.has_value());
    all.templates.push_back({use, std::move(*loaded)});
  }
  return all;
}

/// Fields that no template reads, because only the compiler does; every other field must be read by one at least.
struct Kept {
  std::string_view field;
  std::string_view reason;
};
constexpr Kept kept[] = {
    {"stack.applications.environment.reference", "tells the variables of a test job what they stand for"},
    {"stack.applications.framework", "asked by a rule"},
    {"stack.applications.runtime", "chooses the templates of Dockerfile and workflow"},
    {"stack.applications.server", "named by a rule"},
    {"stack.edge.balancer.managed.use", "chooses the templates; named by facts"},
    {"stack.externals.password", "compared between environments"},
    {"stack.sites.routes.files_of", "makes the edge's mounts"},
    {"stack.applications.websockets", "asked by a rule"},
    {"stack.backings.account", "named in what is said of its password"},
    {"stack.backings.database_name", "handed to backups"},
    {"stack.applications.environment.file.secret", "seen as `secret_files` of the container"},
    {"stack.backings.hash_image", "chosen for secrets.sh, which sees it as `bcrypt`"},
    {"stack.backings.password_variable", "handed to backups"},
    {"stack.backings.root_password", "handed to backups"},
    {"host.folders.volume", "named by facts"},
    {"stack.host", "seen as `host` by the files of such a host"},
    {"stack.label", "what facts are of"},
    {"stack.production", "chooses the compose template and which files there are"},
    {"stack.sites.routes.volume", "named by facts"},
    {"stack.sites.websockets", "makes the edge's own"},
};

}  // namespace

TEST_CASE("every built-in template is proven against its view") { CHECK(load_all().templates.size() >= 25); }

TEST_CASE("no built-in template is without use") {
  const Loaded all = load_all();
  std::set<std::string> used;
  for (const auto& [use, loaded] : all.templates) {
    for (const std::string& name : loaded.closure())
      used.insert(name);
  }
  std::set<std::string> embedded;
  for (const embed::EmbeddedFile& file : embed::templates())
    embedded.insert(std::string(file.name));
  CHECK(used == embedded);
}

TEST_CASE("each template has one view") {
  std::map<std::string_view, const render::Type*> views;
  for (const plan::TemplateUse& use : plan::template_uses()) {
    INFO(use.template_name);
    CHECK(views.emplace(use.template_name, use.type).second);
  }
}

TEST_CASE("every field of the views is read by a template, or is kept for a reason") {
  const Loaded all = load_all();
  std::vector<render::Template> templates;
  std::set<const render::Type*> views;
  for (const auto& [use, loaded] : all.templates) {
    templates.push_back(loaded);
    views.insert(use.type);
  }
  std::set<std::string> unused;
  for (const render::Type* view : views) {
    for (const std::string& field : render::unused_fields(*view, templates))
      unused.insert(field);
  }
  std::set<std::string> expected;
  for (const Kept& row : kept)
    expected.insert(std::string(row.field));
  CHECK(unused == expected);
}
