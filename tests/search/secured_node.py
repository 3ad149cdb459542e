"""A second Elasticsearch, with security on: TLS by a certificate made for it, and keys that can do only so much."""

import base64
import hashlib
import json
import secrets
import ssl
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tools import process_group
from tools.elasticsearch_install import NotHere, find_jdk, install
from tools.elasticsearch_node import console, launch, write_configuration
from tools.ports import LOOPBACK, first_free
from tools.state_folder import choose_home, give, unprivileged

ADMINISTRATOR = "administrator"
START_LIMIT = 180.0
_PORT = 9400


@dataclass(frozen=True)
class SecuredNode:
    """A running server, the certificate to trust it by, and another one that it does not have."""

    url: str
    certificate: Path
    other_certificate: Path
    password: str

    def administrator(self) -> Elasticsearch:
        """Return a client that may do everything."""
        return Elasticsearch(
            self.url, basic_auth=(ADMINISTRATOR, self.password), ca_certs=str(self.certificate), request_timeout=30
        )


@contextmanager
def secured_node():
    """Run the server in a folder of its own that is gone afterwards."""
    account = unprivileged("nobody")
    try:
        jdk = find_jdk(account)
        distribution = install(choose_home("elasticsearch", account), jdk)
    except NotHere as missing:
        pytest.fail(f"A server with security needs a JDK and the unpacked distribution: {missing}")
    with tempfile.TemporaryDirectory(prefix="danvankheo-secured-") as folder:
        home, password, port = Path(folder), secrets.token_urlsafe(12), first_free(_PORT)
        home.chmod(0o755)
        configuration = write_configuration(home, distribution, account, port)
        _secure(configuration, password)
        _make_certificate(home, "other")
        give(configuration, account)
        node = SecuredNode(f"https://{LOOPBACK}:{port}", configuration / "server.crt", home / "other.crt", password)
        server = launch(home, distribution, configuration, account, jdk)
        try:
            _wait_until_ready(node, server, console(home))
            yield node
        finally:
            process_group.end(server.pid, str(home), 10.0)
            server.wait()


def _secure(configuration: Path, password: str) -> None:
    """Switch security on and let one administrator in, by the files that the server reads at its start."""
    settings = configuration / "elasticsearch.yml"
    secured = {
        "xpack.security.enabled": True,
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.key": "server.key",
        "xpack.security.http.ssl.certificate": "server.crt",
    }
    kept = [line for line in settings.read_text().splitlines() if not line.startswith("xpack.security.")]
    settings.write_text("\n".join([*kept, *(f"{name}: {json.dumps(value)}" for name, value in secured.items()), ""]))
    _make_certificate(configuration, "server")
    (configuration / "users").write_text(f"{ADMINISTRATOR}:{_pbkdf2(password)}\n")
    (configuration / "users_roles").write_text(f"superuser:{ADMINISTRATOR}\n")


def _pbkdf2(password: str) -> str:
    """Return the hash of a password as Elasticsearch's file of users has it."""
    salt, rounds = secrets.token_bytes(32), 10_000
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, 32)
    return f"{{PBKDF2}}{rounds}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def _make_certificate(folder: Path, name: str) -> None:
    """Write a key and a certificate that vouches for itself, for the loopback address and two days."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.crt"), "-days", "2"),
            *("-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{LOOPBACK}"),
        ],
        check=True,
        capture_output=True,
    )


def _wait_until_ready(node: SecuredNode, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the administrator is let in and the indices can be made."""
    deadline = time.monotonic() + START_LIMIT
    login = base64.b64encode(f"{ADMINISTRATOR}:{node.password}".encode()).decode()
    request = urllib.request.Request(
        f"{node.url}/_cluster/health?wait_for_status=yellow&timeout=2s", headers={"Authorization": f"Basic {login}"}
    )
    trusting = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(node.certificate)))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusting)
    while True:
        try:
            opener.open(request, timeout=5).close()
        except OSError as failure:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The server with security did not start ({failure}):\n{log.read_text()[-2000:]}")
            time.sleep(0.3)
        else:
            return
