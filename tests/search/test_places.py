"""Names of administrative units among the words of a query."""

import pytest

from search.lexicon import Group, Lexicon, expression
from search.places import PlaceReader
from search.query import Language, build_request
from search.spelling import Spelling
from territory.gazetteer import gazetteer
from territory.models import AdministrativeUnit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]

BORDER = Group((expression("Tam Quan"), expression("cổng tam quan")))


@pytest.fixture
def read(units):
    def read(text, lexicon=(), aliases=()):
        language = Language(Lexicon(lexicon), PlaceReader(gazetteer(), aliases), Spelling())
        return build_request(text, language=language)

    return read


def names(request):
    places = gazetteer().places
    return {places[code].name for term in request.place_terms for code in term.places}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Bình Định", {"Tỉnh Bình Định"}),
        ("binh dinh", {"Tỉnh Bình Định"}),
        ("tỉnh bình định", {"Tỉnh Bình Định"}),
        ("Gia Lai", {"Tỉnh Gia Lai"}),
        ("hoai nhon", {"Thị xã Hoài Nhơn"}),
        ("TX. Hoài Nhơn", {"Thị xã Hoài Nhơn"}),
        ("xã Hoài Châu", {"Xã Hoài Châu"}),
        ("phuong tam quan", {"Phường Tam Quan"}),
    ],
)
def test_it_reads_a_unit_old_or_new_with_or_without_its_kind(read, typed, found):
    assert found <= names(read(typed))


def test_it_reads_a_place_beside_other_words(read):
    request = read("camera ở Bình Định")

    assert [term.typed for term in request.terms] == ["camera"]
    assert [place.typed for place in request.understood] == ["Bình Định"]


def test_it_does_not_take_other_diacritics_for_the_place(read):
    assert not read("bình đỉnh").place_terms


def test_it_takes_the_bare_name_of_a_commune_for_words_that_may_be_a_place(read):
    request = read("hoài châu")

    assert not request.place_terms
    assert request.terms[0].places


def test_it_takes_an_expression_for_itself_even_when_a_commune_bears_its_name(read):
    assert not read("tam quan", lexicon=[BORDER]).terms[0].places


def test_it_reads_what_only_the_editors_know(read):
    assert names(read("đất võ", aliases=[("đất võ", "2024-P52")])) == {"Tỉnh Bình Định"}


@pytest.mark.parametrize("typed", ["an ninh bình định", "an ninh Bình Định", "an ninh binh dinh"])
def test_it_does_not_cut_a_word_in_two_to_make_a_place(typed):
    AdministrativeUnit.objects.create(code="2024-P37", name="Tỉnh Ninh Bình", kind="tỉnh", tier="P", slug="ninh-binh")
    language = Language(Lexicon(), PlaceReader(gazetteer()), Spelling(["Camera an ninh"]))

    request = build_request(typed, language=language)

    assert names(request) == {"Tỉnh Bình Định"}
    assert [term.typed for term in request.terms] == ["an", "ninh"]


def test_it_passes_over_an_alias_of_a_unit_that_is_not_there(read):
    assert not read("đất võ", aliases=[("đất võ", "2024-P999")]).place_terms


def test_it_reads_a_small_place_within_the_larger_one_named_with_it(read):
    request = read("xã Hoài Châu tỉnh Bình Định")

    assert all(code in gazetteer().places for term in request.place_terms for code in term.places)
    assert names(request) == {"Xã Hoài Châu", "Tỉnh Bình Định"}
