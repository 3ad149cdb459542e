"""The search page, as a reader uses it."""

import html
import re

import pytest

from models_gallery.models import Field, Form
from tests.factories import ExemplarPageFactory, NewsPageFactory
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    quickly(ExemplarPageFactory, title="Camera an ninh", forms=[Form.objects.get(key="camera")])
    quickly(
        ExemplarPageFactory,
        title="Camera & đèn xóm",
        field=Field.objects.get(key="an-sinh-xa-hoi"),
        forms=[Form.objects.get(key="chieu-sang")],
    )
    quickly(NewsPageFactory, title="Camera trong tin", original_date="2022-06")
    index_shared()


def shown(client, address="/tim-kiem/", **params):
    answer = client.get(address, params)
    assert answer.status_code == 200
    return answer.text


def hits(page):
    """Return the titles of the results of a page, as a reader reads them."""
    return {
        html.unescape(re.sub(r"<[^>]+>", "", title)).strip()
        for title in re.findall(r'<article class="hit".*?<h3>(.*?)</h3>', page, re.DOTALL)
    }


def links(page, text):
    """Return the queries of the links with a text, in the order of the page."""
    found = re.findall(r'<a\b[^>]*?href="(\?[^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [html.unescape(query) for query, label in found if text in html.unescape(re.sub(r"<[^>]+>", "", label))]


def typed_text(page):
    """Return what stands in the search box."""
    return html.unescape(re.search(r'<input[^>]*name="q"[^>]*value="([^"]*)"', page, re.DOTALL)[1])


def test_it_shows_only_the_form_before_anything_is_asked(client):
    page = shown(client)

    assert 'name="q"' in page
    assert 'action="/tim-kiem/"' in page
    assert hits(page) == set()


def test_it_shows_what_was_found_with_the_words_marked(client):
    page = shown(client, q="camera")

    assert hits(page) == {"Camera an ninh", "Camera & đèn xóm", "Camera trong tin"}
    assert "<mark>Camera</mark>" in page
    assert typed_text(page) == "camera"


def test_it_narrows_by_the_link_of_a_facet(client):
    (query,) = links(shown(client, q="camera"), "Chiếu sáng")

    assert hits(shown(client, f"/tim-kiem/{query}")) == {"Camera & đèn xóm"}


def test_it_shows_a_filter_in_use_with_a_link_that_removes_it(client):
    page = shown(client, q="camera", form="chieu-sang")
    chosen = re.search(r'<div class="chosen">.*?</div>', page, re.DOTALL)[0]

    (query,) = links(chosen, "Chiếu sáng")

    assert hits(page) == {"Camera & đèn xóm"}
    assert len(hits(shown(client, f"/tim-kiem/{query}"))) == 3


def test_it_widens_a_facet_by_choosing_a_second_key(client):
    page = shown(client, q="camera", form="chieu-sang")
    facets = page.split('<div class="chosen">')[0]
    (query,) = links(facets, "Camera")

    assert hits(shown(client, f"/tim-kiem/{query}")) == {"Camera an ninh", "Camera & đèn xóm"}


def test_it_sorts_by_the_link_of_an_order(client):
    page = shown(client, q="camera", sort="newest")
    first = re.search(r'<article class="hit".*?<h3>(.*?)</h3>', page, re.DOTALL)[1]

    assert "trong tin" in first


def test_it_explains_that_nobody_can_page_so_deep(client):
    page = shown(client, q="camera", page="999")

    assert 'role="alert"' in page
    assert "1.000" in page or "1000" in page
    assert hits(page) == set()


def test_it_keeps_the_typed_words_where_nobody_can_page_so_deep(client):
    assert typed_text(shown(client, q="camera", page="999")) == "camera"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'\"&<b>camera"])
def test_it_shows_typed_markup_as_text(client, text):
    page = shown(client, q=text)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>camera" not in page


@pytest.mark.parametrize(
    "params",
    [
        {"type": "person"},
        {"province": "atlantis"},
        {"field": "magic", "form": "spell"},
        {"year": "xx"},
        {"form": "\x00"},
        {"form": "x" * 5_000},
        {"sort": "cheapest"},
        {"page": "abc"},
        {"page": "0"},
        {"page": "-3"},
        {"page": "9" * 40},
        {"lang": "xx"},
        {"type": ["model"] * 100},
        {"nonsense": "1"},
    ],
    ids=lambda params: str(params)[:40],
)
@pytest.mark.parametrize("text", ["camera", ""], ids=["words", "no words"])
def test_it_is_a_page_whatever_the_address_holds(client, params, text):
    assert 'name="q"' in shown(client, q=text, **params)


@pytest.mark.parametrize("text", ["\x00", "camera\x00", "x" * 5_000, "a " * 2_000, "“camera”", "𝕮𝖆𝖒𝖊𝖗𝖆"])
def test_it_is_a_page_whatever_is_typed(client, text):
    assert 'name="q"' in shown(client, q=text)


def test_it_speaks_english_to_those_who_read_it(client):
    page = shown(client, "/en/tim-kiem/", q="camera")

    assert '<html lang="en"' in page
    assert 'action="/en/tim-kiem/"' in page
    assert len(hits(page)) == 3
    assert links(page, "Lighting")


def test_it_is_not_listed_by_search_engines(client):
    assert '<meta name="robots" content="noindex">' in shown(client, q="camera")


def test_it_only_reads(client):
    assert client.post("/tim-kiem/").status_code == 405
