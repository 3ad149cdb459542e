"""Health endpoints: is the process alive, and can it serve."""

import socket

import pytest

from search import index, lifecycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_port():
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_it_is_alive(client):
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_ready_without_an_elasticsearch(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {
            "database": "ok",
            "cache": "ok",
            "media": "ok",
            "elasticsearch": "not used",
            "search_index": "not used",
        },
    }


def test_it_is_degraded_and_still_ready_when_the_elasticsearch_is_lost(client, settings, closed_port):
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{closed_port}"

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["checks"]["elasticsearch"] == "degraded"
    assert answer.json()["checks"]["search_index"] == "degraded"


@pytest.mark.elasticsearch
def test_it_is_degraded_while_a_rebuild_of_the_index_is_due(client, elasticsearch, monkeypatch):
    def checks():
        answer = client.get("/health/ready")
        found = answer.json()
        return answer.status_code, found["status"], found["checks"]["elasticsearch"], found["checks"]["search_index"]

    assert checks() == (200, "degraded", "ok", "degraded")

    lifecycle.rebuild(elasticsearch)
    assert checks() == (200, "ok", "ok", "ok")

    monkeypatch.setattr(index, "MAPPING_VERSION", index.MAPPING_VERSION + 1)
    assert checks() == (200, "degraded", "ok", "degraded")


def test_it_is_not_ready_when_the_media_cannot_be_written(client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "khong-co")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["status"] == "failed"
    assert {name for name, state in answer.json()["checks"].items() if state == "failed"} == {"media"}


def test_it_is_not_ready_when_the_cache_fails(client, settings, closed_port):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "khong_co_bang_nay",
            "OPTIONS": {"MAX_ENTRIES": 1},
        }
    }

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["cache"] == "failed"


def test_it_is_never_cached(client):
    for address in ("/health/live", "/health/ready"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_it_answers_reads_only(client):
    assert client.post("/health/ready").status_code == 405
