#include "tests/unit/bind/support.h"

#include "syntax/parse.h"

namespace bind_test {

using namespace stackc;

std::vector<std::string> Bound::said() const {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    std::string line(name(diagnostic.rule));
    if (diagnostic.at.known()) {
      const Position position = sources.position(diagnostic.at.source, diagnostic.at.begin);
      line += " " + std::to_string(position.line) + ":" + std::to_string(position.column);
    }
    line += " " + diagnostic.message;
    if (!diagnostic.help.empty()) line += "; " + diagnostic.help;
    lines.push_back(line);
  }
  return lines;
}

std::string Bound::written(OriginId id) const {
  const Span span = origins.span(id);
  if (!span.known()) return {};
  return std::string(sources.text(span.source).substr(span.begin, span.end - span.begin));
}

Bound bind_text(std::string_view yaml, bind::Document document) {
  Bound bound;
  const SourceId id = bound.sources.add("stack.yaml", std::string(yaml));
  const auto root = syntax::parse(bound.sources, id, bound.diagnostics);
  if (root) bound.stack = bind::bind(*root, bound.origins, bound.diagnostics, document);
  return bound;
}

Bound bind_lines(std::string_view lines) { return bind_text("stackc: 1\nname: blog\n" + std::string(lines)); }

const std::string_view teammoa = R"(stackc: 1
name: teammoa
timezone: Asia/Seoul
sites:
  main:
    domain: teammoa.duckdns.org
    routes:
      /: { to: web, timeout: 60s, body: 20MiB }
      /ws/: { to: web, websocket: true, idle: 7d }
      /static/: { files: web.static, cache: 30d }
      /media/: { files: web.media, cache: 7d }
services:
  web:
    framework: django
    language: python:3.11
    project: TeamMoa
    server: daphne
    native: [mysqlclient]
    push: tlesmes/teammoa-web
    health: { path: /health/, start: 60s }
    volumes: { static: /app/staticfiles, media: /app/media }
    release: [python manage.py migrate --noinput]
    env:
      DJANGO_SETTINGS_MODULE: TeamMoa.settings.prod
      ALLOWED_HOSTS: { ref: sites.main.names, join: "," }
      DB_HOST: { ref: db.host }
      DB_PASSWORD: { secret: db_password }
    secrets: [SECRET_KEY, EMAIL_HOST_PASSWORD]
  db: { use: mysql:8.0, charset: utf8mb4, volumes: { data: { adopt: teammoa_mysql_data_prod } } }
  redis: { use: redis:7, password: { secret: redis_password }, persist: aof }
tls: { issuer: letsencrypt, proof: webroot, contact: ops@example.com, certificate: /etc/ssl/shop.pem, key: /etc/ssl/shop.key }
jobs:
  unverified: { in: web, run: python manage.py delete_unverified_users, daily: "03:00" }
  backup: { backup: db, daily: "03:30", keep: 14 }
environments:
  dev: { edge: none, services: { web: { env: { DJANGO_SETTINGS_MODULE: TeamMoa.settings.dev } } } }
ci: { github: { test: pytest -v } }
allow:
  - { code: STK5001, at: services.db.use, because: "upgrade to 8.4 is planned for the spring" }
)";

}  // namespace bind_test
