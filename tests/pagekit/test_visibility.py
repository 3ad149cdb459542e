"""The one rule of what anybody may read."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from models_gallery.models import ExemplarPage, Implementation
from pagekit.visibility import every_page
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, ProvincePageFactory, make_implementation

pytestmark = pytest.mark.usefixtures("units")

HOUR = dt.timedelta(hours=1)


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def published():
    """What both ways of asking say, which must be the same."""
    of_type = set(ExemplarPage.objects.published())
    assert {page.pk for page in of_type} == set(
        every_page().published().type(ExemplarPage).values_list("pk", flat=True)
    )
    return of_type


def test_it_holds_a_live_page_without_limits():
    page = ExemplarPageFactory()

    assert published() == {page}


def test_it_leaves_out_a_draft():
    ExemplarPageFactory(live=False)

    assert published() == set()


def test_it_leaves_out_a_page_taken_back():
    ExemplarPageFactory().unpublish()

    assert published() == set()


def test_it_leaves_out_a_page_whose_time_is_over_though_no_job_has_taken_it_back():
    ExemplarPageFactory(expire_at=timezone.now() - HOUR)

    assert published() == set()


def test_it_holds_a_page_whose_time_is_not_over():
    page = ExemplarPageFactory(expire_at=timezone.now() + HOUR)

    assert published() == {page}


def test_it_leaves_out_a_page_whose_time_has_not_come():
    page = ExemplarPageFactory(live=False, go_live_at=timezone.now() + HOUR)
    page.save_revision().publish()

    assert published() == set()


def test_it_leaves_out_a_restricted_page_but_not_its_neighbours():
    hidden, neighbour = ExemplarPageFactory(), ExemplarPageFactory()
    restrict(hidden)

    assert published() == {neighbour}


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_it_leaves_out_what_lies_below_a_restricted_page(kind):
    desk = ProvincePageFactory()
    ExemplarPageFactory(parent=desk)
    PageViewRestriction.objects.create(page=desk, restriction_type=kind, password="x")

    assert published() == set()


def test_it_holds_a_page_below_the_neighbour_of_a_restricted_page():
    desks = [
        ProvincePageFactory(unit=unit)
        for unit in AdministrativeUnit.objects.filter(code__in=["2025-P52", "2025-P19", "2025-P79"])
    ]
    pages = [ExemplarPageFactory(parent=desk) for desk in desks]
    restrict(desks[0])

    assert published() == set(pages[1:])


def test_it_holds_a_page_again_once_the_restriction_is_gone():
    page = ExemplarPageFactory()
    restrict(page).delete()

    assert published() == {page}


def test_it_takes_one_query_however_many_pages_are_restricted(django_assert_num_queries):
    for _number in range(3):
        restrict(ExemplarPageFactory())

    with django_assert_num_queries(1):
        list(ExemplarPage.objects.published())


def test_it_holds_for_rows_outside_the_tree():
    page = ExemplarPageFactory()
    shown = make_implementation(page)
    make_implementation(page, live=False)
    make_implementation(page, expire_at=timezone.now() - HOUR)

    assert list(Implementation.objects.published()) == [shown]
