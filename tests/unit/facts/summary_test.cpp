// What a change of each kind of fact means, in both directions: the table that the ranks are read from. The edge's are
// in summary_edge_test.cpp.
#include "tests/catch.h"
#include "tests/unit/facts/table.h"

using namespace facts_test;
using namespace stackc::facts;

TEST_CASE("ports: what all can reach is exposure, what is reached no more an outage") {
  check({"", "port 5432/tcp address=all service=db", "exposure: publishes 5432/tcp on all addresses (db)",
         "outage: publishes 5432/tcp no more (db)"});
  check({"", "port 5432/tcp address=127.0.0.1 service=db", "harmless: publishes 5432/tcp on 127.0.0.1 (db)",
         "outage: publishes 5432/tcp no more (db)"});
  check({"port 5432/tcp address=127.0.0.1 service=db", "port 5432/tcp address=all service=db",
         "exposure: publishes 5432/tcp on all addresses instead of on 127.0.0.1 (db)",
         "outage: publishes 5432/tcp on 127.0.0.1 instead of on all addresses (db)"});
  check({"port 443/tcp address=all service=nginx", "port 443/tcp address=all service=haproxy",
         "outage: 443/tcp leads to haproxy instead of nginx", "outage: 443/tcp leads to nginx instead of haproxy"});
}

TEST_CASE("volumes: a name that changes or goes leaves data behind") {
  check({"volume db_data name=shop_db_data holds=database of=db path=/var/lib/mysql",
         "volume db_data name=other holds=database of=db path=/var/lib/mysql",
         "data loss: volume db_data is other instead of shop_db_data: the data of db would be left behind",
         "data loss: volume db_data is shop_db_data instead of other: the data of db would be left behind"});
  check({"volume web_media name=shop_web_media holds=files of=web path=/app/media", "",
         "data loss: volume shop_web_media is used no more: the files of web stay there, and nothing reads them",
         "harmless: a new volume shop_web_media for the files of web"});
  check({"volume web_static name=shop_web_static holds=collected of=web", "",
         "harmless: volume shop_web_static is used no more; it held nothing that is not made again",
         "harmless: a new volume shop_web_static for the collected files of web"});
  check({"volume nginx_temp name=a holds=temporary of=nginx", "volume nginx_temp name=b holds=temporary of=nginx",
         "harmless: volume nginx_temp is b instead of a", "harmless: volume nginx_temp is a instead of b"});
  check({"volume web_old name=shop_web_old holds=files of=web", "volume web_new name=shop_web_old holds=files of=web",
         "harmless: volume shop_web_old is kept under the id web_new",
         "harmless: volume shop_web_old is kept under the id web_old"});
  check({"volume db_data name=old adopted=yes holds=database of=db", "volume db_data name=old holds=database of=db",
         "data loss: volume old is adopted no more: `docker compose down --volumes` would remove it",
         "harmless: volume old is adopted: compose will not remove it"});
  check({"", "volume db_data name=old adopted=yes holds=database of=db",
         "change: adopts the volume old for the data of db",
         "data loss: volume old is used no more: the data of db stay there, and nothing reads them"});
  check({"volume db_data name=n holds=database of=db program=mysql path=/a",
         "volume db_data name=n holds=database of=db program=postgres path=/b",
         "data loss: volume n holds data of mysql, which postgres cannot read | data loss: volume n is mounted at /b "
         "instead of /a",
         "data loss: volume n holds data of postgres, which mysql cannot read | data loss: volume n is mounted at /a "
         "instead of /b"});
}

TEST_CASE("the project: another name or folder leaves things behind") {
  check({"project compose name=shop folder=/srv/shop use=production",
         "project compose name=store folder=/srv/store use=production",
         "data loss: the compose project is store instead of shop: the old containers go on running beside it"
         " | outage: lives in /srv/store instead of /srv/shop on its host: `.env` with the secrets stays behind",
         "data loss: the compose project is shop instead of store: the old containers go on running beside it"
         " | outage: lives in /srv/shop instead of /srv/store on its host: `.env` with the secrets stays behind"});
}

TEST_CASE("backups: fewer are data that would be lost, more are harmless") {
  check({"backup nightly of=db at=03:30 timezone=UTC keep=14", "",
         "data loss: backup nightly of db runs no more: nothing saves its data",
         "harmless: db is saved by the backup nightly, every day at 03:30 UTC"});
  check({"backup nightly of=db at=03:30 timezone=UTC keep=14", "backup nightly of=db at=04:30 timezone=UTC keep=3",
         "data loss: backup nightly keeps 3 dumps instead of 14 | change: backup nightly runs at 04:30 UTC "
         "instead of 03:30 UTC",
         "change: backup nightly runs at 03:30 UTC instead of 04:30 UTC | harmless: backup nightly keeps 14 "
         "dumps instead of 3"});
  check({"backup a of=db at=03:30 timezone=UTC keep=14 | backup b of=db at=04:30 timezone=UTC keep=14",
         "backup b of=db at=04:30 timezone=UTC keep=14", "change: backup a of db runs no more",
         "harmless: db is saved by the backup a, every day at 03:30 UTC"});
  check({"backup a of=db at=03:30 timezone=UTC keep=14", "backup a of=other at=03:30 timezone=UTC keep=14",
         "data loss: backup a saves other instead of db", "data loss: backup a saves db instead of other"});
}

TEST_CASE("sweeps: what goes is data, what grows is said") {
  check({"", "sweep tidy of=registry at=04:00 timezone=UTC keep=5",
         "data loss: images of registry are taken away but for the newest 5 tags of each, every day at 04:00 UTC",
         "change: nothing takes old images away from registry any more: its volume grows"});
  check({"sweep tidy of=registry at=04:00 timezone=UTC keep=5", "sweep tidy of=registry at=05:00 timezone=UTC keep=2",
         "data loss: sweep tidy keeps 2 tags of each image instead of 5 | harmless: sweep tidy runs at 05:00 UTC",
         "harmless: sweep tidy keeps 5 tags of each image instead of 2 | harmless: sweep tidy runs at 04:00 UTC"});
  check({"sweep tidy of=a at=04:00 timezone=UTC keep=5", "sweep tidy of=b at=04:00 timezone=UTC keep=5",
         "data loss: sweep tidy takes images away from b instead of a",
         "data loss: sweep tidy takes images away from a instead of b"});
}

TEST_CASE("secrets: who reads one more is exposure, a new one stops the start") {
  check({"", "secret KEY from=vault reader=web",
         "outage: secret KEY is new: nothing starts before `ops/secrets.sh` has fetched it",
         "harmless: secret KEY is needed no more"});
  check({"", "secret KEY from=asked reader=web",
         "outage: secret KEY is new: nothing starts before `ops/secrets.sh` has asked for it",
         "harmless: secret KEY is needed no more"});
  check({"", "secret KEY from=generated reader=web",
         "outage: secret KEY is new: nothing starts before `ops/secrets.sh` has made it",
         "harmless: secret KEY is needed no more"});
  check({"", "secret KEY from=host:data reader=web",
         "outage: secret KEY is new: nothing starts before it was taken from the host data",
         "harmless: secret KEY is needed no more"});
  check({"secret KEY from=asked reader=web", "secret KEY from=asked reader=web reader=db",
         "exposure: secret KEY also reaches db", "change: secret KEY reaches db no more"});
  check({"secret KEY from=asked reader=web", "secret KEY from=generated reader=web",
         "change: secret KEY is generated instead of asked where there is none yet",
         "change: secret KEY is asked instead of generated where there is none yet"});
}

TEST_CASE("what somebody else runs: where it is looked for") {
  check({"", "external mail host=smtp.example.com port=587",
         "change: mail is run by somebody else, at smtp.example.com:587",
         "change: mail is not looked for at smtp.example.com any more"});
  check({"external mail host=smtp.example.com port=587", "external mail host=mx.example.com port=25",
         "change: mail is looked for at mx.example.com:25 instead of smtp.example.com:587",
         "change: mail is looked for at smtp.example.com:587 instead of mx.example.com:25"});
}

TEST_CASE("a folder of the host that is a volume: another one leaves the data behind") {
  check(
      {"volume web_media name=shop_web_media holds=files of=web",
       "volume web_media name=shop_web_media shared=files.example.com:/media holds=files of=web",
       "data loss: volume shop_web_media is the folder files.example.com:/media: the files of web would be left behind",
       "data loss: volume shop_web_media is the folder files.example.com:/media of the file server no more: the files "
       "of "
       "web would be left behind"});
  check({"volume db_data name=shop_db_data directory=/srv/a holds=database of=db",
         "volume db_data name=shop_db_data directory=/srv/b holds=database of=db",
         "data loss: volume shop_db_data is the folder /srv/b instead of /srv/a: the data of db would be left behind",
         "data loss: volume shop_db_data is the folder /srv/a instead of /srv/b: the data of db would be left behind"});
  check({"volume db_data name=shop_db_data directory=/srv/a holds=database of=db",
         "volume db_data name=shop_db_data holds=database of=db",
         "data loss: volume shop_db_data is the folder /srv/a of the host no more: the data of db would be left behind",
         "data loss: volume shop_db_data is the folder /srv/a: the data of db would be left behind"});
}

TEST_CASE("services: images are changes, but data of a newer version and another user are more") {
  check({"", "service cache role=store image=redis:7", "harmless: a new service cache (redis:7)",
         "outage: service cache runs no more"});
  check({"service db role=database image=mysql:8.0", "service db role=database image=mysql:8.4",
         "change: image of db: mysql:8.4 instead of mysql:8.0: what it converts has no way back, so save it first",
         "data loss: image of db: mysql:8.0 instead of mysql:8.4, which may not read what the newer one wrote"});
  check({"service web role=application base=python:3.9-slim", "service web role=application base=python:3.10-slim",
         "change: base image of web: python:3.10-slim instead of python:3.9-slim",
         "change: base image of web: python:3.9-slim instead of python:3.10-slim"});
  check({"service web role=application image=a/b", "service web role=application",
         "change: image of web is pushed nowhere", "change: image of web is a/b"});
  check({"service web user=1000:1000", "service web user=0:0", "exposure: web runs as 0:0 instead of 1000:1000: root",
         "change: web runs as 1000:1000 instead of 0:0, not root any more: files of root may be closed to it"});
  check({"service web user=1000:1000", "service web user=33:33",
         "outage: web runs as 33:33 instead of 1000:1000: files of the other user may be closed to it",
         "outage: web runs as 1000:1000 instead of 33:33: files of the other user may be closed to it"});
  check({"service web restart=unless-stopped", "service web restart=no",
         "outage: web stays down when it ends or the host restarts",
         "change: web is restarted: unless-stopped instead of no"});
  check(
      {"service web stop=30s memory=1GiB server=daphne port=8000",
       "service web stop=10s memory=256MiB server=gunicorn port=9000",
       "outage: memory of web: 256MiB instead of 1GiB | outage: time for web to end its work: 10s instead of 30s"
       " | change: web is served by gunicorn instead of daphne | harmless: web listens on 9000 instead of 8000 inside",
       "change: web is served by daphne instead of gunicorn | harmless: memory of web: 1GiB instead of 256MiB"
       " | harmless: time for web to end its work: 30s instead of 10s | harmless: web listens on 8000 instead of 9000 "
       "inside"});
  check({"service web role=application", "service web role=application memory=1GiB",
         "outage: web is killed above 1GiB of memory; there was no limit",
         "harmless: web has no limit of memory any more; it was 1GiB"});
  check({"service db role=database database=shop account=shop", "service db role=database database=store account=store",
         "data loss: db is asked for the database store instead of shop, whose data would be left behind"
         " | outage: db is asked by the account store instead of shop, which an existing database does not know",
         "data loss: db is asked for the database shop instead of store, whose data would be left behind"
         " | outage: db is asked by the account shop instead of store, which an existing database does not know"});
}

TEST_CASE("health checks, releases, jobs and variables") {
  check({"health web path=/health/ timeout=5s start=1m retries=3", "",
         "outage: web has no health check any more: nobody notices that it hangs", "harmless: web has a health check"});
  check(
      {"health web path=/a every=10s timeout=5s start=1m retries=3",
       "health web path=/b every=20s timeout=2s start=30s retries=1",
       "outage: health of web: a start may take 30s instead of 1m | outage: health of web: an answer may take 2s "
       "instead of 5s"
       " | outage: health of web: failures until it counts as sick: 1 instead of 3 | change: health of web: asks for "
       "/b instead of /a"
       " | harmless: health of web: asks every 20s instead of 10s",
       "change: health of web: asks for /a instead of /b | harmless: health of web: a start may take 1m instead of 30s"
       " | harmless: health of web: an answer may take 5s instead of 2s | harmless: health of web: asks every 10s "
       "instead of 20s"
       " | harmless: health of web: failures until it counts as sick: 3 instead of 1"});
  check({"health db run=a", "health db run=b", "change: health of db: runs `b` instead of `a`",
         "change: health of db: runs `a` instead of `b`"});
  check({"release web run=a run=b", "release web run=a", "outage: a release of web runs `b` no more",
         "change: a release of web also runs `b`"});
  check({"release web run=a run=b", "release web run=b run=a",
         "change: a release of web runs its commands in another order",
         "change: a release of web runs its commands in another order"});
  check({"job sweep in=web cron='0 3 * * *' timezone=UTC run=a", "", "outage: job sweep runs no more",
         "change: job sweep is new: runs `a` in web, `0 3 * * *` UTC"});
  check({"job sweep in=web cron='0 3 * * *' timezone=UTC run=a",
         "job sweep in=web cron='0 4 * * *' timezone=UTC timeout=1h run=b",
         "outage: job sweep is ended after 1h; there was no limit | change: job sweep runs `b` instead of `a`"
         " | change: job sweep runs at `0 4 * * *` UTC instead of `0 3 * * *` UTC",
         "change: job sweep runs `a` instead of `b` | change: job sweep runs at `0 3 * * *` UTC instead of `0 4 * * *` "
         "UTC"
         " | harmless: job sweep has no limit of time any more; it was 1h"});
  check({"variable web.A value=1", "variable web.A value='2 3'", "change: variable A of web: `2 3` instead of `1`",
         "change: variable A of web: `1` instead of `2 3`"});
  check({"", "variable web.A from=B default=c", "change: web gets the variable A: B of `.env`, else `c`",
         "change: web gets the variable A no more"});
  check({"variable web.K_FILE secret=K", "variable web.K_FILE file=/run/secrets/k secret=K",
         "change: variable K_FILE of web: a file with the secret K instead of the secret K",
         "change: variable K_FILE of web: the secret K instead of a file with the secret K"});
  check({"variable web.DJANGO_DEBUG value=0", "variable web.DJANGO_DEBUG value=True",
         "exposure: variable DJANGO_DEBUG of web: `True` instead of `0`",
         "change: variable DJANGO_DEBUG of web: `0` instead of `True`"});
}

TEST_CASE("what comes or goes with its service is said once") {
  const Lines cache{"prod: service cache role=store image=redis:7", "prod: health cache run=ping",
                    "prod: variable cache.A value=b", "prod: release cache run=x"};
  Lines with = in_frame({});
  with.insert(with.end(), cache.begin(), cache.end());
  CHECK(said(in_frame({}), with) == Lines{"harmless: a new service cache (redis:7)"});
  CHECK(said(with, in_frame({})) == Lines{"outage: service cache runs no more"});
}

TEST_CASE("the same is said once for all environments, production first") {
  const auto both = [](const char* image) {
    Lines lines;
    for (const char* environment : {"alpha", "prod", "dev"}) {
      lines.push_back(std::string(environment) + ": project compose name=a folder=/srv/a use=production");
      lines.push_back(std::string(environment) + ": service db role=database image=" + image);
    }
    return lines;
  };
  const Summary summary = summarize(both("mysql:8.0"), both("mysql:8.4"));
  REQUIRE(summary.statements.size() == 1);
  CHECK(summary.statements[0].environments == Lines{"prod", "alpha", "dev"});
}

TEST_CASE("in development data and outages are changes, exposure stays") {
  const std::string project = "dev: project compose name=a folder=/srv/a use=development";
  CHECK(said({project, "dev: volume a name=x holds=files of=web", "dev: port 80/tcp address=127.0.0.1 service=web"},
             {project, "dev: volume a name=y holds=files of=web", "dev: port 81/tcp address=all service=web"}) ==
        Lines{"exposure: publishes 81/tcp on all addresses (web)", "change: publishes 80/tcp no more (web)",
              "change: volume a is y instead of x: the files of web would be left behind"});
}

TEST_CASE("an environment that comes or goes is one statement") {
  const Lines staging{"staging: project compose name=a folder=/srv/a use=production",
                      "staging: port 1/tcp address=all service=x"};
  Lines with = in_frame({});
  with.insert(with.end(), staging.begin(), staging.end());
  CHECK(said(in_frame({}), with) == Lines{"harmless: a new environment"});
  CHECK(said(with, in_frame({})) ==
        Lines{"data loss: the environment is gone from the stack: its volumes and containers stay where they are"});
}

TEST_CASE("nothing is said of a first build, or of facts in other words") {
  CHECK(said({}, in_frame({})).empty());
  const Summary summary = summarize({"prod: publishes 443/tcp on all addresses (nginx)"}, in_frame({}));
  CHECK(summary.statements.empty());
  CHECK(summary.unread == 1);
}

TEST_CASE("a kind that is not known is shown as it stands") {
  Lines with = in_frame({});
  with.emplace_back("prod: moon full phase='at night'");
  CHECK(said(in_frame({}), with) == Lines{"change: now true: moon full phase='at night'"});
  CHECK(said(with, in_frame({})) == Lines{"change: true no more: moon full phase='at night'"});
}

TEST_CASE("hosts that run the programs: who starts them, as whom they run, where their files lie") {
  check(
      {"", "host main system='Debian 12' init=none",
       "outage: host main runs the programs itself: run deploy/ops/install.sh there",
       "outage: host main runs the programs itself no more: deploy/ops/install.sh --undo, as it was, takes them away"});
  check({"host main system='Debian 12' init=none", "host main system='Debian 13' init=systemd notify=/bin/tell",
         "outage: programs are started by systemd: run deploy/ops/install.sh"
         " | change: /bin/tell is told when something fails | change: host main is Debian 13 instead of Debian 12",
         "outage: programs are started by boot-up.sh: run deploy/ops/install.sh"
         " | change: host main is Debian 12 instead of Debian 13 | change: nobody is told when something fails"});
  check({"", "program cron user=root stop=5s run='cron -f'", "harmless: a new program cron",
         "outage: program cron runs no more"});
  check({"program site user=shop stop=30s run='gunicorn a'", "program site user=root stop=10s run='gunicorn b'",
         "exposure: site runs as root instead of shop | outage: time for site to end its work: 10s instead of 30s"
         " | change: site runs `gunicorn b` instead of `gunicorn a`",
         "outage: site runs as shop instead of root: files of the other user may be closed to it"
         " | change: site runs `gunicorn a` instead of `gunicorn b`"
         " | harmless: time for site to end its work: 30s instead of 10s"});
  check({"program nginx version=1.22 user=root run=nginx", "program nginx version=1.26 user=root run=nginx",
         "change: nginx is written for version 1.26 instead of 1.22",
         "change: nginx is written for version 1.22 instead of 1.26"});
  check({"folder web.media path=/srv/shop/media", "folder web.media path=/srv/media",
         "data loss: the files of web.media lie in /srv/media instead of /srv/shop/media: those that are there stay "
         "behind",
         "data loss: the files of web.media lie in /srv/shop/media instead of /srv/media: those that are there stay "
         "behind"});
  check({"", "folder web.media path=/srv/media", "harmless: the files of web.media lie in /srv/media",
         "change: the files of web.media stay in /srv/media, which nothing uses any more"});
  check({"renewal certbot cron='1 2,14 * * *' timezone=UTC", "renewal certbot cron='1 3,15 * * *' timezone=UTC",
         "harmless: certificates are looked after at `1 3,15 * * *` UTC instead of `1 2,14 * * *` UTC",
         "harmless: certificates are looked after at `1 2,14 * * *` UTC instead of `1 3,15 * * *` UTC"});
  check({"port 8443/tcp address=all service=nginx", "port 8443/tcp address=all service=nginx public=443",
         "outage: clients reach 8443/tcp as port 443 instead of 8443",
         "outage: clients reach 8443/tcp as port 8443 instead of 443"});
  check({"project host name=shop folder=/srv/shop use=production",
         "project host name=store folder=/srv/shop use=production",
         "data loss: the project is store instead of shop: what install.sh has made keeps the old name",
         "data loss: the project is shop instead of store: what install.sh has made keeps the old name"});
}
