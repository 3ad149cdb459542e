"""How the page says what it made of a query: mended slips, places, missing words; and what the editors put first."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from tests.factories import ExemplarPageFactory, NewsPageFactory, PromotedResultFactory, make_implementation
from tests.search.conftest import quickly
from tests.search.result_pages import ResultPage, asked, words

pytestmark = pytest.mark.django_db

HOAI_CHAU = "2024-W21649"


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    camera = quickly(ExemplarPageFactory, title="Camera an ninh", summary="Mỗi ngõ một camera, do dân góp tiền.")
    make_implementation(camera, (HOAI_CHAU,))
    for number in range(24):
        quickly(NewsPageFactory, title=f"Hòm thư góp ý {number}", lead="Hòm thư góp ý đặt ở nhà văn hóa.")
    index_shared()


def page(client, text, **params):
    return ResultPage(client, q=text, **params)


# ── What was understood ─────────────────────────────────────────────────────────────────────────


def test_it_says_which_query_it_answers_in_place_of_one_with_a_slip(client):
    shown = page(client, "camera an nihn")

    assert shown.titles == ["Camera an ninh"]
    assert words(shown.soup.select_one(".reading strong")) == "camera an ninh"
    assert "camera an nihn" in shown.reading
    assert shown.soup.select_one("input[name=q]")["value"] == "camera an nihn"


def test_it_says_nothing_where_a_query_is_plain(client):
    assert page(client, "camera an ninh").reading == ""


@pytest.mark.parametrize("text", ["xã Hoài Châu", "xa hoai chau", "camera xã Hoài Châu"])
def test_it_says_which_place_it_understood_and_what_lies_there_now(client, text):
    shown = page(client, text)

    assert "Camera an ninh" in shown.titles
    assert "xã Hoài Châu" in shown.reading
    assert "phường Tam Quan" in shown.reading


def test_it_names_the_words_that_no_result_has(client):
    shown = page(client, "camera an ninh xyzzy")

    assert shown.titles == ["Camera an ninh"]
    assert [words(missing) for missing in shown.soup.select(".reading__missing")] == ["xyzzy"]


def test_it_shows_what_was_typed_as_text(client):
    shown = page(client, "camera an nihn <em>")

    assert not shown.soup.select("#answer em")


# ── Promoted ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def promoted(scene):
    return PromotedResultFactory(
        queries="hòm thư góp ý", page=NewsPageFactory(title="Hòm thư mẫu"), message="Đọc trước nhất"
    )


def recommended(shown):
    return [words(title) for title in shown.soup.select(".promoted h3")]


@pytest.mark.parametrize("text", ["hòm thư góp ý", "HOM THU GOP Y"])
def test_it_shows_promoted_pages_above_the_results_with_the_reason(client, promoted, text):
    shown = page(client, text)

    assert recommended(shown) == ["Hòm thư mẫu"]
    assert gettext("Recommended") in words(shown.soup.select_one(".promoted"))
    assert "Đọc trước nhất" in words(shown.soup.select_one(".promoted"))


def test_it_shows_a_promoted_page_once(client):
    first = page(client, "hòm thư góp ý").titles[0]
    PromotedResultFactory(queries="hòm thư góp ý", page=NewsPageFactory._meta.model.objects.get(title=first))

    shown = page(client, "hòm thư góp ý")

    assert recommended(shown) == [first]
    assert first not in shown.titles
    assert shown.total == 24


@pytest.mark.parametrize("params", [{"page": "2"}, {"type": "news"}])
def test_it_promotes_nothing_to_a_reader_who_went_on(client, promoted, params):
    assert recommended(page(client, "hòm thư góp ý", **params)) == []


def test_it_promotes_nothing_whose_time_is_over(client, promoted):
    promoted.ends_on = timezone.localdate() - dt.timedelta(days=1)
    promoted.save()

    assert recommended(page(client, "hòm thư góp ý")) == []


def test_it_promotes_a_page_for_a_query_that_finds_nothing(client):
    PromotedResultFactory(queries="xyzzy", page=NewsPageFactory(title="Hòm thư mẫu"))

    assert recommended(page(client, "xyzzy")) == ["Hòm thư mẫu"]


# ── Cost ────────────────────────────────────────────────────────────────────────────────────────


def test_it_takes_as_many_queries_for_a_full_page_as_for_one_result(client):
    def cost(text):
        with CaptureQueriesContext(connection) as captured:
            found = len(page(client, text).titles)
        return found, len(captured)

    cost("hòm thư góp ý")  # content types, site roots and words are remembered by the process
    one, full = cost("camera an ninh"), cost("hòm thư góp ý")

    assert (one[0], full[0]) == (1, 20)
    assert full[1] <= one[1]


def test_the_links_of_its_pages_keep_what_was_asked(client):
    second = page(client, "hòm thư góp ý", sort="newest").soup.select_one(".pagination a")

    assert asked(second) == {"q": ["hòm thư góp ý"], "sort": ["newest"], "page": ["2"]}
    assert second["rel"] == ["nofollow"]
