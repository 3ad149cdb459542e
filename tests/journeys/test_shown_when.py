"""The five queries lead to the right model on the served site."""

import pytest

from tests.journeys.served_site import ServedSite
from tests.journeys.shown_when import QUERIES, Query, assert_right_one_comes_first

pytestmark = pytest.mark.elasticsearch


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_it_puts_the_right_model_first(site: ServedSite, query: Query) -> None:
    assert_right_one_comes_first(site, query, engine="elasticsearch")
