"""The life of the index: rebuilt while the site is used, compared, repaired."""

import socket
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from models_gallery.models import ExemplarPage
from search import index, lifecycle, outbox, service
from search.document import documents_for
from search.locks import only_one
from search.query import build_request
from tests.factories import ExemplarPageFactory, NewsPageFactory
from tests.search.conftest import documents, forget_marks, marked, quickly

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def pages(site, db):
    return [quickly(ExemplarPageFactory, title=f"Camera xóm {number}") for number in range(4)]


@pytest.fixture
def live(elasticsearch, pages):
    lifecycle.rebuild(elasticsearch)
    forget_marks()
    return elasticsearch


def run(*step):
    """Run the command and return what it says."""
    out = StringIO()
    call_command("search_index", *step, stdout=out)
    return out.getvalue()


# ── Rebuild ─────────────────────────────────────────────────────────────────────────────────────


def test_it_fills_an_index_with_all_that_is_published(elasticsearch, pages):
    NewsPageFactory().unpublish()

    written = lifecycle.rebuild(elasticsearch)

    assert written == len(documents(elasticsearch))
    assert {page.pk for page in pages} <= set(documents(elasticsearch))
    assert not lifecycle.compare(elasticsearch)


def test_it_drops_the_old_index(live):
    old = index.live_index(live)

    lifecycle.rebuild(live)

    assert index.live_index(live) != old
    assert index.all_indices(live) == [index.live_index(live)]


def test_it_answers_from_the_old_index_until_the_new_one_is_full(live, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    totals = []

    def look(_count):
        answer = service.search(build_request("camera xóm"))
        totals.append((answer.engine, answer.answer.total))

    lifecycle.rebuild(live, look)

    assert len(totals) >= 3
    assert set(totals) == {("elasticsearch", 4)}


@pytest.mark.parametrize("blow", [RuntimeError, KeyboardInterrupt])
def test_it_leaves_the_live_index_alone_when_it_is_broken_off(live, blow):
    before, held = index.live_index(live), documents(live)

    def break_off(_count):
        raise blow

    with pytest.raises(blow):
        lifecycle.rebuild(live, break_off)

    assert index.all_indices(live) == [before]
    assert documents(live) == held


def test_it_leaves_nothing_behind_when_the_first_one_is_broken_off(elasticsearch, pages):
    def break_off(_count):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        lifecycle.rebuild(elasticsearch, break_off)

    assert index.all_indices(elasticsearch) == []


def test_it_refuses_a_second_rebuild_at_the_same_time(live):
    """Two would each drop the index that the other is filling."""
    refused, before = [], index.live_index(live)

    def second():
        try:
            lifecycle.rebuild(live)
        except lifecycle.AlreadyRebuildingError as error:
            refused.append(error)
        finally:
            connection.close()

    with only_one("rebuild"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(20)

    assert len(refused) == 1
    assert index.all_indices(live) == [before]


def test_it_clears_away_what_a_killed_rebuild_left(live):
    left = index.create(live)

    lifecycle.rebuild(live)

    assert left not in index.all_indices(live)


def test_it_keeps_for_later_what_the_new_index_refuses(elasticsearch, pages, monkeypatch):
    properties = {**index.MAPPINGS["properties"], "year": {"type": "byte"}}
    monkeypatch.setattr(index, "MAPPINGS", {**index.MAPPINGS, "properties": properties})
    dated = NewsPageFactory(original_date="2022")
    forget_marks()

    written = lifecycle.rebuild(elasticsearch)

    assert marked() == {dated.pk}
    assert written == len(documents(elasticsearch))


@pytest.fixture
def refusing(live, monkeypatch):
    """A new mapping that no document fits; the live index is of the old one."""
    properties = {**index.MAPPINGS["properties"], "title": {"type": "byte"}}
    monkeypatch.setattr(index, "MAPPINGS", {**index.MAPPINGS, "properties": properties})
    return live


def test_it_leaves_the_live_index_alone_when_the_new_one_refuses_most(refusing):
    before, held = index.live_index(refusing), documents(refusing)

    with pytest.raises(lifecycle.RefusedError):
        lifecycle.rebuild(refusing)

    assert index.all_indices(refusing) == [before]
    assert documents(refusing) == held


def test_it_says_why_documents_are_refused(refusing, caplog):
    with pytest.raises(CommandError, match="refuses most documents, as the log says"):
        run("rebuild")

    assert "failed to parse field [title]" in caplog.text


def test_it_touches_no_index_of_another_site(live, settings):
    ours = settings.SEARCH_INDEX_PREFIX
    settings.SEARCH_INDEX_PREFIX = f"{ours}-neighbour"
    try:
        lifecycle.rebuild(live)
        theirs = index.all_indices(live)
        settings.SEARCH_INDEX_PREFIX = ours

        lifecycle.rebuild(live)

        assert live.indices.exists(index=theirs[0])
        assert theirs[0] not in index.all_indices(live)
    finally:
        settings.SEARCH_INDEX_PREFIX = f"{ours}-neighbour"
        for name in index.all_indices(live):
            live.indices.delete(index=name)
        live.indices.delete_index_template(name=index.alias())
        settings.SEARCH_INDEX_PREFIX = ours


# ── Compare and check ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def astray(live, pages):
    """An index that went wrong behind the outbox's back: one page missing, one left over, one out of date."""
    missing, outdated, *_rest = pages
    names = [index.live_index(live)]
    old = {**documents_for([outdated.pk])[outdated.pk], "title": "Tên cũ"}
    index.write(
        live, names, {missing.pk: None, outdated.pk: old, 987_654: {**old, "id": 987_654}}, outbox.next_version()
    )
    return lifecycle.Difference({missing.pk}, {987_654}, {outdated.pk})


def test_it_finds_what_is_missing_left_over_and_out_of_date(live, astray):
    assert lifecycle.compare(live) == astray


def test_it_finds_no_difference_where_there_is_none(live):
    assert not lifecycle.compare(live)
    assert "No difference" in run("check")


def test_it_fails_the_check_and_puts_differences_into_the_outbox(live, astray):
    with pytest.raises(CommandError, match=r"1 missing, 1 left over, 1 out of date") as failure:
        run("check")

    assert failure.value.returncode == 1
    assert marked() == astray.pages


def test_it_is_clean_after_check_and_sync(live, astray):
    with pytest.raises(CommandError):
        run("check")

    assert "Synced: 3 pages; 0 waiting" in run("sync")
    assert "No difference" in run("check")


# ── Status and messages ─────────────────────────────────────────────────────────────────────────


def test_it_describes_the_index(live, pages):
    ExemplarPage.objects.filter(pk=pages[0].pk).update(title="Khác")

    said = run("status", "--exit-code")

    assert index.live_index(live) in said
    assert f"{len(documents(live))} documents" in said
    assert "1 pages waiting" in said
    assert "The index is of today's mapping." in said


def test_it_says_what_it_rebuilt(elasticsearch, pages):
    said = run("rebuild")

    assert f"Rebuilt: {len(documents(elasticsearch))} documents in {index.live_index(elasticsearch)}" in said


def test_it_asks_for_a_rebuild_after_the_mapping_has_changed(live, monkeypatch):
    assert index.mapping_version(index.live_index(live)) == index.MAPPING_VERSION
    monkeypatch.setattr(index, "MAPPING_VERSION", index.MAPPING_VERSION + 1)

    assert "A rebuild is due." in run("status")
    with pytest.raises(SystemExit) as exit_:
        run("status", "--exit-code")
    assert exit_.value.code == 1

    run("rebuild")
    assert "today's mapping" in run("status", "--exit-code")


def test_it_asks_for_a_rebuild_when_there_is_no_index(elasticsearch):
    assert "no index" in run("status")
    with pytest.raises(SystemExit):
        run("status", "--exit-code")


@pytest.mark.parametrize("step", ["check", "sync"])
def test_it_says_plainly_that_there_is_no_index(elasticsearch, pages, step):
    with pytest.raises(CommandError, match="There is no index yet: run search_index rebuild"):
        run(step)


@pytest.mark.parametrize("step", ["rebuild", "sync", "status", "check"])
def test_it_says_plainly_that_the_server_is_away(pages, settings, step):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(CommandError, match="Elasticsearch does not answer"):
        run(step)


@pytest.mark.parametrize("step", ["rebuild", "sync", "status", "check"])
def test_it_says_plainly_that_the_site_has_no_server(settings, step):
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL is not set"):
        run(step)


def test_it_lets_only_one_process_sync(live, pages):
    ExemplarPage.objects.filter(pk=pages[0].pk).update(title="Khác")
    done = []

    def sync():
        try:
            done.append(outbox.drain(live))
        finally:
            connection.close()

    with only_one("drainer") as held:
        thread = threading.Thread(target=sync)
        thread.start()
        thread.join(10)

        assert held
        assert done == [0]
    assert marked() == {pages[0].pk}
