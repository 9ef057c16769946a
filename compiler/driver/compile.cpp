#include "driver/compile.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "bind/bind.h"
#include "catalog/catalog.h"
#include "check/check.h"
#include "diagnostics/reporter.h"
#include "driver/allow.h"
#include "lock/digest.h"
#include "lock/lock.h"
#include "model/overlay.h"
#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/bytes.h"
#include "syntax/parse.h"
#include "topology/build.h"

namespace stackc::driver {
namespace {

/// The stack with its overlays, as far as it could be understood.
struct Description {
  Stack stack;
  syntax::Node tree;
};

std::optional<Description> describe_stack(const CompileInput& input, const Sources& sources, Origins& origins,
                                          Diagnostics& diagnostics) {
  std::optional<syntax::Node> tree = syntax::parse(sources, input.stack, diagnostics);
  if (!tree.has_value()) return std::nullopt;
  std::optional<Description> description(std::in_place);
  description->stack = bind::bind(*tree, origins, diagnostics);
  for (const SourceId overlay_source : input.overlays) {
    const std::optional<syntax::Node> over = syntax::parse(sources, overlay_source, diagnostics);
    if (!over.has_value()) continue;
    description->stack =
        overlay(description->stack, bind::bind(*over, origins, diagnostics, bind::Document::overlay), origins);
  }
  description->tree = std::move(*tree);
  return description;
}

bool same(const render::Value& a, const render::Value& b) {
  if (a.form != b.form || a.number != b.number || a.text != b.text || a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  return true;
}

/// One image serves all environments: an overlay must not change what is built into it.
void check_images(const std::vector<topology::Topology>& environments, const Origins& origins,
                  Diagnostics& diagnostics) {
  // Where programs run there is no image. Development always has one.
  const auto first = std::find_if(environments.begin(), environments.end(),
                                  [](const topology::Topology& one) { return !one.host.has_value(); });
  if (first == environments.end()) return;
  const topology::Topology& base = *first;
  for (const topology::Topology& other : environments) {
    if (&other == &base || other.host.has_value()) continue;
    for (const topology::Application& app : other.applications) {
      for (const topology::Application& original : base.applications) {
        if (app.id.value != original.id.value || same(plan::image_view(app), plan::image_view(original))) continue;
        Reporter(diagnostics, origins, other.environment.value.text)(
            Rule::image_differs_between_environments, other.environment.origin,
            "`" + other.environment.value.text + "` changes what is built into the image of `" + app.id.value.text +
                "`",
            "say it for all environments, or bring the difference in by a variable",
            {{app.base_image.origin, "the image is described here"}});
      }
    }
  }
}

/// Developers and production have one secrets.sh: it must not make up what somebody else gave out to developers.
void check_passwords(const std::vector<topology::Topology>& environments, const Origins& origins,
                     Diagnostics& diagnostics) {
  const topology::Topology& base = environments.front();
  for (const topology::Topology& other : environments) {
    if (other.production || base.divided) continue;
    for (const topology::External& external : other.externals) {
      for (const topology::Secret& secret : base.secrets) {
        const bool made = secret.generated && !secret.adopted;
        if (!made || !external.password.has_value() || external.password->value != secret.variable.value) continue;
        Reporter(diagnostics, origins, other.environment.value.text)(
            Rule::password_of_others_made, external.host.origin,
            "the password of `" + external.id.value.text + "` comes from who runs it, and secrets.sh would make `" +
                secret.variable.value.text + "` up",
            "write `secrets: { NAME: asked }`, or give it a secret of its own",
            {{secret.variable.origin, "it is made for this"}});
      }
    }
  }
}

/// What every environment says is said of the stack; the rest names its environments.
void report_together(const std::vector<std::vector<Diagnostic>>& per_environment, Diagnostics& diagnostics) {
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.rule == b.rule && a.at == b.at && a.message == b.message;
  };
  for (const std::vector<Diagnostic>& found : per_environment) {
    for (Diagnostic diagnostic : found) {
      const bool everywhere = std::all_of(per_environment.begin(), per_environment.end(), [&](const auto& other) {
        return std::any_of(other.begin(), other.end(), [&](const Diagnostic& d) { return same(d, diagnostic); });
      });
      if (everywhere && &found != &per_environment.front()) continue;
      if (everywhere) diagnostic.environment.clear();
      diagnostics.report(std::move(diagnostic));
    }
  }
}

/// Each newer proxy of that name becomes that version. The origin stays: what it makes is because of the same line.
void compile_for(const std::vector<ProxyVersion>& proxies, Stack& stack) {
  if (!stack.edge.present()) return;
  for (const ProxyVersion& installed : proxies) {
    for (Tier& tier : stack.edge->tiers) {
      for (auto& entry : tier) {
        Versioned& proxy = entry.value.proxy.value;
        if (proxy.name == installed.name && catalog::compare_versions(proxy.version, installed.version) > 0)
          proxy.version = installed.version;
      }
    }
  }
}

std::vector<topology::Topology> build_environments(const Description& description, const std::string& stack_path,
                                                   const std::vector<ProxyVersion>& proxies, Origins& origins,
                                                   Diagnostics& diagnostics) {
  std::vector<topology::Topology> environments;
  std::vector<std::vector<Diagnostic>> per_environment;
  for (const Traced<Id>& environment : resolve::environments(description.stack)) {
    Diagnostics found;
    Stack stack = resolve::resolve(description.stack, environment, origins, found);
    compile_for(proxies, stack);
    if (!found.has_errors()) {
      const bool production = resolve::production(environment.value);
      environments.push_back(topology::build(stack, environment, production, RelativePath{stack_path}, origins));
      check::check(environments.back(), Reporter(found, origins, environment.value.text));
      for (topology::Topology& part : topology::build_parts(environments.back(), stack, origins))
        environments.push_back(std::move(part));
    }
    per_environment.push_back(found.all());
  }
  report_together(per_environment, diagnostics);
  return environments;
}

/// Names of what one artifact was made from, with digests: the stack, its templates, the catalogue entries that its
/// values came from.
class Inputs {
 public:
  Inputs(const CompileInput& input, const std::string& stack_path, const BuiltIn& built_in, const Sources& sources,
         const Origins& origins)
      : built_in_(built_in), origins_(origins) {
    add_text(stack_path, sources.text(input.stack));
    for (const SourceId overlay_source : input.overlays)
      add_text(std::string(sources.name(overlay_source)), sources.text(overlay_source));
  }

  std::vector<std::string> of(const render::Rendered& rendered, const std::vector<NamedDigest>& templates) {
    std::set<std::string_view> names(always_.begin(), always_.end());
    for (const NamedDigest& input : templates)
      names.insert(digests_.insert(input).first->first);
    std::vector<bool> seen(origins_.size() + 1);
    for (const OriginId origin : rendered.origins)
      add_catalogue(origin, names, seen);
    return {names.begin(), names.end()};
  }

  std::map<std::string, lock::Digest> take() { return std::move(digests_); }

 private:
  void add_text(std::string name, std::string_view text) {
    always_.emplace_back(digests_.emplace(std::move(name), lock::sha256(text)).first->first);
  }

  void add_catalogue(OriginId origin, std::set<std::string_view>& names, std::vector<bool>& seen) {
    if (origin == OriginId::none || seen[static_cast<std::size_t>(origin)]) return;
    seen[static_cast<std::size_t>(origin)] = true;
    const Origin& value = origins_.at(origin);
    if (const auto* fact = std::get_if<Catalogue>(&value))
      names.insert(digests_.insert(built_in_.catalogue_entry(fact->entry)).first->first);
    if (const auto* derived = std::get_if<Default>(&value)) {
      for (const OriginId parent : derived->parents)
        add_catalogue(parent, names, seen);
    }
    if (const auto* overlaid = std::get_if<Overlay>(&value)) add_catalogue(overlaid->replaced, names, seen);
  }

  const BuiltIn& built_in_;
  const Origins& origins_;
  /// Views of the keys of `digests_`.
  std::vector<std::string_view> always_;
  std::map<std::string, lock::Digest> digests_;
};

/// A path below the stack's folder as it is seen from the repository's root.
std::string below_stack(const Compiled& result, std::string_view path) {
  const std::string& folder = result.folder_in_repository;
  return folder.empty() ? std::string(path) : folder + "/" + std::string(path);
}

/// At what the path is named after; where the program chose that, at the top of the stack.
void report_path(const std::string& path, std::string_view problem, OriginId named_after, const Origins& origins,
                 const CompileInput& input, Diagnostics& diagnostics) {
  Span place = named_after == OriginId::none ? Span{} : origins.span(named_after);
  if (!place.known()) place = Span{input.stack, 0, 0};
  diagnostics.report({Rule::artifact_path_taken,
                      place,
                      "`" + path + "` " + std::string(problem),
                      {},
                      "rename what it is named after",
                      ""});
}

/// Returns what the path of each artifact is named after.
std::vector<OriginId> render_all(const std::vector<plan::Planned>& files, const CompileInput& input,
                                 const BuiltIn& built_in, Sources& sources, Compiled& result,
                                 Diagnostics& diagnostics) {
  std::vector<OriginId> named_after;
  Templates templates(built_in, input.templates, below_stack(result, own_template_folder), sources);
  Inputs inputs(input, below_stack(result, input.file), built_in, sources, result.origins);
  for (const plan::Planned& file : files) {
    const BuiltIn::LoadedTemplate* loaded = templates.load(file.template_name, *file.type, diagnostics);
    if (loaded == nullptr) continue;
    std::optional<render::Rendered> rendered = render::render(*loaded->ready, *file.view, result.origins, diagnostics);
    if (!rendered.has_value()) continue;
    const std::string text = file.at_repository ? file.path : below_stack(result, file.path);
    const auto path = lock::ArtifactPath::parse(text);
    if (const auto* fault = std::get_if<lock::PathFault>(&path)) {
      report_path(text, lock::text(*fault), file.named_after, result.origins, input, diagnostics);
      continue;
    }
    lock::Artifact artifact{std::get<lock::ArtifactPath>(path),
                            file.executable ? lock::FileMode::executable : lock::FileMode::plain,
                            std::move(rendered->text), inputs.of(*rendered, loaded->inputs)};
    result.result.artifacts.push_back(std::move(artifact));
    named_after.push_back(file.named_after);
    result.provenance.push_back({file.scope == plan::Scope::stack ? "" : file.environment,
                                 std::string(file.template_name), loaded->ready->language(), std::move(rendered->lines),
                                 std::move(rendered->origins)});
  }
  templates.report_unused(diagnostics);
  result.result.inputs = inputs.take();
  return named_after;
}

void check_paths(const CompileInput& input, const Compiled& result, const std::vector<OriginId>& named_after,
                 Diagnostics& diagnostics) {
  const std::string stack_path = below_stack(result, input.file);
  const std::string lock_path = below_stack(result, lock::lock_name);
  const std::string folder = below_stack(result, own_template_folder);
  std::vector<std::string> own;
  for (const OwnTemplate& one : input.templates)
    own.push_back(folder + one.name);
  std::vector<std::string_view> claims{stack_path, lock_path};
  claims.insert(claims.end(), own.begin(), own.end());
  const std::size_t inputs = claims.size();
  for (const lock::Artifact& artifact : result.result.artifacts)
    claims.push_back(artifact.path.text());
  for (const lock::PathClash& clash : lock::clashes(claims)) {
    // The inputs and the lock stand first, and are named after nothing.
    const OriginId origin = clash.second < inputs ? OriginId::none : named_after[clash.second - inputs];
    report_path(std::string(claims[clash.second]), "is claimed twice", origin, result.origins, input, diagnostics);
  }
}

}  // namespace

std::optional<Compiled> compile(const CompileInput& input, const BuiltIn& built_in, Sources& sources,
                                Diagnostics& diagnostics) {
  sources.share(built_in.texts());
  Compiled result;
  Diagnostics found;
  const std::optional<Description> description = describe_stack(input, sources, result.origins, found);
  std::vector<topology::Topology> environments;
  if (description.has_value() && description->stack.repository.present())
    result.repository = description->stack.repository->text;
  if (const auto folder = folder_in_repository(input.folder, result.repository)) {
    result.folder_in_repository = *folder;
  } else if (description.has_value()) {
    Reporter(found, result.origins, "")(Rule::repository_not_above, description->stack.repository.origin,
                                        "`" + result.repository + "` is not a folder above the stack",
                                        "write `.`, `..`, `../..` …");
  }
  // Its path stands in headers, scripts and workflows: better said once here than by each template that cannot write
  // it.
  if (const Result<RelativePath> path = parse_relative_path(below_stack(result, input.file));
      description.has_value() && !path)
    Reporter(found, result.origins, "")(Rule::artifact_path_taken, description->stack.stackc.origin,
                                        "a stack cannot lie there: " + path.refusal().reason,
                                        "rename the folder or the file");
  // Mistakes of form are shown before questions of meaning: half a description would raise the wrong ones.
  if (description.has_value() && !found.has_errors()) {
    environments =
        build_environments(*description, below_stack(result, input.file), input.proxies, result.origins, found);
    if (!found.has_errors()) {
      check_images(environments, result.origins, found);
      check_passwords(environments, result.origins, found);
    }
  }
  if (description.has_value()) {
    apply_allowances(description->stack, description->tree, result.origins, found, diagnostics);
  } else {
    for (const Diagnostic& diagnostic : found.all())
      diagnostics.report(diagnostic);
  }
  for (const OwnTemplate& one : input.templates)
    syntax::check_bytes(sources, one.source, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  result.result.language = description->stack.stackc.value;
  result.result.name = description->stack.name->text;
  result.result.claim = {"Generated by stackc from " + below_stack(result, input.file) + ";",
                         below_stack(result, "deploy"),
                         result.folder_in_repository,
                         {below_stack(result, own_template_folder.substr(0, own_template_folder.size() - 1))}};
  const std::vector<OriginId> named_after =
      render_all(plan::plan(environments), input, built_in, sources, result, diagnostics);
  check_paths(input, result, named_after, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  for (const topology::Topology& environment : environments) {
    if (environment.divided) continue;  // its parts speak
    for (topology::PlacedFact& placed : topology::facts(environment)) {
      result.result.facts.push_back(facts::print(placed.fact));
      result.facts.push_back(std::move(placed));
    }
  }
  return result;
}

}  // namespace stackc::driver
