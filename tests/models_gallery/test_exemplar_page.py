"""The page of a model."""

import pytest

from tests.factories import ExemplarPageFactory, make_implementation

pytestmark = pytest.mark.usefixtures("units")


def test_it_shows_the_place_with_its_name_then_and_now(client):
    page = ExemplarPageFactory(title="Camera an ninh")
    make_implementation(page)

    answer = client.get(page.url)

    assert "Xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định" in answer.text
    assert "phường Tam Quan, tỉnh Gia Lai" in answer.text


def test_it_shows_a_figure_as_it_was_printed(client):
    page = ExemplarPageFactory()
    make_implementation(page)

    assert "hơn 80" in client.get(page.url).text


def test_it_stays_within_its_query_budget(client, django_assert_max_num_queries):
    page = ExemplarPageFactory()
    for code in ("2024-W21649", "2024-D629", "2024-D543"):
        make_implementation(page, (code,))
    client.get(page.url)  # content types and site roots are remembered by the process

    with django_assert_max_num_queries(page.query_budget):
        client.get(page.url)
