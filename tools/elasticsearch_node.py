"""One private Elasticsearch node on a JDK of this machine: its settings, its process, its answers."""

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from tools import process_group
from tools.elasticsearch_install import find_jdk, install
from tools.ports import LOOPBACK, first_free
from tools.progress import Ticker, say
from tools.state_folder import Account, CannotRun, can_reach, give, write_note

START_LIMIT = 180.0
NOTE = "server.json"


def start_on_jdk(home: Path, account: Account, wanted_port: int) -> str:
    """Unpack Elasticsearch if need be, run it as an unprivileged user and wait until it answers."""
    if not can_reach(home, account):
        raise CannotRun(f"user {account.name} cannot reach {home}: choose another --home")
    jdk = find_jdk(account)
    distribution = install(home, jdk)
    port = first_free(wanted_port)
    if port != wanted_port:
        say(f"Port {wanted_port} is taken by something else; using {port}.")
    configuration = write_configuration(home, distribution, account, port)
    server = launch(home, distribution, configuration, account, jdk)
    note = {"how": "jdk", "pid": server.pid, "port": port}
    write_note(home / NOTE, note)
    try:
        wait_until_ready(home, note)
    except BaseException:
        process_group.end(server.pid, str(home), 0, now=True)
        write_note(home / NOTE, {"port": port})
        raise
    return local_url(port)


def write_configuration(home: Path, distribution: Path, account: Account, port: int) -> Path:
    """Write the settings of a private single node; return their folder."""
    settings = {
        "cluster.name": "danvankheo-local",
        "node.name": "local",
        "discovery.type": "single-node",
        "network.host": LOOPBACK,
        "http.port": port,
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "xpack.security.enabled": False,
        # A developer's disk is often nearly full; that must not make indices read-only.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        # The site creates its indices with a strict mapping: a misspelt name shall be an error.
        "action.auto_create_index": False,
    }
    target = home / "config"
    # Made anew each time: the folder belongs to the server's user, and root must not write through a link in it.
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(distribution / "config", target)
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
    (target / "elasticsearch.yml").write_text("".join(lines))
    for name in ("config", "data", "logs", "tmp"):
        give(home / name, account)
    return target


def launch(home: Path, distribution: Path, configuration: Path, account: Account, jdk: Path) -> subprocess.Popen[bytes]:
    """Start the launcher, which starts the server proper, in a process group of their own."""
    heap = os.environ.get("ES_HEAP") or "512m"
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "HOSTNAME": "local",
        "JAVA": str(jdk / "bin/java"),
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_HOME": str(jdk),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "ES_HOME": str(distribution),
        "ES_PATH_CONF": str(configuration),
        "ES_TMPDIR": str(home / "tmp"),
        "ES_DISTRIBUTION_TYPE": "zip",
        "CLI_NAME": "server",
        "CLI_LIBS": "lib/tools/server-cli",
    }
    libraries = ":".join(
        str(distribution / path) for path in ("lib/tools/server-launcher/*", "lib/*", "lib/cli-launcher/*")
    )
    with console(home).open("wb") as output:
        return subprocess.Popen(
            [
                *(str(jdk / "bin/java"), "-Xmx64m", "-XX:+UseSerialGC", "-cp", libraries),
                "org.elasticsearch.server.launcher.ServerLauncher",
            ],
            env=environment,
            cwd=distribution,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **account.switch,
        )


def console(home: Path) -> Path:
    """Return the file that holds what the server prints."""
    return home / "console.log"


def process_is_alive(home: Path, note: dict[str, Any]) -> bool:
    """Tell whether the process that was noted lives and is this folder's server."""
    return note.get("how") == "jdk" and bool(process_group.members(note["pid"], str(home)))


def wait_until_ready(home: Path, note: dict[str, Any]) -> None:
    """Return once the server answers; raise when it ends first or takes too long."""
    url = local_url(note["port"])
    if is_ready(url):
        return
    with Ticker(f"Starting Elasticsearch on {url} (no password, this machine only)") as ticker:
        while not is_ready(url):
            if not process_is_alive(home, note):
                for line in console(home).read_text(errors="replace").splitlines()[-5:]:
                    say(f"  {line[:300]}")
                raise CannotRun(f"it ended while starting: see {console(home)}")
            if ticker.elapsed > START_LIMIT:
                raise CannotRun(f"no answer within {START_LIMIT:.0f} s: see {console(home)}")
            ticker.tick("waiting for the server to answer")
            time.sleep(0.5)


def ask(url: str, path: str = "/", timeout: float = 2.0) -> dict[str, Any] | None:
    """Return what the server answers, or None when none does or it refuses."""
    parts = urllib.parse.urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], path=parts.path.rstrip("/") + path)
    request = urllib.request.Request(bare.geturl())
    if parts.username:
        login = urllib.parse.unquote(f"{parts.username}:{parts.password or ''}").encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(login).decode()}")
    # A proxy from the environment has no business between us and the server.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=timeout) as response:
            answer = json.load(response)
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def is_elasticsearch(url: str) -> bool:
    """Tell whether an Elasticsearch, and not just any server, answers at the address."""
    answer = ask(url)
    return answer is not None and "number" in answer.get("version", {})


def is_ready(url: str) -> bool:
    """Tell whether the server takes requests and has found its data again."""
    return is_elasticsearch(url) and ask(url, "/_cluster/health?wait_for_status=yellow&timeout=1s") is not None


def local_url(port: int) -> str:
    """Write the address of a server on this machine."""
    return f"http://{LOOPBACK}:{port}"
