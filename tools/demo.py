#!/usr/bin/env python3
"""Brings the whole site up on this machine and serves it: what `make demo` does once `.venv` exists.

Every step can be repeated: the second time it finds its work done. ELASTICSEARCH_URL in the
environment names a server to use; set but empty, it asks for the database engine. PORT names the
port of the site.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.ports import LOOPBACK, is_free
from tools.state_folder import PROJECT, CannotRun

PYTHON = str(PROJECT / ".venv/bin/python")
MANAGE = (PYTHON, "manage.py")
PASSWORD_FILE = PROJECT / ".state/admin-password"
NO_ELASTICSEARCH_HERE = 3
REBUILD_IS_DUE = 1
ANSWER_LIMIT = 90.0
STOP_GRACE = 10.0

Environment = Mapping[str, str]


def main() -> int:
    """Prepare the site and, unless told otherwise, serve it until somebody stops it."""
    parser = argparse.ArgumentParser(description="Prepare the site and serve it on this machine.")
    parser.add_argument("--check-port", action="store_true", help="only see whether PORT is free")
    parser.add_argument("--no-serve", action="store_true", help="prepare everything, then end")
    options = parser.parse_args()
    # While preparing, a polite request to end is the same as Ctrl+C: the step under way ends too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        port = wanted_port(os.environ)
        if not options.no_serve and not is_free(port):
            raise CannotRun(f"port {port} is in use: stop what listens there, or choose another with PORT=…")
        if options.check_port:
            return 0
        if not Path(PYTHON).exists():
            raise CannotRun("there is no .venv: `make demo` creates it")
        environment = prepare(port)
        return 0 if options.no_serve else serve(port, environment)
    except CannotRun as failure:
        print(f"demo: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; run `make demo` again to go on.", file=sys.stderr)
        return 130


def wanted_port(environment: Environment) -> int:
    """Read the site's port from the environment."""
    text = environment.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT is {text!r}, which is not a port number")
    return int(text)


# ── Preparing ────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Steps:
    """Numbered steps, each with its name, its own output and the seconds it took."""

    total: int
    number: int = 0

    def run(self, title: str, *command: str, environment: Environment) -> None:
        """Run one command under its title; raise `CannotRun` when it fails."""
        self.announce(title)
        began = time.monotonic()
        status = subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
        if status != 0:
            raise CannotRun(f"step {self.number} ({title}) failed with exit status {status}")
        self.conclude(f"done in {time.monotonic() - began:.1f} s")

    def announce(self, title: str) -> None:
        """Begin the next step."""
        self.number += 1
        print(f"[{self.number}/{self.total}] {title} …", flush=True)

    def conclude(self, outcome: str) -> None:
        """Say how the step ended."""
        print(f"      {outcome}", flush=True)


def prepare(port: int) -> Environment:
    """Do every step before serving; return the environment that the site runs in."""
    steps = Steps(total=8)
    # Readers of the demonstration see the site's own error pages, not Django's; runserver then serves the static files
    # only when told so (`--insecure`).
    environment = {"SITE_URL": f"http://{LOOPBACK}:{port}", "DEBUG": "0", **os.environ, "PORT": str(port)}
    compile_messages = (PYTHON, "tools/compile_messages.py")
    steps.run("Message catalogues", *compile_messages, environment=environment)
    environment["ELASTICSEARCH_URL"] = find_elasticsearch(steps)
    for title, *command in (
        ("Database", "migrate", "--verbosity=1"),
        ("Administrative units", "load_units"),
        ("Words that the search knows", "load_wording"),
        ("Models and news", "load_content", "--demo"),
        ("Administrator", "create_demo_admin"),
    ):
        steps.run(title, *MANAGE, *command, environment=environment)
    bring_index_up_to_date(steps, environment)
    return environment


def find_elasticsearch(steps: Steps) -> str:
    """Return the address of Elasticsearch, or an empty one when the database engine has to do."""
    steps.announce("Elasticsearch")
    if os.environ.get("ELASTICSEARCH_URL") == "":
        steps.conclude("ELASTICSEARCH_URL is empty: the database engine searches")
        return ""
    began = time.monotonic()
    launcher = (PYTHON, "tools/elasticsearch.py", "start")
    started = subprocess.run(launcher, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    if started.returncode == NO_ELASTICSEARCH_HERE:
        steps.conclude("the site searches its embedded SQLite with the database engine instead")
        return ""
    if started.returncode != 0:
        raise CannotRun("Elasticsearch did not start; ELASTICSEARCH_URL= make demo goes without it")
    steps.conclude(f"ready in {time.monotonic() - began:.1f} s")
    return last_value(started.stdout)


def last_value(output: str) -> str:
    """Read the value of the NAME=value line that a launcher prints last."""
    return output.strip().splitlines()[-1].partition("=")[2]


def bring_index_up_to_date(steps: Steps, environment: Environment) -> None:
    """Rebuild the search index when it says that it needs it; otherwise send what has changed."""
    if not environment["ELASTICSEARCH_URL"]:
        steps.announce("Search index")
        steps.conclude("the database engine needs none")
        return
    index = (*MANAGE, "search_index")
    asked = subprocess.run(
        [*index, "status", "--exit-code"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    action = "rebuild" if asked.returncode == REBUILD_IS_DUE else "sync"
    steps.run(f"Search index: {action}", *index, action, environment=environment)


# ── Serving ──────────────────────────────────────────────────────────────────────────────────────


def serve(port: int, environment: Environment) -> int:
    """Run the web server and the index's follower until a signal comes or one of them ends."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    commands: dict[str, tuple[str, ...]] = {
        "the web server": (*MANAGE, "runserver", "--noreload", "--insecure", f"{LOOPBACK}:{port}")
    }
    if environment["ELASTICSEARCH_URL"]:
        commands["the search index's follower"] = (*MANAGE, "search_index", "sync", "--follow")
    children = {name: launch(command, environment) for name, command in commands.items()}
    try:
        return watch(children, port, stopping)
    finally:
        end(children.values())


def launch(command: tuple[str, ...], environment: Environment) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: Ctrl+C reaches us, and we end it."""
    return subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)


def watch(children: Mapping[str, subprocess.Popen[bytes]], port: int, stopping: threading.Event) -> int:
    """Greet once the site answers, then wait; return the exit status of the whole."""
    site = f"http://{LOOPBACK}:{port}"
    deadline = time.monotonic() + ANSWER_LIMIT
    greeted = False
    while not stopping.wait(0.5):
        for name, child in children.items():
            if child.poll() is not None:
                print(f"demo: {name} ended with exit status {child.returncode}", file=sys.stderr)
                return 1
        if not greeted:
            greeted = fetch(f"{site}/health/live") is not None
            if greeted:
                print(greeting(site), flush=True)
            elif time.monotonic() > deadline:
                print(f"demo: no answer from {site} in {ANSWER_LIMIT:.0f} s", file=sys.stderr)
                return 1
    print("\nStopped. The content stays; `make services-stop` stops Elasticsearch.", flush=True)
    return 0


def end(children: Collection[subprocess.Popen[bytes]]) -> None:
    """End the children: kindly, then for good."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_GRACE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def fetch(url: str) -> Any:
    """Return the JSON that the site answers with status 200, or None."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return json.load(response)
    except (OSError, ValueError):
        return None


def greeting(site: str) -> str:
    """Write the box that tells where everything is."""
    answer = fetch(f"{site}/api/search/?q=camera")
    engine = answer.get("engine", "unknown") if isinstance(answer, dict) else "does not answer"
    password = PASSWORD_FILE.read_text().strip() if PASSWORD_FILE.exists() else "(yours)"
    return box(
        [
            f"Site          {site}/",
            f"Admin         {site}/admin/   user admin, password {password}",
            f"API           {site}/api/docs",
            f"Search engine {engine}",
            "",
            "Ctrl+C stops the site; the content stays.",
            "`make services-stop` stops Elasticsearch.",
        ]
    )


def box(lines: list[str]) -> str:
    """Draw a frame around lines of plain text."""
    width = max(map(len, lines))
    edge = "─" * (width + 2)
    return "\n".join([f"┌{edge}┐", *(f"│ {line:<{width}} │" for line in lines), f"└{edge}┘"])


if __name__ == "__main__":
    sys.exit(main())
