"""The application behind the proxies: says what it was told, echoes WebSockets, is slow where it is asked to be."""
import base64
import hashlib
import json
import socketserver
import time
from http.server import BaseHTTPRequestHandler

TOLD = ("Host", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Forwarded-Port",
        "X-Forwarded-Prefix", "Upgrade")


class Application(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status=200, body=b"", kind="text/plain", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status not in (204, 304):
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def websocket(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        # Bytes come back as they are: whether they are frames is no matter of a proxy's.
        while data := self.connection.recv(4096):
            self.connection.sendall(data)
        self.close_connection = True

    def do_GET(self):
        received = self.body()
        path = self.path.split("?")[0]
        if self.headers.get("Upgrade", "").lower() == "websocket" and path.startswith("/ws/"):
            return self.websocket()
        if path == "/slow":
            time.sleep(4)
        if path.startswith("/status/"):
            return self.answer(int(path.split("/")[2]), b"status")
        if path == "/own-headers":
            return self.answer(body=b"own", X_Frame_Options="DENY", Cache_Control="no-store")
        if path == "/large":
            return self.answer(body=b'{"large": "' + b"x" * 20000 + b'"}', kind="application/json")
        told = {name: self.headers.get_all(name) for name in TOLD}
        said = {"method": self.command, "path": self.path, "told": told, "bytes": len(received)}
        return self.answer(body=json.dumps(said).encode(), kind="application/json")

    do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, *_):
        """The proxies have logs of their own."""


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("", 8000), Application).serve_forever()
