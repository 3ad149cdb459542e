"""Child records of many pages, loaded at once, are those that each page would load itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from models_gallery.models import ExemplarPage
from pagekit.children import load_children
from tests.factories import ExemplarPageFactory
from tests.models_gallery.full_exemplar import full_exemplar

pytestmark = pytest.mark.django_db
RELATIONS = (
    *("further_fields", "forms", "unit_types"),
    *("other_names", "steps", "costs", "legal_basis", "recognitions", "sources"),
)


@pytest.fixture
def pages(units):
    full_exemplar()
    ExemplarPageFactory()
    return list(ExemplarPage.objects.order_by("pk"))


@pytest.mark.parametrize("relation", RELATIONS)
def test_it_gives_each_page_its_own_records_in_their_order(pages, relation):
    load_children(pages, relation)

    for page in pages:
        alone = ExemplarPage.objects.get(pk=page.pk)
        assert list(getattr(page, relation).all()) == list(getattr(alone, relation).all())


def test_it_gives_something(pages):
    load_children(pages, *RELATIONS)

    for relation in RELATIONS:
        assert any(getattr(page, relation).all() for page in pages), relation


def test_it_asks_as_often_for_many_pages_as_for_one(pages):
    def queries(some):
        with CaptureQueriesContext(connection) as captured:
            load_children(some, *RELATIONS)
            for page in some:
                for relation in RELATIONS:
                    list(getattr(page, relation).all())
        return len(captured)

    assert queries(pages[:1]) == queries(pages) <= 2 * len(RELATIONS)


def test_it_does_nothing_without_pages():
    load_children([], *RELATIONS)
