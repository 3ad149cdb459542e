"""The report on searches, as an editor sees it."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from tests.factories import QueryUseFactory
from tests.search.editors import editor

pytestmark = pytest.mark.usefixtures("units")

NOT_KEPT, NO_PROVINCE = gettext_lazy("(not kept)"), gettext_lazy("(no province chosen)")
ADDRESS = "/admin/reports/searches/"


def used(shown, searches=1, *, days_ago=0, **facts):
    return QueryUseFactory(
        shown=shown, searches=searches, day=timezone.localdate() - dt.timedelta(days=days_ago), **facts
    )


@pytest.fixture
def scene():
    used("bóng điện", 5, clicked=2, best_total=7)
    used("bóng điện", 3, days_ago=3, without_result=3, province="gia-lai")
    used("bong dien", 1, clicked=1)
    used("loa kéo", 4, without_result=4)
    used("", 2, without_result=1)
    used("đò ngang", 9, days_ago=45, without_result=9)


def page(client, **params):
    answer = client.get(ADDRESS, params)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def rows(soup):
    return soup.select("#listing-results tbody tr")


def table(soup):
    """Return the cells of the list: what was typed, searches, without result, with and without a click, most."""
    return [
        [row.select_one(".title-wrapper").get_text(strip=True), *(int(cell.text) for cell in row.select("td")[1:6])]
        for row in rows(soup)
    ]


def names(client, **params):
    return [row[0] for row in table(page(client, **params))]


def test_it_adds_up_a_query_over_days_provinces_and_spellings(admin_client, scene):
    assert table(page(admin_client)) == [
        ["bóng điện", 9, 3, 3, 3, 7],
        ["loa kéo", 4, 4, 0, 0, 0],
        [NOT_KEPT, 2, 1, 0, 1, 0],
    ]


def test_it_shows_the_sums_and_the_shares_of_what_found_nothing_and_was_not_opened(admin_client, scene):
    text = " ".join(page(admin_client).get_text().split())

    assert ngettext("%(searches)s search", "%(searches)s searches", 15) % {"searches": 15} in text
    assert "53,3 %" in text
    assert "26,7 %" in text


def test_it_lists_what_found_nothing(admin_client, scene):
    assert names(admin_client, show="without-result") == ["loa kéo", "bóng điện", NOT_KEPT]


def test_it_lists_what_nobody_opened(admin_client, scene):
    assert names(admin_client, show="without-click") == ["bóng điện", NOT_KEPT]


def test_it_lists_provinces(admin_client, scene):
    assert table(page(admin_client, show="provinces")) == [
        [NO_PROVINCE, 12, 5, 3, 4, 7],
        ["Gia Lai", 3, 3, 0, 0, 0],
    ]


def test_it_is_narrowed_to_a_province(admin_client, scene):
    assert table(page(admin_client, province="gia-lai")) == [["bóng điện", 3, 3, 0, 0, 0]]


def test_it_is_narrowed_to_words_with_or_without_diacritics(admin_client, scene):
    assert names(admin_client, q="Điện") == names(admin_client, q="dien") == ["bóng điện"]


def test_it_counts_the_days_that_are_chosen(admin_client, scene):
    today = timezone.localdate()
    long_ago = (today - dt.timedelta(days=50)).isoformat()

    assert names(admin_client, day_from=long_ago)[0] == "bóng điện"
    assert names(admin_client, day_from=long_ago, day_to=(today - dt.timedelta(days=40)).isoformat()) == ["đò ngang"]


def test_it_is_put_in_another_order(admin_client, scene):
    assert names(admin_client, ordering="times")[0] == NOT_KEPT
    assert names(admin_client, ordering="-times_in_vain")[0] == "loa kéo"
    assert names(admin_client, ordering="password")[0] == "bóng điện"


@pytest.mark.parametrize(
    "params", [{"show": "x"}, {"province": "x"}, {"day_from": "x"}, {"p": "x"}, {"day_from": "9999-99-99"}]
)
def test_it_answers_whatever_the_address_holds(admin_client, scene, params):
    assert page(admin_client, **params)


def test_it_says_so_when_there_is_nothing(admin_client):
    soup = page(admin_client)

    assert rows(soup) == []
    assert gettext("Nothing was searched for that fits. Choose other days or another list.") in soup.get_text()


def test_a_query_leads_to_its_results_and_to_forms_begun_with_it(admin_client, scene):
    row = rows(page(admin_client, show="without-result"))[0]
    links = [link["href"] for link in row.select("a")]

    assert links[0] == "/tim-kiem/?q=loa+k%C3%A9o"
    assert links[1:] == [
        "/admin/snippets/search/wordgroup/add/?query=loa+k%C3%A9o",
        "/admin/snippets/search/suggestionblock/add/?query=loa+k%C3%A9o",
    ]
    assert admin_client.get(links[1]).context["form"]["expressions"].value() == "\nloa kéo"


def test_who_may_only_look_gets_no_forms(client, scene):
    row = rows(page(editor(client, "view_queryuse")))[0]

    assert [link["href"] for link in row.select("a")] == ["/tim-kiem/?q=b%C3%B3ng+%C4%91i%E1%BB%87n"]


def test_it_stands_in_the_menu_of_those_who_may_see_it(client):
    assert ADDRESS in editor(client, "view_queryuse").get("/admin/").text


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}results/", f"{ADDRESS}?export=csv"])
def test_it_is_closed_to_others(client, scene, address):
    other = editor(client, "change_wordgroup")
    answer = other.get(address)

    assert answer.status_code == 302
    assert "loa kéo" not in answer.text
    assert ADDRESS not in other.get("/admin/").text


def test_the_right_to_see_it_can_be_given_to_a_group(admin_client):
    assert "view_queryuse" in {row.codename for row in registered_permissions()}


def registered_permissions():
    from wagtail import hooks

    return [row for offer in hooks.get_hooks("register_permissions") for row in offer()]


def test_it_is_taken_along_as_plain_text(admin_client, scene):
    answer = admin_client.get(ADDRESS, {"export": "csv", "show": "without-result"})
    data = b"".join(answer.streaming_content)
    heading, *rows = csv.reader(StringIO(data.decode("utf-8-sig")))

    assert data.startswith(b"\xef\xbb\xbf")
    assert len(heading) == 6
    assert rows[0] == ["loa kéo", "4", "4", "0", "0", "0"]
    assert "searches.csv" in answer.headers["Content-Disposition"]


def test_it_is_taken_along_as_a_workbook(admin_client, scene):
    answer = admin_client.get(ADDRESS, {"export": "xlsx", "show": "provinces"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    assert [list(row) for row in sheet.values][1:] == [
        [NO_PROVINCE, 12, 5, 3, 4, 7],
        ["Gia Lai", 3, 3, 0, 0, 0],
    ]


def test_it_takes_three_queries_of_the_counts_however_many_there_are(admin_client, scene):
    for number in range(120):
        used(f"câu {number}")

    with CaptureQueriesContext(connection) as queries:
        assert len(table(page(admin_client))) == 50
    assert len([query for query in queries if "search_queryuse" in query["sql"]]) == 3
