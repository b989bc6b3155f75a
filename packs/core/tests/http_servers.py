"""Servers on 127.0.0.1 for the tests of core.http_request. Every request that arrives is recorded."""

import contextlib
import json
import os
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from support import DATA

CERTIFICATE = os.path.join(DATA, "localhost.crt")
KEY = os.path.join(DATA, "localhost.key")
# How long a handler waits for its server's end at most; no test waits for it.
HANG_SECONDS = 60
DRIP_SECONDS = 0.05


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tls=False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = []
        self.arrived = threading.Event()
        self.closing = threading.Event()
        self.scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, KEY)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def url(self, path="/", host=None):
        # The certificate is for the name only.
        host = host or ("localhost" if self.scheme == "https" else "127.0.0.1")
        return "{}://{}:{}{}".format(self.scheme, host, self.server_address[1], path)

    def handle_error(self, request, client_address):
        """Clients that go away are part of the tests."""


def copy(source, sink):
    """One direction of a tunnel, until either side ends it."""
    try:
        while True:
            block = source.recv(65536)
            if not block:
                break
            sink.sendall(block)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return  # the other side has gone already


@contextlib.contextmanager
def serving(tls=False):
    server = Server(tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        path = urlsplit(self.path)
        request = {
            "method": self.command,
            "target": self.path,
            "query": parse_qs(path.query, keep_blank_values=True),
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.rfile.read(length).decode("utf-8"),
        }
        self.server.seen.append(request)
        self.server.arrived.set()
        getattr(self, "path_" + path.path.split("/")[1], self.path_mirror)(request)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer

    def path_mirror(self, request):
        self.send(200, json.dumps(request).encode("utf-8"), [("Content-Type", "application/json")])

    def path_status(self, request):
        status = int(self.path.split("/")[2])
        self.send(status, b'{"error": "no"}', [("Content-Type", "application/problem+json")])

    def path_redirect(self, request):
        status = int(self.path.split("/")[2].split("?")[0])
        self.send(status, b"elsewhere", [("Location", request["query"]["to"][0])])

    def path_loop(self, request):
        self.send(302, b"", [("Location", "/loop")])

    def path_bytes(self, request):
        """The body and content type that the query gives, the body in hexadecimal."""
        kind = request["query"].get("type", ["text/plain"])[0]
        self.send(200, bytes.fromhex(request["query"]["hex"][0]), [("Content-Type", kind)])

    def path_big(self, request):
        self.send(200, b"x" * int(request["query"]["size"][0]), [("Content-Type", "text/plain")])

    def path_headers(self, request):
        repeated = [("X-Many", "a"), ("X-Many", "b"), ("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2")]
        self.send(200, b"", repeated)

    def path_short(self, request):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"only this")

    def path_hang(self, request):
        self.server.closing.wait(HANG_SECONDS)

    def path_drip(self, request):
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.wait(DRIP_SECONDS):
            self.wfile.write(b".")

    def path_garbage(self, request):
        self.wfile.write(b"this is not HTTP\r\n\r\n")

    def do_CONNECT(self):
        self.server.seen.append({"method": "CONNECT", "target": self.path, "headers": dict(self.headers.items())})
        host, port = self.path.split(":")
        if host.endswith(".invalid"):
            self.send_error(403, "no tunnel there")
            return
        with socket.create_connection((host, int(port)), HANG_SECONDS) as target:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=copy, args=(target, self.connection))
            back.start()
            copy(self.connection, target)
            back.join()
        self.close_connection = True

    def send(self, status, body, headers):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Nothing: the tests' own output is enough."""
