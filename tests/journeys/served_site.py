"""The real site, served by its own processes as on a real machine."""

import contextlib
import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

from tests.journeys.checkout import Checkout

_NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ServedSite:
    """A web server and a follower of the search index over one checkout's content."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout = checkout
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.server_log = checkout.state / f"server-{self.port}.log"
        self.follower_log = checkout.state / f"follower-{self.port}.log"
        self._server: subprocess.Popen[bytes] | None = None
        self._follower: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.run("search_index", "rebuild")
            self.start_follower()
            self._start_server()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End both processes and delete the indices."""
        self.stop_follower()
        _end(self._server)
        self._server = None
        with contextlib.suppress(OSError):
            self._delete_indices()

    @contextmanager
    def beside(self, **settings: str) -> "Iterator[ServedSite]":
        """Serve the same content a second time, by a server with other settings, which need not be those of a demo."""
        other = ServedSite(replace(self.checkout, settings={**self.checkout.settings, **settings}))
        try:
            other._start_server("--insecure")
            yield other
        finally:
            _end(other._server)

    def _start_server(self, *options: str) -> None:
        command = ("manage.py", "runserver", "--noreload", *options, f"127.0.0.1:{self.port}")
        self._server = self.checkout.start(*command, log=self.server_log)
        wait_until(self._is_alive, 60, "the site to answer")

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py beside the running site."""
        return self.checkout.run("manage.py", *command, check=check)

    def start_follower(self) -> None:
        self._follower = self.checkout.start("manage.py", "search_index", "sync", "--follow", log=self.follower_log)

    def stop_follower(self) -> None:
        _end(self._follower)
        self._follower = None

    def json(self, path: str, **parameters: str) -> Any:
        """Return what the API answers."""
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        return fetch(f"{self.base_url}{path}{query}")

    def search(self, query: str) -> Any:
        """Return the answer of the open search API."""
        return self.json("/api/search/", q=query)

    def html(self, path: str) -> str:
        """Return the page at an address, as a reader without JavaScript gets it."""
        with _NO_PROXY.open(f"{self.base_url}{path}", timeout=15) as response:
            return str(response.read().decode())

    def status(self, path: str) -> int:
        """Return the status that an address answers with."""
        try:
            with _NO_PROXY.open(f"{self.base_url}{path}", timeout=15) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def waiting_pages(self) -> int:
        """Return how many pages the index does not know about yet."""
        answer = self.run(
            "shell", "--no-imports", "-c", "from search import outbox; print('waiting', outbox.pending())"
        )
        return int(answer.stdout.split()[-1])

    def _is_alive(self) -> bool:
        if self._server and self._server.poll() is not None:
            raise AssertionError(f"the web server ended:\n{self.server_log.read_text()[-3000:]}")
        try:
            return bool(fetch(f"{self.base_url}/health/live"))
        except OSError:
            return False

    def _delete_indices(self) -> None:
        server, prefix = self.checkout.settings["ELASTICSEARCH_URL"], self.checkout.settings["SEARCH_INDEX_PREFIX"]
        for name in fetch(f"{server}/{prefix}-*?allow_no_indices=true"):
            fetch(f"{server}/{name}", method="DELETE")


def fetch(url: str, method: str = "GET") -> Any:
    """Return the JSON behind an address; raises OSError when there is no answer or none with status 200."""
    with _NO_PROXY.open(urllib.request.Request(url, method=method), timeout=15) as response:
        return json.load(response)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], Any], limit_s: float, what: str) -> None:
    """Wait until something holds; fail when it does not within the limit."""
    deadline = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {limit_s:.0f} s in vain for {what}")
        time.sleep(0.2)


def _end(process: "subprocess.Popen[bytes] | None") -> None:
    if process is None:
        return
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
