"""The part of the page that htmx asks for, and which views are counted."""

import pytest
from django.core.signing import loads

from search.models import QueryUse
from tests.factories import ExemplarPageFactory
from tests.search.result_pages import ResultPage

pytestmark = pytest.mark.usefixtures("units")

IN_PLACE = {"HX-Request": "true"}
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture(autouse=True)
def model(units):
    return ExemplarPageFactory(title="Camera an ninh")


def counted():
    return dict(QueryUse.objects.values_list("shown", "searches"))


# ── One address, two answers ────────────────────────────────────────────────────────────────────


def test_htmx_gets_just_the_results_with_the_title_of_the_page(client):
    whole, part = ResultPage(client, q="camera"), ResultPage(client, q="camera", headers=IN_PLACE)

    assert part.titles == whole.titles == ["Camera an ninh"]
    assert part.soup.title.text.split() == whole.soup.title.text.split()
    assert part.soup.select("#answer")
    assert not part.soup.select("html, header, footer, form")


def test_what_htmx_gets_is_what_the_whole_page_holds(client):
    whole = ResultPage(client, q="camera").soup.select_one("#answer")
    part = ResultPage(client, q="camera", headers=IN_PLACE).soup.select_one("#answer")

    assert part.get_text().split() == whole.get_text().split()
    assert [link["href"] for link in part.select("a")] == [link["href"] for link in whole.select("a")]


def test_a_page_of_history_is_a_whole_one(client):
    shown = ResultPage(client, q="camera", headers={"HX-History-Restore-Request": "true"})

    assert shown.soup.select("html, footer")


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_no_cache_takes_one_answer_for_the_other_or_keeps_it_for_others(client, headers):
    response = client.get("/tim-kiem/", {"q": "camera"}, headers=headers)

    assert "HX-Request" in response["Vary"]
    assert {part.strip() for part in response["Cache-Control"].split(",")} == {"private", "max-age=0"}


def test_links_out_of_the_results_are_left_to_the_browser(client):
    answer = ResultPage(client, q="camera").soup.select_one("#answer")

    assert answer["hx-boost"] == "true"
    for link in answer.select("a"):
        leads_out = not link["href"].startswith(("?", "#"))
        assert not leads_out or link.find_parent(attrs={"hx-boost": "false"}), link


def test_it_runs_no_code_from_the_page(client):
    soup = ResultPage(client, q="camera").soup

    assert '"allowEval": false' in soup.select_one("meta[name=htmx-config]")["content"]
    assert '"includeIndicatorStyles": false' in soup.select_one("meta[name=htmx-config]")["content"]
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in soup.select("script"))


# ── Counting ────────────────────────────────────────────────────────────────────────────────────


def search(client, *, text="camera", headers=None, **params):
    client.get("/tim-kiem/", {"q": text, **params}, headers={**BROWSER, **(headers or {})})


def test_a_typed_query_is_counted(client):
    search(client)
    search(client, text="Camera!")

    assert counted() == {"camera": 2}


def test_it_counts_what_the_reader_typed_with_the_province_and_the_number_found(client):
    search(client, text="camera an ninh", province="gia-lai")
    search(client, text="xyzzy")

    assert set(QueryUse.objects.values_list("shown", "province", "last_total")) == {
        ("camera an ninh", "gia-lai", 1),
        ("xyzzy", "", 0),
    }


@pytest.mark.parametrize(
    "params",
    [
        {"page": "2"},
        {"text": ""},
        {"text": "", "province": "gia-lai"},
        {"headers": IN_PLACE | {"Referer": "http://testserver/tim-kiem/?q=camera"}},
        {"headers": {"Referer": "http://testserver/tim-kiem/?q=camera&form=keng"}},
        {"headers": {"Sec-Purpose": "prefetch;prerender"}},
        {"headers": {"Purpose": "prefetch"}},
        {"headers": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}},
        {"headers": {"User-Agent": "facebookexternalhit/1.1"}},
        {"headers": {"User-Agent": "curl/8.5.0"}},
    ],
    ids=str,
)
def test_a_view_that_is_no_new_search_is_not_counted(client, params):
    search(client, **params)

    assert counted() == {}


@pytest.mark.parametrize(
    "referer",
    ["http://testserver/", "http://testserver/tim-kiem/?q=loa", "https://elsewhere.example/tim-kiem/?q=camera"],
)
def test_a_query_from_another_page_is_counted(client, referer):
    search(client, headers={"Referer": referer})

    assert counted() == {"camera": 1}


def test_looking_at_the_head_of_the_page_is_not_counted(client):
    client.head("/tim-kiem/", {"q": "camera"}, headers=BROWSER)

    assert counted() == {}


def test_readers_behind_our_proxy_are_told_apart_by_what_it_saw(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(40):
        search(client, headers={"X-Forwarded-For": f"10.0.0.1, 198.51.100.{number}"})

    assert QueryUse.objects.get().voices.bit_count() > 1


def test_what_a_reader_claims_to_be_is_not_believed_without_a_proxy(client):
    for number in range(40):
        search(client, headers={"X-Forwarded-For": f"198.51.100.{number}"})

    assert QueryUse.objects.get().voices.bit_count() == 1


def test_the_page_carries_what_a_click_sends_back_outside_of_what_is_replaced(client):
    shown = ResultPage(client, q="camera", province="gia-lai", headers=BROWSER).soup
    (counting,) = shown.select("[data-token]")

    assert counting["data-click"] == "/tim-kiem/chon/"
    assert not counting.find_parent(id="answer")
    assert client.post(counting["data-click"], {"token": counting["data-token"]}).status_code == 204
    assert QueryUse.objects.get().clicked == 1
    assert loads(counting["data-token"], salt="search.click")[1:3] == ["camera", "gia-lai"]
