"""Promoted results: chosen in the admin, and shown only while readers may read the page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page, PageViewRestriction

from search.models import PromotedQuery, PromotedResult
from search.promotions import MOST_PROMOTED, Promoted, promoted_for
from tests.factories import (
    ExemplarPageFactory,
    NewsPageFactory,
    PlainPageFactory,
    PromotedResultFactory,
    ProvincePageFactory,
)

pytestmark = pytest.mark.usefixtures("units")

TODAY = dt.date(2026, 6, 15)
ADD = "wagtailsnippets_search_promotedresult:add"


def titles(text="camera an ninh", today=TODAY):
    return [promoted.title for promoted in promoted_for(text, today)]


def save(client, **facts):
    form = {"queries": "camera an ninh", "message": "", "sort_order": "0", **facts}
    return client.post(reverse(ADD), form)


# ── Chosen ──────────────────────────────────────────────────────────────────────────────────────


def test_an_editor_promotes_a_page_for_several_queries(admin_client):
    page = ExemplarPageFactory(title="Camera xóm")

    answer = save(
        admin_client, page=page.pk, queries="Camera  an ninh\r\ncamera xóm\r\nCAMERA AN NINH", message="Nên đọc"
    )

    assert answer.status_code == 302
    assert set(PromotedQuery.objects.values_list("key", flat=True)) == {"camera an ninh", "camera xom"}
    assert titles("“Camera An Ninh”!") == titles("camera xom") == ["Camera xóm"]


def test_a_changed_promotion_forgets_its_former_queries(admin_client):
    promotion = PromotedResultFactory(queries="camera an ninh")
    address = reverse("wagtailsnippets_search_promotedresult:edit", args=[promotion.pk])

    admin_client.post(
        address, {"queries": "đèn ngõ", "page": promotion.page_id, "message": "", "sort_order": "0", "starts_on": ""}
    )

    assert titles("camera an ninh") == []
    assert titles("den ngo") == [promotion.page.title]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"queries": ""}, "queries"),
        ({"queries": "camera\n…"}, "queries"),
        ({"queries": "rất " * 13}, "queries"),
        ({"starts_on": "2026-06-15", "ends_on": "2026-06-14"}, "ends_on"),
        ({"page": ""}, "page"),
    ],
)
def test_it_refuses_what_could_never_be_shown_with_a_message_at_the_field(admin_client, facts, field):
    answer = save(admin_client, **{"page": ExemplarPageFactory().pk, **facts})

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not PromotedResult.objects.exists()


def listed(client, **params):
    answer = client.get(reverse("wagtailsnippets_search_promotedresult:list_results"), params)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser").select("tbody tr")


def title(row):
    return row.select_one(".title-wrapper").get_text(strip=True)


def test_the_list_tells_whether_readers_see_the_page(admin_client):
    PromotedResultFactory(queries="camera", page=ExemplarPageFactory())
    PromotedResultFactory(queries="nháp", page=ExemplarPageFactory(live=False))

    shown = {title(row): row.select_one(".w-status").get_text(strip=True) for row in listed(admin_client)}

    assert shown == {"camera": gettext("yes"), "nháp": gettext("no, the page is not public")}


def test_the_list_is_narrowed_by_time_and_words(admin_client):
    today, day = timezone.localdate(), dt.timedelta(days=1)
    page = ExemplarPageFactory()
    PromotedResultFactory(page=page, queries="đang chạy", starts_on=today, ends_on=today)
    PromotedResultFactory(page=page, queries="sắp tới", starts_on=today + day)
    PromotedResultFactory(page=page, queries="đã qua\nqua rồi", ends_on=today - day)

    def found(**params):
        return [title(row) for row in listed(admin_client, **params)]

    assert found(time="now") == ["đang chạy"]
    assert found(time="later") == ["sắp tới"]
    assert found(time="over") == found(q="qua") == ["đã qua · qua rồi"]


# ── Shown ───────────────────────────────────────────────────────────────────────────────────────


def test_it_shows_the_page_as_its_readers_see_it():
    page = ExemplarPageFactory(title="Camera xóm", summary="Mỗi ngõ một camera.")
    PromotedResultFactory(page=page, message="Mô hình tiêu biểu của tháng")

    assert promoted_for("camera an ninh", TODAY) == [
        Promoted(
            page_id=page.pk,
            title="Camera xóm",
            url=page.url,
            type="model",
            lang="vi",
            summary="Mỗi ngõ một camera.",
            message="Mô hình tiêu biểu của tháng",
        )
    ]


def test_it_knows_every_type_of_page():
    pages = [
        ExemplarPageFactory(summary="Tóm tắt."),
        NewsPageFactory(lead="Dẫn."),
        ProvincePageFactory(),
        PlainPageFactory(search_description="Mô tả."),
    ]
    for number, page in enumerate(pages):
        PromotedResultFactory(page=page, sort_order=number)

    found = promoted_for("camera an ninh", TODAY)

    assert [one.type for one in found] == ["model", "news", "province", "page"]
    assert [one.summary for one in found] == ["Tóm tắt.", "Dẫn.", pages[2].search_description, "Mô tả."]


@pytest.mark.parametrize("text", ["", "  ", "!?", "camera", "camera an ninh xóm", "ninh an camera"])
def test_only_the_whole_query_counts(text):
    PromotedResultFactory()

    assert titles(text) == []


def test_the_lower_order_comes_first_and_a_page_comes_once():
    first, second = ExemplarPageFactory(title="Một"), ExemplarPageFactory(title="Hai")
    PromotedResultFactory(page=second, sort_order=2)
    PromotedResultFactory(page=first, sort_order=1, message="Đúng câu này")
    PromotedResultFactory(page=first, sort_order=3, message="Câu khác")

    assert titles() == ["Một", "Hai"]
    assert promoted_for("camera an ninh", TODAY)[0].message == "Đúng câu này"


@pytest.mark.parametrize(
    ("starts", "ends", "runs"),
    [(None, None, True), (0, 0, True), (-9, 9, True), (1, None, False), (None, -1, False), (0, None, True)],
)
def test_it_is_shown_from_its_first_day_to_its_last(starts, ends, runs):
    def day(offset):
        return None if offset is None else TODAY + dt.timedelta(days=offset)

    PromotedResultFactory(starts_on=day(starts), ends_on=day(ends))

    assert bool(titles()) is runs


def test_it_shows_the_published_title_not_the_draft():
    page = ExemplarPageFactory(title="Camera xóm")
    PromotedResultFactory(page=page)
    page.title = "Tên chưa công bố"
    page.save_revision()

    assert titles() == ["Camera xóm"]


def unpublish(page):
    page.unpublish()


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(page):
    restrict(page.get_parent().get_parent())


def move_below_restricted(page):
    shelf = PlainPageFactory()
    restrict(shelf)
    Page.objects.get(pk=page.pk).move(shelf, pos="last-child")


def delete(page):
    page.delete()


@pytest.mark.parametrize("hide", [unpublish, expire, restrict, restrict_above, move_below_restricted, delete])
def test_a_page_that_is_not_public_is_never_shown(hide):
    page = ExemplarPageFactory()
    PromotedResultFactory(page=page)
    assert titles() == [page.title]

    hide(page)

    assert titles() == []


def test_a_draft_is_never_shown():
    PromotedResultFactory(page=ExemplarPageFactory(live=False))

    assert titles() == []


def test_it_takes_two_queries_for_many_and_one_for_none():
    for number in range(MOST_PROMOTED + 3):
        PromotedResultFactory(page=NewsPageFactory(), sort_order=number)
    assert len(titles()) == MOST_PROMOTED  # site roots and content types are known from here on

    with CaptureQueriesContext(connection) as for_many:
        titles()
    with CaptureQueriesContext(connection) as for_none:
        titles("đò ngang")
    assert (len(for_many), len(for_none)) == (2, 1)
