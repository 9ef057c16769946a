#!/usr/bin/python3
"""ask.py balancer|stranger NGINX: asks nginx from where it runs, and compares with what is written here."""
import http.client
import json
import sys

who, address = sys.argv[1:]
SITE = "shop.example.com"
# As a balancer writes them: it appends the client to what the client said itself.
SAID = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https", "X-Real-IP": "6.6.6.6"}
failed = 0


def ask(path="/", host=SITE, **headers):
    connection = http.client.HTTPConnection(address, 80, timeout=10)
    connection.request("GET", path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    return answer, answer.read()


def told(**more):
    return json.loads(ask(**more)[1])["told"]


def expect(what, got, wanted):
    global failed
    if got == wanted:
        print(f"ok - {who}: {what}")
    else:
        failed = 1
        print(f"not ok - {who}: {what}: {got!r} instead of {wanted!r}")


if who == "balancer":
    heard = told(**SAID)
    expect("the client is who the balancer says, and nobody whom the client names", heard["X-Real-IP"], ["203.0.113.9"])
    expect("one address is passed on", heard["X-Forwarded-For"], ["203.0.113.9"])
    expect("https at the balancer is https for the application", heard["X-Forwarded-Proto"], ["https"])
    expect("http at the balancer stays http", told(**{**SAID, "X-Forwarded-Proto": "http"})["X-Forwarded-Proto"], ["http"])
    expect("a scheme that is none is not passed on", told(**{**SAID, "X-Forwarded-Proto": "gopher"})["X-Forwarded-Proto"], ["http"])
    expect("the name that was asked for reaches the application", heard["Host"], [SITE])
    answer, body = ask("/health/", host=address)
    expect("a health check by address is answered", answer.status, 200)
    heard = json.loads(body)["told"]
    expect("by the application, under its own name", heard["Host"], [SITE])
    expect("which is not sent away to https", heard["X-Forwarded-Proto"], ["https"])
    answer, _ = ask("/a?b=c", host=f"www.{SITE}", **SAID)
    expect("www leads to the domain, over https", (answer.status, answer.getheader("Location")), (308, f"https://{SITE}/a?b=c"))
    answer, _ = ask(**SAID)
    expect("browsers are told to come by https only, once", answer.headers.get_all("Strict-Transport-Security"), ["max-age=63072000"])
    expect("nginx keeps a connection that the balancer keeps", answer.getheader("Connection"), "keep-alive")
else:
    heard = told(**SAID)
    expect("a stranger is who he is, whatever he says", heard["X-Real-IP"], ["10.213.7.66"])
    expect("and is passed on as that", heard["X-Forwarded-For"], ["10.213.7.66"])
    expect("his http is no https", heard["X-Forwarded-Proto"], ["http"])
try:
    ask("/", host="other.example.com", **SAID)
    expect("a host that is none of ours gets no answer", "an answer", "none")
except http.client.RemoteDisconnected:
    expect("a host that is none of ours gets no answer", "none", "none")
sys.exit(failed)
