"""Whatever way a page changes, it is in the outbox in the same transaction."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction
from wagtail.models import Page, PageViewRestriction, Site

from models_gallery.models import ExemplarName, ExemplarPage, Form, Implementation
from search import triggers
from search.document import content_hash, documents_for
from search.models import OutboxRow
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, PlainPageFactory, ProvincePageFactory, make_implementation
from tests.search.conftest import forget_marks, marked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page():
    page = ExemplarPageFactory(title="Camera an ninh")
    forget_marks()
    return page


def rename_and_publish(page):
    page.title = "Camera xóm"
    page.save_revision().publish()


def save(page):
    page.summary = "Tóm tắt mới."
    page.save()


def save_child_records(page):
    page.other_names = [ExemplarName(name="Mắt thần")]
    page.save()


def save_forms(page):
    page.forms = list(Form.objects.all()[:2])
    page.save()


def unpublish(page):
    page.unpublish()


def update_in_bulk(page):
    ExemplarPage.objects.filter(pk=page.pk).update(summary="Tóm tắt mới.")


def bulk_update(page):
    page.summary = "Tóm tắt mới."
    ExemplarPage.objects.bulk_update([page], ["summary"])


def raw_sql(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Camera xóm' WHERE id = %s", [page.pk])


def raw_sql_on_its_own_table(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE models_gallery_exemplarpage SET summary = 'Mới' WHERE page_ptr_id = %s", [page.pk])


def delete(page):
    page.delete()


def delete_the_branch(page):
    page.get_parent().delete()


def move(page):
    page.move(ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19")), pos="last-child")


def restrict_the_root(page):
    PageViewRestriction.objects.create(page=page.get_ancestors()[1], restriction_type="login")


def change_the_address_of_an_ancestor(page):
    parent = page.get_parent().specific
    parent.slug = "gia-lai-moi"
    parent.save_revision().publish()


def move_the_site_to_another_root(page):
    Site.objects.update(root_page=page.get_parent())


def take_it_up_elsewhere(page):
    make_implementation(page)


def rename_its_field(page):
    page.field.labels = {"vi": "An ninh"}
    page.field.save()


PATHS = [
    rename_and_publish,
    save,
    save_child_records,
    save_forms,
    unpublish,
    update_in_bulk,
    bulk_update,
    raw_sql,
    raw_sql_on_its_own_table,
    delete,
    delete_the_branch,
    move,
    restrict_the_root,
    change_the_address_of_an_ancestor,
    move_the_site_to_another_root,
    take_it_up_elsewhere,
    rename_its_field,
]


@pytest.mark.parametrize("change", PATHS, ids=lambda path: path.__name__)
def test_it_marks_a_page_on_every_path_of_change(page, change):
    change(page)

    assert page.pk in marked()


@pytest.mark.parametrize("change", PATHS, ids=lambda path: path.__name__)
def test_it_marks_nothing_that_was_rolled_back(page, change):
    with transaction.atomic():
        change(ExemplarPage.objects.get(pk=page.pk))
        assert page.pk in marked()
        transaction.set_rollback(True)

    assert marked() == set()


def test_it_marks_every_page_of_a_branch_that_moves():
    top = PlainPageFactory(title="Hướng dẫn")
    middle = PlainPageFactory(title="Tìm kiếm", parent=top)
    leaf = PlainPageFactory(title="Ví dụ", parent=middle)
    elsewhere = PlainPageFactory(title="Trợ giúp")
    forget_marks()

    Page.objects.get(pk=top.pk).move(elsewhere, pos="last-child")

    assert {top.pk, middle.pk, leaf.pk} <= marked()


def test_it_has_one_row_a_page_with_a_new_token_for_each_change(page):
    update_in_bulk(page)
    before = OutboxRow.objects.get(pk=page.pk).token
    raw_sql(page)

    assert OutboxRow.objects.get(pk=page.pk).token != before


def test_it_makes_a_page_that_had_to_wait_due_again_when_it_changes(page):
    update_in_bulk(page)
    OutboxRow.objects.update(attempts=7, due_at="2099-01-01T00:00:00Z")
    raw_sql(page)

    row = OutboxRow.objects.get(pk=page.pk)
    assert row.attempts == 0
    assert row.due_at.year < 2099


def test_it_marks_a_page_that_an_editor_changes_in_the_admin(page, admin_client):
    assert get_user_model().objects.filter(is_superuser=True).exists()

    answer = admin_client.post(f"/admin/pages/{page.pk}/unpublish/")

    assert answer.status_code == 302
    assert page.pk in marked()


@pytest.mark.parametrize("has_successor", [True, False], ids=["succeeded", "without a known successor"])
def test_it_marks_a_model_wherever_the_name_of_a_unit_stands_in_its_document(page, has_successor):
    """Whenever the document of the model changes with the name of a unit, the model is marked.

    28 communes of the catalogue have no known successor; their district's say in which province they lie today.
    """
    commune = AdministrativeUnit.objects.filter(parent="2024-D064", code__startswith="2024-W").order_by("code")[0]
    make_implementation(page, (commune.code,))
    if not has_successor:
        commune.successors.clear()
    heirs = commune.successors.values_list("code", flat=True)
    named, unmarked = set(), set()
    for code in (commune.code, "2024-D064", "2024-P06", "2025-P19", "2024-P19", *heirs):
        before = content_hash(documents_for([page.pk])[page.pk])
        forget_marks()
        AdministrativeUnit.objects.filter(code=code).update(name=f"Xã Đổi Tên {code}", kind="xã")
        if content_hash(documents_for([page.pk])[page.pk]) != before:
            named.add(code)
            unmarked |= {code} - ({code} if page.pk in marked() else set())

    assert len(named) >= 4
    assert unmarked == set()


# ── Installed ───────────────────────────────────────────────────────────────────────────────────


def test_it_is_installed_by_migrate():
    expected = {trigger.name: trigger.table for trigger in triggers.triggers(connection.vendor)}

    assert triggers.installed(connection) == expected


def test_it_is_made_again_by_the_next_migrate():
    connection.check_constraints()
    triggers.drop(connection)
    assert triggers.installed(connection) == {}

    call_command("migrate", verbosity=0)

    assert len(triggers.installed(connection)) == len(list(triggers.triggers(connection.vendor)))


def test_it_is_missed_by_the_check_when_one_is_dropped(page):
    connection.check_constraints()
    with connection.cursor() as cursor:
        table = ' ON "home_plainpage"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "search_outbox_home_plainpage_update"{table}')

    with pytest.raises(SystemCheckError, match=r"1 search triggers are missing: search_outbox_home_plainpage_update"):
        call_command("check", databases=["default"], fail_level="WARNING")


def test_it_passes_the_check_when_all_are_there(capsys):
    call_command("check", databases=["default"], fail_level="WARNING")


def test_it_is_an_error_of_the_check_when_a_page_type_is_not_watched(monkeypatch):
    others = tuple(watch for watch in triggers.WATCHES if watch.table != "news_newspage")
    monkeypatch.setattr(triggers, "WATCHES", others)

    with pytest.raises(SystemCheckError, match="NewsPage can be found, but no trigger watches news_newspage"):
        call_command("check")


def test_it_deletes_the_marks_of_nobody_else(page):
    """A deleted page keeps its row until the index has forgotten it."""
    pk = page.pk
    make_implementation(page)
    page.delete()

    assert Implementation.objects.filter(exemplar_id=pk).count() == 0
    assert pk in marked()
