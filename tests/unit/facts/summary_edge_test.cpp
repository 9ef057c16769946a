// What a change of the edge means, in both directions: sites, certificates, routes, and what answers them.
#include "tests/catch.h"
#include "tests/unit/facts/table.h"

using namespace facts_test;

TEST_CASE("sites and the proxy: names that answer no more are outages, unknown hosts and no TLS exposure") {
  check({"site main serves=example.com serves=a.example.com", "site main serves=example.com",
         "outage: a.example.com answers no more", "change: a.example.com answers as well: its DNS must lead here"});
  check({"site main serves=example.com redirects=a.example.com", "site main serves=example.com",
         "outage: a.example.com redirects no more", "change: a.example.com redirects: its DNS must lead here"});
  check({"site main serves=example.com serves=a.example.com", "site main serves=example.com redirects=a.example.com",
         "change: a.example.com redirects instead of answering itself",
         "change: a.example.com answers itself instead of redirecting"});
  check({"", "site more serves=b.example.com | route more/ to=web", "change: a new site more answers as b.example.com",
         "outage: site more is gone: b.example.com answers no more"});
  check({"site main serves=example.com tls=required", "site main serves=example.com tls=offered",
         "exposure: site main answers without TLS", "change: site main answers over TLS only"});
  check({"site main serves=example.com tls=upstream", "site main serves=example.com tls=none",
         "exposure: site main answers without TLS", "change: site main leaves TLS to the balancer before it"});
  check({"", "balancer nginx trusted=10.0.0.0/16 idle=65s keepalive=80s health=/health/",
         "exposure: what comes from 10.0.0.0/16 is believed about clients",
         "change: no balancer is believed about clients any more"});
  check({"balancer nginx trusted=10.0.0.0/16 idle=65s health=/health/",
         "balancer nginx trusted=10.1.0.0/16 idle=2m health=/healthz",
         "exposure: what comes from 10.1.0.0/16 is believed about clients | outage: the balancer must ask /healthz "
         "instead of /health/ | outage: what comes from 10.0.0.0/16 is believed about clients no more | harmless: the "
         "balancer must keep silent connections for 2m instead of 65s",
         "exposure: what comes from 10.0.0.0/16 is believed about clients | outage: the balancer must ask /health/ "
         "instead of /healthz | outage: the balancer must keep silent connections for 65s instead of 2m | outage: what "
         "comes from 10.1.0.0/16 is believed about clients no more"});
  check(
      {"balancer nginx trusted=10.0.0.0/16 idle=65s health=/h",
       "balancer nginx trusted=10.0.0.0/16 idle=65s health=/h use=aws open=443/tcp drain=65s name=example.com",
       "exposure: the balancer takes connections of everybody at 443/tcp | outage: the balancer is described for aws: "
       "its names must lead to that one",
       "outage: the balancer is described no more: what its provider has stays as it is"});
  check(
      {"balancer nginx use=aws tls=A open=80/tcp drain=65s name=example.com",
       "balancer nginx use=aws tls=B open=443/tcp drain=5m sticky=1d name=www.example.com",
       "exposure: the balancer takes connections of everybody at 443/tcp | outage: example.com is dropped from the "
       "balancer's certificate | outage: the balancer takes no connections at 80/tcp any more | change: clients stay "
       "with one machine for 1d | change: the balancer's TLS is B instead of A | change: www.example.com is added to "
       "the balancer's certificate, which is issued again when its DNS proves it | harmless: a machine that leaves the "
       "balancer may finish its requests for 5m instead of 65s",
       "exposure: the balancer takes connections of everybody at 80/tcp | outage: a machine that leaves the balancer "
       "may finish its requests for 65s instead of 5m | outage: the balancer takes no connections at 443/tcp any more "
       "| outage: www.example.com is dropped from the balancer's certificate | change: clients stay with no machine "
       "any "
       "more | change: example.com is added to the balancer's certificate, which is issued again when its DNS proves "
       "it | change: the balancer's TLS is A instead of B"});
  check({"", "group data open=3306/tcp:web", "exposure: lets connections in to 3306/tcp of data from web",
         "change: who may reach the machines of data is not described any more"});
  check({"group data open=3306/tcp:web", "group data open=3306/tcp:web open=6379/tcp:web",
         "exposure: lets connections in to 6379/tcp of data from web",
         "outage: lets no connections in to 6379/tcp of data from web any more"});
  check({"proxy nginx unknown_hosts=refused drain=25s", "proxy nginx unknown_hosts=served drain=5s",
         "exposure: answers under any host name, not only those of its sites"
         " | outage: open connections may finish after a reload for 5s instead of 25s",
         "change: requests for hosts that no site names are refused"
         " | harmless: open connections may finish after a reload for 25s instead of 5s"});
}

TEST_CASE("certificates: a name that is dropped is an outage") {
  check({"certificate example.com site=main name=example.com name=www.example.com",
         "certificate example.com site=main name=example.com",
         "outage: www.example.com is dropped from the certificate example.com",
         "change: www.example.com is added to the certificate example.com, which is issued again"});
  check({"certificate example.com site=main name=example.com", "",
         "outage: certificate example.com is used no more, but renewed until its names lead elsewhere",
         "change: a new certificate example.com is asked for, for example.com"});
  check({"issuer acme directory=https://a/ contact=me@example.com", "issuer acme directory=https://b/",
         "outage: certificates come from https://b/ instead of https://a/: who trusts only the other refuses them"
         " | change: the issuer has nobody to write to when a certificate is in danger",
         "outage: certificates come from https://a/ instead of https://b/: who trusts only the other refuses them"
         " | harmless: the issuer writes to me@example.com when a certificate is in danger"});
}

TEST_CASE("routes: a header that goes is exposure, a limit that shrinks an outage") {
  check({"route main/static/ files=web.static headers=Strict-Transport-Security,X-Frame-Options",
         "route main/static/ files=web.static",
         "exposure: drops HSTS on example.com/static/ | exposure: drops X-Frame-Options on example.com/static/",
         "change: sends HSTS on example.com/static/ | change: sends X-Frame-Options on example.com/static/"});
  check({"header Strict-Transport-Security value=max-age=63072000", "header Strict-Transport-Security value=max-age=0",
         "exposure: HSTS is `max-age=0` instead of `max-age=63072000`",
         "change: HSTS is `max-age=63072000` instead of `max-age=0`"});
  check({"header X-Frame-Options value=DENY", "header X-Frame-Options value=SAMEORIGIN",
         "exposure: X-Frame-Options is `SAMEORIGIN` instead of `DENY`",
         "exposure: X-Frame-Options is `DENY` instead of `SAMEORIGIN`"});
  check({"route main/ to=web timeout=1m body=20MiB", "route main/ to=web timeout=30s body=1MiB",
         "outage: example.com/: a request may hold 1MiB instead of 20MiB | outage: example.com/: an answer may take "
         "30s instead of 1m",
         "harmless: example.com/: a request may hold 20MiB instead of 1MiB | harmless: example.com/: an answer may "
         "take 1m instead of 30s"});
  check({"route main/ws/ to=web websocket=yes timeout=7d body=1MiB",
         "route main/ws/ to=web websocket=yes timeout=1h body=1MiB",
         "outage: example.com/ws/: a silent WebSocket is cut after 1h instead of 7d",
         "harmless: example.com/ws/: a silent WebSocket is cut after 7d instead of 1h"});
  check({"route main/ws/ to=web websocket=yes", "route main/ws/ to=web",
         "outage: example.com/ws/ takes WebSockets no more", "harmless: example.com/ws/ takes WebSockets"});
  check({"route main/api/ to=web", "", "outage: example.com/api/ leads to web no more",
         "change: example.com/api/ is new and leads to web"});
  check({"route main/media/ files=web.media", "", "outage: example.com/media/ leads to the files of web.media no more",
         "exposure: example.com/media/ is new and leads to the files of web.media"});
  check({"route main/api/ to=web", "route main/api/ redirect=/new/",
         "outage: example.com/api/ leads away to /new/ instead of to web",
         "outage: example.com/api/ leads to web instead of away to /new/"});
  check({"route main/media/ files=web.media uploads=sandboxed", "route main/media/ files=web.media",
         "exposure: example.com/media/: uploaded pages could run as pages of the site",
         "change: example.com/media/: uploaded pages cannot run as pages of the site"});
  check({"route main/s/ files=web.s cache=30d immutable=yes", "route main/s/ files=web.s cache=1h",
         "harmless: example.com/s/: clients ask again for files that they have | harmless: example.com/s/: clients "
         "keep the files for 1h instead of 30d",
         "change: example.com/s/: clients do not ask again for files that they have | change: example.com/s/: clients "
         "keep the files for 30d instead of 1h"});
  check({"route main/s/ files=web.s cache=30d", "route main/s/ files=web.s",
         "harmless: example.com/s/: clients keep the files for 30d no more",
         "change: example.com/s/: clients keep the files for 30d"});
}

TEST_CASE("logins: a door that opens is an exposure") {
  check({"route main/docs/ to=web", "route main/docs/ to=web users=editor",
         "change: example.com/docs/ asks for a login and lets only editor in",
         "exposure: example.com/docs/ answers without a login; it was for editor"});
  check({"route main/docs/ to=web users=editor", "route main/docs/ to=web users=editor.guest",
         "exposure: example.com/docs/ lets other users in: editor.guest instead of editor",
         "exposure: example.com/docs/ lets other users in: editor instead of editor.guest"});
}

TEST_CASE("built files: without the page that answers for others, their paths are gone") {
  check({"route main/ files=web.dist", "route main/ files=web.dist fallback=/index.html",
         "change: example.com/: paths without a file get /index.html",
         "outage: example.com/: paths without a file are answered with 404"});
  check({"route main/ files=web.dist", "route main/ files=web.dist hashed=/assets/",
         "change: example.com/: clients keep for good what lies below /assets/",
         "change: example.com/: clients ask again for files whose names hold a digest"});
}

TEST_CASE("a static site: without its indexes, folders are gone") {
  check({"route main/ files=web.files", "route main/ files=web.files index=index.html",
         "change: example.com/: folders are answered with their index.html",
         "outage: example.com/: folders are answered with 404"});
  check({"route main/ files=web.files", "route main/ files=web.files not_found=/404.html",
         "change: example.com/: with 404 comes /404.html", "change: example.com/: with 404 comes no page of the site"});
  check({"route main/ files=web.files cache=1h", "route main/ files=web.files revalidated=yes",
         "harmless: example.com/: clients ask each time whether a file is still good"
         " | harmless: example.com/: clients keep the files for 1h no more",
         "change: example.com/: clients keep the files for 1h"
         " | harmless: example.com/: clients are not told to ask each time"});
}

TEST_CASE("proofs: the other way has to work before a renewal is due") {
  check({"issuer acme directory=https://a/", "issuer acme directory=https://a/ proof=dns",
         "change: names are proven by TXT records: the hook must work before a renewal is due",
         "change: names are proven over HTTP: port 80 must be reached from everywhere"});
}
