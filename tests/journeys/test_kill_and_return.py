"""Elasticsearch is killed while the site is in use, and comes back: readers and editors go on all the while."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.journeys.checkout import Checkout, Demonstration
from tests.journeys.editor import change_summary, log_in, unpublish
from tests.journeys.own_elasticsearch import OwnElasticsearch
from tests.journeys.served_site import ServedSite, wait_until
from tests.journeys.shown_when import QUERIES, assert_right_one_comes_first
from tests.journeys.visit import Visit

pytestmark = [pytest.mark.elasticsearch, pytest.mark.browser, pytest.mark.slow]

EDITED = "/mo-hinh/gia-lai/mo-hinh-5-trong-1/"
UNPUBLISHED = "/mo-hinh/gia-lai/tieng-loa-giao-thong/"
UNPUBLISHED_TITLE = "tiếng loa giao thông"
NEW_SUMMARY = "Năm phần việc trong một mô hình, nay thêm đội cồng chiêng làng Plei Ốp giữ gìn trật tự."
NEW_WORDS = "cồng chiêng Plei Ốp"


@pytest.fixture
def elasticsearch_of_its_own(demonstration: Demonstration) -> Iterator[OwnElasticsearch]:
    with OwnElasticsearch(demonstration.checkout) as server:
        yield server


@pytest.fixture
def own_site(
    elasticsearch_of_its_own: OwnElasticsearch,
    checkout_with_content: Callable[..., AbstractContextManager[Checkout]],
) -> Iterator[ServedSite]:
    with (
        checkout_with_content(ELASTICSEARCH_URL=elasticsearch_of_its_own.url) as checkout,
        ServedSite(checkout) as served,
    ):
        yield served


def test_searching_and_publishing_go_on_while_elasticsearch_is_dead(
    elasticsearch_of_its_own: OwnElasticsearch, own_site: ServedSite, browser_page: Callable[..., Visit]
) -> None:
    wait_until(lambda: own_site.search("camera")["engine"] == "elasticsearch", 30, "Elasticsearch to answer")
    for query in QUERIES:
        assert_right_one_comes_first(own_site, query, engine="elasticsearch")
    editor = browser_page(own_site)
    log_in(editor, own_site.checkout)

    elasticsearch_of_its_own.kill()
    for query in QUERIES:
        began = time.monotonic()
        assert_right_one_comes_first(own_site, query, engine="database")
        assert time.monotonic() - began < 3, "readers had to wait"
    ready = own_site.json("/health/ready")
    assert (ready["status"], ready["checks"]["elasticsearch"]) == ("degraded", "degraded")

    change_summary(editor, own_site, EDITED, NEW_SUMMARY)
    unpublish(editor, own_site, UNPUBLISHED)
    assert found(own_site, NEW_WORDS)[0] == EDITED
    assert UNPUBLISHED not in found(own_site, UNPUBLISHED_TITLE)
    assert own_site.status(UNPUBLISHED) == 404
    assert own_site.waiting_pages() > 0

    elasticsearch_of_its_own.start()
    wait_until(lambda: own_site.search("camera")["engine"] == "elasticsearch", 30, "Elasticsearch to answer again")
    wait_until(lambda: found(own_site, NEW_WORDS)[:1] == [EDITED], 90, "the edited summary to be indexed")
    wait_until(lambda: UNPUBLISHED not in found(own_site, UNPUBLISHED_TITLE), 90, "the unpublished page to be gone")
    assert own_site.waiting_pages() == 0
    check = own_site.run("search_index", "check", check=False)
    assert check.returncode == 0, check.stdout
    assert "No difference" in check.stdout
    for query in QUERIES:
        assert_right_one_comes_first(own_site, query, engine="elasticsearch")
    assert found(own_site, NEW_WORDS)[0] == EDITED
    assert UNPUBLISHED not in found(own_site, UNPUBLISHED_TITLE)
    assert own_site.json("/health/ready")["status"] == "ok"


def found(site: ServedSite, query: str) -> list[str]:
    """Return the addresses that a search finds, in order."""
    return [result["url"] for result in site.search(query)["results"]]
