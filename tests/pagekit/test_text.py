"""The one normaliser: whatever shape Vietnamese text comes in, it leaves in one."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pagekit.text import fold, has_diacritics, normalise, slugify, unify_tones, words

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = "aăâeêioôơuưy"
VIETNAMESE = sorted(
    {
        letter
        for base in "bcdđghklmnpqrstvx" + _MARKED
        for tone in ("", *(_TONES if base in _MARKED else ""))
        for composed in [unicodedata.normalize("NFC", base + tone)]
        for letter in (composed, composed.upper())
    }
)
vietnamese_words = st.text(VIETNAMESE, min_size=1, max_size=7)
vietnamese = st.lists(vietnamese_words, min_size=1, max_size=8).map(" ".join)
# What Word, Zalo and a web page leave in a text: loose marks, invisible characters, odd spaces, control characters.
_RESIDUE = f"{_TONES}\u0302\u0306\u031b\u00a0\u202f\u200b\u200d\ufeff\u00ad\x00\x07\n\t –“”.,/"
messy = st.text([*VIETNAMESE, *_RESIDUE, "ß", "İ", "Ⅷ", "ﬁ", "가", "Å"], max_size=30) | st.text(max_size=30)


@given(messy)
@example("a\u200b\u0301")  # a zero-width space between a letter and its loose tone
def test_normalise_changes_nothing_the_second_time(text):
    once = normalise(text)

    assert normalise(once) == once


@given(messy)
@example("a\u200b\u0301")  # a zero-width space between a letter and its loose tone
def test_normalise_leaves_composed_letters_and_plain_single_spaces(text):
    clean = normalise(text)

    assert unicodedata.is_normalized("NFC", clean)
    assert clean == " ".join(clean.split())
    assert not [letter for letter in clean if unicodedata.category(letter) == "Cc"]


@given(vietnamese)
def test_normalise_joins_decomposed_letters(text):
    assert normalise(unicodedata.normalize("NFD", text)) == text


@given(messy)
@example("xóm \u0301 3")  # a loose tone that stands alone
def test_fold_changes_nothing_the_second_time(text):
    once = fold(text)

    assert fold(once) == once


@given(messy)
def test_fold_leaves_no_combining_mark_and_no_barred_d(text):
    folded = fold(text)

    assert not [letter for letter in unicodedata.normalize("NFD", folded) if unicodedata.combining(letter)]
    assert not set("đĐ") & set(folded)


@given(vietnamese)
def test_fold_turns_each_vietnamese_letter_into_one_plain_letter(text):
    folded = fold(text)

    assert len(folded) == len(text)
    assert re.fullmatch(r"[a-z ]+", folded)


@given(vietnamese)
def test_fold_reads_decomposed_text_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(messy)
def test_slugify_yields_small_letters_digits_and_single_hyphens_only(text):
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slugify(text))


@given(vietnamese)
def test_slugify_loses_no_letter_of_vietnamese(text):
    assert slugify(text) == fold(text).replace(" ", "-")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bóng điện ngoài hè, số điện thoại liền kề", "bong-dien-ngoai-he-so-dien-thoai-lien-ke"),
        ("ĐỒN ĐIỀN", "don-dien"),
        ("Mô hình “5 trong 1”", "mo-hinh-5-trong-1"),
        ("  –  ", ""),
    ],
)
def test_slugify_keeps_the_barred_d_as_d(text, slug):
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("typed", "unified"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("Hoà Bình", "Hòa Bình"),
        ("HOÀ", "HÒA"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("thúy", "thúy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("hoà, giải", "hòa, giải"),
    ],
)
def test_unify_tones_places_the_tone_the_older_way(typed, unified):
    assert unify_tones(typed) == unified


@pytest.mark.parametrize("word", ["quý", "Quý", "QUÝ", "quỳ", "hoàn", "toàn", "HOÀN", "ngoài", "loại", "khuyến"])
def test_unify_tones_leaves_alone_what_both_schools_write_the_same(word):

    assert unify_tones(word) == word


@given(vietnamese)
def test_unify_tones_changes_nothing_but_the_place_of_tones(text):
    unified = unify_tones(text)

    assert fold(unified) == fold(text)
    assert unify_tones(unified) == unified


@pytest.mark.parametrize(
    ("text", "answer"),
    [("dien", False), ("DIEN 114", False), ("điện", True), (unicodedata.normalize("NFD", "hè"), True), ("", False)],
)
def test_has_diacritics_tells_how_a_text_was_typed(text, answer):
    assert has_diacritics(text) is answer


def test_words_leaves_out_punctuation():
    assert words("Kế hoạch 280/KH-CAT-PV28, “Tiếng_loa”") == ["Kế", "hoạch", "280", "KH", "CAT", "PV28", "Tiếng", "loa"]
