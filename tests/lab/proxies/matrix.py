#!/usr/bin/env python3
"""matrix.py NAME=ADDRESS...: one matrix of requests through several proxies of one site. Each answer has to be what is
written here, and so the same from all; where a proxy cannot, the difference is named as in docs/proxies.md.
Prints a line for each request and proxy. Exit: 0 all as written; 1 not."""
import os
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from exchange import exchange, request

SITE = "shop.example.com"
SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
}


def send(address, message):
    with socket.create_connection((address, 80), timeout=8) as connection:
        return exchange(connection, message)


def ask(address, path="/", method="GET", host=SITE, body=b"", version="1.1", **headers):
    return send(address, request(path, method, host, body, version, **headers))


def chunked(address, path, size):
    head = f"POST {path} HTTP/1.1\r\nHost: {SITE}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
    pieces = b"".join(b"1000\r\n" + b"x" * 4096 + b"\r\n" for _ in range(size // 4096))
    return send(address, head + pieces + b"0\r\n\r\n")


def upgraded(address, path, silence=0.0):
    """What a WebSocket to the path says back: the status, and whether bytes return after a silence."""
    with socket.create_connection((address, 80), timeout=8) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {SITE}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(4096)
            if not part:
                return 0, False
            head += part
        status = int(head.split()[1])
        if status != 101:
            return status, False
        time.sleep(silence)
        connection.sendall(b"\x81\x05hello")
        return status, connection.recv(4096) == b"\x81\x05hello"


def told(answer):
    return {name: values for name, values in answer.json()["told"].items() if values}


def has(answer, wanted):
    return {name: answer.one(name) for name in wanted} == wanted


# Each: what it is, and a function of an address that says whether the answer is as it must be. `differs` holds those
# that a proxy cannot give, with what it gives instead.
def client_of(address):
    with socket.create_connection((address, 80)) as connection:
        return connection.getsockname()[0]


def contract(address, **spoofed):
    answer = ask(address, "/", **spoofed)
    return told(answer) == {
        "Host": [SITE],
        "X-Real-IP": [client_of(address)],
        "X-Forwarded-For": [client_of(address)],
        "X-Forwarded-Proto": ["http"],
        "X-Forwarded-Host": [SITE],
    }


SPOOFED = {
    "X_Forwarded_For": "6.6.6.6",
    "X_Real_IP": "6.6.6.6",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "evil.example",
    "Forwarded": "for=6.6.6.6;host=evil.example;proto=https",
    "X_Forwarded_Port": "6666",
    "X_Forwarded_Prefix": "/evil",
}


def arrives(address, path):
    return ask(address, path).json()["path"] == path


def leads_to(address, path, location, host=SITE):
    answer = ask(address, path, host=host)
    return answer.status == 308 and answer.one("location") == location


def unknown_host(address, host):
    return ask(address, "/", host=host).status


MATRIX = [
    ("the application is told host, client and scheme, each once", contract),
    ("what a client says about itself is replaced", lambda a: contract(a, **SPOOFED)),
    ("a Host with a port and capitals is told without", lambda a: told(ask(a, host="SHOP.Example.com:80"))["Host"] == [SITE]),
    ("an alias that serves is told as it was asked for", lambda a: told(ask(a, host="also.example.com"))["Host"] == ["also.example.com"]),
    ("an alias that redirects keeps path and query", lambda a: leads_to(a, "/a%20b?c=d", f"http://{SITE}/a%20b?c=d", "www.shop.example.com")),
    ("an unknown host is refused", lambda a: unknown_host(a, "evil.example") == 0),
    ("an address as host is refused", lambda a: unknown_host(a, "10.0.0.7") == 0),
    ("a probe with any host passes", lambda a: ask(a, "/healthz", host="10.0.0.7").body == b"ok\n"),
    ("a probe with our host passes, as plain text", lambda a: has(ask(a, "/healthz"), {"content-type": "text/plain"}) and ask(a, "/healthz").status == 200),
    ("a path below the probe is the application's", lambda a: arrives(a, "/healthz/more")),
    ("encoded characters arrive as they were sent", lambda a: arrives(a, "/a%20b/%E2%82%AC?c=d%26e&f=%2F")),
    ("an encoded slash arrives as it was sent", lambda a: arrives(a, "/files/a%2Fb")),
    ("an empty query arrives", lambda a: arrives(a, "/a?")),
    ("an exact path is matched", lambda a: ask(a, "/exact", "POST", body=b"x" * 1025).status == 413),
    ("below an exact path another route answers", lambda a: ask(a, "/exact/", "POST", body=b"x" * 1025).status == 200),
    ("beside an exact path another route answers", lambda a: ask(a, "/exactly", "POST", body=b"x" * 1025).status == 200),
    ("dots and pluses of a path mean themselves", lambda a: ask(a, "/up.load+1", "POST", body=b"x" * 1025).status == 413),
    ("and nothing else", lambda a: ask(a, "/upxloadd1", "POST", body=b"x" * 1025).status == 200),
    ("a redirect of one path", lambda a: leads_to(a, "/old", "/new/")),
    ("below it another route answers", lambda a: arrives(a, "/old/x")),
    ("a redirect of everything below a path", lambda a: leads_to(a, "/gone/deep?x=1", "https://elsewhere.example.com/x")),
    ("a body of the limit passes", lambda a: ask(a, "/", "POST", body=b"x" * 65536).json()["bytes"] == 65536),
    ("a byte more is refused with 413", lambda a: ask(a, "/", "POST", body=b"x" * 65537).status == 413),
    ("a chunked body below the limit passes", lambda a: chunked(a, "/", 61440).json()["bytes"] == 61440),
    ("a chunked body above it is refused with 413", lambda a: chunked(a, "/", 131072).status == 413),
    ("security headers are added, each once", lambda a: has(ask(a, "/"), SECURITY)),
    ("and to errors of the application", lambda a: has(ask(a, "/status/404/"), SECURITY) and ask(a, "/status/404/").status == 404),
    ("and to errors of the proxy", lambda a: has(ask(a, "/", "POST", body=b"x" * 65537), SECURITY)),
    ("and to redirects", lambda a: has(ask(a, "/old"), SECURITY)),
    ("one that the application sends stays its own", lambda a: has(ask(a, "/own-headers"), {**SECURITY, "x-frame-options": "DENY", "cache-control": "no-store"})),
    ("no HSTS without TLS", lambda a: ask(a, "/").one("strict-transport-security") is None),
    ("no version in Server", lambda a: not any(c.isdigit() for v in ask(a, "/").headers.get("server", [""]) for c in v.split("Python")[0].replace("BaseHTTP/0.6", ""))),
    ("500 passes", lambda a: ask(a, "/status/500/").status == 500 and ask(a, "/status/500/").body == b"status"),
    ("204 passes", lambda a: ask(a, "/status/204/").status == 204),
    ("304 passes", lambda a: ask(a, "/status/304/").status == 304),
    ("HEAD has no body", lambda a: ask(a, "/large", "HEAD").body == b"" and ask(a, "/large", "HEAD").status == 200),
    ("PUT, DELETE and OPTIONS reach the application", lambda a: [ask(a, "/", m).json()["method"] for m in ("PUT", "DELETE", "OPTIONS")] == ["PUT", "DELETE", "OPTIONS"]),
    ("TRACE is refused", lambda a: ask(a, "/", "TRACE").status == 405),
    ("an answer that is too late is 504", lambda a: ask(a, "/slow").status == 504),
    ("a large answer is compressed for who takes that", lambda a: has(ask(a, "/large", Accept_Encoding="gzip"), {"content-encoding": "gzip"})),
    ("and only for him", lambda a: ask(a, "/large").one("content-encoding") is None and len(ask(a, "/large").body) == 20013),
    ("caches are told that this depends on the client", lambda a: "accept-encoding" in str(ask(a, "/large", Accept_Encoding="gzip").one("vary")).lower()),
    ("a WebSocket echoes", lambda a: upgraded(a, "/ws/echo") == (101, True)),
    ("also after a silence that ends other requests", lambda a: upgraded(a, "/ws/echo", 4) == (101, True)),
    ("elsewhere nothing becomes a WebSocket", lambda a: "Upgrade" not in told(ask(a, "/", Upgrade="websocket"))),
    ("a request of HTTP/1.0 is answered", lambda a: ask(a, "/", version="1.0").status == 200),
    ("a request without a host is refused", lambda a: ask(a, "/", host=None).status == 400),
]

CSS = "/static/site.css"
FILES = [
    ("a file, with its type", lambda a: has(ask(a, CSS), {"content-type": "text/css"}) and b"sans-serif" in ask(a, CSS).body),
    ("it may be kept", lambda a: has(ask(a, CSS), {"cache-control": "public, max-age=3600, immutable"})),
    ("under each path as long as that says", lambda a: [ask(a, path + "site.css").one("cache-control") for path in ("/brief/", "/static/brief/")] == ["public, max-age=180", "public, max-age=120"]),
    ("it carries security headers, each once", lambda a: has(ask(a, CSS), SECURITY)),
    ("whoever has it is told so", lambda a: ask(a, CSS, If_Modified_Since=ask(a, CSS).one("last-modified")).status == 304),
    ("and may keep it further", lambda a: has(ask(a, CSS, If_Modified_Since=ask(a, CSS).one("last-modified")), {"cache-control": "public, max-age=3600, immutable"})),
    ("a part of it", lambda a: ask(a, CSS, Range="bytes=0-3").status == 206 and len(ask(a, CSS, Range="bytes=0-3").body) == 4),
    ("a part may be kept, too", lambda a: has(ask(a, CSS, Range="bytes=0-3"), {"cache-control": "public, max-age=3600, immutable"})),
    ("one that is missing is 404, and not kept", lambda a: ask(a, "/static/none").status == 404 and ask(a, "/static/none").one("cache-control") is None),
    ("and carries security headers", lambda a: has(ask(a, "/static/none"), SECURITY)),
    ("nothing beside the folder", lambda a: ask(a, "/static/../media/page.html").status in (200, 400, 404) and ask(a, "/static/%2e%2e/%2e%2e/etc/passwd").status in (400, 403, 404)),
    ("an upload is no page of the site", lambda a: has(ask(a, "/media/page.html"), {"content-security-policy": "sandbox", "x-content-type-options": "nosniff", "cache-control": "public, max-age=604800"})),
    ("a folder is not listed", lambda a: ask(a, "/static/").status == 403),
    ("POST to a file is refused", lambda a: ask(a, CSS, "POST", body=b"x").status == 405),
    ("HEAD of a file has its length", lambda a: ask(a, CSS, "HEAD").one("content-length") == ask(a, CSS).one("content-length")),
]

PAGES = "pages.example.com"
LOST = b"<h1>lost</h1>\n"


def page(address, path, method="GET", **headers):
    return ask(address, path, method, host=PAGES, **headers)


def leads_into(address, path, location):
    answer = page(address, path)
    return answer.status == 301 and answer.one("location") == location


def is_lost(answer):
    return answer.status == 404 and answer.body == LOST


def asked_again(address, path, **headers):
    """Whether a client that has the file is told so, by its tag, by its date, and by both."""
    had = page(address, path, **headers)
    tag, date = {"If_None_Match": had.one("etag")}, {"If_Modified_Since": had.one("last-modified")}
    return had.status == 200 and all(page(address, path, **headers, **one).status == 304 for one in (tag, date, {**tag, **date}))


STATIC_SITE = [
    ("the page of a site", lambda a: has(page(a, "/"), {"content-type": "text/html"}) and b"home page" in page(a, "/").body),
    ("by its name, too", lambda a: page(a, "/index.html").body == page(a, "/").body),
    ("the page of a folder", lambda a: page(a, "/folder/").status == 200 and b"of a folder" in page(a, "/folder/").body),
    ("a folder without a slash leads there, whatever stands before this proxy", lambda a: leads_into(a, "/folder", "/folder/")),
    ("with its query", lambda a: leads_into(a, "/folder?b=c&d", "/folder/?b=c&d")),
    ("a name with a blank", lambda a: leads_into(a, "/two%20words", "/two%20words/") and page(a, "/two%20words/").status == 200),
    ("two slashes lead to no other host", lambda a: leads_into(a, "//folder", "/folder/")),
    ("a page of the site for what is missing, with 404", lambda a: is_lost(page(a, "/none")) and is_lost(page(a, "/none/")) and is_lost(page(a, "/folder/none.html"))),
    ("and for a folder without a page", lambda a: is_lost(page(a, "/bare/")) and leads_into(a, "/bare", "/bare/")),
    ("what a page has no slash for", lambda a: is_lost(page(a, "/index.html/"))),
    ("a page is asked for again each time", lambda a: all(has(page(a, path), {"cache-control": "no-cache", **SECURITY}) for path in ("/", "/folder/", "/large.css"))),
    ("what is missing, too", lambda a: has(page(a, "/none"), {"cache-control": "no-cache", **SECURITY})),
    ("whoever has a page is told so", lambda a: asked_again(a, "/") and asked_again(a, "/folder/")),
    ("whoever has it compressed, too", lambda a: has(page(a, "/large.css", Accept_Encoding="gzip"), {"content-encoding": "gzip"}) and asked_again(a, "/large.css", Accept_Encoding="gzip")),
    ("POST to a page is refused", lambda a: ask(a, "/index.html", "POST", PAGES, b"x").status == 405),
    ("HEAD of a page has its length", lambda a: page(a, "/folder/", "HEAD").one("content-length") == page(a, "/folder/").one("content-length")),
    ("HEAD of what is missing is 404", lambda a: page(a, "/none", "HEAD").status == 404),
    ("nothing beside the site", lambda a: page(a, "/%2e%2e/%2e%2e/etc/passwd").status in (400, 403, 404)),
    ("where it may be kept, it is", lambda a: has(page(a, "/kept/folder/"), {"cache-control": "public, max-age=3600"}) and asked_again(a, "/kept/folder/")),
    ("what is missing there is not", lambda a: is_lost(page(a, "/kept/none")) and page(a, "/kept/none").one("cache-control") is None),
    ("a folder there leads into it", lambda a: leads_into(a, "/kept/folder", "/kept/folder/")),
    ("a probe is answered, though all paths are the site's", lambda a: page(a, "/healthz").body == b"ok\n"),
    ("what an application answers beside it is its own", lambda a: page(a, "/api/").status == 200 and page(a, "/api/").one("cache-control") is None),
]

# docs/proxies.md tells why.
CANNOT = {
    ("apache", "an unknown host is refused"): lambda a: unknown_host(a, "evil.example") == 421,
    ("apache", "an address as host is refused"): lambda a: unknown_host(a, "10.0.0.7") == 421,
    ("apache", "a chunked body above it is refused with 413"): lambda a: chunked(a, "/", 131072).status == 200,
    ("apache", "a redirect of everything below a path"): lambda a: leads_to(a, "/gone/deep?x=1", "https://elsewhere.example.com/x?x=1"),
    ("apache", "an answer that is too late is 504"): lambda a: ask(a, "/slow").status == 502,
    ("apache", "a folder is not listed"): lambda a: ask(a, "/static/").status == 404,
    ("haproxy", "a chunked body above it is refused with 413"): lambda a: chunked(a, "/", 131072).status == 200,
}


def main():
    failed = 0
    proxies = dict(argument.split("=") for argument in sys.argv[1:])
    for name, address in proxies.items():
        for about, holds in MATRIX + (FILES + STATIC_SITE if name != "haproxy" else []):
            differs = (name, about) in CANNOT
            try:
                as_written = CANNOT.get((name, about), holds)(address)
                fault = ""
            except Exception as error:  # whatever it is, the answer was not as written
                as_written, fault = False, f": {type(error).__name__} {error}"
            failed += not as_written
            print(f"{'ok' if as_written else 'not ok'} - {name}: {about}{' (differs, as documented)' if differs else ''}{fault}")
    return 1 if failed or not proxies else 0


sys.exit(main())
