"""The shop's pages: counts visits in memcached."""
import hashlib
import os
import pathlib
import socket

from flask import Flask, request

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


def cache(command):
    with socket.create_connection((os.environ["CACHE_HOST"], int(os.environ["CACHE_PORT"])), timeout=5) as connection:
        connection.sendall(command.encode() + b"\r\n")
        return connection.recv(200).decode().strip()


@app.get("/health")
def health():
    return "ok"


@app.get("/")
def index():
    cache("add visits 0 0 1\r\n0")
    return f"<p>visits: {cache('incr visits 1')}</p>\n"


@app.get("/limit")
def limit():
    with socket.create_connection((os.environ["CACHE_HOST"], int(os.environ["CACHE_PORT"])), timeout=5) as connection:
        connection.sendall(b"stats\r\n")
        return next(line for line in connection.makefile() if "limit_maxbytes" in line)


@app.get("/key")
def key():
    return hashlib.sha256(pathlib.Path(os.environ["KEY_FILE"]).read_bytes()).hexdigest()


@app.get("/whoami")
def whoami():
    return {"scheme": request.scheme, "client": request.remote_addr}
