"""What not everybody may read is found by nobody, in no way and on no engine."""

import datetime as dt
import time

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from models_gallery.models import ExemplarName, ExemplarPage, Field
from search import clients, index, outbox, service
from search.query import build_request
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, ProvincePageFactory, make_implementation
from tests.search.conftest import quickly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

CHO_DON = "2024-D064"  # a former district of what is Thái Nguyên now


def guard(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def unpublish(page):
    page.unpublish()


def unpublish_in_bulk(page):
    Page.objects.filter(pk=page.pk).update(live=False)


def restrict(page):
    guard(page)


def restrict_for_groups(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)


def restrict_with_password(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="mật khẩu")


def restrict_an_ancestor(page):
    guard(page.get_parent())


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    assert ExemplarPage.objects.get(pk=page.pk).live, "expired but not yet unpublished is what is tested"


def move_below_a_private_page(page):
    private = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P79"))
    guard(private)
    page.move(private, pos="last-child")


def delete(page):
    page.delete()


WAYS = [
    unpublish,
    unpublish_in_bulk,
    restrict,
    restrict_for_groups,
    restrict_with_password,
    restrict_an_ancestor,
    expire,
    move_below_a_private_page,
    delete,
]


def offered(text):
    """Return the kinds of what is suggested."""
    return {found.type for found in service.suggest(text)}


@pytest.fixture
def catch_up(engine):
    """Return a function that lets the engine see what changed."""

    def drain():
        if engine == "elasticsearch":
            outbox.drain(clients.writer())
            clients.writer().indices.refresh(index=index.alias())

    return drain


@pytest.mark.parametrize("hide", WAYS, ids=lambda way: way.__name__)
def test_it_never_shows_what_was_hidden(index_everything, catch_up, hide):
    text = "<p>Móc khóa báo động, chỉ hộ dân xóm dùng.</p>"
    thai_nguyen = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    further = [Field.objects.get(key="phong-chong-ma-tuy")]
    hidden = ExemplarPageFactory(title="Móc khóa an ninh", problem=text, parent=thai_nguyen, further_fields=further)
    make_implementation(hidden, (CHO_DON,))
    others = [quickly(ExemplarPageFactory, title=f"Móc khóa báo động {name}", problem=text) for name in ("một", "hai")]
    index_everything()
    assert hidden.pk in [hit.document["id"] for hit in service.search(build_request("moc khoa")).answer.hits]
    assert hidden.title in [model.title for model in service.similar(others[0].pk)]
    assert offered("cho don") == {"place"}
    assert offered("chong ma tuy") == {"field"}

    hide(ExemplarPage.objects.get(pk=hidden.pk))
    catch_up()

    answer = service.search(build_request("moc khoa", filters={"type": ["model"]})).answer
    assert {hit.document["id"] for hit in answer.hits} == {page.pk for page in others}
    assert answer.total == 2
    assert answer.counts["province"] == {"gia-lai": 2}
    assert answer.counts["type"] == {"model": 2}
    assert {found.title for found in service.suggest("moc khoa")} == {page.title for page in others}
    assert offered("cho don") == offered("chong ma tuy") == set()
    assert [model.title for model in service.similar(others[0].pk)] == [others[1].title]
    everything = service.search(build_request("")).answer
    assert hidden.pk not in [hit.document["id"] for hit in everything.hits]


def test_it_never_shows_a_draft(index_everything, catch_up):
    draft = ExemplarPageFactory(title="Móc khóa an ninh", live=False)
    draft.save_revision()
    index_everything()
    catch_up()

    assert service.search(build_request("moc khoa")).answer.total == 0
    assert service.suggest("moc khoa") == []


def test_it_never_shows_words_of_a_draft_of_a_published_page(index_everything, catch_up):
    page = ExemplarPageFactory(title="Camera an ninh")
    index_everything()
    page.title = "Móc khóa bí mật"
    page.save_revision()
    catch_up()

    assert service.search(build_request("bi mat")).answer.total == 0
    assert service.search(build_request("camera")).answer.total == 1


@pytest.mark.parametrize("way", ["title", "child record"])
def test_it_finds_what_an_editor_adds_and_publishes(
    index_everything, catch_up, way, django_capture_on_commit_callbacks
):
    page = ExemplarPageFactory(title="Camera an ninh")
    index_everything()
    if way == "title":
        page.title = "Mắt thần"
    else:
        page.other_names.add(ExemplarName(name="Mắt thần"))

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    catch_up()

    assert service.search(build_request("mat than")).answer.total == 1


def test_it_hides_what_expires_without_anybody_doing_anything(index_everything):
    """The time passes: no row changes, no document is written anew."""
    soon = timezone.now() + dt.timedelta(seconds=2)
    page = ExemplarPageFactory(title="Móc khóa an ninh", expire_at=soon)
    index_everything()
    time.sleep(max((soon - timezone.now()).total_seconds(), 0) + 0.01)

    assert service.search(build_request("moc khoa")).answer.total == 0
    assert service.suggest("moc khoa") == []
    assert service.search(build_request("", filters={"type": ["model"]})).answer.counts["type"].get("model", 0) == 0
    assert ExemplarPage.objects.get(pk=page.pk).live


def test_it_shows_again_what_may_be_read_again(index_everything, catch_up):
    page = ExemplarPageFactory(title="Móc khóa an ninh")
    guard(page.get_parent())
    index_everything()
    assert service.search(build_request("moc khoa")).answer.total == 0

    PageViewRestriction.objects.all().delete()
    catch_up()

    assert service.search(build_request("moc khoa")).answer.total == 1
