#include "resolve/fill.h"

namespace stackc::resolve {
namespace {

/// `ci.stackc` names one place to get it from, and what is downloaded is known by its digest.
void check_stackc_source(const Maybe<StackcSource>& source, const Context& context) {
  struct Form {
    const char* key;
    bool present;
    OriginId origin;
  };
  const Form forms[] = {{"action", source->action.present(), source->action.origin},
                        {"url", source->url.present(), source->url.origin},
                        {"run", source->run.present(), source->run.origin}};
  const Form* first = nullptr;
  for (const Form& form : forms) {
    if (!form.present) continue;
    if (first != nullptr) {
      context.report(Rule::stackc_source_unclear, form.origin,
                     std::string("CI would get stackc by `") + first->key + "` and by `" + form.key + "`",
                     "keep one of them", {{first->origin, "it is said here first"}});
      return;
    }
    first = &form;
  }
  if (first == nullptr) {
    context.report(Rule::stackc_source_unclear, source.origin, "`ci.stackc` does not say how CI gets stackc",
                   "add `action:`, `url:` with `digest:`, or `run:`");
    return;
  }
  if (source->url.present() && !source->digest.present()) {
    context.report(Rule::download_without_digest, source->url.origin,
                   "CI would run whatever `" + source->url->text + "` gives on that day",
                   "add `digest: sha256:…`, with what `sha256sum` prints for the file that you have looked at");
  }
  if (!source->url.present() && source->digest.present()) {
    context.report(Rule::stackc_source_unclear, source->digest.origin,
                   std::string("`digest` is for a download, and stackc comes by `") + first->key + "`", "remove it");
  }
}

}  // namespace

void check_ci(const Stack& stack, const Context& context) {
  if (!stack.ci.present()) return;
  if (stack.ci->stackc.present()) {
    if (stack.ci->github.present()) {
      check_stackc_source(stack.ci->stackc, context);
    } else {
      context.report(Rule::stackc_source_unclear, stack.ci->stackc.origin,
                     "`ci.stackc` is for a pipeline, and the stack asks for none",
                     "add `github:` under `ci:`, or remove it");
    }
  }
  if (!stack.ci->github.present()) return;
  for (const auto& service : stack.services) {
    if (service.value.framework.present() && !service.value.push.present()) {
      context.report(Rule::image_without_name, service.key.origin,
                     "CI would build `" + service.key.value.text + "`, but its image has no name to push",
                     "add `push: REGISTRY/NAME` to the service", {{stack.ci.origin, "the pipeline is asked for here"}});
    }
  }
}

}  // namespace stackc::resolve
