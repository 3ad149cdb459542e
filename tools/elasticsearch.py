#!/usr/bin/env python3
"""Starts and stops a local Elasticsearch for development, tests and the demo.

    python tools/elasticsearch.py start | stop [--now] | status

`start` takes the first that it can have: the server that ELASTICSEARCH_URL names, the one in
deploy/compose.yaml when a Docker engine runs, or one unpacked with Maven and run on a JDK. Its last
line on stdout, and the only one, is `ELASTICSEARCH_URL=…`; whatever else it says goes to stderr.
Security is switched off, therefore the server listens on the loopback address only. The data stay
where they are from one start to the next.

Exit status: 0 done, 1 failed, 3 this machine has no way to run Elasticsearch.
Environment: ELASTICSEARCH_URL, ELASTICSEARCH_HOME, ELASTICSEARCH_PORT, ES_HEAP, ES_JAVA_HOME.
"""

import argparse
import contextlib
import fcntl
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import process_group
from tools.elasticsearch_install import NotHere
from tools.elasticsearch_node import (
    NOTE,
    is_elasticsearch,
    local_url,
    process_is_alive,
    start_on_jdk,
    wait_until_ready,
)
from tools.ports import first_free
from tools.progress import Ticker, say
from tools.state_folder import (
    PROJECT,
    Account,
    CannotRun,
    choose_home,
    read_note,
    unprivileged,
    write_note,
)

DEFAULT_PORT = 9200
STOP_GRACE = 30.0
COMPOSE = ("docker", "compose", "-f", str(PROJECT / "deploy/compose.yaml"))


def main() -> int:
    """Run the command that was asked for and return its exit status."""
    options = parse_arguments()
    try:
        account = unprivileged("nobody")
        home = options.home or choose_home("elasticsearch", account)
        if options.command == "status":
            return status(home)
        with lock(home):
            if options.command == "stop":
                stop(home, now=options.now)
            else:
                print(f"ELASTICSEARCH_URL={start(home, account, options.port)}", flush=True)
    except NotHere as missing:
        say(f"No Elasticsearch can be had here: {missing}")
        return 3
    except (CannotRun, OSError) as failure:
        say(f"Elasticsearch: {failure}")
        return 1
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130
    return 0


def parse_arguments() -> argparse.Namespace:
    """Read the command line; the environment supplies what it leaves out."""
    parser = argparse.ArgumentParser(description="A local Elasticsearch: start, stop, status.")
    parser.add_argument("--home", type=folder, default=os.environ.get("ELASTICSEARCH_HOME") or None)
    commands = parser.add_subparsers(dest="command", required=True)
    starting = commands.add_parser("start", help="start it, or find it running; print its address")
    environment_port = os.environ.get("ELASTICSEARCH_PORT") or None
    starting.add_argument("--port", type=int, default=environment_port, help="9200 unless told")
    stopping = commands.add_parser("stop", help="stop the server that `start` started")
    stopping.add_argument("--now", action="store_true", help="kill it, as a power cut would")
    commands.add_parser("status", help="say whether it runs, and where")
    return parser.parse_args()


def folder(text: str) -> Path:
    """Make the folder that somebody named for the server's files."""
    path = Path(text).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def lock(home: Path) -> Iterator[None]:
    """Let one command at a time work on the server."""
    with (home / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def start(home: Path, account: Account, wanted_port: int | None) -> str:
    """Return the address of a running Elasticsearch, starting one if need be."""
    if named := os.environ.get("ELASTICSEARCH_URL"):
        if is_elasticsearch(named):
            return named
        where = urllib.parse.urlsplit(named).netloc.rpartition("@")[2]
        raise CannotRun(f"ELASTICSEARCH_URL is set, but no Elasticsearch answers at {where}")
    note = read_note(home / NOTE)
    if process_is_alive(home, note):
        wait_until_ready(home, note)
        return local_url(note["port"])
    port = wanted_port or note.get("port") or DEFAULT_PORT
    if docker_engine_runs() and (by_docker := start_in_docker(home, port)):
        return by_docker
    return start_on_jdk(home, account, port)


def stop(home: Path, *, now: bool) -> None:
    """Stop the server that `start` started, and no other; the port stays remembered."""
    note = read_note(home / NOTE)
    if note.get("how") == "docker":
        subprocess.run([*COMPOSE, "kill" if now else "stop", "elasticsearch"], check=False)
    elif process_is_alive(home, note):
        with Ticker("Stopping Elasticsearch") as ticker:
            process_group.end(note["pid"], str(home), STOP_GRACE, ticker.tick, now=now)
    else:
        say("Elasticsearch is not running: nothing to stop.")
    if "port" in note:
        write_note(home / NOTE, {"port": note["port"]})


def status(home: Path) -> int:
    """Say where the server runs; exit status 1 when it does not."""
    note = read_note(home / NOTE)
    url = os.environ.get("ELASTICSEARCH_URL") or local_url(note.get("port", DEFAULT_PORT))
    is_ours = "how" in note or os.environ.get("ELASTICSEARCH_URL")
    if not is_ours or not is_elasticsearch(url):
        say("Elasticsearch is not running.")
        return 1
    print(f"ELASTICSEARCH_URL={url}", flush=True)
    return 0


def docker_engine_runs() -> bool:
    """Tell whether there is an engine behind the docker command, and compose in front of it."""
    for command in (("docker", "info"), ("docker", "compose", "version")):
        try:
            answer = subprocess.run(command, capture_output=True, timeout=15, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
        if answer.returncode != 0:
            return False
    return True


def start_in_docker(home: Path, wanted_port: int) -> str | None:
    """Bring up the service of deploy/compose.yaml; None when Docker cannot (no image, no network)."""
    note = read_note(home / NOTE)
    port = note["port"] if note.get("how") == "docker" else first_free(wanted_port)
    environment = {**os.environ, "ELASTICSEARCH_PORT": str(port)}
    say("Starting Elasticsearch in Docker …")
    up = [*COMPOSE, "up", "-d", "--wait", "elasticsearch"]
    if subprocess.run(up, env=environment, stdout=sys.stderr, check=False).returncode != 0:
        say("Docker could not start it; trying without.")
        return None
    write_note(home / NOTE, {"how": "docker", "port": port})
    return local_url(port)


if __name__ == "__main__":
    sys.exit(main())
