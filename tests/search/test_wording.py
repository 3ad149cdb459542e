"""The editors' lists of words and names, through the forms of the admin."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.models import PlaceAlias, SuggestionBlock, WordGroup
from tests.factories import PlaceAliasFactory, SuggestionBlockFactory, WordGroupFactory
from tests.search.editors import editor

pytestmark = pytest.mark.usefixtures("units")


def address(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def save_group(client, expressions, kind="synonym", **more):
    facts = {"kind": kind, "expressions": expressions, "note": "", "is_active": "on", **more}
    return client.post(address(WordGroup, "add"), facts)


def errors(answer):
    assert answer.status_code == 200
    return " ".join(str(error) for faults in answer.context["form"].errors.values() for error in faults)


def listed(client, model, **params):
    """Return the titles in the list of a model."""
    answer = client.get(address(model, "list_results"), params)
    assert answer.status_code == 200
    rows = BeautifulSoup(answer.text, "html.parser").select("td.title .title-wrapper")
    return [row.get_text(strip=True) for row in rows]


def test_an_editor_adds_a_group_of_words(client):
    answer = save_group(editor(client, "add_wordgroup"), " an toàn  giao thông \r\n\r\nATGT\r\n", kind="abbreviation")

    assert answer.status_code == 302
    group = WordGroup.objects.get()
    assert group.lines == ["an toàn giao thông", "ATGT"]
    assert (group.main, group.kind, group.is_active) == ("an toàn giao thông", "abbreviation", True)


def test_who_has_no_permission_adds_nothing(client):
    assert save_group(editor(client, "view_wordgroup"), "bình yên\nyên bình").status_code == 302
    assert not WordGroup.objects.exists()


def test_who_has_no_permission_finds_no_entry_in_the_menu(client):
    assert "/snippets/search/" not in editor(client).get("/admin/").text


def test_each_list_stands_in_the_menu_of_those_who_may_edit_it(client):
    menu = editor(client, "change_wordgroup").get("/admin/").text

    assert "/snippets/search/wordgroup/" in menu
    assert "/snippets/search/placealias/" not in menu


@pytest.mark.parametrize(
    "expressions",
    [
        "",
        "hòa giải",
        "hòa giải\nHOA GIAI",
        "hoà giải\nhòa giải",
        "hòa giải\n…",
        "hòa giải\n" + "giảng " * 13,
        "hòa giải\n" + "g" * 101,
        "\n".join(f"từ {number}" for number in range(41)),
    ],
)
def test_it_refuses_what_is_no_group_with_a_message_at_the_field(admin_client, expressions):
    answer = save_group(admin_client, expressions)

    assert errors(answer)
    assert set(answer.context["form"].errors) == {"expressions"}
    assert not WordGroup.objects.exists()


def test_it_refuses_a_second_group_of_the_same_kind_and_main_expression(admin_client):
    save_group(admin_client, "hòa giải\ngiảng hòa")

    assert "hòa giải" in errors(save_group(admin_client, "hòa giải\ndàn hòa"))
    assert save_group(admin_client, "hòa giải\nconciliation", kind="translation").status_code == 302


def test_a_group_is_changed_and_switched_off(admin_client):
    group = WordGroupFactory(expressions="hòa giải\ngiảng hòa")

    answer = admin_client.post(
        address(WordGroup, "edit", group.pk), {"kind": group.kind, "expressions": "hòa giải\ndàn hòa", "note": ""}
    )

    assert answer.status_code == 302
    group.refresh_from_db()
    assert (group.lines, group.is_active) == (["hòa giải", "dàn hòa"], False)
    assert not WordGroup.objects.active().exists()


def test_groups_are_found_with_or_without_diacritics_by_any_of_their_expressions(admin_client):
    WordGroupFactory(expressions="hòa giải\ngiảng hòa")
    WordGroupFactory(expressions="đò ngang\nbến đò")

    assert listed(admin_client, WordGroup, q="giang hoa") == ["hòa giải"]
    assert listed(admin_client, WordGroup, q="BẾN ĐÒ") == ["đò ngang"]
    assert listed(admin_client, WordGroup, q="kẻng") == []


def test_groups_are_narrowed_by_kind_and_use(admin_client):
    WordGroupFactory(expressions="hòa giải\ngiảng hòa", kind="synonym")
    WordGroupFactory(expressions="đò ngang\nĐN", kind="abbreviation", is_active=False)

    assert listed(admin_client, WordGroup, kind="synonym") == ["hòa giải"]
    assert listed(admin_client, WordGroup, is_active="false") == ["đò ngang"]


def test_a_new_group_begins_with_the_query_of_the_report_below_a_line_for_what_it_means(admin_client):
    form = admin_client.get(address(WordGroup, "add"), {"query": "loa  kéo\x00"}).context["form"]

    assert form["expressions"].value() == "\nloa kéo"


def save_alias(client, name, unit="2025-P79"):
    return client.post(address(PlaceAlias, "add"), {"name": name, "unit": unit, "is_active": "on"})


def test_an_editor_names_a_place(client):
    answer = save_alias(editor(client, "add_placealias"), " Sài  Gòn ")

    assert answer.status_code == 302
    alias = PlaceAlias.objects.get()
    assert (alias.name, alias.key, alias.unit_id) == ("Sài Gòn", "sai gon", "2025-P79")


def test_a_name_may_mean_several_places_but_each_only_once(admin_client):
    save_alias(admin_client, "Sài Gòn")

    assert errors(save_alias(admin_client, "sai gon"))
    assert save_alias(admin_client, "Sài Gòn", unit="2024-P79").status_code == 302


@pytest.mark.parametrize(("name", "unit"), [("…", "2025-P79"), ("Sài Gòn", "2025-P999"), ("Sài Gòn", "")])
def test_it_refuses_a_name_without_words_or_place(admin_client, name, unit):
    assert errors(save_alias(admin_client, name, unit))
    assert not PlaceAlias.objects.exists()


def test_the_list_of_names_takes_the_same_number_of_queries_however_long(admin_client):
    PlaceAliasFactory(unit_id="2024-D540")
    listed(admin_client, PlaceAlias)
    with_one = count_queries(admin_client)
    for unit in ("2024-P79", "2025-P79", "2024-W21649"):
        PlaceAliasFactory(unit_id=unit)

    assert listed(admin_client, PlaceAlias) == ["Sài Gòn"] * 4
    assert count_queries(admin_client) == with_one


def count_queries(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(address(PlaceAlias, "list_results"))
    return len(queries)


def test_an_editor_blocks_words(client):
    client = editor(client, "add_suggestionblock")

    assert client.post(address(SuggestionBlock, "add"), {"text": "Lời  tục", "note": ""}).status_code == 302
    assert SuggestionBlock.objects.get().key == "loi tuc"
    assert errors(client.post(address(SuggestionBlock, "add"), {"text": "lời tục!", "note": ""}))
    assert errors(client.post(address(SuggestionBlock, "add"), {"text": "!!!", "note": ""}))


def test_a_new_block_begins_with_the_query_of_the_report(admin_client):
    SuggestionBlockFactory()

    form = admin_client.get(address(SuggestionBlock, "add"), {"query": "lời tục"}).context["form"]

    assert form["text"].value() == "lời tục"
