// What the outside meets: ports, the proxy, sites, certificates, routes and their headers.
#include <algorithm>

#include "facts/meaning.h"

namespace stackc::facts {
namespace {

bool loopback(const std::string& address) { return address.rfind("127.", 0) == 0 || address == "::1"; }

std::string on(const std::string& address) { return address == "all" ? "on all addresses" : "on " + address; }

/// `Strict-Transport-Security` has a name that more people know.
std::string known_name(const std::string& header) { return header == "Strict-Transport-Security" ? "HSTS" : header; }

/// What `list` names and `other` does not; both have commas between.
std::vector<std::string> without(std::string_view list, std::string_view other) {
  const auto split = [](std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
      all.emplace_back(text.substr(0, text.find(',')));
      text.remove_prefix(std::min(text.size(), all.back().size() + 1));
    }
    return all;
  };
  std::vector<std::string> left = split(list);
  const std::vector<std::string> there = split(other);
  std::erase_if(left,
                [&](const std::string& one) { return std::find(there.begin(), there.end(), one) != there.end(); });
  return left;
}

/// Routes are known by site and path, people know the name that they type: `example.com/ws/`.
std::string shown_route(const Change& change) {
  const std::string& subject = change.subject();
  const std::string site = subject.substr(0, subject.find('/'));
  const Fact* const fact = find_fact(change.removed() ? *change.all_before : *change.all_after, "site", site);
  return fact == nullptr ? subject : fact->find("serves").value_or(site) + subject.substr(site.size());
}

/// "to web", "to the files of web.media".
std::string target(const Fact& route) {
  if (const auto to = route.find("to")) return "to " + *to;
  if (const auto files = route.find("files")) return "to the files of " + *files;
  return "away to " + route.find("redirect").value_or("nowhere");
}

void mean_limits_of_route(const Change& change, const std::string& route, const Say& say) {
  const bool silent = change.is("websocket") == "yes";
  say_limit(change, {"timeout", growth_of_duration, Rank::outage, Rank::harmless},
            route + (silent ? ": a silent WebSocket is cut after" : ": an answer may take"), say);
  say_limit(change, {"body", growth_of_bytes, Rank::outage, Rank::harmless}, route + ": a request may hold", say);
  if (change.differs("websocket"))
    say(silent ? Rank::harmless : Rank::outage, route + (silent ? " takes WebSockets" : " takes WebSockets no more"));
}

void mean_login_of_route(const Change& change, const std::string& route, const Say& say) {
  if (!change.differs("users")) return;
  if (change.is("users").empty())
    say(Rank::exposure, route + " answers without a login; it was for " + change.was("users"));
  else if (change.was("users").empty())
    say(Rank::change, route + " asks for a login and lets only " + change.is("users") + " in");
  else
    say(Rank::exposure, route + " lets other users in: " + instead(change, "users"));
}

/// What folders and missing files are answered with.
void mean_pages_of_route(const Change& change, const std::string& route, const Say& say) {
  if (change.differs("index"))
    say(change.is("index").empty() ? Rank::outage : Rank::change,
        route + (change.is("index").empty() ? ": folders are answered with 404"
                                            : ": folders are answered with their " + change.is("index")));
  if (change.differs("not_found"))
    say(Rank::change, route + (change.is("not_found").empty() ? ": with 404 comes no page of the site"
                                                              : ": with 404 comes " + change.is("not_found")));
  if (change.differs("revalidated"))
    say(Rank::harmless,
        route + (change.is("revalidated") == "yes" ? ": clients ask each time whether a file is still good"
                                                   : ": clients are not told to ask each time"));
}

void mean_files_of_route(const Change& change, const std::string& route, const Say& say) {
  if (change.differs("uploads")) {
    const bool safe = change.is("uploads") == "sandboxed";
    say(safe ? Rank::change : Rank::exposure, route + (safe ? ": uploaded pages cannot run as pages of the site"
                                                            : ": uploaded pages could run as pages of the site"));
  }
  const std::string keep = route + ": clients keep the files for";
  if (change.was("cache").empty() && !change.is("cache").empty()) say(Rank::change, keep + " " + change.is("cache"));
  if (!change.was("cache").empty() && change.is("cache").empty())
    say(Rank::harmless, keep + " " + change.was("cache") + " no more");
  say_limit(change, {"cache", growth_of_duration, Rank::harmless, Rank::change}, keep, say);
  if (change.differs("immutable"))
    say(change.is("immutable") == "yes" ? Rank::change : Rank::harmless,
        route + (change.is("immutable") == "yes" ? ": clients do not ask again for files that they have"
                                                 : ": clients ask again for files that they have"));
  if (change.differs("fallback"))
    say(change.is("fallback").empty() ? Rank::outage : Rank::change,
        route + (change.is("fallback").empty() ? ": paths without a file are answered with 404"
                                               : ": paths without a file get " + change.is("fallback")));
  if (change.differs("hashed"))
    say(Rank::change,
        route + (change.is("hashed").empty() ? ": clients ask again for files whose names hold a digest"
                                             : ": clients keep for good what lies below " + change.is("hashed")));
  mean_pages_of_route(change, route, say);
}

}  // namespace

void mean_port(const Change& change, const Say& say) {
  const std::string& port = change.subject();
  if (change.removed()) {
    say(Rank::outage, "publishes " + port + " no more (" + change.was("service") + ")");
    return;
  }
  const std::string address = change.is("address");
  const std::string published = "publishes " + port + " " + on(address);
  const std::string service = " (" + change.is("service") + ")";
  if (change.added()) {
    say(loopback(address) ? Rank::harmless : Rank::exposure, published + service);
    return;
  }
  if (change.differs("address"))
    say(loopback(address) ? Rank::outage : Rank::exposure,
        published + " instead of " + on(change.was("address")) + service);
  if (change.differs("public"))
    say(Rank::outage, "clients reach " + port + " as port " +
                          (change.is("public").empty() ? port.substr(0, port.find('/')) : change.is("public")) +
                          " instead of " +
                          (change.was("public").empty() ? port.substr(0, port.find('/')) : change.was("public")));
  if (change.differs("service")) say(Rank::outage, port + " leads to " + instead(change, "service"));
}

void mean_proxy(const Change& change, const Say& say) {
  if (change.added() || change.removed()) return;  // its service and its ports are spoken of
  if (change.differs("unknown_hosts")) {
    const bool refused = change.is("unknown_hosts") == "refused";
    say(refused ? Rank::change : Rank::exposure, refused ? "requests for hosts that no site names are refused"
                                                         : "answers under any host name, not only those of its sites");
  }
  say_limit(change, {"drain", growth_of_duration, Rank::outage, Rank::harmless},
            "open connections may finish after a reload for", say);
}

namespace {

/// What only a balancer of the catalogue's is told.
void mean_provider(const Change& change, const Say& say) {
  if (change.differs("use")) {
    say(Rank::outage, change.is("use").empty()
                          ? "the balancer is described no more: what its provider has stays as it is"
                          : "the balancer is described for " + change.is("use") + ": its names must lead to that one");
    return;
  }
  for (const std::string& port : change.gone("open"))
    say(Rank::outage, "the balancer takes no connections at " + port + " any more");
  for (const std::string& name : change.gone("name"))
    say(Rank::outage, name + " is dropped from the balancer's certificate");
  for (const std::string& name : change.come("name"))
    say(Rank::change, name + " is added to the balancer's certificate, which is issued again when its DNS proves it");
  if (change.differs("tls")) say(Rank::change, "the balancer's TLS is " + instead(change, "tls"));
  say_limit(change, {"drain", growth_of_duration, Rank::outage, Rank::harmless},
            "a machine that leaves the balancer may finish its requests for", say);
  if (change.differs("sticky")) {
    say(Rank::change, change.is("sticky").empty() ? "clients stay with no machine any more"
                                                  : "clients stay with one machine for " + change.is("sticky"));
  }
}

}  // namespace

void mean_group(const Change& change, const Say& say) {
  const std::string& host = change.subject();
  if (change.removed()) {
    say(Rank::change, "who may reach the machines of " + host + " is not described any more");
    return;
  }
  const auto door = [&](const std::string& open) {
    const std::size_t colon = open.find(':');
    return open.substr(0, colon) + " of " + host + " from " + open.substr(colon + 1);
  };
  for (const std::string& open : change.come("open"))
    say(Rank::exposure, "lets connections in to " + door(open));
  for (const std::string& open : change.gone("open"))
    say(Rank::outage, "lets no connections in to " + door(open) + " any more");
}

void mean_balancer(const Change& change, const Say& say) {
  if (change.removed()) {
    say(Rank::change, "no balancer is believed about clients any more");
    return;
  }
  for (const std::string& range : change.come("trusted"))
    say(Rank::exposure, "what comes from " + range + " is believed about clients");
  for (const std::string& port : change.come("open"))
    say(Rank::exposure, "the balancer takes connections of everybody at " + port);
  if (change.added()) return;
  mean_provider(change, say);
  for (const std::string& range : change.gone("trusted"))
    say(Rank::outage, "what comes from " + range + " is believed about clients no more");
  say_limit(change, {"idle", growth_of_duration, Rank::outage, Rank::harmless},
            "the balancer must keep silent connections for", say);
  if (change.differs("health"))
    say(Rank::outage, "the balancer must ask " + change.is("health") + " instead of " + change.was("health"));
}

void mean_site(const Change& change, const Say& say) {
  const std::string& id = change.subject();
  const std::vector<std::string> served = change.come("serves");
  const std::vector<std::string> redirected = change.come("redirects");
  if (change.removed()) {
    say(Rank::outage, "site " + id + " is gone: " + list_of(change.gone("serves")) + " answers no more");
    return;
  }
  if (change.added()) {
    say(Rank::change, "a new site " + id + " answers as " + list_of(served));
    return;
  }
  const auto holds = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  for (const std::string& name : change.gone("serves")) {
    if (holds(redirected, name))
      say(Rank::change, name + " redirects instead of answering itself");
    else
      say(Rank::outage, name + " answers no more");
  }
  for (const std::string& name : change.gone("redirects")) {
    if (!holds(served, name)) say(Rank::outage, name + " redirects no more");
  }
  for (const std::string& name : served)
    say(Rank::change, name + (holds(change.gone("redirects"), name) ? " answers itself instead of redirecting"
                                                                    : " answers as well: its DNS must lead here"));
  for (const std::string& name : redirected) {
    if (!holds(change.gone("serves"), name)) say(Rank::change, name + " redirects: its DNS must lead here");
  }
  if (change.differs("tls")) {
    const std::string tls = change.is("tls");
    say(tls == "required" || tls == "upstream" ? Rank::change : Rank::exposure,
        "site " + id +
            (tls == "required"   ? " answers over TLS only"
             : tls == "upstream" ? " leaves TLS to the balancer before it"
                                 : " answers without TLS"));
  }
}

void mean_certificate(const Change& change, const Say& say) {
  if (change.added()) {
    say(Rank::change, "a new certificate " + change.subject() + " is asked for, for " + list_of(change.come("name")));
    return;
  }
  if (change.removed()) {
    say(Rank::outage,
        "certificate " + change.subject() + " is used no more, but renewed until its names lead elsewhere");
    return;
  }
  for (const std::string& name : change.gone("name"))
    say(Rank::outage, name + " is dropped from the certificate " + change.subject());
  for (const std::string& name : change.come("name"))
    say(Rank::change, name + " is added to the certificate " + change.subject() + ", which is issued again");
}

void mean_issuer(const Change& change, const Say& say) {
  if (change.added() || change.removed()) return;  // the certificates are spoken of
  if (change.differs("directory"))
    say(Rank::outage,
        "certificates come from " + instead(change, "directory") + ": who trusts only the other refuses them");
  if (change.differs("proof"))
    say(Rank::change, change.is("proof") == "dns"
                          ? "names are proven by TXT records: the hook must work before a renewal is due"
                          : "names are proven over HTTP: port 80 must be reached from everywhere");
  if (!change.differs("contact")) return;
  if (change.is("contact").empty())
    say(Rank::change, "the issuer has nobody to write to when a certificate is in danger");
  else
    say(Rank::harmless, "the issuer writes to " + change.is("contact") + " when a certificate is in danger");
}

void mean_route(const Change& change, const Say& say) {
  const std::string site = change.subject().substr(0, change.subject().find('/'));
  const bool site_stays =
      find_fact(*change.all_before, "site", site) != nullptr && find_fact(*change.all_after, "site", site) != nullptr;
  if (!site_stays) return;
  const std::string route = shown_route(change);
  if (change.removed()) {
    say(Rank::outage, route + " leads " + target(*change.before) + " no more");
    return;
  }
  if (change.added()) {
    say(change.after->find("files") ? Rank::exposure : Rank::change,
        route + " is new and leads " + target(*change.after));
    return;
  }
  if (target(*change.before) != target(*change.after))
    say(Rank::outage, route + " leads " + target(*change.after) + " instead of " + target(*change.before));
  mean_login_of_route(change, route, say);
  mean_limits_of_route(change, route, say);
  mean_files_of_route(change, route, say);
  for (const std::string& header : without(change.was("headers"), change.is("headers")))
    say(Rank::exposure, "drops " + known_name(header) + " on " + route);
  for (const std::string& header : without(change.is("headers"), change.was("headers")))
    say(Rank::change, "sends " + known_name(header) + " on " + route);
}

void mean_header(const Change& change, const Say& say) {
  if (change.added() || change.removed()) return;  // the routes are spoken of
  if (!change.differs("value")) return;
  // Whether one text protects better than another is not known, but for a time that grows.
  constexpr std::string_view age = "max-age=";
  const auto seconds = [&](const std::string& value) {
    return value.rfind(age, 0) == 0 ? value.substr(age.size()) : "";
  };
  const bool longer = growth_of_number(seconds(change.was("value")), seconds(change.is("value"))) > 0;
  say(longer ? Rank::change : Rank::exposure,
      known_name(change.subject()) + " is `" + change.is("value") + "` instead of `" + change.was("value") + "`");
}

}  // namespace stackc::facts
