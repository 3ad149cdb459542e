"""Readers are always answered: by Elasticsearch, or by the database when that fails."""

import socket
import time

import pytest

from search import index, lifecycle, service
from search.breaker import Breaker
from search.query import build_request
from tests.factories import ExemplarPageFactory
from tests.search.conftest import quickly
from tests.search.fault_proxy import FAULTS

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("site")]


class Clock:
    """A clock that stands until it is moved."""

    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The clock of a breaker that probes every three seconds."""
    clock = Clock()
    breaker = Breaker(threshold=3, probe_every_s=3.0, clock=clock)
    monkeypatch.setattr(service, "breaker", lambda: breaker)
    return clock


@pytest.fixture
def pages(site, db):
    return [quickly(ExemplarPageFactory, title=f"Camera xóm {number}") for number in range(2)]


@pytest.fixture
def behind_the_proxy(elasticsearch, pages, proxy, settings):
    lifecycle.rebuild(elasticsearch)
    settings.ELASTICSEARCH_URL = proxy.url
    settings.SEARCH_READ_TIMEOUT_S = 0.3
    yield proxy
    proxy.mode = "pass"


@pytest.fixture(autouse=True)
def restore_the_breaker_cache(monkeypatch):
    """The suite clears the cache of the real breaker after each test, so a replaced one must be gone by then."""
    yield
    monkeypatch.undo()


def engine():
    return service.search(build_request("camera")).engine


def test_it_asks_elasticsearch_while_that_answers(behind_the_proxy):
    assert engine() == "elasticsearch"


@pytest.mark.parametrize("fault", FAULTS)
def test_it_answers_from_the_database_when_elasticsearch_fails(behind_the_proxy, pages, fault):
    behind_the_proxy.mode = fault

    began = time.monotonic()
    served = service.search(build_request("camera"))

    assert served.engine == "database"
    assert {hit.document["id"] for hit in served.answer.hits} == {page.pk for page in pages}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("fault", FAULTS)
def test_it_answers_from_the_database_when_elasticsearch_fails_after_it_had_answered(behind_the_proxy, fault):
    """The connection is open and the client has seen a real Elasticsearch at its other end."""
    assert engine() == "elasticsearch"

    behind_the_proxy.mode = fault

    assert engine() == "database"


def test_it_suggests_and_compares_from_the_database_when_elasticsearch_fails(behind_the_proxy, pages):
    behind_the_proxy.mode = "refuse"

    assert [found.title for found in service.suggest("cam")] == ["Camera xóm 0", "Camera xóm 1"]
    assert [model.title for model in service.similar(pages[0].pk)] == ["Camera xóm 1"]


def test_it_answers_from_the_database_while_there_is_no_index(elasticsearch, pages):
    assert index.all_indices(elasticsearch) == []

    assert engine() == "database"


def test_it_answers_from_the_database_when_nobody_listens(pages, settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"

    assert [engine() for _time in range(5)] == ["database"] * 5


def test_it_knocks_no_more_after_three_failures_until_it_probes(behind_the_proxy, clock):
    behind_the_proxy.mode = "cut"
    before = behind_the_proxy.connections

    assert [engine() for _time in range(3)] == ["database"] * 3
    assert behind_the_proxy.connections - before == 3
    assert [engine() for _time in range(5)] == ["database"] * 5
    assert behind_the_proxy.connections - before == 3

    clock.now += 3
    assert [engine() for _time in range(5)] == ["database"] * 5
    assert behind_the_proxy.connections - before == 4


def test_it_returns_to_elasticsearch_after_a_probe_that_is_answered(behind_the_proxy, clock):
    behind_the_proxy.mode = "cut"
    for _time in range(3):
        engine()
    behind_the_proxy.mode = "pass"
    assert engine() == "database"

    clock.now += 3

    assert [engine() for _time in range(3)] == ["elasticsearch"] * 3


def test_it_forgives_failures_that_are_not_in_a_row(behind_the_proxy, clock):
    for fault in ("cut", "cut", "pass", "cut", "cut"):
        behind_the_proxy.mode = fault
        engine()
    behind_the_proxy.mode = "pass"

    assert engine() == "elasticsearch"


def test_it_answers_from_the_database_where_no_server_is_set(pages, settings):
    settings.ELASTICSEARCH_URL = ""

    assert engine() == "database"
