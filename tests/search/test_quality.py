"""The measures of quality, the judged queries and the command that holds the search to them."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search.quality import judged, report
from search.quality.measures import score, summary
from tests.factories import ExemplarPageFactory

keys = st.text("abcdefgh", min_size=1, max_size=1)
grades = st.dictionaries(keys, st.integers(1, 3), min_size=1)


def test_the_best_order_scores_one():
    assert score(["a", "b", "c"], {"a": 3, "b": 2, "c": 1}).ndcg == pytest.approx(1)


def test_a_worse_order_scores_less():
    wanted = {"a": 3, "b": 1}

    assert score(["b", "a"], wanted).ndcg < score(["a", "b"], wanted).ndcg < 1.0001


def test_a_figure_worked_out_by_hand():
    # (2^1 − 1)/log2(2) + (2^3 − 1)/log2(3) = 5.4165; at best 7/log2(2) + 1/log2(3) = 7.6309
    assert score(["b", "a"], {"a": 3, "b": 1}).ndcg == pytest.approx(5.4165 / 7.6309, abs=1e-4)


@pytest.mark.parametrize(("found", "rank"), [(["a"], 1), (["x", "a"], 1 / 2), (["x", "y"], 0)])
def test_the_reciprocal_rank_is_that_of_the_first_wanted(found, rank):
    assert score(found, {"a": 1}).reciprocal_rank == rank


def test_success_means_that_one_of_the_best_is_first():
    assert score(["a"], {"a": 3, "b": 3}).success == 1
    assert score(["b"], {"a": 3, "b": 2}).success == 0


def test_a_query_that_wants_nothing_succeeds_by_finding_nothing():
    assert score([], {}).zero == 1
    assert score(["a"], {}).zero == 0
    assert score([], {}).ndcg is None


@given(st.lists(keys, unique=True), grades)
def test_scores_lie_between_nought_and_one(found, wanted):
    one = score(found, wanted)

    assert 0 <= one.ndcg <= 1 + 1e-9
    assert 0 <= one.reciprocal_rank <= 1


def test_means_leave_out_what_does_not_apply():
    means = summary([score(["a"], {"a": 1}), score([], {})])

    assert (means.queries, means.ndcg, means.zero) == (2, 1, 1)


def test_the_judged_set_is_large_and_of_all_kinds():
    queries = judged.load()

    assert len(queries) >= 150
    assert {one.kind for one in queries} == set(judged.KINDS)


@pytest.mark.parametrize(
    "entry",
    [
        "- {q: camera, kind: title}",
        "- {q: camera, kind: colour, relevant: {/a/: 3}}",
        "- {q: camera, kind: title, relevant: {/a/: 4}}",
        "- {q: camera, kind: title, relevant: {}}",
        "- {q: camera, kind: zero, relevant: {/a/: 1}}",
        "- {q: camera, kind: title, relevant: {/a/: 1}}\n- {q: camera, kind: plain, relevant: {/a/: 1}}",
    ],
)
def test_a_judgment_that_makes_no_sense_is_refused(tmp_path, entry):
    (tmp_path / "set.yaml").write_text(entry, "utf-8")

    with pytest.raises(judged.JudgmentError, match="camera"):
        judged.load(tmp_path)


def test_no_query_that_is_kept_aside_was_used():
    assert not {one.query for one in judged.load(judged.HELD_OUT)} & {one.query for one in judged.load()}


def test_every_floor_is_of_a_known_kind():
    for kinds in report.read_floors().values():
        assert set(kinds) <= {*judged.KINDS, report.OVERALL}


def test_what_fell_below_its_floor_is_named():
    means = {"title": summary([score(["b"], {"a": 3})])}

    assert report.below_floor("database", means, {"database": {"title": {"ndcg": 0.9}, "plain": {"ndcg": 1}}}) == [
        "database, title: ndcg is 0.000, its floor 0.900"
    ]


@pytest.fixture
def one_query(monkeypatch, tmp_path):
    page = ExemplarPageFactory(title="Tiếng loa giao thông")
    (tmp_path / "set.yaml").write_text(f"- {{q: tieng loa, kind: plain, relevant: {{{page.url}: 3}}}}", "utf-8")
    queries = judged.load(tmp_path)
    monkeypatch.setattr(judged, "load", lambda _folder: queries)
    return page


@pytest.mark.django_db
@pytest.mark.usefixtures("units")
def test_the_command_prints_the_means_of_an_engine(one_query, capsys):
    call_command("search_quality", "--engine", "database", "--worst", "1")

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["plain", "1", "1.000", "1.000", "1.000", "–"]
    assert f"3  {one_query.url}" in lines[-1]


@pytest.mark.django_db
@pytest.mark.usefixtures("units")
def test_the_command_fails_when_the_search_got_worse(one_query, monkeypatch):
    monkeypatch.setattr(report, "read_floors", lambda: {"database": {"plain": {"ndcg": 1.1}}})

    with pytest.raises(CommandError, match=r"plain: ndcg is 1\.000, its floor 1\.100"):
        call_command("search_quality", "--engine", "database")


@pytest.mark.django_db
@pytest.mark.usefixtures("units")
def test_the_command_refuses_to_measure_on_other_content(one_query):
    one_query.unpublish()

    with pytest.raises(CommandError, match="not published here"):
        call_command("search_quality", "--engine", "database")


@pytest.mark.django_db
def test_the_command_says_when_there_is_no_elasticsearch(monkeypatch):
    monkeypatch.setattr(judged, "load", lambda _folder: [])

    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search_quality", "--engine", "elasticsearch")
