"""Words that mean the same, and the reading of a query with them."""

import pytest

from search.lexicon import Group, Lexicon, expression
from search.places import PlaceReader
from search.query import Language, build_request
from search.spelling import Spelling
from territory.gazetteer import Gazetteer


def group(kind, *lines):
    return Group(
        tuple(
            expression(
                line, is_abbreviation=kind == "abbreviation" and at > 0, is_foreign=kind == "translation" and at > 0
            )
            for at, line in enumerate(lines)
        ),
        is_equivalence=kind != "synonym",
    )


LEXICON = Lexicon(
    [
        group("abbreviation", "an ninh trật tự", "ANTT"),
        group("abbreviation", "công an", "CA"),
        group("synonym", "bóng điện", "đèn", "chiếu sáng"),
        group("synonym", "an ninh trật tự", "trị an"),
        group("synonym", "bản", "làng", "thôn"),
        group("synonym", "già làng", "trưởng bản"),
        group("translation", "chiếu sáng", "street lighting", "lighting"),
        group("translation", "thể thao", "sport"),
        group("translation", "diễn tập", "sport exercise", "sport"),
    ]
)
LANGUAGE = Language(LEXICON, PlaceReader(Gazetteer((), ())), Spelling())


def wordings(text):
    return [{wording.text for wording in term.wordings} for term in build_request(text, language=LANGUAGE).terms]


@pytest.mark.parametrize("typed", ["ANTT", "antt", "an ninh trật tự", "an ninh, trật tự", "an ninh trat tu"])
def test_an_abbreviation_and_what_it_stands_for_find_each_other(typed):
    assert wordings(typed) == [{"antt", "an ninh trật tự", "trị an"}]


def test_an_abbreviation_that_is_a_syllable_is_one_in_capitals_only():
    assert {"công an"} < wordings("CA phường")[0] | {""}
    assert "công an" not in wordings("ca phường")[0]


def test_an_abbreviation_that_is_a_syllable_is_not_looked_for_in_texts():
    assert wordings("công an") == [{"công an"}]


def test_the_longest_expression_is_taken():
    assert [term.typed for term in build_request("an ninh trật tự bóng điện", language=LANGUAGE).terms] == [
        "an ninh trật tự",
        "bóng điện",
    ]


def test_diacritics_that_were_typed_must_agree():
    assert "làng" in wordings("bản")[0]
    assert "làng" not in wordings("bàn")[0]
    assert "làng" in wordings("ban")[0]


def test_a_translation_finds_what_means_the_same_as_what_it_stands_for():
    assert wordings("street lighting") == [{"street lighting", "lighting", "chiếu sáng", "bóng điện", "đèn"}]


def test_two_words_that_share_a_translation_do_not_mean_the_same():
    assert "diễn tập" not in wordings("thể thao")[0]


def test_english_words_are_found_in_the_plural_too():
    assert "thể thao" in wordings("sports")[0]


def test_what_is_said_in_two_ways_is_asked_once():
    assert len(build_request("già làng, trưởng bản", language=LANGUAGE).terms) == 1


def test_what_was_typed_is_worth_most():
    first, *others = build_request("bóng điện", language=LANGUAGE).terms[0].wordings

    assert first.text == "bóng điện"
    assert all(other.weight < first.weight for other in others)
