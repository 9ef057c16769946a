// The proofs of templates rest on what a kind promises of its characters: the corners of every model type keep it.
#include "plan/scalars.h"

#include <string>
#include <vector>

#include "tests/catch.h"

using namespace stackc;

namespace {

template <class T>
void check_corners(Result<T> (*parse)(std::string_view), const std::vector<std::string>& corners) {
  using Traits = render::ScalarTraits<T>;
  for (const std::string& corner : corners) {
    INFO(render::traits(Traits::kind).name << ": " << corner);
    const Result<T> value = parse(corner);
    REQUIRE(value);
    CHECK(render::conforms(Traits::kind, Traits::text(*value)));
  }
}

/// Every character of ASCII alone, first and in the middle of a valid text: what the parser takes, the kind must hold.
template <class T>
void check_characters(Result<T> (*parse)(std::string_view), const std::string& before, const std::string& after) {
  using Traits = render::ScalarTraits<T>;
  for (int c = 0; c < 128; ++c) {
    const std::string text = before + static_cast<char>(c) + after;
    const Result<T> value = parse(text);
    if (!value) continue;
    INFO(render::traits(Traits::kind).name << ": " << text);
    CHECK(render::conforms(Traits::kind, Traits::text(*value)));
  }
}

template <class T>
void check_text(Result<T> (*parse)(std::string_view), const std::vector<std::string>& corners) {
  check_corners(parse, corners);
  for (const std::string& corner : corners) {
    for (std::size_t at = 0; at < corner.size() && at < 24; ++at)
      check_characters(parse, corner.substr(0, at), corner.substr(at + 1));
    check_characters(parse, "", corner);
    check_characters(parse, corner, "");
  }
}

}  // namespace

TEST_CASE("what a parser takes keeps the promise of the kind that templates see") {
  check_text(parse_id, {"a", "a-b_c", std::string(63, 'z')});
  check_text(parse_env_name, {"_", "A1", std::string(128, 'A')});
  check_text(parse_url_path, {"/", "/.a~/@b:+-_/", "/a-b/c.d"});
  check_text(parse_absolute_path, {"/a", "/a/b.c_d+e@f-g", "/-"});
  check_text(parse_relative_path, {".", "./a", "a/b", "@a", "+a", "_a/-b"});
  check_text(parse_image_name, {"localhost:5000/a", "a__b/c-d.e", "ghcr.io/acme/app"});
  check_text(parse_image_ref, {"a:B_c.d-e", "a:1@sha256:" + std::string(64, '0')});
  check_text(parse_time_zone, {"UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+9"});
  check_text(parse_cron_time, {"  */5   0-3/2 1,2 * 6 ", "0 3 * * 1"});
  check_text(parse_action_ref, {"a/b@" + std::string(40, '0'), "A-b.c/_d/e@" + std::string(40, 'f')});
  check_text(parse_download_url, {"https://a", "https://a.b:1/c~d@e:f+g-h_i"});
  check_text(parse_sha256, {"sha256:" + std::string(64, '0'), "sha256:" + std::string(64, 'f')});
  check_text(parse_email, {"a.b_c+d-e@f.g"});
  check_text(parse_word, {"3.10", "_a", "g++", "a-b", std::string(128, 'a')});
  check_text(parse_http_url, {"http://a", "https://a.b:1/c~d@e:f+g-h_i/"});
  check_text(parse_host_port, {"1", "65535"});
  check_text(parse_time_of_day, {"00:00", "19:59", "23:59"});
}

TEST_CASE("a host name keeps its promise, and a wildcard or `*` is no host name") {
  check_text(parse_domain, {"localhost", "127.0.0.1", "xn--a.b-c.d"});
  for (const char* wildcard : {"*", "*.a.b"}) {
    INFO(wildcard);
    const auto value = parse_domain(wildcard);
    REQUIRE(value);
    CHECK(value->form != Domain::Form::name);
  }
}

TEST_CASE("durations and sizes are never negative") {
  for (const char* text : {"250ms", "1d2h3m4s5ms", "0s", "3650d"}) {
    const auto value = parse_duration(text);
    REQUIRE(value);
    CHECK(render::ScalarTraits<Duration>::number(*value) >= 0);
  }
  for (const char* text : {"0B", "1KiB", "1024TiB"}) {
    const auto value = parse_bytes(text);
    REQUIRE(value);
    CHECK(render::ScalarTraits<Bytes>::number(*value) >= 0);
  }
}
