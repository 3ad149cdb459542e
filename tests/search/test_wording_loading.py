"""`manage.py load_wording`: what is missing is created, what an editor has touched stays."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.models import PlaceAlias, WordGroup
from territory.catalogue import load_units

pytestmark = pytest.mark.usefixtures("units")

SOUND = """
word_groups:
  - {kind: abbreviation, expressions: [an toàn giao thông, ATGT], note: thường gặp}
  - {kind: synonym, expressions: [hòa giải, giảng hòa]}
place_aliases:
  - {name: Sài Gòn, unit: 2025-P79}
"""


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a text and returns what the command said."""

    def load(text):
        file = tmp_path / "words.yaml"
        file.write_text(text, encoding="utf-8")
        said = StringIO()
        call_command("load_wording", str(file), stdout=said)
        return said.getvalue()

    return load


def rows():
    groups = WordGroup.objects.values_list("kind", "expressions", "note", "is_active").order_by("kind")
    return [*groups, *PlaceAlias.objects.values_list("name", "unit_id", "is_active")]


def test_it_creates_what_the_file_holds(load):
    assert "2 created, 0 as they were" in load(SOUND)
    assert rows() == [
        ("abbreviation", "an toàn giao thông\nATGT", "thường gặp", True),
        ("synonym", "hòa giải\ngiảng hòa", "", True),
        ("Sài Gòn", "2025-P79", True),
    ]


def test_loading_twice_changes_nothing(load):
    load(SOUND)
    before = rows()

    assert "Word groups: 0 created, 2 as they were; place aliases: 0 created, 1 as they were." in load(SOUND)
    assert rows() == before


def test_it_never_touches_what_an_editor_changed_or_switched_off(load):
    load(SOUND)
    group = WordGroup.objects.get(kind="synonym")
    group.expressions = "hòa giải\ndàn hòa"
    group.save()
    WordGroup.objects.filter(kind="abbreviation").update(is_active=False)
    PlaceAlias.objects.update(is_active=False)
    before = rows()

    load(SOUND)

    assert rows() == before


def test_it_creates_again_what_was_deleted(load):
    load(SOUND)
    WordGroup.objects.all().delete()

    assert "2 created" in load(SOUND)


def test_an_empty_list_is_no_fault(load):
    assert "0 created" in load("word_groups:\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("word_groups: [{kind: synonym, expressions: [hòa giải]}]", "word_groups[1] “hòa giải”"),
        ("word_groups: [{kind: synonym, expressions: []}]", "word_groups[1]"),
        ("word_groups: [{kind: synonym, expressions: [hòa giải, no]}]", "expressions must be a list of texts"),
        ("word_groups: [{kind: slang, expressions: [a, b]}]", "kind “slang” is none of"),
        ("word_groups: [{kind: synonym, expressions: [a, b], noet: c}]", "“noet” is none of"),
        ("word_groups: [{kind: synonym, expressions: [a, b]}, {kind: synonym, expressions: [a, c]}]", "twice"),
        ("word_groups: [{kind: synonym, expressions: 5}]", "word_groups[1]: expressions must be a list of texts"),
        ("word_groups: [a]", "word_groups[1]: must be a mapping"),
        ("word_groups: a", "word_groups must be a list"),
        ("place_aliases: [{name: Sài Gòn, unit: 2025-P999}]", "place_aliases[1] “Sài Gòn”: no administrative unit"),
        ("place_aliases: [{name: …, unit: 2025-P79}]", "place_aliases[1]"),
        ("place_aliases: [{name: 79, unit: 2025-P79}]", "name must be a text"),
        ("wordgroups: []", "must hold word_groups, place_aliases and nothing else"),
        ("- a", "must hold word_groups"),
        ("word_groups: [\n  {kind: synonym", "line 2"),
    ],
)
def test_a_fault_is_named_and_nothing_is_written(load, text, said):
    sound_first = SOUND if text.startswith("place") else ""
    with pytest.raises(CommandError) as refused:
        load(sound_first.replace("place_aliases:\n  - {name: Sài Gòn, unit: 2025-P79}\n", "") + text)

    assert said in str(refused.value)
    assert rows() == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.yaml cannot be read"):
        call_command("load_wording", str(tmp_path / "nowhere.yaml"))


@pytest.mark.slow
def test_the_lists_that_come_with_the_site_load(capsys):
    load_units()

    call_command("load_wording")
    call_command("load_wording")

    first, second = capsys.readouterr().out.splitlines()
    assert "Word groups: 0 created" not in first
    assert "Word groups: 0 created" in second
    assert "aliases: 0 created" in second
