"""The front page and plain pages."""

import pytest
from bs4 import BeautifulSoup

from home import front_page
from home.models import HomePage
from territory.models import AdministrativeUnit
from tests.factories import (
    ExemplarPageFactory,
    HomePageFactory,
    NewsPageFactory,
    PlainPageFactory,
    ProvincePageFactory,
    make_implementation,
)
from tests.models_gallery.full_exemplar import full_exemplar
from tests.news.full_news import full_news

pytestmark = pytest.mark.usefixtures("units")


def read(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def counts(soup):
    return [int(number.text) for number in soup.select(".counts dd")]


def test_it_counts_models_places_and_news(client):
    make_implementation(full_exemplar(), ("2024-D629",))
    ExemplarPageFactory()
    full_news()

    assert counts(read(client)) == [2, 2, 1]


def test_it_counts_only_what_is_published(client):
    page = ExemplarPageFactory()
    make_implementation(page)
    make_implementation(page, live=False)
    hidden = ExemplarPageFactory()
    make_implementation(hidden)
    hidden.unpublish()
    NewsPageFactory(live=False)

    assert counts(read(client)) == [1, 1, 0]


def test_it_leads_into_models_by_field_and_by_province(client):
    page = ExemplarPageFactory()
    desk = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    ExemplarPageFactory(parent=desk)

    soup = read(client)

    for link in [*soup.select(".tile"), *soup.select(".index-list a")]:
        assert read(client, link["href"]).select(".card"), link["href"]
    assert [" ".join(link.text.split()) for link in soup.select(".index-list a")] == ["Gia Lai 1", "Thái Nguyên 1"]
    assert [link["href"] for link in soup.select(".tile")] == [f"/mo-hinh/?field={page.field.key}"]


def test_it_shows_the_newest_models_and_news(client, monkeypatch):
    monkeypatch.setattr(front_page, "NEWEST_MODELS", 2)
    monkeypatch.setattr(front_page, "NEWEST_NEWS", 2)
    for number in range(3):
        ExemplarPageFactory(title=f"Mô hình {number}")
        NewsPageFactory(title=f"Tin {number}", original_date=f"2022-11-0{number + 1}")

    soup = read(client)

    assert [card.text.strip() for card in soup.select(".card h3")] == ["Mô hình 2", "Mô hình 1"]
    assert [card.text.strip() for card in soup.select(".news-card h3")] == ["Tin 2", "Tin 1"]


def test_it_stands_without_content_and_without_holes(client):
    HomePageFactory()

    soup = read(client)

    assert soup.h1.text.strip()
    assert not soup.select(".tiles, .cards, .index-list, .news-list")
    assert counts(soup) == [0, 0, 0]
    assert [heading for heading in soup.select("h2") if not heading.text.strip()] == []


def test_it_shows_its_headline_else_its_title(client):
    home = HomePageFactory()
    assert read(client).h1.text == home.headline

    home.headline = ""
    home.save_revision().publish()

    assert read(client).h1.text == home.title


def test_it_uses_each_anchor_once(client):
    full_news((full_exemplar(),))

    anchors = [element["id"] for element in read(client).find_all(id=True)]

    assert len(anchors) == len(set(anchors))


def test_it_is_read_in_english_with_a_notice_where_it_is_not_translated(client):
    HomePageFactory()

    soup = read(client, "/en/")

    assert soup.html["lang"] == "en"
    assert soup.select_one("[role=note]")
    assert soup.main["lang"] == "vi"


def test_a_plain_page_shows_its_text(client):
    page = PlainPageFactory(title="Hướng dẫn", body="<h2>Tìm</h2><p>Gõ có dấu hoặc không dấu.</p>")

    soup = read(client, page.url)

    assert soup.h1.text == "Hướng dẫn"
    assert "Gõ có dấu hoặc không dấu." in soup.main.text


def test_the_about_page_that_the_footer_names_is_there(client):
    HomePageFactory()
    footer = read(client).footer

    for link in footer.select("a[href^='/']"):
        assert client.get(link["href"]).status_code == 200, link["href"]


def test_there_is_one_front_page_at_the_root_of_the_site(client):
    home = HomePageFactory()

    assert home.url == "/"
    assert HomePage.objects.count() == 1
