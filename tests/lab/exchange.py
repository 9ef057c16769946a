"""One HTTP request over a connection of its own, and what came back, byte for byte: nothing is followed, retried or
completed."""
import json
import socket
import ssl


class Answer:
    """What came back: status 0 where the connection was closed without an answer."""

    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if raw else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.lower(), []).append(value.strip())
        if self.one("transfer-encoding") == "chunked":
            self.body = unchunked(self.body)

    def one(self, name):
        """The header's value, None where there is none, a list where there are several."""
        values = self.headers.get(name, [])
        return values[0] if len(values) == 1 else values or None

    def json(self):
        return json.loads(self.body)


def unchunked(data):
    body = b""
    while data:
        size, _, data = data.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return body
        body, data = body + data[:length], data[length + 2 :]
    return body


def is_whole(received):
    """Whether nothing of the answer is missing, by its own words. Its connection may stay open, for the rest of a body
    that was refused."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return False
    for line in head.lower().split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return len(body) >= int(value)
    return False


def exchange(connection, request):
    """Sends the bytes and reads the answer, or until the other end closes."""
    try:
        connection.sendall(request)
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
        pass  # refused before all of it was sent; the answer may be there
    received = b""
    try:
        while not is_whole(received) and (part := connection.recv(65536)):
            received += part
    except (ConnectionResetError, ssl.SSLError):
        pass
    return Answer(received)


def request(path, method, host, body=b"", version="1.1", **headers):
    """The bytes of a request after which the connection ends; `_` in the names of headers stands for `-`."""
    lines = [f"{method} {path} HTTP/{version}"]
    if host is not None:
        lines.append(f"Host: {host}")
    if body:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if "Connection" not in headers:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
