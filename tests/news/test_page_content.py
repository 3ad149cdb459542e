"""What the page of a piece of news shows, and its links with models both ways."""

import re

import pytest
from bs4 import BeautifulSoup

from news.models import NewsExemplar
from tests.factories import ExemplarPageFactory, NewsDeskPageFactory, NewsPageFactory
from tests.news.full_news import SAID, bare_news, full_news

pytestmark = pytest.mark.usefixtures("units")

OPTIONAL_PARTS = ["figures", "commendations", "documents", "attachments", "sources"]


def read(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def linked(soup, section):
    return [link.text.strip() for link in soup.select(f"[aria-labelledby={section}] h3 a")]


def test_it_shows_everything_that_is_known(client):
    text = " ".join(read(client, full_news()).main.text.split())

    assert [part for part, said in SAID.items() if said not in text] == []


def test_it_shows_no_part_of_which_nothing_is_known(client):
    soup = read(client, bare_news())

    assert [part for part in OPTIONAL_PARTS if soup.find(id=part)] == []
    assert not soup.select("figure, table, .news-body")


def test_it_leaves_no_hole_where_nothing_is_known(client):
    for page in (bare_news(), bare_news(parent=NewsDeskPageFactory(unit=None)), full_news()):
        main = read(client, page).main

        hollow = [
            element
            for element in main.select("h2, h3, dt, dd, p, li, ul, ol, dl, th, td, small, span, figcaption, blockquote")
            if not element.text.strip() and not element.find(["img", "svg", "meter"])
        ]
        assert hollow == []
        assert not re.search(r"\bNone\b", main.text)


def test_it_uses_each_anchor_once(client):
    anchors = [element["id"] for element in read(client, full_news((ExemplarPageFactory(),))).find_all(id=True)]

    assert len(anchors) == len(set(anchors))


def test_news_of_no_named_province_stands_in_a_desk_of_its_own(client):
    page = bare_news(parent=NewsDeskPageFactory(unit=None))

    assert page.url == "/tin-tuc/tin-chung/tin-ngan/"
    assert read(client, page).h1.text == "Tin ngắn"


def test_a_number_is_marked_where_the_editors_counted_it(client):
    rows = read(client, full_news()).select("#figures tbody tr")

    assert [bool(row.select(".chip")) for row in rows] == [False, True]


def test_news_and_model_lead_to_each_other(client):
    model = ExemplarPageFactory(title="Camera an ninh")
    news = full_news((model,))

    assert linked(read(client, news), "told-about") == ["Camera an ninh"]
    assert linked(read(client, model), "related-news") == [news.title]


def test_models_stand_in_the_order_the_editor_gave_them(client):
    models = [ExemplarPageFactory(title=title) for title in ("Kẻng", "Camera", "Bản")]

    assert linked(read(client, full_news(tuple(reversed(models)))), "told-about") == ["Bản", "Camera", "Kẻng"]


def test_news_about_a_model_stands_newest_first(client):
    model = ExemplarPageFactory()
    for date in ("2021", "", "2022-11-01"):
        NewsPageFactory(title=f"Tin {date}", original_date=date, linked_exemplars=[NewsExemplar(exemplar=model)])

    assert linked(read(client, model), "related-news") == ["Tin 2022-11-01", "Tin 2021", "Tin"]


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_it_does_not_show_a_model_that_is_not_public(client, hide):
    model = ExemplarPageFactory(title="Camera an ninh")
    news = full_news((model,))
    hide_page(model, hide)

    assert "Camera an ninh" not in read(client, news).text


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_a_model_does_not_show_news_that_is_not_public(client, hide):
    model = ExemplarPageFactory()
    news = full_news((model,))
    hide_page(news, hide)

    soup = read(client, model)

    assert news.title not in soup.text
    assert not soup.find(id="related-news")


def hide_page(page, way):
    if way == "unpublish":
        page.unpublish()
    else:
        page.view_restrictions.create(restriction_type="login")


def test_a_province_shows_its_newest_news(client):
    news = NewsPageFactory(title="Gia Lai sơ kết phong trào")
    model = ExemplarPageFactory()
    NewsPageFactory(title="Tin nơi khác", parent=NewsDeskPageFactory(unit=None))

    assert linked(read(client, model.get_parent()), "related-news") == [news.title]
