// Build tool: reads the data files of the catalogue and writes the tables that catalog.h declares.
// Usage: stackc_catalog_tables OUTPUT.cpp FILE.yaml...
// The order of the arguments does not matter. Mistakes are shown as those of a stack are, and fail the build.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/generate/row.h"
#include "diagnostics/render_text.h"
#include "lock/digest.h"
#include "syntax/parse.h"

namespace stackc::catalog::generate {
namespace {

/// One table of catalog.h. `kind:` of a file chooses it.
struct Table {
  std::string_view kind;
  std::string_view type;
  std::string_view function;
  Row (*read)(const syntax::Node&, const Place&, const std::vector<std::string_view>&, Diagnostics&);
  bool several = false;  ///< A file holds many rows, as a list under a key named as the kind.
  std::vector<Row> rows{};
};

std::vector<Table> make_tables() {
  return {
      {"backing", "BackingService", "backing_services", &read_row<BackingService>},
      {"runtime", "Runtime", "runtimes", &read_row<Runtime>},
      {"package_manager", "PackageManager", "package_managers", &read_row<PackageManager>},
      {"server", "Server", "servers", &read_row<Server>},
      {"framework", "Framework", "frameworks", &read_row<Framework>},
      {"worker", "Worker", "workers", &read_row<Worker>},
      {"native", "NativePackage", "native_packages", &read_row<NativePackage>},
      {"proxy", "Proxy", "proxies", &read_row<Proxy>},
      {"system", "System", "systems", &read_row<System>},
      {"balancer", "Balancer", "balancers", &read_row<Balancer>},
      {"acme_client", "AcmeClient", "acme_clients", &read_row<AcmeClient>},
      {"issuer", "Issuer", "issuers", &read_row<Issuer>},
      {"timezones", "TimeZones", "time_zones", &read_row<TimeZones>},
      {"vault", "Vault", "vaults", &read_row<Vault>},
      {"actions", "Action", "actions", &read_row<Action>, true},
  };
}

/// The file's name without folder and `.yaml`.
std::string stem(const std::string& path) {
  const std::size_t begin = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  const std::size_t end =
      path.size() >= 5 && path.compare(path.size() - 5, 5, ".yaml") == 0 ? path.size() - 5 : path.size();
  return path.substr(begin, end - begin);
}

std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += alphanumeric ? c : '_';
  }
  return out;
}

Table* table_of(const syntax::Node& root, std::vector<Table>& tables, Diagnostics& diagnostics) {
  const syntax::Pair* kind = root.mapping() != nullptr ? syntax::find(*root.mapping(), "kind") : nullptr;
  if (kind == nullptr || kind->value.scalar() == nullptr) {
    refuse(diagnostics, root.span, "a data file says its `kind`");
    return nullptr;
  }
  std::vector<std::string_view> known;
  for (Table& table : tables) {
    if (table.kind == kind->value.scalar()->text) return &table;
    known.push_back(table.kind);
  }
  refuse(diagnostics, kind->value.span, "no kind `" + kind->value.scalar()->text + "`",
         did_you_mean(kind->value.scalar()->text, known));
  return nullptr;
}

void read_file(const syntax::Node& root, const std::string& file, std::vector<Table>& tables,
               Diagnostics& diagnostics) {
  Table* const table = table_of(root, tables, diagnostics);
  if (table == nullptr) return;
  const std::string path = std::string(table->function) + "_" + identifier(file);
  if (!table->several) {
    Row row = table->read(root, {table->kind, std::string(table->type), path}, {"kind"}, diagnostics);
    if (!row.name.empty() && row.name != file)
      refuse(diagnostics, row.name_at, "`" + row.name + "` stands in a file of another name",
             "call it " + row.name + ".yaml");
    table->rows.push_back(std::move(row));
    return;
  }
  for (const syntax::Pair& pair : *root.mapping()) {
    if (pair.key.value == "kind") continue;
    if (pair.key.value != table->kind || pair.value.sequence() == nullptr) {
      refuse(diagnostics, pair.key.span, "beside `kind` stands only `" + std::string(table->kind) + "`, a list");
      continue;
    }
    std::size_t index = 0;
    for (const syntax::Node& node : *pair.value.sequence()) {
      table->rows.push_back(table->read(
          node, {table->kind, std::string(table->type), path + "_" + std::to_string(index)}, {}, diagnostics));
      ++index;
    }
  }
}

void sort_rows(Table& table, Diagnostics& diagnostics) {
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const Row& first = table.rows[i - 1];
    const Row& second = table.rows[i];
    if (first.name != second.name || first.name.empty()) continue;
    diagnostics.report({.rule = Rule::catalogue_entry,
                        .at = second.name_at,
                        .message = "a second `" + second.name + "` of kind `" + std::string(table.kind) + "`",
                        .notes = {{first.name_at, "the first"}}});
  }
}

std::string print(const Table& table) {
  const std::string function = "Slice<" + std::string(table.type) + "> " + std::string(table.function) + "()";
  if (table.rows.empty()) return "\n" + function + " { return {}; }\n";
  std::string rows;
  std::string out = "\nnamespace {\n";
  for (const Row& row : table.rows) {
    out += row.arrays;
    rows += "    " + row.initialiser + ",\n";
  }
  const std::string name = std::string(table.function) + "_rows";
  out += "constexpr " + std::string(table.type) + " " + name + "[] = {\n" + rows + "};\n}  // namespace\n";
  return out + function + " { return " + name + "; }\n";
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) {
    std::cerr << "usage: stackc_catalog_tables OUTPUT.cpp FILE.yaml...\n";
    return 64;
  }
  std::vector<std::string> files(arguments.begin() + 1, arguments.end());
  // By name: a dot stands after a dash, and would put `node-http.yaml` before `node.yaml`.
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) { return stem(a) < stem(b); });

  Sources sources;
  Diagnostics diagnostics;
  std::vector<Table> tables = make_tables();
  std::string digests;
  for (const std::string& path : files) {
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (!in.is_open() || in.bad()) {
      std::cerr << "stackc_catalog_tables: cannot read " << path << '\n';
      return 74;
    }
    digests += "    {.name = " + literal(stem(path)) + ", .sha256 = \"" + lock::hex(lock::sha256(text)) + "\"},\n";
    const SourceId source = sources.add(path, std::move(text));
    const std::optional<syntax::Node> root = syntax::parse(sources, source, diagnostics);
    if (root) read_file(*root, stem(path), tables, diagnostics);
  }
  for (Table& table : tables)
    sort_rows(table, diagnostics);
  std::cerr << render_text(diagnostics.sorted(), sources);
  if (diagnostics.has_errors()) return 1;

  std::string code =
      "// Generated by compiler/catalog/generate/tables.cpp from templates/catalog/.\n#include "
      "<type_traits>\n\n#include \"catalog/catalog.h\"\n\nnamespace stackc::catalog {\n"
      "namespace {\ntemplate <class S>\nusing Element = std::remove_const_t<typename S::element_type>;\n}  // "
      "namespace\n";
  for (const Table& table : tables)
    code += print(table);
  code += "\nnamespace {\nconstexpr EntryDigest entry_digest_rows[] = {\n" + digests + "};\n}  // namespace\n";
  code += "Slice<EntryDigest> entry_digests() { return entry_digest_rows; }\n\n}  // namespace stackc::catalog\n";

  std::ofstream out(arguments[0], std::ios::binary | std::ios::trunc);
  out << code;
  out.close();
  if (!out) {
    std::cerr << "stackc_catalog_tables: cannot write " << arguments[0] << '\n';
    return 74;
  }
  return 0;
}

}  // namespace
}  // namespace stackc::catalog::generate

int main(int argc, char** argv) { return stackc::catalog::generate::run({argv + 1, argv + argc}); }
