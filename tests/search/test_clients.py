"""Connections: readers wait no longer than they should, whatever becomes of a host; keys are kept from prying eyes."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from search import clients, lifecycle, service
from search.query import build_request
from tests.factories import ExemplarPageFactory
from tests.search.conftest import quickly

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 1.0


def elapsed(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


@pytest.fixture
def stalling(proxy, settings):
    """A server that takes every request and answers none."""
    proxy.mode = "stall"
    settings.ELASTICSEARCH_URL = proxy.url
    return proxy


def search():
    """Ask as the engine does, and take a failure for an answer."""
    try:
        clients.reader().search(index="any")
    except clients.TransportError:
        return


@pytest.mark.elasticsearch
def test_a_reader_waits_less_than_a_second_in_all(stalling):
    assert elapsed(search) < LONGEST_S


@pytest.mark.elasticsearch
def test_no_reader_waits_for_the_connection_of_another(stalling):
    """More of them at once than the client keeps connections of its own accord, which are ten."""
    waits = []
    readers = [threading.Thread(target=lambda: waits.append(elapsed(search))) for _reader in range(25)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert len(waits) == len(readers)
    assert max(waits) < 1.5 * LONGEST_S  # twenty-five threads want the processor as well


@pytest.mark.elasticsearch
@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("fault", ["stall", "refuse", "cut"])
def test_of_two_hosts_a_dead_one_costs_one_reader_its_time_and_nobody_else(
    elasticsearch, elasticsearch_url, proxy, settings, fault
):
    quickly(ExemplarPageFactory, title="Camera xóm")
    lifecycle.rebuild(elasticsearch)
    proxy.mode = fault
    settings.ELASTICSEARCH_URL = f"{proxy.url}, {elasticsearch_url}"
    settings.SEARCH_READ_TIMEOUT_S = 0.8
    served = []

    waits = [elapsed(lambda: served.append(service.search(build_request("camera")))) for _reader in range(10)]

    assert [one.engine for one in served].count("database") <= 1
    assert {one.answer.total for one in served} == {1}
    assert max(waits) < 2 * LONGEST_S  # the time-out, then the database's own answer
    proxy.mode = "pass"


@pytest.mark.django_db
def test_a_bad_address_is_a_failure_to_connect_like_any_other(settings):
    settings.ELASTICSEARCH_URL = "localhost:9200"

    with pytest.raises(clients.TransportError, match="ELASTICSEARCH_URL"):
        clients.writer()


def test_the_second_key_is_for_writing_only(settings):
    settings.ELASTICSEARCH_URL = "https://127.0.0.1:9200"
    settings.ELASTICSEARCH_API_KEY = "reading"
    assert authorizations() == ["ApiKey reading", "ApiKey reading"]

    settings.ELASTICSEARCH_WRITER_API_KEY = "writing"
    assert authorizations() == ["ApiKey reading", "ApiKey writing"]


def authorizations():
    return [client._headers["authorization"] for client in (clients.reader(), clients.writer())]


# ── In production ───────────────────────────────────────────────────────────────────────────────


def start(**environment):
    """Load the settings of production and return what that says."""
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "x", "ALLOWED_HOSTS": "example.vn", **environment},
        capture_output=True,
        text=True,
        check=False,
    ).stderr


@pytest.mark.parametrize("key", ["ELASTICSEARCH_API_KEY", "ELASTICSEARCH_WRITER_API_KEY"])
@pytest.mark.parametrize("url", ["http://es1:9200", "https://es1:9200,http://es2:9200"])
def test_a_key_does_not_travel_in_the_clear(key, url):
    assert "must not travel in the clear" in start(ELASTICSEARCH_URL=url, **{key: "secret"})


def test_a_key_travels_encrypted():
    assert start(ELASTICSEARCH_URL="https://es1:9200,https://es2:9200", ELASTICSEARCH_API_KEY="secret") == ""


def test_certificates_that_are_none_stop_the_start(tmp_path):
    nothing = tmp_path / "ca.crt"
    nothing.write_text("nothing")

    for file in (nothing, tmp_path / "missing.crt"):
        assert "ELASTICSEARCH_CA_CERTS is no file of certificates" in start(ELASTICSEARCH_CA_CERTS=str(file))
