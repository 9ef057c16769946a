// The catalogue's dates against the data file that they were taken from, where it lies beside the repository.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "catalog/catalog.h"
#include "tests/catch.h"

using namespace stackc::catalog;

namespace {

/// `false` and absent both mean that no date is known.
std::string date_of(const nlohmann::json& cycle) {
  const auto found = cycle.find("eol");
  return found != cycle.end() && found->is_string() ? found->get<std::string>() : std::string();
}

template <class T>
std::size_t compare(Slice<T> rows, const nlohmann::json& products) {
  std::size_t compared = 0;
  for (const T& row : rows) {
    const std::string name(row.name == "postgres" ? "postgresql" : row.name);
    const auto product = products.find(name);
    if (product == products.end()) continue;
    for (const Cycle& cycle : row.cycles) {
      const auto same = std::find_if(product->begin(), product->end(), [&](const nlohmann::json& other) {
        return other.at("releaseCycle") == cycle.version;
      });
      if (same == product->end()) continue;  // a name for several cycles: redis 8
      INFO(row.name << ' ' << cycle.version);
      CHECK(cycle.end_of_life == date_of(*same));
      ++compared;
    }
  }
  return compared;
}

}  // namespace

TEST_CASE("end of life is what endoflife.date says") {
  const std::filesystem::path file = "../shared/data/eol.json";
  if (!std::filesystem::exists(file)) {
    WARN("skipped: " << file.string() << " is not here");
    return;
  }
  std::ifstream in(file);
  const nlohmann::json products = nlohmann::json::parse(in).at("products");
  CHECK(compare(backing_services(), products) >= 3);
  CHECK(compare(runtimes(), products) >= 3);
  CHECK(compare(proxies(), products) >= 3);
}
