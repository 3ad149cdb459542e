"""Filters with counts and links: what a listing offers beside its rows."""

from django.core.paginator import Paginator
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from pagekit.facets import build_facet, page_links, page_query, toggled_query

CHOICES = [("camera", "Camera"), ("keng", "Kẻng"), ("cho", "Chợ")]
keys = st.sampled_from(["camera", "keng", "cho"])
params = st.dictionaries(
    st.sampled_from(["form", "field"]), st.lists(keys, unique=True, min_size=1, max_size=3), max_size=2
)


def read(query):
    return {name: set(values) for name, values in QueryDict(query).lists()}


@given(params, keys)
def test_a_value_toggled_twice_is_as_it_was(chosen, key):
    once = dict(QueryDict(toggled_query(chosen, "form", key)).lists())

    assert read(toggled_query(once, "form", key)) == {name: set(values) for name, values in chosen.items()}


@given(params, keys)
def test_a_value_toggled_changes_nothing_else(chosen, key):
    changed = read(toggled_query(chosen, "form", key))

    assert changed.get("form", set()) ^ set(chosen.get("form", [])) == {key}
    assert changed.get("field") == (set(chosen["field"]) if "field" in chosen else None)


def test_choosing_a_value_leads_back_to_the_first_page():
    assert toggled_query({"page": ["3"]}, "form", "keng") == "form=keng"


def test_it_leaves_out_values_without_rows_unless_they_are_chosen():
    facet = build_facet("form", "Hình thức", CHOICES, {"keng": 2}, {"form": ["cho"]})

    assert [(value.key, value.count, value.selected) for value in facet.values] == [
        ("keng", 2, False),
        ("cho", 0, True),
    ]


def test_it_keeps_the_order_of_the_vocabulary():
    facet = build_facet("form", "Hình thức", CHOICES, {"cho": 9, "camera": 1}, {})

    assert [value.key for value in facet.values] == ["camera", "cho"]


def test_it_knows_which_values_are_in_use():
    facet = build_facet("form", "Hình thức", CHOICES, {"camera": 1, "keng": 2}, {"form": ["keng"]})

    assert [value.label for value in facet.selected_values] == ["Kẻng"]


def test_the_first_page_has_the_plain_address():
    assert page_query({"form": ["keng"], "page": ["2"]}, 1) == "form=keng"
    assert page_query({"form": ["keng"], "page": ["2"]}, 3) == "form=keng&page=3"


def test_links_lead_to_the_ends_and_the_neighbours_with_gaps_between():
    page = Paginator(range(100), 10).page(5)

    assert [link.number for link in page_links(page, {})] == [1, None, 4, 5, 6, None, 10]
    assert [link.query for link in page_links(page, {}) if link.number == 5] == [None]
