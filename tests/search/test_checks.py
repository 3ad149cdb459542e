"""What is said at the start: of the index, of the server, and never for long."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from search import index, lifecycle
from search.models import VersionCounter
from tests.search.fault_proxy import fault_proxy

pytestmark = pytest.mark.django_db


def said(databases=("default",)):
    """Return the ids of what the check of the index says, and all it says as one text."""
    messages = run_checks(tags=["search_index"], databases=databases)
    return [message.id for message in messages], " ".join(f"{message.msg} {message.hint}" for message in messages)


@pytest.mark.elasticsearch
def test_it_says_that_there_is_no_index(elasticsearch):
    ids, text = said()

    assert ids == ["search.W003"]
    assert "There is no index yet" in text
    assert "manage.py search_index rebuild" in text


@pytest.mark.elasticsearch
def test_it_says_nothing_of_an_index_of_today(elasticsearch):
    lifecycle.rebuild(elasticsearch)

    assert said() == ([], "")


@pytest.mark.elasticsearch
def test_it_says_that_the_mapping_has_changed(elasticsearch, monkeypatch):
    lifecycle.rebuild(elasticsearch)
    monkeypatch.setattr(index, "MAPPING_VERSION", index.MAPPING_VERSION + 1)

    ids, text = said()

    assert ids == ["search.W003"]
    assert f"version {index.MAPPING_VERSION - 1}, today's is {index.MAPPING_VERSION}" in text


@pytest.mark.elasticsearch
def test_it_says_that_the_index_is_of_another_database(elasticsearch):
    lifecycle.rebuild(elasticsearch)
    VersionCounter.objects.all().delete()

    ids, text = said()

    assert ids == ["search.W003"]
    assert "filled from another database" in text


def test_it_says_that_the_server_is_away(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"

    ids, text = said()

    assert ids == ["search.W004"]
    assert "Elasticsearch does not answer" in text


@pytest.mark.elasticsearch
def test_it_waits_no_longer_than_a_reader_does(elasticsearch_url, settings):
    with fault_proxy(elasticsearch_url) as proxy:
        proxy.mode = "stall"
        settings.ELASTICSEARCH_URL = proxy.url
        began = time.monotonic()

        assert said()[0] == ["search.W004"]
        assert time.monotonic() - began < 1.5


def test_it_is_silent_where_the_site_has_no_server():
    assert said() == ([], "")


def test_it_asks_nobody_for_a_command_that_does_not_look_into_the_database(settings, monkeypatch):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    monkeypatch.setattr(index, "live_index", lambda _client: pytest.fail("asked"))

    call_command("check")

    assert said(databases=None) == ([], "")


@pytest.mark.elasticsearch
def test_it_warns_with_the_database_checks(elasticsearch):
    messages = run_checks(tags=[Tags.database], databases=["default"])

    assert "search.W003" in [message.id for message in messages]


@pytest.mark.slow
def test_whoever_starts_the_web_server_reads_it(tmp_path):
    """In a process of its own: a WSGI server imports the entry point once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    started = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"],
        cwd=Path(__file__).resolve().parents[2],
        env={
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "ELASTICSEARCH_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
            "STATE_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert "WARNING portal.wsgi" in started.stderr
    assert "search.W004" in started.stderr
