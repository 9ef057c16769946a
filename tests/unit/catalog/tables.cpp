// What the generator cannot say of one file: how the tables hang together, and what no entry may lack.
#include <algorithm>
#include <functional>
#include <string>

#include "catalog/catalog.h"
#include "model/types.h"
#include "tests/catch.h"

using namespace stackc::catalog;

namespace {

template <class T>
void check_order(Slice<T> rows) {
  REQUIRE_FALSE(rows.empty());
  for (std::size_t i = 1; i < rows.size(); ++i) {
    INFO(rows[i].name);
    CHECK(rows[i - 1].name < rows[i].name);
  }
}

// 2026-04-30: digits, month and day in range.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const int month = (text[5] - '0') * 10 + text[6] - '0';
  const int day = (text[8] - '0') * 10 + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

template <class T>
void check_cycles(Slice<T> rows) {
  for (const T& row : rows) {
    INFO(row.name);
    CHECK(std::any_of(row.cycles.begin(), row.cycles.end(),
                      [&](const Cycle& cycle) { return cycle.version == row.version; }));
    for (std::size_t i = 0; i < row.cycles.size(); ++i) {
      const Cycle& cycle = row.cycles[i];
      INFO(cycle.version);
      CHECK_FALSE(cycle.tag.empty());
      CHECK((cycle.end_of_life.empty() || is_date(cycle.end_of_life)));
      if (i > 0) CHECK(compare_versions(row.cycles[i - 1].version, cycle.version) < 0);
    }
  }
}

template <class E>
void check_words() {
  const auto words = words_of(static_cast<const E*>(nullptr));
  for (std::size_t i = 0; i < words.size(); ++i)
    CHECK(static_cast<std::size_t>(words[i].value) == i);
}

}  // namespace

TEST_CASE("every table is sorted by name and no name stands twice") {
  check_order(backing_services());
  check_order(runtimes());
  check_order(package_managers());
  check_order(servers());
  check_order(frameworks());
  check_order(workers());
  check_order(native_packages());
  check_order(proxies());
  check_order(systems());
  check_order(balancers());
  check_order(acme_clients());
  check_order(issuers());
  check_order(actions());
}

TEST_CASE("the default version is one of the cycles and cycles rise") {
  check_cycles(backing_services());
  check_cycles(runtimes());
  check_cycles(proxies());
  check_cycles(systems());
}

TEST_CASE("what an entry names is in the catalogue") {
  for (const Server& server : servers()) {
    INFO(server.name);
    CHECK(find(runtimes(), server.runtime) != nullptr);
  }
  for (const NativePackage& package : native_packages()) {
    INFO(package.name);
    CHECK(find(runtimes(), package.runtime) != nullptr);
  }
  for (const Worker& worker : workers()) {
    INFO(worker.name);
    CHECK(find(runtimes(), worker.runtime) != nullptr);
    CHECK(std::find(worker.command.begin(), worker.command.end(), "{project}") != worker.command.end());
    CHECK(worker.stop_seconds > 0);
  }
  for (const Framework& framework : frameworks()) {
    INFO(framework.name);
    CHECK(find(runtimes(), framework.runtime) != nullptr);
    const Server* const server = find(servers(), framework.server);
    REQUIRE(server != nullptr);
    CHECK(server->runtime == framework.runtime);
    const auto& interfaces = framework.interfaces;
    CHECK(std::find(interfaces.begin(), interfaces.end(), server->interface) != interfaces.end());
    CHECK((framework.module.empty() || framework.module.find("{project}") != framework.module.npos));
    CHECK(framework.static_volume.empty() == framework.static_command.empty());
    CHECK(framework.static_volume.empty() == framework.static_path.empty());
    if (framework.files) {
      CHECK_FALSE(framework.static_volume.empty());
      CHECK_FALSE(framework.output.empty());
      CHECK(framework.script.empty() == (find(runtimes(), framework.runtime)->packaging == Packaging::none));
      // Of a path without a file: one page, or that there is none.
      CHECK(framework.fallback.empty() != framework.index.empty());
    }
    // What developers run where they do not run the image itself.
    const bool rebuilt = find(runtimes(), framework.runtime)->development == Development::rebuilt;
    CHECK((framework.dev_command.empty() ? 0 : 1) + (framework.dev_script.empty() ? 0 : 1) +
              (framework.dev_exec.empty() ? 0 : 1) ==
          (rebuilt ? 0 : 1));
    CHECK(framework.standalone.empty() == framework.beside.empty());
  }
  for (const PackageManager& manager : package_managers()) {
    INFO(manager.name);
    CHECK(find(runtimes(), manager.runtime) != nullptr);
    const bool wrapper = find(runtimes(), manager.runtime)->packaging == Packaging::wrapper;
    CHECK((manager.lock.empty() && manager.script.empty() && manager.exec.empty()) == wrapper);
    CHECK((manager.build.empty() || manager.workspace_build.empty() || manager.test.empty() || manager.output.empty() ||
           manager.cache.empty()) != wrapper);
    CHECK(manager.workspace_script.empty() == wrapper);
    CHECK(manager.workspace_exec.empty() == wrapper);
  }
  for (const Runtime& runtime : runtimes()) {
    INFO(runtime.name);
    const bool installs = runtime.packaging == Packaging::package_json || runtime.packaging == Packaging::wrapper;
    CHECK(installs == (find(package_managers(), runtime.manager) != nullptr));
    CHECK_FALSE((runtime.dockerfile.empty() || runtime.threads == 0));
    CHECK((runtime.packaging == Packaging::none) == runtime.entrypoint.empty());
    CHECK((runtime.memory.empty() || stackc::parse_bytes(runtime.memory)));
    for (const Cycle& cycle : runtime.cycles)
      CHECK((runtime.packaging == Packaging::wrapper) == !cycle.builder.empty());
  }
}

TEST_CASE("of a balancer each limit is known, and its lowest is not above its highest") {
  for (const Balancer& balancer : balancers()) {
    INFO(balancer.name);
    CHECK_FALSE((balancer.title.empty() || balancer.description.empty() || balancer.page.empty()));
    CHECK_FALSE(balancer.tls_policy.empty());
    for (const EnumWord<BalancerLimit>& word : balancer_limit_words) {
      INFO(word.word);
      CHECK(std::count_if(balancer.limits.begin(), balancer.limits.end(), [&](const LimitRange& range) {
              return range.limit == word.value && range.least <= range.most;
            }) == 1);
    }
  }
}

TEST_CASE("each release of a system brings a proxy, a runtime and an ACME client that the catalogue knows") {
  const auto brings = [](const System& system, std::string_view release, auto rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const auto& row) { return packaged(system, release, row.name) != nullptr; });
  };
  for (const System& system : systems()) {
    for (const Cycle& cycle : system.cycles) {
      INFO(system.name << " " << cycle.version);
      CHECK(brings(system, cycle.version, proxies()));
      CHECK(brings(system, cycle.version, runtimes()));
      CHECK(brings(system, cycle.version, acme_clients()));
    }
    for (const Packaged& one : system.programs) {
      INFO(one.program << " of " << one.release);
      CHECK(cycle_of(system.cycles, one.release) != nullptr);
      CHECK_FALSE((one.package.empty() || one.user.empty()));
      const Proxy* const proxy = find(proxies(), one.program);
      const Runtime* const runtime = find(runtimes(), one.program);
      if (proxy != nullptr) CHECK(cycle_of(proxy->cycles, one.version) != nullptr);
      if (runtime != nullptr) CHECK(cycle_of(runtime->cycles, one.version) != nullptr);
    }
  }
}

TEST_CASE("no entry lacks what an artifact cannot do without") {
  for (const BackingService& service : backing_services()) {
    INFO(service.name);
    CHECK_FALSE(service.title.empty());
    CHECK_FALSE(service.image.empty());
    CHECK(service.port != 0);
    CHECK((service.data_path.empty() || service.data_path.front() == '/'));
    // A database without a password or a place for its data is none.
    if (service.role == Role::database) CHECK_FALSE((service.data_path.empty() || service.password_variable.empty()));
    CHECK_FALSE(service.health.empty());
    CHECK_FALSE(service.ci_options.empty());
    CHECK(service.start_seconds > 0);
    CHECK(service.stop_seconds > 0);
  }
  for (const Runtime& runtime : runtimes())
    CHECK_FALSE(runtime.image.empty());
  for (const Proxy& proxy : proxies()) {
    INFO(proxy.name);
    CHECK_FALSE(proxy.image.empty());
    CHECK_FALSE(proxy.image_user.empty());
    CHECK_FALSE((proxy.start.empty() || proxy.check.empty()));
    CHECK_FALSE((proxy.stop.empty() || proxy.reload.empty()));
  }
  for (const Server& server : servers()) {
    INFO(server.name);
    CHECK(server.port != 0);
    // One that the stack starts is told its port by a variable, or serves developers alone.
    const auto command_says = [&](std::string_view part) {
      return std::any_of(server.command.begin(), server.command.end(),
                         [&](std::string_view word) { return word.find(part) != word.npos; });
    };
    const bool told = std::any_of(server.variables.begin(), server.variables.end(),
                                  [](const ServerVariable& one) { return one.value == "{port}"; });
    CHECK((server.command.empty() || command_says("{port}") || told));
    CHECK(command_says("{module}") != server.module.empty());
    if (server.module.empty()) continue;
    CHECK(server.module.find("{project}") != server.module.npos);
  }
  for (const AcmeClient& client : acme_clients())
    CHECK_FALSE((client.image.empty() || client.tag.empty()));
  for (const Issuer& issuer : issuers())
    CHECK(issuer.directory.substr(0, 8) == "https://");
}

TEST_CASE("actions are pinned by a whole commit") {
  for (const Action& action : actions()) {
    INFO(action.name);
    CHECK(action.commit.size() == 40);
    CHECK(action.commit.find_first_not_of("0123456789abcdef") == action.commit.npos);
    CHECK(action.version.substr(0, 1) == "v");
  }
}

TEST_CASE("the words of an enum stand in the order of its values") {
  check_words<Fills>();
  check_words<Option>();
  check_words<Role>();
  check_words<Packaging>();
  check_words<Development>();
  check_words<Interface>();
  check_words<Feature>();
  check_words<Ability>();
  check_words<ServiceAbility>();
}

TEST_CASE("every row has the digest of its file") {
  const Slice<EntryDigest> digests = entry_digests();
  check_order(digests);
  for (const EntryDigest& entry : digests) {
    INFO(entry.name);
    CHECK(entry.sha256.size() == 64);
    CHECK(entry.sha256.find_first_not_of("0123456789abcdef") == entry.sha256.npos);
  }
  for (const BackingService& service : backing_services())
    CHECK(find(digests, service.name) != nullptr);
  for (const Proxy& proxy : proxies())
    CHECK(find(digests, proxy.name) != nullptr);
  CHECK(find(digests, "github-actions") != nullptr);
}

TEST_CASE("what reads passwords from files has a contract with one, and is asked with it either way") {
  std::size_t seen = 0;
  for (const BackingService& row : backing_services()) {
    INFO(row.name);
    const bool by_file = can(row, ServiceAbility::secret_files);
    const bool contract = std::any_of(row.contract.begin(), row.contract.end(), [](const ContractVariable& variable) {
      return variable.fills == Fills::password;
    });
    const bool asked = std::any_of(row.health.begin(), row.health.end(), [](std::string_view word) {
      return word.find("\"{password}\"") != std::string_view::npos;
    });
    if (by_file) CHECK(contract);
    CHECK(by_file == asked);
    seen += by_file ? 1 : 0;
  }
  CHECK(seen == 3);
}
