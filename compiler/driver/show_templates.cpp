// `stackc templates`: what a project begins with that lays a template of its own over a built-in one.
#include <algorithm>

#include "diagnostics/nearest.h"
#include "diagnostics/printable.h"
#include "driver/commands.h"
#include "embed/embedded.h"
#include "plan/plan.h"

namespace stackc::driver {
namespace {

/// `list of `, `optional ` … and what is inside of all that.
const render::Type& inner(const render::Type& type, std::string& words) {
  const render::Type* at = &type;
  while (at->shape == render::Shape::list || at->shape == render::Shape::optional) {
    words += at->shape == render::Shape::list ? "list of " : "optional ";
    at = at->element;
  }
  return *at;
}

void add_fields(const render::Type& type, const std::string& indent, std::string& out) {
  for (const render::Field& field : type.fields) {
    std::string words;
    const render::Type& inside = inner(*field.type, words);
    const bool record = inside.shape == render::Shape::record;
    words += record ? "record" : render::traits(inside.kind).name;
    out += indent + std::string(field.name) + ": " + words + "\n";
    if (record) add_fields(inside, indent + "  ", out);
  }
}

Outcome view_of(std::string_view name) {
  for (const plan::TemplateUse& use : plan::template_uses()) {
    if (use.template_name != name) continue;
    Outcome outcome;
    add_fields(*use.type, "", outcome.out);
    return outcome;
  }
  return {exit_code::usage,
          {},
          complaint("`" + printable(name) + "` has no view of its own",
                    "it is included by others, and sees what stands at its place there")};
}

}  // namespace

Outcome show_templates(const Arguments& arguments) {
  const auto templates = embed::templates();
  if (arguments.subject.empty()) {
    if (arguments.view) return {exit_code::usage, {}, complaint("`--view` needs the name of a template")};
    Outcome outcome;
    for (const embed::EmbeddedFile& one : templates)
      outcome.out += std::string(one.name) + "\n";
    return outcome;
  }
  const auto found = std::find_if(templates.begin(), templates.end(),
                                  [&](const embed::EmbeddedFile& one) { return one.name == arguments.subject; });
  if (found == templates.end()) {
    std::vector<std::string_view> known;
    for (const embed::EmbeddedFile& one : templates)
      known.push_back(one.name);
    return {exit_code::usage,
            {},
            complaint("no template `" + printable(arguments.subject) + "`", did_you_mean(arguments.subject, known))};
  }
  if (arguments.view) return view_of(found->name);
  return {exit_code::fine, std::string(found->text), {}};
}

}  // namespace stackc::driver
