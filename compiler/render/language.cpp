#include "render/language.h"

namespace stackc::render {
namespace {

constexpr const Language* languages[] = {
    &nginx_language,   &apache_language, &haproxy_language,  &dockerfile_language, &sh_language,
    &crontab_language, &yaml_language,   &compose_language,  &workflow_language,   &azure_language,
    &json_language,    &dotenv_language, &markdown_language, &plain_language,
};

}  // namespace

std::uint32_t LexEvents::intern(const std::string& word) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] == word) return static_cast<std::uint32_t>(i);
  }
  words_.push_back(word);
  return static_cast<std::uint32_t>(words_.size() - 1);
}

const Language* find_language(std::string_view name) {
  for (const Language* language : languages) {
    if (language->name == name) return language;
  }
  return nullptr;
}

std::string language_names() {
  std::string names;
  for (const Language* language : languages) {
    if (!names.empty()) names += ", ";
    names += language->name;
  }
  return names;
}

}  // namespace stackc::render
