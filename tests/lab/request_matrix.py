#!/usr/bin/env python3
"""request_matrix.py LOCK ENVIRONMENT ENTRANCE...: asks a running stack for every site and route that its lock says there
is, and expects what follows from the lock's facts, whatever the application answers.

An ENTRANCE is http=ADDRESS:PORT or https=ADDRESS:PORT; root=FILE are the authorities that certificates are verified by.
Prints a line for each expectation, with the entrance that it came through: `ok - …` or `not ok - …`. Exit: 0 if all was
asked."""
import json
import re
import shlex
import socket
import ssl
import sys

from exchange import exchange, request

STRANGER = "stranger.example"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
# A body of exactly the limit is sent up to this; more takes longer than it tells.
LARGEST_BODY = 32 << 20
FROM_THE_PROXY = (0, 502, 503, 504)


class Fact:
    def __init__(self, words):
        self.subject = words[0]
        self.values = {}
        for word in words[1:]:
            key, _, value = word.partition("=")
            self.values.setdefault(key, []).append(value)

    def all(self, key):
        return self.values.get(key, [])

    def one(self, key):
        return self.all(key)[0] if self.all(key) else None


def read_facts(lock, environment):
    """Kind of fact -> facts."""
    facts = {}
    with open(lock, encoding="utf-8") as file:
        for line in json.load(file)["facts"]:
            name, _, text = line.partition(": ")
            if name == environment:
                words = shlex.split(text)
                facts.setdefault(words[0], []).append(Fact(words[1:]))
    return facts


class Entrance:
    """A port of this machine that leads into the stack."""

    def __init__(self, scheme, place, root):
        self.scheme = scheme
        self.address, _, port = place.rpartition(":")
        self.port = int(port)
        self.context = ssl.create_default_context(cafile=root) if scheme == "https" else None

    def connect(self, host):
        plain = socket.create_connection((self.address, self.port), timeout=20)
        return self.context.wrap_socket(plain, server_hostname=host) if self.context else plain

    def ask(self, path, host, method="GET", body=b"", name=None, **headers):
        """`name` is the one that TLS is told, if it is another."""
        with self.connect(name or host) as connection:
            return exchange(connection, request(path, method, host, body, **headers))

    def shakes_hands(self, host):
        try:
            self.connect(host).close()
            return True
        except (ssl.SSLError, ConnectionResetError):
            return False

    def announce(self, path, host, length):
        """A body of that length is announced, and none of it sent."""
        with self.connect(host) as connection:
            return exchange(connection, request(path, "POST", host, Content_Length=length))

    def upgrade(self, path, host):
        """The status of the answer to a WebSocket's handshake."""
        with self.connect(host) as connection:
            connection.sendall(request(path, "GET", host, **UPGRADE))
            first = connection.recv(4096)
            return int(first.split()[1]) if first else 0


def bytes_of(size):
    number, unit = re.fullmatch(r"(\d+)(\w*)", size).groups()
    return int(number) * UNITS[unit]


def carries(answer, names):
    return all(isinstance(answer.one(name.lower()), str) for name in names)


def leads(answer, target):
    return answer.status == 308 and answer.one("location") == target


def redirects_of(site, entrance, proven_over_http):
    """What a site with TLS says to those who come without."""
    for host in site.all("serves"):
        answer = entrance.ask("/a%20b?c=d", host)
        yield f"{host}: http leads to https, path and query kept", leads(answer, f"https://{host}/a%20b?c=d")
        yield f"{host}: http does not speak of HSTS", answer.one("strict-transport-security") is None
    if proven_over_http:
        for host in site.all("serves") + site.all("redirects"):
            answer = entrance.ask("/.well-known/acme-challenge/none", host)
            yield f"{host}: a proof that is not there is 404, and no redirect", answer.status == 404


def hosts_of(site, entrance, refused):
    """Its names, and those that are none of its."""
    main = next((host for host in site.all("serves") if host != "*"), None)
    for alias in site.all("redirects"):
        answer = entrance.ask("/a%20b?c=d", alias)
        yield f"{alias} leads to {main}, path and query kept", leads(answer, f"{entrance.scheme}://{main}/a%20b?c=d")
    if not refused:
        return
    if entrance.scheme == "https":
        yield "a foreign name gets no certificate", not entrance.shakes_hands(STRANGER)
        yield "a foreign host under our name is refused", entrance.ask("/", STRANGER, name=main).status in (0, 400, 421)
    else:
        yield "a foreign host is refused", entrance.ask("/", STRANGER).status in (0, 421)


def upstream_route(route, path, host, entrance):
    headers = ",".join(route.all("headers")).split(",")
    if route.one("users"):
        answer = entrance.ask(path, host)
        yield f"{path} asks for a login", answer.status == 401 and "Basic" in str(answer.one("www-authenticate"))
        return
    answer = entrance.ask(path, host)
    yield f"{path} is answered by {route.one('to')}: {answer.status}", answer.status not in FROM_THE_PROXY
    yield f"{path} carries each security header once", carries(answer, headers)
    status = entrance.upgrade(path, host)
    if route.one("websocket"):
        yield f"{path} passes a WebSocket on: {status}", status not in FROM_THE_PROXY
    else:
        yield f"{path} becomes no WebSocket: {status}", status not in (101, *FROM_THE_PROXY)
    if route.one("body") == "any":
        taken = entrance.ask(path, host, "POST", b"x" * LARGEST_BODY, Content_Type="application/octet-stream")
        yield f"{path} has no limit of its own: {taken.status}", taken.status not in (0, 413)
        return
    limit = bytes_of(route.one("body"))
    refused = entrance.announce(path, host, limit + 1)
    yield f"{path} refuses a byte more than {route.one('body')}", refused.status == 413
    yield f"{path} carries the headers then, too", carries(refused, headers)
    if limit <= LARGEST_BODY:
        taken = entrance.ask(path, host, "POST", b"x" * limit, Content_Type="application/octet-stream")
        # An application that does not read it may close the connection too early for its proxy: 502 is no refusal.
        yield f"{path} lets {route.one('body')} pass: {taken.status}", taken.status not in (0, 413)


def files_route(route, path, host, entrance):
    headers = ",".join(route.all("headers")).split(",")
    missing = entrance.ask(path + "no/such/file", host)
    if route.one("fallback"):
        yield f"{path}no/such/file is the page", missing.status == 200 and "html" in str(missing.one("content-type"))
    else:
        yield f"{path}no/such/file is 404, and not kept", missing.status == 404 and not missing.one("cache-control")
    yield f"{path} carries each security header once", carries(missing, headers)
    if route.one("hashed"):
        answer = entrance.ask(path.rstrip("/") + route.one("hashed") + "none.js", host)
        yield f"{path}: a part of an old page that is gone is 404", answer.status == 404
    yield f"{path} takes no POST", entrance.ask(path, host, "POST", b"x").status in (403, 404, 405)
    outside = entrance.ask(path + "%2e%2e/%2e%2e/%2e%2e/etc/passwd", host)
    yield f"{path} leads nowhere else", outside.status in (200, 400, 403, 404) and b"root:" not in outside.body


def other_route(route, path, host, entrance):
    yield f"{path} leads to {route.one('redirect')}", leads(entrance.ask(path, host), route.one("redirect"))


def routes_of(site, facts, entrance):
    host = site.all("serves")[0].replace("*", "any.example.net")
    for route in facts.get("route", []):
        owner, slash, path = route.subject.partition("/")
        if owner != site.subject:
            continue
        kind = upstream_route if route.one("to") else files_route if route.one("files") else other_route
        for about, holds in kind(route, slash + path, host, entrance):
            yield f"{site.subject}: {about}", holds
    yield f"{site.subject}: TRACE is refused", entrance.ask("/", host, "TRACE").status == 405


def expectations(facts, entrance):
    refused = facts["proxy"][0].one("unknown_hosts") == "refused"
    over_http = any(
        issuer.one("proof") != "dns" and issuer.one("directory").startswith("https:") for issuer in facts.get("issuer", [])
    )
    if entrance.scheme == "http":
        answer = entrance.ask("/healthz", STRANGER)
        yield "a probe with any host is answered", (answer.status, answer.body) == (200, b"ok\n")
    for site in facts["site"]:
        if entrance.scheme == "http" and site.one("tls") == "required":
            yield from redirects_of(site, entrance, over_http)
            if refused:
                yield "a foreign host is refused", entrance.ask("/", STRANGER).status in (0, 421)
        else:
            yield from hosts_of(site, entrance, refused)
            yield from routes_of(site, facts, entrance)


def main(lock, environment, *arguments):
    options = [argument.split("=", 1) for argument in arguments]
    root = dict(options).get("root")
    facts = read_facts(lock, environment)
    for scheme, place in options:
        if scheme == "root":
            continue
        for about, holds in expectations(facts, Entrance(scheme, place, root)):
            print(f"{'ok' if holds else 'not ok'} - {scheme} {place}: {about}", flush=True)


main(*sys.argv[1:])
