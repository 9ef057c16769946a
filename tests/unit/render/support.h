// What the tests of templates share: a view with one field of each kind, and templates as short texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/template.h"
#include "render/view.h"

namespace render_test {

using stackc::render::Kind;
using stackc::render::Scalar;

struct Item {
  Scalar<Kind::identifier> id{"web"};
  std::string label = "a label";
  bool on = false;
  std::optional<stackc::render::Seconds> wait;
  std::vector<Scalar<Kind::domain>> names;
};
template <class V>
constexpr void describe(V& view, const Item*) {
  view.field("id", &Item::id);
  view.field("label", &Item::label);
  view.field("on", &Item::on);
  view.field("wait", &Item::wait);
  view.field("names", &Item::names);
}

struct Everything {
  bool boolean = true;
  int integer = -5;
  Scalar<Kind::port> port{"8080"};
  Scalar<Kind::domain> domain{"blog.example.com"};
  Scalar<Kind::host> host{"*.example.com"};
  Scalar<Kind::address> address{"[::1]:80"};
  stackc::render::Seconds duration{604800};
  stackc::render::ByteCount size{20 << 20};
  Scalar<Kind::path> path{"/srv/app"};
  Scalar<Kind::url_path> url_path{"/static/"};
  Scalar<Kind::identifier> identifier{"web"};
  Scalar<Kind::image> image{"redis:7"};
  Scalar<Kind::env_name> env_name{"SECRET_KEY"};
  Scalar<Kind::version> version{"3.10"};
  Scalar<Kind::cron> cron{"30 3 * * *"};
  Scalar<Kind::url> url{"https://example.com/?a=1&b#c"};
  Scalar<Kind::word> word{"a=b,c"};
  std::string text = "plain text";
  Scalar<Kind::snippet> snippet{"one;\ntwo;\n"};
  std::vector<Item> items;
  std::vector<Scalar<Kind::domain>> domains;
  std::vector<std::string> texts;
  std::optional<Scalar<Kind::path>> optional;
  std::optional<Item> item;
  std::optional<bool> choice;
};
template <class V>
constexpr void describe(V& view, const Everything*) {
  view.field("boolean", &Everything::boolean);
  view.field("integer", &Everything::integer);
  view.field("port", &Everything::port);
  view.field("domain", &Everything::domain);
  view.field("host", &Everything::host);
  view.field("address", &Everything::address);
  view.field("duration", &Everything::duration);
  view.field("size", &Everything::size);
  view.field("path", &Everything::path);
  view.field("url_path", &Everything::url_path);
  view.field("identifier", &Everything::identifier);
  view.field("image", &Everything::image);
  view.field("env_name", &Everything::env_name);
  view.field("version", &Everything::version);
  view.field("cron", &Everything::cron);
  view.field("url", &Everything::url);
  view.field("word", &Everything::word);
  view.field("text", &Everything::text);
  view.field("snippet", &Everything::snippet);
  view.field("items", &Everything::items);
  view.field("domains", &Everything::domains);
  view.field("texts", &Everything::texts);
  view.field("optional", &Everything::optional);
  view.field("item", &Everything::item);
  view.field("choice", &Everything::choice);
}

/// Several templates by name; the first is loaded.
using Texts = std::vector<std::pair<std::string, std::string>>;

/// What came of a template: its output, or what was said about it.
struct Outcome {
  std::optional<std::string> text;
  std::vector<std::string> complaints;  ///< `template_syntax 3:7 message`
};
Outcome outcome(const Texts& templates, const Everything& view);

/// The language's line is put in front; must load and render.
std::string rendered(const std::string& language, const std::string& body, const Everything& view = {});
/// Everything that is said about the template, one complaint a line; empty if it renders.
std::string refused(const std::string& language, const std::string& body, const Everything& view = {});
std::string refused(const Texts& templates, const Everything& view = {});

/// Values that break out of naive templates.
const std::vector<std::string>& hostile_values();

}  // namespace render_test
