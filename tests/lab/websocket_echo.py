"""Sends a text over a TLS WebSocket and prints what comes back: HOST PATH CA_FILE TEXT.

HOST is reached at 127.0.0.1. Only the standard library, as the lab's hosts have it.
"""
import base64
import os
import socket
import ssl
import struct
import sys

host, path, authority, text = sys.argv[1:]


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            sys.exit(f"closed after {data!r}")
        data += more
    return data


context = ssl.create_default_context(cafile=authority)
raw = socket.create_connection(("127.0.0.1", 443), timeout=10)
connection = context.wrap_socket(raw, server_hostname=host)
connection.sendall(
    (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://{host}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
    ).encode()
)
answer = b""
while not answer.endswith(b"\r\n\r\n"):
    answer += read_exactly(connection, 1)
status = answer.split(b"\r\n")[0].decode()
if " 101 " not in status:
    sys.exit(status)

payload = text.encode()
mask = os.urandom(4)
masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
connection.sendall(struct.pack("!BB", 0x81, 0x80 | len(payload)) + mask + masked)
_, length = struct.unpack("!BB", read_exactly(connection, 2))
print(read_exactly(connection, length).decode())
