// Domains, URLs and their paths, issuers of certificates.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "model/characters.h"
#include "model/punycode.h"
#include "model/types.h"

namespace stackc {

namespace {

constexpr bool is_label_character(char c) { return is_lower(c) || is_digit(c) || c == '-'; }
constexpr bool is_path_character(char c) {
  return is_alphanumeric(c) || std::string_view("._~@:+/-").find(c) != std::string_view::npos;
}

std::string write_instead(std::string_view text) { return "write `" + std::string(text) + "`"; }

std::vector<std::string_view> labels_of(std::string_view name) {
  std::vector<std::string_view> labels;
  while (true) {
    const auto dot = name.find('.');
    labels.push_back(name.substr(0, dot));
    if (dot == std::string_view::npos) return labels;
    name.remove_prefix(dot + 1);
  }
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool is_ipv4(const std::vector<std::string_view>& labels) {
  if (labels.size() != 4) return false;
  return std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
    if (!all_digits(label) || label.size() > 3 || (label.size() > 1 && label.front() == '0')) return false;
    int value = 0;
    std::from_chars(label.data(), label.data() + label.size(), value);
    return value <= 255;
  });
}

/// Why a name of lower-case ASCII is not a host name (RFC 1123, RFC 1035 lengths); empty if it is one.
std::string wrong_host_name(std::string_view name) {
  if (name.size() > 253) return quoted(name) + " is longer than 253 characters";
  for (const std::string_view label : labels_of(name)) {
    if (label.empty()) return quoted(name) + " has an empty label";
    if (label.size() > 63) return quoted(name) + " has a label longer than 63 characters";
    const auto wrong = std::find_if_not(label.begin(), label.end(), is_label_character);
    if (wrong != label.end())
      return quoted(name) + (*wrong == ' ' ? " holds a blank" : " holds " + quoted(std::string_view(&*wrong, 1)));
    if (label.front() == '-' || label.back() == '-') return quoted(name) + " has a label that begins or ends in `-`";
  }
  return {};
}

/// What people paste where a domain belongs: URLs, ports, paths, dots.
std::string bare_host(std::string_view text) {
  if (const auto scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  if (const auto user = text.find('@'); user != std::string_view::npos) text.remove_prefix(user + 1);
  text = text.substr(0, text.find_first_of("/?#:"));
  while (!text.empty() && text.back() == '.')
    text.remove_suffix(1);
  return lower(text);
}

}  // namespace

Result<Domain> parse_domain(std::string_view text) {
  using Form = Domain::Form;
  if (text.empty()) return Refusal{"it is empty", "write a domain, as `example.com`"};
  if (text == "*") return Domain{"*", Form::any};
  if (text == "localhost") return Domain{"localhost", Form::name};
  if (text.find(':') != text.rfind(':') && text.find("://") == std::string_view::npos) {
    return Refusal{quoted(text) + " is an IPv6 address", "write a name; stackc listens on both families by itself"};
  }
  if (text.find_first_of("/?#:@") != std::string_view::npos || text.back() == '.') {
    const std::string host = bare_host(text);
    std::string reason = quoted(text) + (text.find("://") != std::string_view::npos ? " is a URL"
                                         : text.back() == '.'                       ? " ends in a dot"
                                         : text.find('@') != std::string_view::npos ? " is a mail address"
                                         : text.find(':') != std::string_view::npos ? " has a port"
                                                                                    : " has a path");
    if (host.empty() || !parse_domain(host))
      return Refusal{std::move(reason), "write a domain alone, as `example.com`"};
    return Refusal{std::move(reason), write_instead(host)};
  }
  if (!std::all_of(text.begin(), text.end(), is_ascii)) {
    const auto ascii = ascii_domain(text);
    return Refusal{quoted(text) + " is an international name", ascii && parse_domain(*ascii)
                                                                   ? "write its ASCII form, `" + *ascii + "`"
                                                                   : "write its ASCII form, which begins with `xn--`"};
  }
  if (std::any_of(text.begin(), text.end(), is_upper))
    return Refusal{quoted(text) + " holds capital letters", write_instead(lower(text))};
  const bool wildcard = text.substr(0, 2) == "*.";
  const std::string_view name = wildcard ? text.substr(2) : text;
  if (name.find('*') != std::string_view::npos) {
    return Refusal{quoted(text) + " has a `*` that is not a whole first label",
                   "write `*.` before a name, as `*.example.com`, or `*` for any host"};
  }
  const auto labels = labels_of(name);
  if (!wildcard && is_ipv4(labels)) return Domain{std::string(text), Form::address};
  if (std::string reason = wrong_host_name(name); !reason.empty()) {
    return Refusal{std::move(reason),
                   name.find('_') != std::string_view::npos ? "host names are letters, digits and `-`" : std::string()};
  }
  if (all_digits(labels.back()))
    return Refusal{quoted(text) +
                   (wildcard ? " is a wildcard of an address" : " is neither a name nor an IPv4 address")};
  if (labels.size() < 2) {
    if (wildcard) return Refusal{quoted(text) + " would hold every name of a top-level domain"};
    return Refusal{quoted(text) + " is not a whole domain",
                   "write the name that clients type, as `" + std::string(text) + ".example.com`"};
  }
  if (text.size() > 253) return Refusal{quoted(text) + " is longer than 253 characters"};
  return Domain{std::string(text), wildcard ? Form::wildcard : Form::name};
}

Result<UrlPath> parse_url_path(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write a path, as `/` or `/static/`"};
  if (text.find("://") != std::string_view::npos)
    return Refusal{quoted(text) + " is a URL", "write its path alone, as `/static/`"};
  if (const auto query = text.find_first_of("?#"); query != std::string_view::npos) {
    return Refusal{quoted(text) + " has a query or fragment",
                   query == 0 ? std::string() : write_instead(text.substr(0, query))};
  }
  const auto wrong = std::find_if_not(text.begin(), text.end(), is_path_character);
  if (wrong != text.end()) {
    std::string help = "a path is letters, digits, `-`, `.`, `_`, `~`, `@`, `:`, `+` and `/`";
    if (*wrong == '*' && text.front() == '/') help = "a path that ends in `/` holds everything below it";
    if (*wrong == '^' || *wrong == '$' || *wrong == '=' || *wrong == '\\')
      help = "paths are not patterns: one that ends in `/` is a prefix, any other is exact";
    return Refusal{quoted(text) + (*wrong == ' '      ? " holds a blank"
                                   : is_ascii(*wrong) ? " holds " + quoted(std::string_view(&*wrong, 1))
                                                      : std::string(" holds a character outside ASCII")),
                   std::move(help)};
  }
  if (text.front() != '/')
    return Refusal{quoted(text) + " does not begin with `/`", write_instead("/" + std::string(text))};
  if (text.find("//") != std::string_view::npos) return Refusal{quoted(text) + " has an empty part"};
  for (std::string_view rest = text.substr(1); !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part == "." || part == "..") return Refusal{quoted(text) + " has a part " + quoted(part)};
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  if (text.size() > 1024) return Refusal{quoted(text) + " is longer than 1024 characters"};
  return UrlPath{std::string(text)};
}

Result<HttpUrl> parse_http_url(std::string_view text) {
  if (text.empty()) return Refusal{"it is empty", "write a URL, as `https://example.com/path`"};
  const auto scheme_end = text.find("://");
  const std::string_view scheme = text.substr(0, scheme_end);
  if (scheme_end == std::string_view::npos) {
    return Refusal{quoted(text) + " does not begin with `https://`", parse_http_url("https://" + std::string(text))
                                                                         ? write_instead("https://" + std::string(text))
                                                                         : std::string()};
  }
  if (scheme != "http" && scheme != "https") {
    return Refusal{
        quoted(text) + " is neither http nor https",
        lower(scheme) == scheme ? std::string() : write_instead(lower(scheme) + std::string(text.substr(scheme_end)))};
  }
  const std::string_view rest = text.substr(scheme_end + 3);
  const auto path_begin = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view authority = rest.substr(0, path_begin);
  const std::string_view path = rest.substr(path_begin);
  if (authority.find('@') != std::string_view::npos)
    return Refusal{quoted(text) + " holds a user", "leave it out: a stack holds no credentials"};
  if (path.find_first_of("?#") != std::string_view::npos)
    return Refusal{quoted(text) + " has a query or fragment", write_instead(text.substr(0, text.find_first_of("?#")))};
  const auto colon = authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  if (host.empty()) return Refusal{quoted(text) + " names no host"};
  if (std::any_of(host.begin(), host.end(), is_upper))
    return Refusal{quoted(text) + " has capital letters in its host"};
  // One label is enough: in a container network a service is `https://acme/`.
  if (std::string reason = is_ipv4(labels_of(host)) ? std::string() : wrong_host_name(host); !reason.empty())
    return Refusal{"the host, " + reason};
  if (colon != std::string_view::npos) {
    if (const auto port = parse_host_port(authority.substr(colon + 1)); !port)
      return Refusal{"the port, " + port.refusal().reason, port.refusal().help};
  }
  if (!path.empty()) {
    if (const auto parsed = parse_url_path(path); !parsed)
      return Refusal{"the path, " + parsed.refusal().reason, parsed.refusal().help};
  }
  return HttpUrl{std::string(text)};
}

Result<AddressRange> parse_address_range(std::string_view text) {
  const std::string help = "write the first address and how many bits all have in common, as `10.0.0.0/16`";
  if (text.empty()) return Refusal{"it is empty", help};
  const auto slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  if (address.find(':') != std::string_view::npos)
    return Refusal{quoted(text) + " is of IPv6, which nobody reaches a container by", help};
  const auto parts = labels_of(address);
  if (!is_ipv4(parts)) return Refusal{quoted(text) + " is no range of IPv4 addresses", help};
  if (slash == std::string_view::npos) return AddressRange{std::string(text) + "/32"};
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 33;
  if (all_digits(digits) && digits.size() <= 2 && (digits.size() == 1 || digits.front() != '0'))
    std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (bits > 32) return Refusal{quoted(text) + " does not end in a number from 0 to 32", help};
  if (bits == 0) return Refusal{quoted(text) + " is every address there is", help};
  std::uint32_t value = 0;
  for (const std::string_view part : parts) {
    std::uint32_t byte = 0;
    std::from_chars(part.data(), part.data() + part.size(), byte);
    value = value * 256U + byte;
  }
  const std::uint32_t first = value & ~((std::uint32_t{1} << (32U - bits)) - 1U);
  if (first != value) {
    std::string right;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      right += (right.empty() ? "" : ".") + std::to_string(first >> shift & 255U);
    return Refusal{quoted(text) + " does not begin with the first of its addresses",
                   write_instead(right + "/" + std::string(digits))};
  }
  return AddressRange{std::string(text)};
}

Result<Issuer> parse_issuer(std::string_view text) {
  for (const std::string_view word : {"letsencrypt", "own", "files", "upstream", "none"}) {
    if (text == word) return Issuer{std::string(text), false};
  }
  const std::string words =
      "write `letsencrypt`, the URL of an ACME directory, `own`, `files`, `upstream` where a load balancer ends TLS, "
      "or "
      "`none`";
  if (text.empty()) return Refusal{"it is empty", words};
  std::string joined = lower(text);
  joined.erase(std::remove_if(joined.begin(), joined.end(),
                              [](char c) { return c == ' ' || c == '-' || c == '_' || c == '\''; }),
               joined.end());
  if (joined == "letsencrypt") return Refusal{quoted(text) + " is spelt differently here", write_instead(joined)};
  if (text.find("://") == std::string_view::npos) return Refusal{quoted(text) + " is not an issuer", words};
  const auto url = parse_http_url(text);
  if (!url) return url.refusal();
  if (text.substr(0, 8) != "https://")
    return Refusal{quoted(text) + " is not https, which ACME needs (RFC 8555, section 6.1)",
                   write_instead("https" + std::string(text.substr(4)))};
  return Issuer{url->text, true};
}

}  // namespace stackc
