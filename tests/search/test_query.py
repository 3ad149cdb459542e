"""What a person typed becomes a request that no engine can choke on."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_PHRASES, MAX_TERMS, TooDeepError, build_request, clean

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
OPERATORS = '+-=&|><!(){}[]^"~*?:\\/ANDORNOT'
STRANGE = "\x00\x01\x1b\t\n\r\u00a0\u00ad\u200b\u200d\u202e\u2028\ufeff“”«»″‘’😀🏽👨\u0301\u0323\u0300\ufb2c\u0958ß①²"

anything = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=1_500),
    st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " " + OPERATORS + STRANGE), max_size=1_500),
    st.text(st.sampled_from('ab "'), max_size=600),
    st.builds(lambda piece, times: (piece * times)[:10_000], st.text(min_size=1, max_size=8), st.integers(1, 10_000)),
)
vietnamese = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "  0123456789.,-/"), max_size=250)


@given(anything)
def test_it_never_asks_with_more_than_200_characters(text):
    assert len(build_request(text).text) <= 200


@given(anything)
def test_it_never_asks_for_more_than_32_words(text):
    request = build_request(text)

    assert len(request.words) + sum(len(phrase.split()) for phrase in request.phrases) <= 32


def test_it_counts_quoted_words_among_the_32():
    request = build_request(
        " ".join("abcdefghijklmnopqrstuvwxyzabcdef") + ' "' + " ".join("ghijklmnopqrstuvwxyz") + '"'
    )

    assert len(request.words) + sum(len(phrase.split()) for phrase in request.phrases) <= 32


@given(anything)
def test_it_asks_for_words_of_letters_and_digits_only(text):
    request = build_request(text)

    for word in [*request.words, *" ".join(request.phrases).split()]:
        assert word.isalnum()


@given(anything)
def test_it_keeps_no_control_character(text):
    assert not any(unicodedata.category(letter) == "Cc" for letter in build_request(text).text)


@given(anything)
def test_it_cleans_what_is_clean_to_itself(text):
    """The cleaned text stands in every link of a result: following one must not ask for something else."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 198 + "oàn", id="a tone mark at the place of the cut"),
        pytest.param("ho\u00ada\u0300\u00ad e\u200b\u0302", id="invisible characters before a combining mark"),
        pytest.param("a" * 900, id="one endless word"),
    ],
)
def test_it_cleans_hard_cases_to_something_clean(text):
    assert clean(clean(text)) == clean(text)


@given(vietnamese)
def test_it_takes_decomposed_letters_for_composed_ones(text):
    assert build_request(unicodedata.normalize("NFD", text)) == build_request(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Hoà giải", "Hòa giải"), ("THUỶ", "THỦY"), ("khoẻ", "khỏe"), ("tuỳ", "tùy")],
)
def test_it_takes_both_ways_of_writing_a_tone_for_one(one, other):
    assert build_request(one).words == build_request(other).words


@pytest.mark.parametrize("same", ["quý", "hoàn", "thuyền", "quà"])
def test_it_leaves_a_tone_that_has_one_place_only(same):
    assert build_request(same).words == (same,)


def test_it_cuts_a_long_text_at_the_end_of_a_word():
    request = build_request("camera an ninh " * 40)

    assert set(request.words) == {"camera", "an", "ninh"}


def test_it_separates_quoted_phrases_from_words():
    request = build_request('camera "an ninh" “trật tự” «xã hội» bình định')

    assert request.phrases == ("an ninh", "trật tự", "xã hội")
    assert request.words == ("camera", "bình", "định")


@pytest.mark.parametrize("text", ['camera "an ninh', 'camera an ninh"', '"camera an ninh'])
def test_it_reads_an_unclosed_quotation_as_words(text):
    request = build_request(text)

    assert request.words == ("camera", "an", "ninh")
    assert request.phrases == ()


def test_it_takes_only_so_many_phrases():
    assert len(build_request('"a b" ' * 20).phrases) <= MAX_PHRASES


@pytest.mark.parametrize("text", ["", "   ", '""', "***", "\x00", "\u200b", "😀", '" "'])
def test_it_knows_that_nothing_was_asked(text):
    assert build_request(text).is_empty


@pytest.mark.parametrize("operators", ["AND", "OR", "NOT", "title:camera", "cam*", "cam~2", "[a TO b]", "a^5"])
def test_it_takes_the_syntax_of_an_engine_for_plain_words(operators):
    request = build_request(operators)

    assert set("".join(request.words)) <= set(string.ascii_letters + string.digits)


@pytest.mark.parametrize(("text", "typed_with"), [("bản", True), ("ban", False), ("Đ", True), ("Camera 12", False)])
def test_it_tells_whether_diacritics_were_typed(text, typed_with):
    assert build_request(text).has_diacritics is typed_with


@pytest.mark.parametrize(("page", "page_size"), [(51, 20), (1_001, 1), (11, 100), (10**6, 20)])
def test_it_refuses_pages_beyond_the_first_thousand_results(page, page_size):
    with pytest.raises(TooDeepError):
        build_request("camera", page=page, page_size=page_size)


@pytest.mark.parametrize(("page", "page_size"), [(50, 20), (1_000, 1), (10, 100)])
def test_it_reaches_the_thousandth_result(page, page_size):
    request = build_request("camera", page=page, page_size=page_size)

    assert request.offset + request.page_size == 1_000


@given(st.integers(-(10**9), 1), st.integers(-(10**9), 10**9))
def test_it_makes_any_page_and_size_one_that_exists(page, page_size):
    request = build_request("camera", page=page, page_size=page_size)

    assert request.offset == 0
    assert 1 <= request.page_size <= 100


def test_it_drops_filters_that_it_does_not_know_and_shortens_endless_ones():
    request = build_request("", filters={"colour": ["red"], "field": [], "year": [str(year) for year in range(500)]})

    assert set(request.filters) == {"year"}
    assert len(request.filters["year"]) <= 40


@given(anything)
def test_it_never_asks_for_more_terms_than_an_engine_can_bear(text):
    request = build_request(text)

    assert len(request.terms) <= MAX_TERMS
    assert 0 <= request.needed_known + request.needed_loose <= len(request.terms)


@pytest.mark.parametrize("text", ["là gì", "như thế nào", "của và cho", "ở đâu"])
def test_it_knows_that_words_of_asking_alone_ask_nothing(text):
    assert build_request(text).asks_nothing


@pytest.mark.parametrize("text", ["mô hình", "dân vận khéo", "người dân"])
def test_it_asks_for_what_every_page_is_when_nothing_else_is_asked(text):
    assert [term.typed for term in build_request(text).terms] == [text]


def test_it_passes_over_words_of_asking():
    assert [term.typed for term in build_request("làm sao để giảm tai nạn ở cổng trường?").terms] == [
        "tai", "nạn", "cổng", "trường",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["cách giảm tai nạn", "làm thế nào để hết rác", "how to reduce theft"])
def test_it_knows_a_need_from_how_it_is_asked(text):
    assert build_request(text).is_need
    assert not build_request("tai nạn giao thông").is_need


@pytest.mark.parametrize(
    ("typed", "number"), [("Chỉ thị 53-CT/TU", "53 CT TU"), ("12/2019/NĐ-CP là gì", "12 2019 NĐ CP")]
)
def test_it_takes_the_number_of_a_document_as_one(typed, number):
    assert number in [term.typed for term in build_request(typed).terms]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bongs ddienej ngoaif hef", ("bóng", "điện", "ngoài", "hè")),
        ("bo1ng d9ie65n", ("bóng", "điện")),
        ("an ninhh", ("an", "ninh")),
        ("trường học an tòan", ("trường", "học", "an", "toàn")),
        ("car theft reporting", ("car", "theft", "reporting")),
    ],
)
def test_it_reads_the_keys_of_an_input_method(typed, words):
    assert build_request(typed).words == words


def test_it_lets_a_lone_syllable_stand_beside_its_neighbours():
    first, last = build_request("đuối nước").terms

    assert (first.is_bare, last.is_bare) == (True, True)
    assert [pair.text for pair in first.pairs] == [pair.text for pair in last.pairs] == ["đuối nước"]
