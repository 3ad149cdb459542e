"""A TCP proxy before Elasticsearch that can fail in the ways networks and servers do."""

import select
import socket
import struct
import threading
from contextlib import contextmanager, suppress

# refuse: nobody listens; cut: the connection is reset; stall: no answer ever comes; overload: 503; lose: the request
# arrives and its answer is lost; stranger: another server answers.
FAULTS = ("refuse", "cut", "stall", "overload", "lose", "stranger")

_JSON_503 = b'{"error":"overloaded","status":503}'
_ANSWERS = {
    "overload": b"HTTP/1.1 503 Service Unavailable\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"Content-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
    % (len(_JSON_503), _JSON_503),
    "stranger": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: 5\r\n\r\nHello",
}


class FaultProxy:
    """Listens on a free port. `mode` is "pass" or one of the faults; `connections` counts those that came."""

    def __init__(self, target):
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        self._mode = "pass"
        self._closed = threading.Event()
        self._accept_in_background()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def mode(self):
        return self._mode

    @mode.setter
    def mode(self, mode):
        before, self._mode = self._mode, mode
        if mode == "refuse" and before != "refuse":
            self._stop_listening()
        elif before == "refuse" and mode != "refuse":
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self._accept_in_background()

    def close(self):
        self._closed.set()
        if self._mode != "refuse":
            self._stop_listening()

    def _stop_listening(self):
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept_in_background(self):
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener):
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with suppress(OSError), client, socket.create_connection(self._target) as server:
            while not self._closed.is_set():
                if self._mode in {"cut", "refuse"}:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                ready, _, _ = select.select([client, server], [], [], 0.02)
                if not ready or self._mode == "stall":
                    self._closed.wait(0.01 if ready else 0)
                    continue
                if not self._pass_on(client, server, ready):
                    return

    def _pass_on(self, client, server, ready):
        if client in ready:
            data = client.recv(65_536)
            if not data:
                return False
            if self._mode in _ANSWERS:
                _rest_of_request(client, data)
                client.sendall(_ANSWERS[self._mode])
                return False
            server.sendall(data)
        if server in ready:
            data = server.recv(65_536)
            if not data or self._mode == "lose":
                return False
            client.sendall(data)
        return True


def _rest_of_request(client, data):
    """Take in a request whole, as a server does before it answers."""
    client.settimeout(1)
    while b"\r\n\r\n" not in data:
        data += client.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0]) - len(body) if lengths else 0
    while missing > 0:
        missing -= len(client.recv(65_536))


@contextmanager
def fault_proxy(url):
    """Run a proxy before the server of an address."""
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    proxy = FaultProxy((host, int(port or 9200)))
    try:
        yield proxy
    finally:
        proxy.close()
