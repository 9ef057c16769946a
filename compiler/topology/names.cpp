// Names that people's data hang on: projects, volumes, variables. They change only with the stack's own names.
#include "topology/parts.h"

namespace stackc::topology {

EnvName secret_variable(std::string_view id) {
  std::string name(id);
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-') c = '_';
  }
  return EnvName{std::move(name)};
}

std::string project_name(const Maker& maker) {
  const std::string& stack = maker.stack.data_name()->text;
  const std::string project =
      maker.environment.value.text == "prod" ? stack : stack + "-" + maker.environment.value.text;
  return maker.here == nullptr ? project : project + "-" + maker.here->key.value.text;
}

Traced<Id> volume_key(const Entry<Service, Id>& service, const Entry<stackc::Volume, Id>& volume) {
  return {Id{service.key.value.text + "_" + volume.key.value.text}, volume.key.origin};
}

std::vector<Traced<Domain>> served_names(const Entry<stackc::Site, Word>& site, const Maker& maker) {
  if (!maker.has_edge()) {
    const OriginId origin = maker.derive("default.names.development", {site.value.domain.origin});
    return {{Domain{"localhost", Domain::Form::name}, origin}, {Domain{"127.0.0.1", Domain::Form::address}, origin}};
  }
  std::vector<Traced<Domain>> names{site.value.domain.traced()};
  for (const auto& alias : site.value.aliases) {
    if (alias.value.present() && *alias.value == AliasMode::serve) names.push_back(alias.key);
  }
  return names;
}

bool lives_here(const Service& service, const Entry<stackc::Volume, Id>& volume, const Maker& maker) {
  const catalog::Framework* framework =
      service.framework.present() ? catalog::find(catalog::frameworks(), service.framework->text) : nullptr;
  return maker.production || framework == nullptr || !framework->files ||
         volume.key.value.text != framework->static_volume;
}

RelativePath joined(const RelativePath& base, const RelativePath& below) {
  if (base.text == ".") return below;
  return below.text == "." ? base : RelativePath{base.text + "/" + below.text};
}

std::string command_line(const std::vector<std::string>& words) {
  constexpr std::string_view safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-";
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (!word.empty() && word.find_first_not_of(safe) == std::string::npos) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : word)
      line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

std::string filled(std::string_view word, std::string_view name, std::string_view value) {
  const std::string hole = name.empty() ? "{}" : "{" + std::string(name) + "}";
  std::string text(word);
  for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size())) {
    text.replace(at, hole.size(), value);
  }
  return text;
}

}  // namespace stackc::topology
