"""Vietnamese syllables, and the keys of Telex and VNI that were left in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.syllables import decode, is_sure_residue, is_syllable, well_placed

TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
MARKS = {
    "â": ("aa", "a6"),
    "ê": ("ee", "e6"),
    "ô": ("oo", "o6"),
    "ă": ("aw", "a8"),
    "ơ": ("ow", "o7"),
    "ư": ("uw", "u7"),
    "đ": ("dd", "d9"),
}
TELEX, VNI = 0, 1

# Words of the field: every onset and most rhymes, each with the tone that it has.
SYLLABLES = [
    "an",
    "ninh",
    "trật",
    "tự",
    "bóng",
    "điện",
    "ngoài",
    "hè",
    "tiếng",
    "loa",
    "giao",
    "thông",
    "khu",
    "dân",
    "cư",
    "xã",
    "phường",
    "quốc",
    "quỹ",
    "giữ",
    "gìn",
    "giếng",
    "nước",
    "nghiệp",
    "người",
    "khuyến",
    "khích",
    "truyền",
    "thuyết",
    "hoàn",
    "lương",
    "nguyễn",
    "chợ",
    "đường",
    "quê",
    "thắp",
    "sáng",
    "kẻng",
    "buôn",
    "làng",
    "trộm",
    "cắp",
    "ma",
    "túy",
    "phòng",
    "cháy",
    "chữa",
    "cứu",
    "gương",
    "mẫu",
    "xoay",
    "xở",
    "uống",
    "rượu",
    "thuở",
    "quanh",
    "huyện",
    "yên",
    "bình",
    "lưới",
    "điều",
    "ước",
    "được",
    "nữa",
    "mười",
    "tuổi",
    "hươu",
    "khoẻ",
    "khỏe",
    "thủy",
    "tùy",
]


def keys(syllable, method):
    """The keys that make a syllable, its tone typed last."""
    plain = unicodedata.normalize("NFD", syllable)
    tone = "".join(TONES[letter][method] for letter in plain if letter in TONES)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in plain if letter not in TONES))
    return "".join(MARKS[letter][method] if letter in MARKS else letter for letter in bare) + tone


@pytest.mark.parametrize("syllable", SYLLABLES)
def test_it_knows_a_syllable_with_and_without_diacritics(syllable):
    from pagekit.text import fold

    assert is_syllable(syllable)
    assert is_syllable(fold(syllable))


@pytest.mark.parametrize(
    "word", ["camera", "zalo", "street", "antt", "kdc", "xyz", "bongs", "ninhh", "hocj", "càp", "lớch"]
)
def test_it_knows_what_is_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("method", [TELEX, VNI], ids=["Telex", "VNI"])
@pytest.mark.parametrize("syllable", SYLLABLES)
def test_it_reads_the_keys_of_a_syllable(syllable, method):
    from pagekit.text import unify_tones

    typed = keys(syllable, method)

    assert typed == syllable or decode(typed) == unify_tones(syllable)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddienej", "điện"), ("dienejd", "điện"), ("truwowngf", "trường"), ("truowngf", "trường"), ("nguwoif", "người"),
        ("nuocws", "nước"), ("tieensg", "tiếng"), ("giuwx", "giữ"), ("giwx", "giữ"), ("quys", "quý"), ("hoaf", "hòa"),
        ("bo1ng", "bóng"), ("bong1", "bóng"), ("nguye64n", "nguyễn"), ("ninhh", "ninh"), ("ddoong", "đông"),
    ],
)  # fmt: skip
def test_it_reads_keys_in_whatever_order_they_were_typed(typed, meant):
    assert decode(typed) == meant


@pytest.mark.parametrize(
    "word", ["camera", "camra", "antt", "kdc", "ubnd", "2025", "covid19", "v28", "bong", "quy", "xoong", "tháng"]
)
def test_it_leaves_what_is_no_residue(word):
    assert decode(word) is None


@pytest.mark.parametrize(
    ("typed", "right"), [("tòan", "toàn"), ("nghịêp", "nghiệp"), ("qũy", "quỹ"), ("liêụ", "liệu"), ("hòa", "hòa")]
)
def test_it_puts_a_tone_mark_over_the_vowel_that_carries_it(typed, right):
    assert well_placed(typed) == right


def test_it_is_sure_of_keys_that_only_an_input_method_leaves():
    assert is_sure_residue("ddienej")
    assert is_sure_residue("bo1ng")
    assert not is_sure_residue("bus")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_it_makes_a_syllable_of_keys_or_nothing(word):
    meant = decode(word)

    assert meant is None or is_syllable(meant)
