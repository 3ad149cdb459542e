"""The follower of the search index tells the truth about Elasticsearch."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.journeys.checkout import Checkout
from tests.journeys.served_site import ServedSite, free_port, wait_until

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]

CHANGE_A_PAGE = (
    "from models_gallery.models import ExemplarPage as E; E.objects.filter(slug='3-an-toan').update(title='x')"
)


def test_it_does_not_say_that_elasticsearch_is_back_while_it_is_away(
    checkout_with_content: Callable[..., AbstractContextManager[Checkout]],
) -> None:
    with checkout_with_content(ELASTICSEARCH_URL=f"http://127.0.0.1:{free_port()}") as checkout:
        site = ServedSite(checkout)
        site.run("shell", "--no-imports", "-c", CHANGE_A_PAGE)
        site.start_follower()
        try:
            wait_until(lambda: "does not answer" in site.follower_log.read_text(), 30, "the follower to notice")
            time.sleep(4)  # time for a few more rounds
        finally:
            site.stop_follower()
        said = site.follower_log.read_text()
        assert "is back" not in said
        assert said.count("does not answer") == 1
        assert site.waiting_pages() > 0
