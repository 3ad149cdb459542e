"""What all tests share: a few real units, a real Elasticsearch, clean caches."""

import os
import uuid

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_process_state():
    """Forget what a process remembers between requests, so that tests do not see each other."""
    from search import clients, known_places, service, wordbook
    from territory import gazetteer

    cache.clear()
    gazetteer.forget()
    known_places.forget()
    wordbook.forget()
    service.breaker.cache_clear()
    yield
    clients._client.cache_clear()


@pytest.fixture
def units(db, tmp_path):
    """Real units of a few provinces, old and new."""
    from tests.factories import real_units

    real_units(tmp_path)


@pytest.fixture(scope="session")
def elasticsearch_url():
    """The address of the real Elasticsearch that the suite needs. Without one the run fails; nothing is skipped."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        pytest.fail("ELASTICSEARCH_URL is not set: run the suite with `make test`, or `make services` first.")
    return url


@pytest.fixture
def elasticsearch(elasticsearch_url, settings):
    """Let the site use the real Elasticsearch, with index names of its own that are dropped afterwards."""
    from search import clients, index

    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.SEARCH_INDEX_PREFIX = f"test-{uuid.uuid4().hex[:12]}"
    settings.SEARCH_READ_TIMEOUT_S = 10.0  # a loaded test machine is no reason to fall back
    client = clients.writer()
    yield client
    for name in index.all_indices(client):
        client.indices.delete(index=name, ignore_unavailable=True)
    client.options(ignore_status=404).indices.delete_index_template(name=index.alias())


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request):
    """Each engine in turn; `index_everything` of the test must be called once content is there."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    return request.param


@pytest.fixture
def index_everything(engine):
    """Return a function that makes all published content searchable by the engine under test."""

    def index() -> None:
        if engine == "elasticsearch":
            from search import clients, lifecycle

            lifecycle.rebuild(clients.writer())
            from search import index as search_index

            clients.writer().indices.refresh(index=search_index.alias())

    return index
