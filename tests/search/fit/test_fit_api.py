"""The open API of what fits a place."""

import pytest

from models_gallery.models import ExemplarPage, Field, UnitType
from tests.factories import ExemplarPageFactory, make_implementation
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    page = quickly(
        ExemplarPageFactory,
        title="Chuông báo cháy",
        summary="Chuông ở <chợ>.",
        field=Field.objects.get(key="phong-chay-chua-chay"),
        unit_types=[UnitType.objects.get(key="cho")],
    )
    make_implementation(page, ("2024-W21649",))
    quickly(ExemplarPageFactory, title="Bình chữa cháy", field=Field.objects.get(key="phong-chay-chua-chay"))
    quickly(ExemplarPageFactory, title="Cháy kín đáo").unpublish()
    index_shared()


def get(client, **params):
    answer = client.get("/api/fit/", params)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_answers_in_the_agreed_shape(client):
    answer = get(client, unit="xa hoai chau", unit_type="cho", q="chuong bao chay", budget="nothing", lang="en")
    page = ExemplarPage.objects.get(title="Chuông báo cháy")

    assert list(answer) == ["locality", "results"]
    assert answer["locality"] == {
        "unit": {
            "code": "2024-W21649",
            "name": "xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định (now phường Tam Quan)",
        },
        "area": ["rural"],
        "unit_type": "cho",
        "budget": "nothing",
        "field": "",
        "q": "chuong bao chay",
    }
    first = answer["results"][0]
    assert list(first) == ["id", "title", "url", "summary", "score", "reasons", "cautions"]
    assert first | {"score": 0, "reasons": [], "cautions": []} == {
        "id": page.pk,
        "title": "Chuông báo cháy",
        "url": page.url,
        "summary": "Chuông ở <chợ>.",
        "score": 0,
        "reasons": [],
        "cautions": [],
    }
    assert first["reasons"] == [
        {"key": "q", "text": "Is about what you wrote: “chuong bao chay”"},
        {"key": "unit", "text": "Runs in your commune (1 place)"},
        {"key": "area", "text": "Runs in a place like yours: Countryside"},
        {"key": "unit_type", "text": "Made for: Market"},
    ]
    assert {"key": "budget", "text": "What it costs is not stated"} in first["cautions"]


def test_the_best_comes_first_with_the_greatest_score(client):
    results = get(client, unit="Tam Quan", field="phong-chay-chua-chay")["results"]

    assert [result["title"] for result in results] == ["Chuông báo cháy", "Bình chữa cháy"]
    assert results[0]["score"] > results[1]["score"]


def test_it_gives_no_more_than_asked_for(client):
    assert len(get(client, field="phong-chay-chua-chay", limit=1)["results"]) == 1


def test_it_understands_the_code_of_a_unit_and_several_areas(client):
    locality = get(client, unit="2025-P52", area=["island", "border"])["locality"]

    assert locality["unit"]["code"] == "2025-P52"
    assert locality["area"] == ["border", "island"]


def test_it_answers_an_empty_list_where_nothing_fits(client):
    assert get(client, q="xyzzy plugh")["results"] == []


def test_it_never_gives_what_is_not_published(client):
    assert "Cháy kín đáo" not in [result["title"] for result in get(client, q="cháy kín đáo")["results"]]


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({}, ""),
        ({"unit": "Atlantis"}, "Atlantis"),
        ({"unit": "x" * 10_000}, "unit"),
        ({"area": "moon"}, "moon"),
        ({"area": ["rural", "moon"]}, "area"),
        ({"unit_type": "\x01nave"}, "unit_type"),
        ({"budget": "9"}, "budget"),
        ({"field": "magic"}, "magic"),
        ({"q": "?!"}, "q"),
        ({"q": "cháy", "lang": "xx"}, "lang"),
        ({"q": "cháy", "limit": "101"}, "limit"),
        ({"q": "cháy", "limit": "x"}, "limit"),
        ({"unit": "Mang Yang"}, "huyện Mang Yang, tỉnh Gia Lai"),
    ],
    ids=str,
)
def test_it_refuses_what_means_nothing_and_says_why(client, params, named):
    answer = client.get("/api/fit/", params)

    assert answer.status_code == 400
    assert list(answer.json()) == ["message"]
    assert named in answer.json()["message"]
    assert len(answer.content) < 2_000


def test_it_is_described(client):
    described = client.get("/api/openapi.json").json()["paths"]["/api/fit/"]["get"]

    assert {parameter["name"] for parameter in described["parameters"]} == {
        "unit", "area", "unit_type", "budget", "field", "q", "lang", "limit",
    }  # fmt: skip
    assert set(described["responses"]) == {"200", "400"}
    assert "/phu-hop/" in described["description"]
