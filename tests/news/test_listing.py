"""Listing news: order, filters, their counts, pages."""

import pytest
from bs4 import BeautifulSoup

from news import listing
from news.models import Section
from territory.models import AdministrativeUnit
from tests.factories import NewsDeskPageFactory, NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.usefixtures("units")

NEWS = "/tin-tuc/"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def titles(client, query="", address=NEWS):
    return [card.text.strip() for card in read(client, f"{address}?{query}").select(".news-card h3")]


def counts(client, query=""):
    links = read(client, f"{NEWS}?{query}").select(".facet a")
    return {" ".join(link.span.text.split()): int(link.select_one(".facet__count").text) for link in links}


def section(key):
    return Section.objects.get(key=key)


@pytest.fixture
def news():
    for title, date, key in (
        ("Tin ngày", "2022-11-01", "mo-hinh-moi"),
        ("Tin tháng", "2022-11", "noi-chinh"),
        ("Tin năm", "2021", "mo-hinh-moi"),
    ):
        NewsPageFactory(title=title, original_date=date, section=section(key))


def test_it_puts_the_newest_first_vaguer_dates_after_exact_ones_and_the_undated_last(client):
    for date in ("2022", "", "2022-11-01", "2023-01", "2022-11", "2022-10-31"):
        NewsPageFactory(title=f"Tin {date or 'không ngày'}", original_date=date)

    assert titles(client) == [
        "Tin 2023-01",
        "Tin 2022-11-01",
        "Tin 2022-11",
        "Tin 2022-10-31",
        "Tin 2022",
        "Tin không ngày",
    ]


def test_it_shows_what_fits_any_value_of_each_filter(client, news):
    for query, found in (
        ("year=2022", ["Tin ngày", "Tin tháng"]),
        ("year=2021&year=2022", ["Tin ngày", "Tin tháng", "Tin năm"]),
        ("section=mo-hinh-moi", ["Tin ngày", "Tin năm"]),
        ("section=mo-hinh-moi&year=2022", ["Tin ngày"]),
        ("year=1999", []),
        ("section=khong-co", []),
    ):
        assert titles(client, query) == found, query


def test_a_count_ignores_the_choice_in_its_own_filter_but_not_in_others(client, news):
    new_models, internal = section("mo-hinh-moi").label, section("noi-chinh").label

    assert counts(client) == {new_models: 2, internal: 1, "2022": 2, "2021": 1}
    assert counts(client, "year=2021") == {new_models: 1, "2022": 2, "2021": 1}
    assert counts(client, "section=noi-chinh") == {new_models: 2, internal: 1, "2022": 1}


def test_an_undated_piece_has_no_year(client):
    NewsPageFactory(title="Tin không ngày", original_date="")

    assert counts(client) == {}
    assert titles(client) == ["Tin không ngày"]


def test_a_filter_that_fits_nothing_says_so_and_leads_on(client, news):
    soup = read(client, f"{NEWS}?year=1999")

    assert soup.select_one(".empty h2").text.strip()
    assert soup.select_one(".empty p a[href='/tin-tuc/']")


def test_every_piece_can_be_reached_by_paging(client, news, monkeypatch):
    monkeypatch.setattr(listing, "CARDS_PER_PAGE", 2)

    soup = read(client, NEWS)

    assert [card.text.strip() for card in soup.select(".news-card h3")] == ["Tin ngày", "Tin tháng"]
    assert titles(client, soup.select(".pagination a")[-1]["href"].removeprefix("?")) == ["Tin năm"]


def test_it_does_not_list_what_is_not_published(client, news):
    NewsPageFactory(title="Tin nháp", live=False)

    assert "Tin nháp" not in titles(client)


def test_a_desk_lists_its_own_news_only(client, news):
    desk = NewsDeskPageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    NewsPageFactory(title="Tin Thái Nguyên", parent=desk)

    assert titles(client, address=desk.url) == ["Tin Thái Nguyên"]
    assert len(titles(client)) == 4


def test_it_stands_empty_without_a_hole(client):
    page = NewsIndexPageFactory()

    soup = read(client, page.url)

    assert soup.select_one(".empty h2").text.strip()
    assert not soup.select(".facet, .news-list, .pagination")
