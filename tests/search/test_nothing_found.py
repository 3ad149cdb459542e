"""A search that finds nothing leads on: which filter to drop, what is nearest, what there is to browse."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from models_gallery.models import Form
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, ProvincePageFactory, make_implementation
from tests.search.conftest import quickly
from tests.search.result_pages import ResultPage, asked, words

pytestmark = pytest.mark.django_db

HOAI_CHAU = "2024-W21649"


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    camera = quickly(ExemplarPageFactory, title="Camera xóm", forms=[Form.objects.get(key="camera")])
    make_implementation(camera, (HOAI_CHAU,))
    quickly(ExemplarPageFactory, title="Đèn xóm", forms=[Form.objects.get(key="chieu-sang")])
    quickly(NewsPageFactory, title="Tin xóm", original_date="2022-03")
    index_shared()


def page(client, text="xóm", **params):
    shown = ResultPage(client, q=text, **params)
    assert shown.titles == []
    return shown


def ways(shown):
    """The links that drop a filter with the number of results that each promises."""
    return {
        words(way.a): (way.a, int(words(way.select_one("span")).split()[0])) for way in shown.soup.select(".ways li")
    }


def nearest(shown):
    return [words(title) for title in shown.soup.select("section[aria-labelledby=nearest] h3")]


def test_it_says_for_one_filter_how_many_results_there_are_without_it(client):
    ((link, promised),) = ways(page(client, year="1999")).values()

    assert asked(link) == {"q": ["xóm"]}
    assert promised == ResultPage(client, q="xóm").total == 3


def test_it_says_for_each_of_several_filters_how_many_results_there_are_without_it(client):
    shown = page(client, form="camera", year="1999", type="model")
    found = {tuple(sorted(asked(link))): (link, promised) for link, promised in ways(shown).values()}

    assert {names: promised for names, (_link, promised) in found.items()} == {
        ("form", "q", "type"): 1,
        ("q", "type", "year"): 0,
        ("form", "q", "year"): 0,
    }
    assert shown.follow(found["form", "q", "type"][0]).titles == ["Camera xóm"]


def test_it_names_the_filter_first_whose_loss_helps_most(client):
    first = page(client, form="camera", year="1999").soup.select_one(".ways a")

    assert asked(first) == {"q": ["xóm"], "form": ["camera"]}


def test_it_drops_all_values_of_an_axis_together(client):
    ((link, promised),) = ways(page(client, year=["1998", "1999"])).values()

    assert (asked(link), promised) == ({"q": ["xóm"]}, 3)


def test_it_shows_what_there_is_without_the_filters(client):
    shown = page(client, year="1999")

    assert set(nearest(shown)) == {"Camera xóm", "Đèn xóm", "Tin xóm"}


def test_it_shows_the_same_in_other_places_where_the_place_has_none(client):
    shown = page(client, "camera tỉnh Thái Nguyên")
    everything = shown.soup.select_one("section[aria-labelledby=nearest] a[href^='?']")

    assert nearest(shown) == ["Camera xóm"]
    assert "Camera xóm" in shown.follow(everything).titles


def test_it_shows_what_there_is_in_the_province_of_a_place_that_has_nothing(client):
    shown = page(client, "xã Hoài Sơn")

    assert "Camera xóm" in nearest(shown)


def test_it_still_says_which_place_it_understood(client):
    assert "Hoài Sơn" in page(client, "xã Hoài Sơn").reading


@pytest.mark.parametrize("text", ["xyzzy plugh", "!!!", "của và", "“”"])
def test_it_is_never_a_dead_end(client, text):
    shown = page(client, text)

    assert "/mo-hinh/" in [link["href"] for link in shown.soup.select("#answer a")]
    assert "/mo-hinh/?field=an-ninh-trat-tu" in [link["href"] for link in shown.soup.select(".tiles a")]


def test_it_leads_on_in_the_readers_language(client):
    shown = ResultPage(client, "/en/tim-kiem/", q="xyzzy")

    assert "/en/mo-hinh/?field=an-ninh-trat-tu" in [link["href"] for link in shown.soup.select(".tiles a")]


@pytest.mark.parametrize("text", ["xóm", "xóm tỉnh Thái Nguyên"])
def test_it_asks_the_engine_a_few_times_more_however_many_filters_there_are(client, monkeypatch, text):
    calls = []
    for engine in (DatabaseEngine, ElasticsearchEngine):
        for name in ("search", "totals_without"):
            original = getattr(engine, name)

            def counted(self, request, original=original):
                calls.append(request)
                return original(self, request)

            monkeypatch.setattr(engine, name, counted)

    def cost(**filters):
        calls.clear()
        page(client, text, year="1999", **filters)
        return len(calls)

    few = cost()
    many = cost(form="camera", type="model", field="an-ninh-trat-tu", evidence="told", status="active", cost="nothing")

    assert many <= few + 1


def test_it_asks_the_database_for_little_where_elasticsearch_answers(client, shared_engine):
    page(client, year="1999")  # content types, site roots and words are remembered by the process
    with CaptureQueriesContext(connection) as captured:
        shown = page(client, year="1999")

    assert len(nearest(shown)) == 3
    assert len(captured) <= {"elasticsearch": 16, "database": 150}[shared_engine]
