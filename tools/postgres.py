#!/usr/bin/env python3
"""Starts and stops a throwaway PostgreSQL for tests, from the packages of Debian or Ubuntu.

    python tools/postgres.py start | stop

The cluster listens on the loopback address only, asks nobody there for a password, and does not wait
for the disk: never keep anything in it. `stop` deletes it. The last line of `start` on stdout, and
the only one, is `DATABASE_URL=…`; whatever else it says goes to stderr.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.ports import LOOPBACK, first_free
from tools.progress import Ticker, say
from tools.state_folder import Account, CannotRun, choose_home, give, read_note, unprivileged, write_note

DATABASE = "danvankheo"
FIRST_PORT = 55432
NOTE = "server.json"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def main() -> int:
    """Run the command that was asked for and return its exit status."""
    parser = argparse.ArgumentParser(description="A throwaway local PostgreSQL: start, stop.")
    parser.add_argument("command", choices=["start", "stop"])
    command = parser.parse_args().command
    try:
        account = unprivileged("postgres", "nobody")
        home = choose_home("postgres", account)
        cluster = Cluster(newest_programs(), home, account)
        if command == "stop":
            cluster.stop()
        else:
            print(f"DATABASE_URL={cluster.start()}", flush=True)
    except (CannotRun, OSError) as failure:
        say(f"PostgreSQL: {failure}")
        return 1
    return 0


def newest_programs(installed: Path = Path("/usr/lib/postgresql")) -> Path:
    """Return the folder with the programs of the newest PostgreSQL that is installed."""
    versions = [path for path in installed.glob("*/bin") if (path / "initdb").exists()]
    if not versions:
        raise CannotRun("not installed: apt-get install postgresql")
    return max(versions, key=lambda path: int(path.parent.name))


class Cluster:
    """One database server with its own folder, port and user."""

    def __init__(self, programs: Path, home: Path, account: Account) -> None:
        self.programs = programs
        self.home = home
        self.account = account
        self.data = home / "data"

    def start(self) -> str:
        """Return the address of the database, making and starting the cluster if need be."""
        if not self.is_running():
            with Ticker("Starting a throwaway PostgreSQL"):
                self._create()
                self._launch()
        port = read_note(self.home / NOTE)["port"]
        return f"postgres://{DATABASE}@{LOOPBACK}:{port}/{DATABASE}"

    def stop(self) -> None:
        """Stop the server, if it runs, and delete everything it held."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))
            say("PostgreSQL is stopped.")
        else:
            say("PostgreSQL is not running: nothing to stop.")
        shutil.rmtree(self.data, ignore_errors=True)

    def is_running(self) -> bool:
        """Tell whether the server of this folder runs."""
        return self._status("pg_ctl", "status", "-D", str(self.data)) == 0

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        give(self.data, self.account)
        self._run(
            *("initdb", "-D", str(self.data), "-U", DATABASE, "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        )

    def _launch(self) -> None:
        port = first_free(FIRST_PORT)
        write_note(self.home / NOTE, {"port": port})
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        log = str(self.data / "server.log")
        self._run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", log, "-o", f"-p {port} {options}")
        self._run("createdb", "-h", LOOPBACK, "-p", str(port), "-U", DATABASE, DATABASE)

    def _run(self, program: str, *arguments: str) -> None:
        if self._status(program, *arguments, show_errors=True) != 0:
            raise CannotRun(f"{program} failed; the server's own log, if it came so far: {self.data}/server.log")

    def _status(self, program: str, *arguments: str, show_errors: bool = False) -> int:
        return subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.home,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=None if show_errors else subprocess.DEVNULL,
            check=False,
            **self.account.switch,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
