"""The open search API."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from models_gallery.models import ExemplarPage, Field, Form
from search.answers import FACETS
from tests.factories import ExemplarPageFactory, NewsPageFactory, PromotedResultFactory
from tests.search.conftest import forget_marks, quickly

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    quickly(
        ExemplarPageFactory,
        title="Bóng điện ngoài hè",
        summary="Đèn <sáng> xóm.",
        forms=[Form.objects.get(key="chieu-sang")],
    )
    quickly(NewsPageFactory, title="Bóng điện trong tin", original_date="2022-11-01")
    desk = ExemplarPage.objects.first().get_parent()
    for number in range(30):
        desk.add_child(
            instance=ExemplarPage(
                title=f"Hòm thư xóm {number}",
                slug=f"hom-thu-{number}",
                summary="Góp ý.",
                field=Field.objects.get(key="an-sinh-xa-hoi"),
                locale=desk.locale,
            )
        )
    index_shared()
    forget_marks()


def get(client, **params):
    answer = client.get("/api/search/", params)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(client, **params):
    answer = client.get("/api/search/", params)
    assert answer.status_code == 400
    assert list(answer.json()) == ["message"]
    return answer.json()["message"]


def test_it_answers_in_the_agreed_shape(client, shared_engine):
    answer = get(client, q="bong dien")

    agreed = ["query", "engine", "total", "took_ms", "did_you_mean", "results", "facets"]
    assert list(answer) == [*agreed, "answered", "understood", "missing", "promoted"]
    assert answer["query"] == "bong dien"
    assert answer["engine"] == shared_engine
    assert answer["total"] == 2
    assert isinstance(answer["took_ms"], int)
    assert answer["did_you_mean"] is None


def test_it_describes_a_result_in_the_agreed_shape(client):
    (result,) = get(client, q="bong dien", type="model")["results"]
    page = ExemplarPage.objects.get(title="Bóng điện ngoài hè")

    assert list(result) == ["id", "type", "title", "url", "summary", "highlight", "province", "field", "date"]
    assert result | {"highlight": ""} == {
        "id": page.pk,
        "type": "model",
        "title": "Bóng điện ngoài hè",
        "url": page.url,
        "summary": "Đèn <sáng> xóm.",
        "highlight": "",
        "province": "Gia Lai",
        "field": "An ninh trật tự",
        "date": "",
    }


def test_it_gives_the_date_of_a_result(client):
    (result,) = get(client, q="bong dien", type="news")["results"]

    assert result["date"] == "2022-11-01"
    assert result["field"] == ""


def test_it_lists_the_facets_with_labels_and_counts(client):
    facets = get(client, q="bong dien", form="chieu-sang")["facets"]

    assert list(facets) == list(FACETS)
    assert facets["form"] == [{"key": "chieu-sang", "label": "Chiếu sáng", "count": 1, "selected": True}]
    assert {value["key"]: value["count"] for value in facets["type"]} == {"model": 1}


def test_it_labels_in_the_language_asked_for(client):
    assert get(client, q="bong dien", form="chieu-sang", lang="en")["facets"]["form"][0]["label"] == "Lighting"


def test_it_takes_a_facet_several_times(client):
    assert get(client, q="bong dien", type=["model", "news"])["total"] == 2


@pytest.mark.parametrize(
    ("facet", "key"),
    [
        ("type", "page"),
        ("province", "thai-nguyen"),
        ("commune", "2025-W21637"),
        ("commune", "2024-D629"),
        ("field", "phong-chong-ma-tuy"),
        ("form", "keng"),
        ("unit_type", "truong-hoc"),
        ("evidence", "evaluated"),
        ("recognition", "state"),
        ("status", "paused"),
        ("cost", "over-200m"),
        ("year", "1999"),
    ],
)
def test_it_takes_every_key_that_a_page_could_have(client, facet, key):
    answer = get(client, q="bong dien", **{facet: key})

    assert answer["total"] == 0
    assert [value["key"] for value in answer["facets"][facet] if value["selected"]] == [key]


def test_it_says_how_it_read_places(client):
    assert any("phường Tam Quan" in place for place in get(client, q="xã Hoài Châu")["understood"])


def test_it_says_what_no_result_has_and_what_it_answered_in_place_of_a_slip(client):
    assert get(client, q="chiếu sáng xyzzy")["missing"] == ["xyzzy"]
    mended = get(client, q="bong dien ngaoi he")
    assert (mended["answered"], mended["did_you_mean"]) == ("bong dien ngoai he", "bong dien ngoai he")


def test_it_lists_the_promoted_pages_beside_the_results(client):
    page = ExemplarPage.objects.get(title="Bóng điện ngoài hè")
    PromotedResultFactory(queries="bong dien", page=page, message="Nên đọc")

    answer = get(client, q="bóng điện")

    assert answer["promoted"] == [{"title": page.title, "url": page.url, "type": "model", "message": "Nên đọc"}]
    assert answer["total"] == len(answer["results"]) == 2


def test_it_answers_an_empty_list_where_nothing_fits(client):
    answer = get(client, q="xyzzy plugh")

    assert answer["total"] == 0
    assert answer["results"] == []


def test_it_pages(client):
    pages = [get(client, q="hom thu", page=number, page_size=12) for number in (1, 2, 3, 4)]

    assert [len(page["results"]) for page in pages] == [12, 12, 6, 0]
    assert len({result["id"] for page in pages for result in page["results"]}) == 30


@pytest.mark.parametrize(
    "params",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "abc"},
        {"page": "1.5"},
        {"page": "9" * 40},
        {"page": "51"},
        {"page_size": "0"},
        {"page_size": "101"},
        {"page_size": "9" * 40},
        {"page_size": "viele"},
        {"page": "11", "page_size": "100"},
        {"sort": "cheapest"},
        {"type": "person"},
        {"province": "atlantis"},
        {"field": "magic"},
        {"form": "spell"},
        {"form": "chieu-sang\x00"},
        {"year": "22"},
        {"year": "２０２２"},
        {"year": "soon"},
        {"lang": "xx"},
        {"lang": "vi\x00"},
        {"type": ["model", "person"]},
        {"type": ["model"] * 41},
        {"commune": "2025-W99999"},
        {"commune": "2025-P52"},
        {"unit_type": "moon"},
        {"evidence": "hearsay"},
        {"recognition": "galaxy"},
        {"status": "maybe"},
        {"cost": "priceless"},
    ],
    ids=str,
)
def test_it_refuses_a_bad_parameter_and_names_it(client, params):
    message = refused(client, q="bong", **params)

    assert any(name in message for name in params)


def test_it_tells_how_deep_one_may_page(client):
    assert "1000" in refused(client, q="bong", page="11", page_size="100").replace(".", "")


@pytest.mark.parametrize(
    "text", ["bong dien " * 500, "x" * 10_000, "\x00", "bong\x00dien", '"bong', "a b " * 800, "😀"]
)
def test_it_cuts_and_cleans_a_strange_text_instead_of_refusing_it(client, text):
    answer = get(client, q=text)

    assert len(answer["query"]) <= 200
    assert "\x00" not in answer["query"]


@pytest.mark.parametrize("name", ["q", "page", "nothing"])
def test_it_ignores_parameters_it_does_not_know(client, name):
    assert get(client, **{"q": "bong dien", f"un{name}": "1"})["total"] == 2


def test_it_takes_as_many_queries_for_thirty_results_as_for_two(client):
    def queries(text):
        with CaptureQueriesContext(connection) as captured:
            found = len(get(client, q=text, page_size=100)["results"])
        return found, len(captured)

    queries("hom thu")  # content types and site roots are remembered by the process
    few, many = queries("bong dien"), queries("hom thu")

    assert (few[0], many[0]) == (2, 30)
    assert many[1] <= few[1]


def test_it_asks_the_database_for_little_and_for_nothing_but_labels_when_elasticsearch_answers(client, shared_engine):
    get(client, q="hom thu")
    with CaptureQueriesContext(connection) as captured:
        get(client, q="hom thu", page_size=100)

    # Labels of fields, forms and unit types; the editors' words, places and promoted results.
    assert len(captured) <= {"elasticsearch": 6, "database": 45}[shared_engine]


def test_it_suggests_in_the_agreed_shape(client):
    answer = client.get("/api/suggest/", {"q": "bong dien ng"}).json()
    page = ExemplarPage.objects.get(title="Bóng điện ngoài hè")

    assert answer == {"suggestions": [{"title": page.title, "url": page.url, "type": "model"}]}


def test_it_suggests_at_most_ten(client):
    assert len(client.get("/api/suggest/", {"q": "hom"}).json()["suggestions"]) == 10


@pytest.mark.parametrize("text", ["", "\x00", "x" * 10_000, "hom " * 800, '"'])
def test_it_suggests_for_any_text_without_failing(client, text):
    answer = client.get("/api/suggest/", {"q": text})

    assert answer.status_code == 200
    assert isinstance(answer.json()["suggestions"], list)


def test_it_needs_no_text_to_suggest(client):
    assert client.get("/api/suggest/").json() == {"suggestions": []}


def test_it_is_described_in_openapi(client):
    description = client.get("/api/openapi.json").json()

    assert {"/api/search/", "/api/suggest/"} <= set(description["paths"])
    asked = {parameter["name"] for parameter in description["paths"]["/api/search/"]["get"]["parameters"]}
    assert asked == {"q", *FACETS, "sort", "page", "page_size"}
    assert "400" in description["paths"]["/api/search/"]["get"]["responses"]


def test_it_shows_its_description_without_a_foreign_host(client):
    shown = client.get("/api/docs")

    assert shown.status_code == 200
    assert re.findall(r"(?:https?:)?//[a-z0-9][^\"' <>]+\.[a-z]{2,}[^\"' <>]*", shown.text) == []


def test_it_only_reads(client):
    assert client.post("/api/search/").status_code == 405
    assert client.delete("/api/suggest/").status_code == 405
