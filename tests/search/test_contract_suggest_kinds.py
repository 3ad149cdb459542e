"""Fields, forms, places and past queries among the suggestions: the same on both engines."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from models_gallery.models import Field, Form
from search import known_places, service
from search.models import SuggestionBlock
from tests.factories import ExemplarPageFactory, ProvincePageFactory, QueryUseFactory, make_implementation
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db

HOAI_CHAU, MANG_YANG = "2024-W21649", "2024-D629"


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    ProvincePageFactory()
    camera = quickly(ExemplarPageFactory, title="Mắt thần", forms=[Form.objects.get(key="camera")])
    make_implementation(camera, (HOAI_CHAU,))
    keng = quickly(ExemplarPageFactory, title="Tiếng kẻng", field=Field.objects.get(key="phong-chong-ma-tuy"))
    make_implementation(keng, (MANG_YANG,))
    for number in range(9):
        quickly(ExemplarPageFactory, title=f"Camera phố {number}", forms=[Form.objects.get(key="camera")])
    index_shared()


def offered(text, kind=None):
    return [one.title for one in service.suggest(text) if kind in {None, one.type}]


def address(text, kind):
    (url,) = {one.url for one in service.suggest(text) if one.type == kind}
    return url


# ── Fields and forms ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["cam", "Came", "camera"])
def test_it_offers_a_form_by_the_letters_it_begins_with(typed):
    assert offered(typed, "form") == ["Camera"]
    assert address(typed, "form") == "/tim-kiem/?form=camera"


@pytest.mark.parametrize("typed", ["ma tu", "phòng, chống ma", "phong chong ma tuy"])
def test_it_offers_a_field_by_any_of_its_words(typed):
    assert offered(typed, "field") == ["Phòng, chống ma túy"]
    assert address(typed, "field") == "/tim-kiem/?field=phong-chong-ma-tuy"


def test_it_offers_no_field_or_form_that_no_published_page_has():
    assert offered("chieu sang", "form") == []
    assert offered("an sinh", "field") == []


def test_it_names_terms_in_the_language_asked_for_and_leads_to_its_search(client):
    found = client.get("/api/suggest/", {"q": "drug", "lang": "en"}).json()["suggestions"]

    assert [(one["type"], one["url"]) for one in found] == [("field", "/en/tim-kiem/?field=phong-chong-ma-tuy")]
    assert client.get("/api/suggest/", {"q": "drug", "lang": "xx"}).status_code == 400


# ── Places ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["hoai ch", "Hoài Châu", "xa hoai", "xã Hoài Ch"])
def test_it_offers_a_former_commune_in_which_something_runs(typed):
    assert "Xã Hoài Châu, Bình Định" in offered(typed, "place")[0]


def test_it_offers_the_commune_that_it_is_part_of_now():
    assert offered("tam qu", "place") == ["Phường Tam Quan, Gia Lai"]


def test_it_offers_a_former_district_and_a_former_province():
    assert any("Huyện Mang Yang, Gia Lai" in title for title in offered("mang y", "place"))
    assert "Tỉnh Bình Định" in offered("binh d", "place")[0]


def test_a_province_of_today_is_the_page_of_the_province_and_no_second_suggestion():
    assert [one.type for one in service.suggest("tinh gia l")] == ["province"]


@pytest.mark.parametrize("typed", ["hoai ch", "tam qu", "mang y", "binh d"])
def test_what_is_offered_for_a_place_leads_to_what_runs_there(client, typed):
    for url in {one.url for one in service.suggest(typed) if one.type == "place"}:
        assert client.get(url).context["answer"].total > 0


@pytest.mark.parametrize("typed", ["thai ng", "cho don", "hoai s", "ho chi"])
def test_it_offers_no_place_of_which_nothing_is_published(typed):
    assert offered(typed, "place") == []


# ── Past queries ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def popular(scene):
    for days in (1, 2):
        QueryUseFactory(
            shown="camera chống trộm",
            day=timezone.localdate() - dt.timedelta(days=days),
            searches=5,
            last_total=3,
            best_total=3,
            voices=0b11,
        )


@pytest.mark.parametrize("typed", ["cam", "camera c", "CAMERA chong"])
def test_it_offers_what_others_found(popular, typed):
    assert offered(typed, "query") == ["camera chống trộm"]
    assert address(typed, "query").startswith("/tim-kiem/?q=camera")


def test_it_offers_no_query_that_an_editor_has_blocked(popular):
    SuggestionBlock.objects.create(text="chống trộm")

    assert offered("camera", "query") == []


def test_it_offers_no_query_that_is_a_title_too():
    for days in (1, 2):
        QueryUseFactory(
            shown="mắt thần",
            day=timezone.localdate() - dt.timedelta(days=days),
            searches=5,
            last_total=1,
            best_total=1,
            voices=0b11,
        )

    assert [one.type for one in service.suggest("mat th")] == ["model"]


# ── Together ────────────────────────────────────────────────────────────────────────────────────


def test_the_best_of_each_kind_is_among_the_first_five(popular):
    kinds = [one.type for one in service.suggest("cam")]

    assert kinds[:2] == ["model", "model"]
    assert {"model", "form", "query"} <= set(kinds[:5])
    assert len(kinds) == 10


@pytest.mark.parametrize("typed", ["tieengs kẻng", "tieengs ke", "tie61ng ke", "tieng kerng", "tieesng"])
def test_it_reads_keys_that_no_input_method_turned(typed):
    assert offered(typed, "model") == ["Tiếng kẻng"]


def test_it_takes_keys_for_letters_before_a_word_is_whole():
    assert offered("camera phoos 1") == ["Camera phố 1"]


def test_it_asks_the_database_once_while_elasticsearch_answers(shared_engine):
    offered("cam")  # terms and places are remembered
    with CaptureQueriesContext(connection) as captured:
        offered("cam")

    assert len(captured) <= {"elasticsearch": 1, "database": 12}[shared_engine]


def test_it_costs_the_same_however_much_is_found(shared_engine):
    def cost(text):
        known_places.forget()
        with CaptureQueriesContext(connection) as captured:
            offered(text)
        return len(captured)

    cost("cam")
    assert cost("ca") <= cost("mat") + {"elasticsearch": 0, "database": 4}[shared_engine]
