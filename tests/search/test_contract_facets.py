"""Filters and their counts: the same on both engines."""

import pytest

from models_gallery.models import ExemplarSource, Field, Form
from search import service
from search.query import build_request
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, PlainPageFactory, ProvincePageFactory
from tests.search.conftest import quickly

pytestmark = pytest.mark.django_db

CAMERA, LIGHTS, KENG, NEWS, HELP = "Camera xóm", "Đèn xóm", "Kẻng xóm", "Tin xóm", "Trợ giúp xóm"


@pytest.fixture(scope="module", autouse=True)
def some_of_everything(shared_units, index_shared):
    fields = {field.key: field for field in Field.objects.all()}
    forms = {form.key: form for form in Form.objects.all()}
    thai_nguyen = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    quickly(
        ExemplarPageFactory,
        title=CAMERA,
        forms=[forms["camera"]],
        sources=[ExemplarSource(title="Báo Gia Lai", date="2022-11-01")],
    )
    quickly(
        ExemplarPageFactory,
        title=LIGHTS,
        field=fields["an-sinh-xa-hoi"],
        further_fields=[fields["an-ninh-trat-tu"]],
        forms=[forms["chieu-sang"], forms["camera"]],
        sources=[ExemplarSource(title="Báo Gia Lai", date="2021")],
    )
    quickly(
        ExemplarPageFactory, title=KENG, field=fields["phong-chong-ma-tuy"], forms=[forms["keng"]], parent=thai_nguyen
    )
    quickly(NewsPageFactory, title=NEWS, original_date="2022-03")
    quickly(PlainPageFactory, title=HELP)
    index_shared()


def ask(query="xóm", **filters):
    return service.search(build_request(query, filters=filters)).answer


def titles(**filters):
    return {hit.document["title"] for hit in ask(**filters).hits}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": ["model"]}, {CAMERA, LIGHTS, KENG}),
        ({"type": ["news"]}, {NEWS}),
        ({"type": ["page"]}, {HELP}),
        ({"province": ["thai-nguyen"]}, {KENG}),
        ({"province": ["gia-lai"]}, {CAMERA, LIGHTS, NEWS}),
        ({"field": ["phong-chong-ma-tuy"]}, {KENG}),
        ({"field": ["an-ninh-trat-tu"]}, {CAMERA, LIGHTS}),
        ({"form": ["camera"]}, {CAMERA, LIGHTS}),
        ({"form": ["keng"]}, {KENG}),
        ({"year": ["2022"]}, {CAMERA, NEWS}),
        ({"year": ["2021"]}, {LIGHTS}),
        ({"year": ["1999"]}, set()),
    ],
)
def test_it_keeps_what_has_the_chosen_key(filters, found):
    assert titles(**filters) == found
    assert ask(**filters).total == len(found)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": ["news", "page"]}, {NEWS, HELP}),
        ({"field": ["phong-chong-ma-tuy", "an-sinh-xa-hoi"]}, {LIGHTS, KENG}),
        ({"year": ["2021", "2022"]}, {CAMERA, LIGHTS, NEWS}),
    ],
)
def test_it_takes_any_one_of_several_keys_of_a_facet(filters, found):
    assert titles(**filters) == found


def test_it_wants_all_chosen_facets_together():
    assert titles(form=["camera"], year=["2021"]) == {LIGHTS}
    assert titles(form=["keng"], province=["gia-lai"]) == set()


def test_it_counts_every_key_of_what_was_found():
    counts = ask().counts

    assert counts["type"] == {"model": 3, "news": 1, "page": 1}
    assert counts["province"] == {"gia-lai": 3, "thai-nguyen": 1}
    assert counts["field"] == {"an-ninh-trat-tu": 2, "an-sinh-xa-hoi": 1, "phong-chong-ma-tuy": 1}
    assert counts["form"] == {"camera": 2, "chieu-sang": 1, "keng": 1}
    assert counts["year"] == {"2022": 2, "2021": 1}


def test_it_counts_a_facet_without_its_own_choice():
    counts = ask(form=["keng"]).counts

    assert counts["form"] == {"camera": 2, "chieu-sang": 1, "keng": 1}
    assert counts["type"] == {"model": 1}
    assert counts["province"] == {"thai-nguyen": 1}


def test_it_counts_each_facet_under_the_choices_of_the_others():
    counts = ask(type=["model"], year=["2021", "2022"]).counts

    assert counts["type"] == {"model": 2, "news": 1}
    assert counts["year"] == {"2022": 1, "2021": 1}
    assert counts["form"] == {"camera": 2, "chieu-sang": 1}


def test_it_counts_without_words_as_well():
    assert ask("", form=["camera"]).total == 2
    assert ask("", form=["camera"]).counts["province"] == {"gia-lai": 2}
