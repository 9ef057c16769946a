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

/// One text of tests belongs to the one service that is built here.
void check_tests(const Maybe<std::string>& test, const Stack& stack, const Context& context) {
  if (!test.present()) return;
  const Entry<Service, Id>* first = nullptr;
  for (const auto& service : stack.services) {
    if (!service.value.framework.present()) continue;
    if (first != nullptr) {
      context.report(Rule::tests_of_several_services, test.origin,
                     "`" + first->key.value.text + "` and `" + service.key.value.text +
                         "` are built here, and `test` does not say whose tests it runs",
                     "write `test:` at each service instead");
      return;
    }
    first = &service;
  }
  if (first != nullptr && first->value.test.present()) {
    context.report(Rule::tests_of_several_services, first->value.test.origin,
                   "the tests of `" + first->key.value.text + "` are said twice", "keep one of them",
                   {{test.origin, "the other ones are here"}});
  }
}

}  // namespace

void check_ci(const Stack& stack, const Context& context) {
  if (!stack.ci.present()) return;
  const bool any = stack.ci->github.present() || stack.ci->azure.present();
  if (stack.ci->stackc.present()) {
    if (any) {
      check_stackc_source(stack.ci->stackc, context);
    } else {
      context.report(Rule::stackc_source_unclear, stack.ci->stackc.origin,
                     "`ci.stackc` is for a pipeline, and the stack asks for none",
                     "add `github:` or `azure:` under `ci:`, or remove it");
    }
    if (stack.ci->azure.present() && stack.ci->stackc->action.present()) {
      context.report(Rule::stackc_source_unclear, stack.ci->stackc->action.origin,
                     "`action` is for GitHub, and a pipeline of Azure cannot run it",
                     "use `url:` with `digest:`, or `run:`", {{stack.ci->azure.origin, "it is asked for here"}});
    }
  }
  if (!any) return;
  if (stack.ci->github.present()) check_tests(stack.ci->github->test, stack, context);
  if (stack.ci->azure.present()) check_tests(stack.ci->azure->test, stack, context);
  for (const auto& service : stack.services) {
    if (service.value.framework.present() && !service.value.push.present()) {
      context.report(Rule::image_without_name, service.key.origin,
                     "CI would build `" + service.key.value.text + "`, but its image has no name to push",
                     "add `push: REGISTRY/NAME` to the service", {{stack.ci.origin, "the pipeline is asked for here"}});
    }
  }
}

}  // namespace stackc::resolve
