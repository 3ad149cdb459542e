"""Which model comes before which, and what is said of each."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from models_gallery.choices import Area, CostBand, EvidenceLevel, RecognitionLevel
from search.fit import weights
from search.fit.findings import Found, Verdict
from search.fit.ranking import fit
from tests.search.fit.scenes import FAR, FORMER_B, ONE, PROVINCE, TOWN, TWO, X, Z, asked, document, found


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def order(question, **models):
    """Return the names of models, best first."""
    names = {one.document["id"]: name for name, one in models.items()}
    return [names[one.document["id"]] for one in fit(question, models.values())]


def findings(question, one):
    """Return the verdict and sentence of each thing asked for."""
    (judged,) = fit(question, [one])
    return [(finding.key, finding.verdict, finding.text) for finding in judged.asked]


def texts(some):
    return [finding.text for finding in some]


# ── Order ───────────────────────────────────────────────────────────────────────────────────────


def test_the_nearer_comes_first():
    models = {
        "here": found(places=[ONE]),
        "former province": found(places=[FORMER_B]),
        "province": found(places=[Z]),
    }

    question = asked(unit=X, chosen_areas=(Area.ISLAND,))
    assert order(question, far=found(), **models) == list(models)


def test_the_same_commune_comes_before_another_of_the_same_kind():
    models = {"here, now a town": found(places=[ONE]), "countryside of the province": found(places=[Z])}

    assert order(asked(unit=X), **models) == list(models)


def test_what_it_is_about_comes_before_everything_else():
    near = found(
        title="Kẻng", places=[ONE], cost="nothing", unit_type=["cho"], implementations=9, recognition=["state"],
        evidence="evaluated", area=["rural", "border"],
    )  # fmt: skip
    far = found(title="Chống trộm cắp")

    question = asked("trộm cắp", unit=X, budget=CostBand.NOTHING, unit_type="cho", chosen_areas=(Area.BORDER,))
    assert order(question, near=near, far=far) == ["far", "near"]


def test_all_weights_but_those_of_the_concern_are_less_than_one_step_of_it():
    steps = sorted([0.0, weights.WORDS_IN_PASSING, weights.WORDS_PARTLY, weights.WORDS_WHOLLY])
    rest = (
        weights.WORDS_IN_NAMES + weights.MAIN_FIELD + weights.HERE + weights.UNIT_TYPE + weights.BUDGET
        + len(Area) * max(weights.AREA_RUNS, weights.AREA_SAID)
        + max(weights.EVIDENCE.values()) + weights.REPLICATED + weights.RECOGNISED
    )  # fmt: skip

    assert all(rest < larger - smaller for smaller, larger in pairwise(steps))


def test_the_main_field_comes_before_a_further_one():
    models = {"main": found(field=["chay", "trom"]), "further": found(field=["trom", "chay"])}

    assert order(asked(field="chay"), **models) == ["main", "further"]


def test_words_in_the_title_come_before_words_in_the_summary_and_those_before_a_mention():
    models = {
        "title": found(title="Chống trộm cắp"),
        "summary": found(summary="Chống trộm cắp ban đêm."),
        "some": found(summary="Mất trộm."),
        "mention": found(),
        "none": Found(document(field=["chay"]), has_words=False),
    }
    question = asked("trộm cắp", field="chay")
    of_field = {name: replace(one, document={**one.document, "field": ["chay"]}) for name, one in models.items()}

    assert order(question, **of_field) == list(models)


def test_silence_comes_between_yes_and_no():
    models = {
        "for schools": found(unit_type=["truong-hoc"], places=[TWO]),
        "not said": found(places=[TWO]),
        "for markets": found(unit_type=["cho"], places=[TWO]),
    }
    assert order(asked(unit_type="truong-hoc", unit=TWO), **models) == list(models)

    costs = {
        "cheap": found(cost="under-10m", places=[TWO]),
        "not said": found(places=[TWO]),
        "dear": found(cost="over-200m", places=[TWO]),
    }
    assert order(asked(budget=CostBand.UNDER_50M, unit=TWO), **costs) == list(costs)


def test_of_equals_the_newer_comes_first():
    old, new = found(places=[ONE]), found(places=[ONE])

    assert order(asked(unit=ONE), old=old, new=new) == ["new", "old"]


# ── What is an answer at all ────────────────────────────────────────────────────────────────────


def test_what_fits_in_nothing_is_no_answer():
    assert order(asked(unit_type="cho"), other=found(unit_type=["truong-hoc"]), silent=found()) == []


def test_where_a_concern_is_named_only_what_touches_on_it_is_an_answer():
    models = {"about": found(field=["chay"]), "near": found(field=["trom"], places=[ONE])}

    assert order(asked(field="chay", unit=ONE), **models) == ["about"]


# ── What is said ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unit", "places", "text"),
    [
        (ONE, [X], "Runs in your commune (1 place)"),
        (X, [TOWN], "Runs in your commune (1 place)"),
        (X, ["2024-D1"], "Runs in your former district (1 place)"),
        ("2024-D1", [X, TOWN], "Runs in your former district (2 places)"),
        (X, [FORMER_B], "Runs in your former province (1 place)"),
        (X, [Z, TWO, FAR], "Runs in your province (2 places)"),
        (PROVINCE, [ONE, TWO, FAR], "Runs in your province (2 places)"),
    ],
)
def test_it_says_where_near_it_runs_and_in_how_many_places(unit, places, text):
    assert findings(asked(unit=unit), found(places=places))[0] == ("unit", Verdict.FITS, text)


def test_it_says_where_it_runs_instead():
    one = found(field=["chay"], province=["bien-bac"])

    assert ("unit", Verdict.DIFFERS, "Not yet in your province; runs in: Biển Bạc") in findings(
        asked(field="chay", unit=ONE), one
    )


def test_it_says_that_nobody_knows_where_it_runs():
    one = found(field=["chay"], places=[PROVINCE], implementations=0)

    assert ("unit", Verdict.UNKNOWN, "Where it runs is not stated") in findings(asked(field="chay", unit=ONE), one)


@pytest.mark.parametrize(
    ("facts", "verdict", "text"),
    [
        ({"places": [TWO], "area": ["rural"]}, Verdict.FITS, "Runs in a place like yours: Countryside"),
        ({"places": [ONE], "area": ["urban", "rural"]}, Verdict.FITS, "Said to fit: Countryside"),
        ({"places": [ONE], "area": ["urban"]}, Verdict.DIFFERS, "So far only in: Town"),
        ({"places": [PROVINCE]}, Verdict.UNKNOWN, "Whether it suits such an area is not stated: Countryside"),
    ],
)
def test_it_says_how_it_stands_to_the_kind_of_area(facts, verdict, text):
    one = found(field=["chay"], **facts)

    assert findings(asked(field="chay", chosen_areas=(Area.RURAL,)), one)[1] == ("area", verdict, text)


def test_it_never_says_that_something_does_not_suit_mountains_or_the_border():
    question = asked(field="chay", chosen_areas=(Area.MOUNTAIN, Area.BORDER))

    assert {verdict for key, verdict, _text in findings(question, found(field=["chay"])) if key == "area"} == {
        Verdict.UNKNOWN
    }


def test_the_kind_of_the_unit_tells_the_kind_of_area_unless_the_reader_does():
    assert asked(unit=ONE).locality.areas == (Area.URBAN,)
    assert asked(unit=X, chosen_areas=(Area.BORDER,)).locality.areas == (Area.RURAL, Area.BORDER)
    assert asked(unit=X, chosen_areas=(Area.URBAN,)).locality.areas == (Area.URBAN,)
    assert asked(unit=PROVINCE).locality.areas == ()


@pytest.mark.parametrize(
    ("cost", "verdict", "text"),
    [
        ("nothing", Verdict.FITS, "Within your means, as far as costs are stated: Costs nothing"),
        ("10m-50m", Verdict.FITS, "Within your means, as far as costs are stated: 10 to 50 million đồng"),
        ("50m-200m", Verdict.DIFFERS, "Beyond your means: 50 to 200 million đồng"),
        (None, Verdict.UNKNOWN, "What it costs is not stated"),
    ],
)
def test_it_says_what_it_costs(cost, verdict, text):
    one = found(field=["chay"], cost=cost)

    assert findings(asked(field="chay", budget=CostBand.UNDER_50M), one)[1] == ("budget", verdict, text)


def test_it_says_what_else_speaks_for_a_model_and_against_it():
    good = found(
        field=["chay"], evidence="compared", implementations=1_200, recognition=["province", "ministry"],
        status=["ended", "active"],
    )  # fmt: skip
    bad = found(field=["chay"], evidence="told", status=["ended", "paused"])

    first, second = fit(asked(field="chay"), [bad, good])
    assert texts(first.reasons) == [
        "Field: Phòng cháy", "Figures before and after", "Runs in 1,200 places in all",
        "Recognised, level: Ministry or central body",
    ]  # fmt: skip
    assert texts(first.cautions) == []
    assert texts(second.cautions) == [
        "The source tells about it without figures of its own.",
        "No longer at work, as far as is known",
    ]


def test_it_names_the_words_that_it_has():
    assert findings(asked("trộm cắp"), found(title="Mất trộm"))[0][2] == ("Is partly about what you wrote: “trộm”")
    assert findings(asked("trộm cắp"), found())[0][2] == "Mentions “trộm cắp” only in passing"


def test_it_counts_what_fits_and_what_is_not_known():
    (one,) = fit(
        asked(field="chay", unit_type="cho", budget=CostBand.NOTHING), [found(field=["chay"], cost="over-200m")]
    )

    assert (one.matched, one.unknown, len(one.asked)) == (1, 1, 3)


# ── Properties ──────────────────────────────────────────────────────────────────────────────────

CODES = [ONE, TWO, FAR, X, Z, TOWN, PROVINCE, FORMER_B]
MODELS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Chống trộm cắp", "Trộm", "Kẻng"]),
        "field": st.lists(st.sampled_from(["chay", "trom"]), min_size=1, max_size=2, unique=True),
        "unit_type": st.lists(st.sampled_from(["truong-hoc", "cho"]), max_size=2, unique=True),
        "area": st.lists(st.sampled_from(Area.values), max_size=3, unique=True),
        "cost": st.none() | st.sampled_from(CostBand.values),
        "places": st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
        "implementations": st.integers(0, 3),
        "evidence": st.none() | st.sampled_from(EvidenceLevel.values),
        "recognition": st.lists(st.sampled_from(RecognitionLevel.values), max_size=2, unique=True),
    }
)
# What may be asked for besides the field. Countryside is always asked for, so that no unit tells another kind of area.
CONDITIONS = {
    "unit": CODES,
    "chosen_areas": [(Area.RURAL, Area.BORDER)],
    "unit_type": ["truong-hoc", "cho"],
    "budget": list(CostBand),
    "words": ["trộm cắp"],
}
KEYS = {"chosen_areas": "area", "words": "q"}
LOCALITIES = st.fixed_dictionaries({}, optional={name: st.sampled_from(some) for name, some in CONDITIONS.items()})


def meets(question, name, one):
    """Tell whether a model is what a condition asks for; of kinds of area the last one."""
    (judged,) = fit(question, [one])
    return [finding for finding in judged.asked if finding.key == KEYS.get(name, name)][-1].verdict == Verdict.FITS


@given(st.lists(MODELS, min_size=4, max_size=6), LOCALITIES, st.sampled_from(sorted(CONDITIONS)), st.data())
def test_asking_for_what_a_model_is_never_puts_it_behind_one_that_is_not_so(models, locality, name, data):
    known = {"chosen_areas": (Area.RURAL,), "field": "chay", **locality}
    known |= {"chosen_areas": (Area.RURAL,)} if name == "chosen_areas" else {}
    before = asked(**{key: value for key, value in known.items() if key != name or key == "chosen_areas"})
    after = asked(**known | {name: data.draw(st.sampled_from(CONDITIONS[name]))})
    some = {one.document["id"]: one for one in (found(**facts | {"field": ["chay"]}) for facts in models)}
    ranked, ranked_anew = ([one.document["id"] for one in fit(question, some.values())] for question in (before, after))
    meeting = {number for number, one in some.items() if meets(after, name, one)}

    for leader, other in combinations(ranked, 2):
        if leader in meeting and other not in meeting:
            assert ranked_anew.index(leader) < ranked_anew.index(other)


@given(st.lists(MODELS, max_size=6), LOCALITIES)
def test_the_order_does_not_depend_on_the_order_in_which_models_were_found(models, locality):
    some = [found(**facts) for facts in models]
    question = asked(**locality)

    assert fit(question, some) == fit(question, reversed(some))


@given(st.lists(MODELS, max_size=6), LOCALITIES)
def test_every_model_has_a_verdict_and_a_sentence_for_each_thing_asked_for(models, locality):
    question = asked(**locality)
    for one in fit(question, [found(**facts) for facts in models]):
        assert len(one.asked) == (len(locality.keys() - {"chosen_areas"}) + len(question.locality.areas))
        assert all(finding.text and finding.worth >= 0 for finding in [*one.asked, *one.further])
        assert {finding.verdict for finding in one.reasons} <= {Verdict.FITS}
        assert len(one.reasons) + len(one.cautions) == len(one.asked) + len(one.further)
