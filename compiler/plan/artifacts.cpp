// The artifact table. Rows that exist once for each application, site or backup have a maker that adds one file for
// each.

#include <algorithm>

#include "catalog/catalog.h"
#include "plan/edge_artifacts.h"
#include "plan/plan.h"
#include "plan/rows.h"
#include "plan/secrets.h"

namespace stackc::plan {

Planned file(const topology::Topology& topology, std::string path, bool executable, std::string_view name,
             const SharedView& view, OriginId named_after) {
  Planned planned;
  planned.path = std::move(path);
  planned.executable = executable;
  planned.environment = topology.environment.value.text;
  planned.named_after = named_after == OriginId::none ? topology.environment.origin : named_after;
  planned.template_name = name;
  planned.type = view.type;
  planned.view = view.value;
  return planned;
}

std::string below(const topology::Topology& topology, std::string_view name) {
  return topology.deploy_folder.text + "/" + std::string(name);
}

namespace {

using topology::Application;
using topology::Topology;

/// Makes the files of one row, given one environment.
using Maker = void (*)(const SharedEnvironment&, std::vector<Planned>&);

constexpr StackFile production_files[] = {
    {"boot/boot-up.sh", "boot/boot-up.sh", true},
    {"ops/compose.sh", "ops/compose.sh", true},
    {"ops/doctor.sh", "ops/doctor.sh", true},
    {"RUNBOOK.md", "RUNBOOK.md", false},
};
/// Only where something is built here.
constexpr StackFile release_files[] = {
    {"ops/deploy.sh", "ops/deploy.sh", true},
    {"ops/rollback.sh", "ops/rollback.sh", true},
};
/// Where the host runs the programs itself.
constexpr StackFile host_files[] = {
    {"boot/run.sh", "host/run.sh", true},
    {"cron/crontab", "host/crontab", false},
    {"logrotate.conf", "host/logrotate.conf", false},
    {"ops/deploy.sh", "host/deploy.sh", true},
    {"ops/health.sh", "host/health.sh", true},
    {"ops/install.sh", "host/install.sh", true},
    {"ops/notify.sh", "host/notify.sh", true},
    {"RUNBOOK.md", "host/RUNBOOK.md", false},
};
constexpr std::string_view host_boot = "host/boot-up.sh";
constexpr std::string_view host_job = "host/run-job";
constexpr std::string_view host_unit = "host/program.service";
constexpr std::string_view host_scheduler = "host/scheduler.conf";
constexpr std::string_view registry_script = "ops/registry.sh";
constexpr std::string_view task_script = "ops/task.sh";
constexpr std::string_view publish_files = "entrypoints/publish-files.sh";
constexpr std::string_view workflow = "github/workflow.yml";
constexpr std::string_view azure_pipeline = "azure/pipeline.yml";
constexpr std::string_view dockerignore = "dockerignore";
constexpr std::string_view crontab = "cron/crontab";
constexpr std::string_view run_job = "cron/run-job";
constexpr std::string_view scheduler = "entrypoints/scheduler.sh";
constexpr std::string_view backup_command = "ops/backup.sh";
constexpr std::string_view restore_command = "ops/restore.sh";
constexpr std::string_view compose_development = "compose.dev.yaml";
constexpr std::string_view compose_production = "compose.prod.yaml";

/// The catalogue's, each once: several databases may speak alike.
std::vector<std::string_view> dump_templates() {
  std::vector<std::string_view> names;
  for (const catalog::BackingService& row : catalog::backing_services()) {
    if (!row.dump.empty() && std::find(names.begin(), names.end(), row.dump) == names.end()) names.push_back(row.dump);
  }
  return names;
}

/// The one that calls the backup's program.
std::string_view dump_template_of(const topology::Backup& backup) {
  for (const catalog::BackingService& row : catalog::backing_services()) {
    if (row.dump_program == backup.dump_program.value.text) return row.dump;
  }
  return {};
}

std::string in_context(const Application& app, const std::string& name) {
  return app.context.value.text == "." ? name : app.context.value.text + "/" + name;
}

// --- files of the stack ---------------------------------------------------------------------------

void applications_of_stack(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  for (const Application& app : topology.applications) {
    const SharedView view =
        shared(ApplicationView{{&environment->stack}, environment->shared_application(app)}, environment);
    const auto add = [&](const std::string& name, bool executable, std::string_view template_name) {
      files.push_back(file(topology, in_context(app, name), executable, template_name, view, app.context.origin));
    };
    const std::string dockerfile = app.dockerfile.has_value() ? app.dockerfile->text : "Dockerfile";
    const catalog::Runtime& runtime = *catalog::find(catalog::runtimes(), app.runtime.value.text);
    add(dockerfile, false, runtime.dockerfile);
    add(app.dockerfile.has_value() ? dockerfile + ".dockerignore" : ".dockerignore", false, dockerignore);
    // Part of the image, so it lies where the build can reach it.
    add("deploy/entrypoints/" + app.id.value.text + ".sh", true,
        app.files.has_value() ? publish_files : runtime.entrypoint);
  }
}

PinnedAction pinned(std::string_view name) {
  const catalog::Action& action = *catalog::find(catalog::actions(), name);
  return {render::Word{std::string(action.name) + "@" + std::string(action.commit)}, Word{std::string(action.version)}};
}

/// Tests run with what developers run with; what is built and deployed is production's.
void workflow_of_stack(const SharedEnvironment& environment, const SharedEnvironment& development,
                       std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (!development->topology.github.has_value()) return;
  const PinnedActions actions{pinned("actions/checkout"),           pinned("actions/setup-java"),
                              pinned("actions/setup-node"),         pinned("actions/setup-python"),
                              pinned("docker/setup-buildx-action"), pinned("docker/login-action"),
                              pinned("docker/metadata-action"),     pinned("docker/build-push-action")};
  const GithubView view{{&environment->stack}, {&development->stack}, *development->topology.github, actions};
  Planned planned = file(topology, ".github/workflows/" + topology.name.value.text + ".yml", false, workflow,
                         shared(view, environment, development), topology.name.origin);
  planned.at_repository = true;
  files.push_back(std::move(planned));
}

/// Azure reads whatever file it is pointed at; the root's own name is what it looks for first.
void azure_of_stack(const SharedEnvironment& environment, const SharedEnvironment& development,
                    std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (!topology.azure.has_value()) return;
  const std::string path =
      topology.folder.text == "." ? "azure-pipelines.yml" : "azure-pipelines-" + topology.name.value.text + ".yml";
  const AzureView view{{&environment->stack}, {&development->stack}, *topology.azure};
  Planned planned =
      file(topology, path, false, azure_pipeline, shared(view, environment, development), topology.name.origin);
  planned.at_repository = true;
  files.push_back(std::move(planned));
}

// --- files of an environment ----------------------------------------------------------------------

void tasks_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  for (const topology::Task& task : topology.tasks) {
    files.push_back(file(topology, below(topology, "ops/tasks/" + task.id.value.text + ".sh"), true, task_script,
                         shared(TaskView{{&environment->stack}, task}, environment), task.id.origin));
  }
}

void jobs_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  bool first = true;
  for (const Application& app : topology.applications) {
    if (!app.scheduler.has_value()) continue;
    const SharedView view =
        shared(ApplicationView{{&environment->stack}, environment->shared_application(app)}, environment);
    if (first) {
      files.push_back(file(topology, below(topology, "cron/run-job"), true, run_job, view));
      files.push_back(file(topology, below(topology, "entrypoints/scheduler.sh"), true, scheduler, view));
    }
    files.push_back(file(topology, below(topology, "cron/" + (app.crontab.has_value() ? app.crontab->text : "crontab")),
                         false, crontab, view, app.id.origin));
    first = false;
  }
}

void backups_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  bool first = true;
  for (const topology::Backup& backup : topology.backups) {
    const SharedView view = shared(BackupView{{&environment->stack}, backup}, environment);
    files.push_back(file(topology, below(topology, "backup/" + backup.id.value.text + ".sh"), true,
                         dump_template_of(backup), view, backup.id.origin));
    if (first) {
      files.push_back(file(topology, below(topology, "ops/backup.sh"), true, backup_command, view));
      files.push_back(file(topology, below(topology, "ops/restore.sh"), true, restore_command, view));
    }
    first = false;
  }
}

/// The template that starts it, by the catalogue.
std::string_view script_of(const topology::Backing& backing) {
  const std::string& image = backing.image.value.text;
  for (const catalog::BackingService& row : catalog::backing_services()) {
    if (!row.script.empty() && image.substr(0, image.rfind(':')) == row.image) return row.script;
  }
  return {};
}

void backings_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  for (const topology::Backing& backing : topology.backings) {
    if (!backing.script.has_value()) continue;
    const SharedView view = shared(BackingView{{&environment->stack}, backing}, environment);
    files.push_back(file(topology, below(topology, "entrypoints/" + backing.script->value.text), true,
                         script_of(backing), view, backing.id.origin));
  }
  if (!topology.registry.has_value()) return;
  files.push_back(file(topology, below(topology, registry_script), true, registry_script,
                       shared(RegistryView{{&environment->stack}, *topology.registry}, environment),
                       topology.registry->host.origin));
}

/// What starts the programs: our own script, or systemd.
void host_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (!topology.host.has_value()) return;
  const topology::Host& host = *topology.host;
  const SharedView view = shared(HostView{{&environment->stack}, environment->shared_host()}, environment);
  const auto add = [&](const char* path, bool executable, std::string_view name) {
    files.push_back(file(topology, below(topology, path), executable, name, view));
  };
  for (const StackFile& row : host_files)
    files.push_back(file(topology, below(topology, row.path), row.executable, row.template_name, view));
  const bool jobs = std::any_of(topology.applications.begin(), topology.applications.end(),
                                [](const Application& app) { return !app.jobs.empty(); });
  if (jobs) add("cron/run-job", true, host_job);
  if (!host.systemd) {
    add("boot/boot-up.sh", true, host_boot);
    return;
  }
  add("systemd/cron.conf", false, host_scheduler);
  for (const topology::Program& program : host.programs) {
    files.push_back(
        file(topology, below(topology, "systemd/" + topology.project.text + "-" + program.id.value.text + ".service"),
             false, host_unit, shared(ProgramView{{&environment->stack}, program}, environment), program.id.origin));
  }
}

void production_of_environment(const SharedEnvironment& environment, std::vector<Planned>& files) {
  const Topology& topology = environment->topology;
  if (topology.host.has_value()) return;
  const SharedView view = shared(StackView{{&environment->stack}}, environment);
  files.push_back(file(topology, topology.compose_file.text, false,
                       topology.production ? compose_production : compose_development, view));
  if (!topology.production) return;
  for (const StackFile& row : production_files) {
    files.push_back(file(topology, below(topology, row.path), row.executable, row.template_name, view));
  }
  if (topology.applications.empty()) return;
  for (const StackFile& row : release_files)
    files.push_back(file(topology, below(topology, row.path), row.executable, row.template_name, view));
}

constexpr Maker environment_makers[] = {production_of_environment, host_of_environment,     edge_of_environment,
                                        jobs_of_environment,       backings_of_environment, backups_of_environment,
                                        tasks_of_environment};

}  // namespace

std::vector<Planned> plan(const std::vector<Topology>& environments) {
  std::vector<Planned> files;
  std::vector<SharedEnvironment> shared_environments;
  shared_environments.reserve(environments.size());
  for (const Topology& topology : environments)
    shared_environments.push_back(std::make_shared<const Environment>(topology));
  const SharedEnvironment& base = shared_environments.front();
  secrets_of_stack(shared_environments, files);
  // Images are made where containers run: in production, else in development.
  applications_of_stack(*std::find_if(shared_environments.begin(), shared_environments.end(),
                                      [](const auto& one) { return !one->topology.host.has_value(); }),
                        files);
  for (const SharedEnvironment& environment : shared_environments) {
    if (environment->topology.environment.value.text != "dev") continue;
    workflow_of_stack(base, environment, files);
    azure_of_stack(base, environment, files);
  }
  for (const SharedEnvironment& environment : shared_environments) {
    const std::size_t first = files.size();
    balancer_of_environment(environment, files);
    for (const Maker make : environment_makers) {
      if (!environment->topology.divided) make(environment, files);
    }
    for (std::size_t i = first; i < files.size(); ++i)
      files[i].scope = Scope::environment;
  }
  return files;
}

std::vector<TemplateUse> template_uses() {
  std::vector<TemplateUse> uses;
  edge_template_uses(uses);
  secret_template_uses(uses);
  const auto add = [&](std::string_view name, const render::Type& type) { uses.push_back({name, &type}); };
  const render::Type& stack = render::type_of<StackView>();
  for (const StackFile& row : production_files)
    add(row.template_name, stack);
  for (const StackFile& row : release_files)
    add(row.template_name, stack);
  add(task_script, render::type_of<TaskView>());
  add(registry_script, render::type_of<RegistryView>());
  for (const StackFile& row : host_files)
    add(row.template_name, render::type_of<HostView>());
  for (const std::string_view name : {host_boot, host_job, host_scheduler})
    add(name, render::type_of<HostView>());
  add(host_unit, render::type_of<ProgramView>());
  for (const std::string_view name : {publish_files, dockerignore, crontab, run_job, scheduler}) {
    add(name, render::type_of<ApplicationView>());
  }
  for (const std::string_view name : {backup_command, restore_command})
    add(name, render::type_of<BackupView>());
  for (const std::string_view name : dump_templates())
    add(name, render::type_of<BackupView>());
  for (const catalog::BackingService& row : catalog::backing_services()) {
    if (!row.script.empty()) add(row.script, render::type_of<BackingView>());
  }
  for (const std::string_view name : {compose_development, compose_production})
    add(name, stack);
  for (const catalog::Runtime& row : catalog::runtimes()) {
    add(row.dockerfile, render::type_of<ApplicationView>());
    if (!row.entrypoint.empty()) add(row.entrypoint, render::type_of<ApplicationView>());
  }
  add(workflow, render::type_of<GithubView>());
  add(azure_pipeline, render::type_of<AzureView>());
  return uses;
}

render::Value image_view(const Application& app) {
  return render::value_of(ImageView{app.base_image, app.python, app.node, app.java, app.files, app.build_packages,
                                    app.runtime_packages, app.command, app.health, app.volume_paths});
}

}  // namespace stackc::plan
