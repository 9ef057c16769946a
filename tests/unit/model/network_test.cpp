// Domains, URLs and their paths, issuers.
#include <string>
#include <vector>

#include "model/punycode.h"
#include "model/types.h"
#include "tests/catch.h"
#include "tests/unit/model/refusal.h"

using namespace stackc;
using model_test::refused;
using Form = Domain::Form;

TEST_CASE("domains know their form", "[model]") {
  struct Row {
    std::string text;
    Form form;
  };
  const std::string label(63, 'a');
  for (const Row& row : std::vector<Row>{{"example.com", Form::name},
                                         {"localhost", Form::name},
                                         {"a.b", Form::name},
                                         {"xn--3e0b707e.kr", Form::name},
                                         {"1.2.3.4.example.com", Form::name},
                                         {label + ".com", Form::name},
                                         {"*.example.com", Form::wildcard},
                                         {"*", Form::any},
                                         {"127.0.0.1", Form::address},
                                         {"255.255.255.255", Form::address}}) {
    INFO(row.text);
    REQUIRE(parse_domain(row.text));
    CHECK(parse_domain(row.text)->form == row.form);
    CHECK(parse_domain(row.text)->text == row.text);
  }
}

TEST_CASE("what people paste where a domain belongs gets its cure", "[model]") {
  CHECK(refused(parse_domain("example.com/")) == "`example.com/` has a path; write `example.com`");
  CHECK(refused(parse_domain("https://Example.com/a?b")) == "`https://Example.com/a?b` is a URL; write `example.com`");
  CHECK(refused(parse_domain("example.com:8443")) == "`example.com:8443` has a port; write `example.com`");
  CHECK(refused(parse_domain("ops@example.com")) == "`ops@example.com` is a mail address; write `example.com`");
  CHECK(refused(parse_domain("example.com.")) == "`example.com.` ends in a dot; write `example.com`");
  CHECK(refused(parse_domain("Example.COM")) == "`Example.COM` holds capital letters; write `example.com`");
  CHECK(refused(parse_domain("한국.kr")) ==
        "`한국.kr` is an international name; write its ASCII form, `xn--3e0b707e.kr`");
  CHECK(refused(parse_domain("::1")) ==
        "`::1` is an IPv6 address; write a name; stackc listens on both families by itself");
  CHECK(refused(parse_domain("my_app.example.com")) ==
        "`my_app.example.com` holds `_`; host names are letters, digits and `-`");
  CHECK(refused(parse_domain("server")) ==
        "`server` is not a whole domain; write the name that clients type, as `server.example.com`");
  CHECK(refused(parse_domain("*.com")) == "`*.com` would hold every name of a top-level domain");
  CHECK(refused(parse_domain("www.*.com")) ==
        "`www.*.com` has a `*` that is not a whole first label; write `*.` before a name, as `*.example.com`, or `*` "
        "for any host");
}

TEST_CASE("what is no domain is refused", "[model]") {
  const std::string long_label(64, 'a');
  std::string long_name;
  for (int i = 0; i < 64; ++i)
    long_name += "abc.";
  for (const std::string& text : {std::string(),
                                  std::string("."),
                                  std::string("a..b"),
                                  std::string(".a.b"),
                                  std::string("-a.b"),
                                  std::string("a-.b"),
                                  std::string("a b.c"),
                                  long_label + ".com",
                                  long_name + "com",
                                  std::string("256.1.1.1"),
                                  std::string("1.2.3"),
                                  std::string("01.2.3.4"),
                                  std::string("*.1.2.3.4"),
                                  std::string("*.localhost"),
                                  std::string("a.b;c"),
                                  std::string("a.b\n"),
                                  std::string("\xff.kr"),
                                  std::string("a.$b"),
                                  std::string("~^a.b"),
                                  std::string("/"),
                                  std::string(":"),
                                  std::string("a.1")}) {
    INFO(text);
    CHECK_FALSE(parse_domain(text));
  }
}

TEST_CASE("punycode follows the samples of the standard", "[model]") {
  // RFC 3492, section 7.1 (A, B, J, Q) and registered names.
  CHECK(ascii_domain("bücher.example") == "xn--bcher-kva.example");
  CHECK(ascii_domain("ليهمابتكلموشعربي؟") == "xn--egbpdaj6bu4bxfgehfvwxn");
  CHECK(ascii_domain("他们为什么不说中文") == "xn--ihqwcrb4cv8a8dqg056pqjye");
  CHECK(ascii_domain("porquénopuedensimplementehablarenespañol") ==
        "xn--porqunopuedensimplementehablarenespaol-fmd56a");
  CHECK(ascii_domain("パフィーdeルンバ") == "xn--de-jg4avhby1noc0d");
  CHECK(ascii_domain("example.com") == "example.com");
  CHECK_FALSE(ascii_domain("\xc3.com").has_value());
  CHECK_FALSE(ascii_domain("\xff").has_value());
  std::string long_label;
  for (int i = 0; i < 63; ++i)
    long_label += "漢";
  CHECK(ascii_domain(long_label + "字").has_value() == false);
}

TEST_CASE("URL paths are exact or prefixes", "[model]") {
  for (const char* text : {"/", "/health", "/static/", "/.well-known/a", "/a~b/@c:1+2", "/a..b", "/..."}) {
    INFO(text);
    REQUIRE(parse_url_path(text));
    CHECK(parse_url_path(text)->text == text);
  }
  CHECK(parse_url_path("/static/")->prefix());
  CHECK_FALSE(parse_url_path("/static")->prefix());
  CHECK(refused(parse_url_path("static/")) == "`static/` does not begin with `/`; write `/static/`");
  CHECK(refused(parse_url_path("https://a.b/c")) == "`https://a.b/c` is a URL; write its path alone, as `/static/`");
  CHECK(refused(parse_url_path("/a?b=c")) == "`/a?b=c` has a query or fragment; write `/a`");
  CHECK(refused(parse_url_path("/static/*")) ==
        "`/static/*` holds `*`; a path that ends in `/` holds everything below it");
  CHECK(refused(parse_url_path("^/api")) ==
        "`^/api` holds `^`; paths are not patterns: one that ends in `/` is a prefix, any other is exact");
  for (const char* text : {"",     "/a//b", "//",    "/./a",  "/a/..", "/../a", "/a b", "/%41", "/$x",  "/a;b", "/a'b",
                           "/{a}", "/é",    "/a\nb", "/a\"b", "/a\\b", "/(a)",  "/a,b", "/!a",  "/a&b", "/a=b"}) {
    INFO(text);
    CHECK_FALSE(parse_url_path(text));
  }
}

TEST_CASE("URLs are http without credentials or queries", "[model]") {
  for (const char* text : {"https://example.com", "http://127.0.0.1:8080/", "https://pebble:14000/dir",
                           "https://acme-v02.api.letsencrypt.org/directory"}) {
    INFO(text);
    CHECK(parse_http_url(text));
  }
  CHECK(refused(parse_http_url("example.com/dir")) ==
        "`example.com/dir` does not begin with `https://`; write `https://example.com/dir`");
  CHECK(refused(parse_http_url("ftp://example.com/")) == "`ftp://example.com/` is neither http nor https");
  CHECK(refused(parse_http_url("https://u:p@example.com/")) ==
        "`https://u:p@example.com/` holds a user; leave it out: a stack holds no credentials");
  CHECK(refused(parse_http_url("https://a.b/?c")) == "`https://a.b/?c` has a query or fragment; write `https://a.b/`");
  for (const char* text : {"", "https://", "https:///a", "https://a.b:0/", "https://a.b:99999/", "https://A.b/",
                           "https://a..b/", "https://a_b/", "https://a.b/ c", "https://a.b/$x", "https://[::1]/"}) {
    INFO(text);
    CHECK_FALSE(parse_http_url(text));
  }
}

TEST_CASE("issuers are words or directories of ACME", "[model]") {
  CHECK_FALSE(parse_issuer("letsencrypt")->url);
  CHECK(parse_issuer("letsencrypt")->ours());
  CHECK_FALSE(parse_issuer("upstream")->ours());
  CHECK_FALSE(parse_issuer("none")->ours());
  CHECK(parse_issuer("https://pebble:14000/dir")->url);
  CHECK(refused(parse_issuer("Let's Encrypt")) == "`Let's Encrypt` is spelt differently here; write `letsencrypt`");
  CHECK(refused(parse_issuer("lets-encrypt")) == "`lets-encrypt` is spelt differently here; write `letsencrypt`");
  CHECK(refused(parse_issuer("http://pebble/dir")) ==
        "`http://pebble/dir` is not https, which ACME needs (RFC 8555, section 6.1); write `https://pebble/dir`");
  CHECK(refused(parse_issuer("zerossl")) ==
        "`zerossl` is not an issuer; write `letsencrypt`, the URL of an ACME directory, `own`, `files`, `upstream` "
        "where a "
        "load balancer ends TLS, or `none`");
  CHECK(parse_issuer("own")->own());
  CHECK(parse_issuer("files")->files());
  CHECK(parse_issuer("upstream")->upstream());
  CHECK_FALSE(parse_issuer(""));
}

TEST_CASE("ranges of addresses begin with their first", "[model]") {
  CHECK(parse_address_range("10.0.0.0/16")->text == "10.0.0.0/16");
  CHECK(parse_address_range("10.1.2.3")->text == "10.1.2.3/32");
  CHECK(parse_address_range("128.0.0.0/1"));
  CHECK(refused(parse_address_range("10.0.3.0/16")) ==
        "`10.0.3.0/16` does not begin with the first of its addresses; write `10.0.0.0/16`");
  CHECK(refused(parse_address_range("200.1.2.3/1")) ==
        "`200.1.2.3/1` does not begin with the first of its addresses; write `128.0.0.0/1`");
  CHECK(refused(parse_address_range("0.0.0.0/0")) ==
        "`0.0.0.0/0` is every address there is; write the first address and how many bits all have in common, as "
        "`10.0.0.0/16`");
  for (const char* wrong : {"", "10.0.0/16", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/16/8",
                            "fd00::/8", "10.0.0.256", "10.0.0.0 /16", "all"})
    CHECK_FALSE(parse_address_range(wrong));
}
