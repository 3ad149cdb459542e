"""An Elasticsearch of the test's own, which it may kill."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from tests.journeys.checkout import PROJECT, Checkout
from tests.journeys.served_site import free_port
from tools.elasticsearch_install import VERSION
from tools.state_folder import choose_home, read_note, unprivileged

LAUNCHER = "tools/elasticsearch.py"


class OwnElasticsearch:
    """A server in a folder and on a port of its own, started and killed by the project's launcher."""

    def __init__(self, checkout: Checkout) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # The launcher's Docker service must be another one than the developer's, too.
        self._environment = {"COMPOSE_PROJECT_NAME": f"journey-{self.port}", "ELASTICSEARCH_URL": ""}
        self._checkout = checkout
        # Not in pytest's folder: the server's own user must be able to enter it.
        self._home = Path(tempfile.mkdtemp(prefix="journey-elasticsearch-"))
        self._home.chmod(0o755)
        unpacked = choose_home("elasticsearch", unprivileged("nobody")) / f"elasticsearch-{VERSION}"
        if unpacked.exists():
            (self._home / unpacked.name).symlink_to(unpacked)  # saves unpacking a gigabyte once more

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        if read_note(self._home / "server.json").get("how") == "docker":
            compose = ["docker", "compose", "-p", self._environment["COMPOSE_PROJECT_NAME"]]
            subprocess.run([*compose, "-f", str(PROJECT / "deploy/compose.yaml"), "down", "-v"], check=False)
        else:
            self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def start(self) -> None:
        """Start it, or start it again on the same port with the data it had."""
        self._launch("start", "--port", str(self.port))

    def kill(self) -> None:
        """End it as a power cut would."""
        self._launch("stop", "--now")

    def _launch(self, *command: str) -> None:
        self._checkout.run(LAUNCHER, "--home", str(self._home), *command, **self._environment)
