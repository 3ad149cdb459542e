"""What the search knows of words follows the editors' lists at once."""

import pytest

from search import wordbook
from search.models import PlaceAlias, WordGroup
from search.query import build_request
from search.wordbook import language
from tests.factories import ExemplarPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def wordings(text):
    return {wording.text for term in build_request(text, language=language()).terms for wording in term.wordings}


def test_a_group_of_words_has_effect_with_the_next_search():
    assert "bóng điện" not in wordings("đèn")
    WordGroup.objects.create(kind="synonym", expressions="bóng điện\nđèn")

    assert "bóng điện" in wordings("đèn")


def test_a_group_that_is_switched_off_or_changed_has_effect_too():
    group = WordGroup.objects.create(kind="synonym", expressions="bóng điện\nđèn")
    assert "bóng điện" in wordings("đèn")

    group.is_active = False
    group.save()
    assert "bóng điện" not in wordings("đèn")

    WordGroup.objects.all().delete()
    assert "bóng điện" not in wordings("đèn")


def test_an_alias_has_effect_with_the_next_search():
    assert not build_request("Đất Võ", language=language()).place_terms
    PlaceAlias.objects.create(name="Đất Võ", unit_id="2024-P52")

    (term,) = build_request("dat vo", language=language()).place_terms
    assert term.places == {"2024-P52"}


def test_names_of_fields_are_known_in_both_languages():
    assert "fire safety" in wordings("phòng cháy chữa cháy")
    assert "phòng cháy chữa cháy" in wordings("fire safety")


def test_slips_are_mended_from_the_names_of_published_pages_only():
    page = ExemplarPageFactory(title="Xuồng ba lá")
    assert language().spelling.mend(["xuongg", "ba"]) == "xuong ba"

    page.unpublish()
    wordbook.forget()
    assert language().spelling.mend(["xuongg", "ba"]) is None


def test_it_is_asked_for_with_a_single_query(django_assert_num_queries):
    language()

    with django_assert_num_queries(1):
        language()
