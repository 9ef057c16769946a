// A stack that says nearly everything the language has, for tests that change it bit by bit.
#pragma once

#include <string_view>

namespace pipeline_test {

inline constexpr std::string_view whole_stack = R"(stackc: 1
name: whole
timezone: Europe/Paris
repository: .
sites:
  main:
    domain: www.example.com
    aliases: { example.com: redirect, m.example.com: serve }
    routes:
      /: { to: web, timeout: 45s, body: 8MiB }
      /ws/: { to: web, websocket: true, idle: 2d }
      /static/: { files: web.static, cache: 30d, immutable: true }
      /media/: { files: web.media, cache: 1h }
      /old/: { redirect: /new/ }
      /app/: page
      /manual/: manual
      /admin/: { to: web, auth: [editor] }
users: [editor]
services:
  web:
    framework: django
    language: python:3.13
    project: whole
    server: daphne
    native: [mysqlclient]
    packages: [gettext]
    push: ghcr.io/acme/whole
    listen: 8100
    build: { context: ., requirements: requirements.txt }
    health: { path: /health/, every: 15s, timeout: 4s, start: 50s, retries: 4 }
    volumes: { static: /app/staticfiles, media: { path: /app/media, adopt: old_media } }
    release: [[python, manage.py, migrate], [echo, release-words]]
    env:
      FREE: free-text
      HOSTS: { ref: sites.main.names, join: "," }
      DB_HOST: { ref: db.host }
      DB_PASSWORD: { ref: db.password }
      TOKEN: { secret: api_key }
      LATE: { from_env: LATE }
      MODE: { from_env: MODE, default: fast }
      OLD_HOST: { ref: old.host }
      QUEUE_HOST: { ref: cache.host }
      MAIL_PORT: { ref: mail.port }
    secrets: [SECRET_KEY]
    processes:
      tasks: { worker: celery, project: whole.tasks, options: [--queues, queue-words], stop: 2m, memory: 300MiB }
      clock: celery-beat
      consumer: { run: [echo, process-words], health: { run: [echo, probe-words], every: 40s } }
    test: test-text
    stop: 20s
    memory: 512MiB
  db: { use: "mysql:8.4", charset: utf8mb4, database: site, user: site, password: { secret: db_word }, memory: 1GiB, stop: 90s, volumes: { data: { was: older } } }
  cache: { use: "redis:7.4", persist: aof }
  search: { image: "acme/search:v1.13", run: [serve, image-words], listen: 7700, run_as: "990:991", health: { run: [ask, image-probe], start: 70s }, volumes: { index: /var/lib/search }, env: { LEVEL: image-text, TOKEN_FILE: { secret: search_token, as: file } }, secrets: [SEARCH_KEY], memory: 256MiB, stop: 25s }
  page: { framework: vite, push: ghcr.io/acme/page, build: { context: page, manager: pnpm, package: apps/page, output: dist } }
  api: { framework: express, push: ghcr.io/acme/api, build: { context: page, script: build }, run: [node, main.js], listen: 8200 }
  manual: { framework: static, push: ghcr.io/acme/manual, build: { context: manual, output: pages } }
  old: { use: "mysql:8.4", external: { host: old.example.com, port: 3307 } }
  mail: { external: { host: smtp.example.com, port: 587 } }
edge: nginx:1.30
tls: { issuer: letsencrypt, proof: webroot, contact: ops@example.com }
jobs:
  check: { in: api, run: [echo, check], daily: "02:10" }
  sweep: { in: web, run: [echo, job-words], cron: "*/5 1 * * 1", timeout: 10m }
  save: { backup: db, daily: "03:30", keep: 7 }
secrets: { api_key: { from: asked, about: about-text } }
deploy: { path: /srv/www }
ci: { stackc: { run: [tools/stackc, tool-words] }, github: { branch: main } }
environments:
  dev: { services: { web: { env: { FREE: free-text } } } }
  staging: { sites: { main: { domain: stage.example.com, aliases: null } } }
)";

}  // namespace pipeline_test
