"""The admin as an editor meets it: forms open, pages can be made, units can be found."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from models_gallery.models import ExemplarPage, Field, Form, Implementation, UnitType
from news.models import Section, Series
from territory.models import AdministrativeUnit
from tests.factories import (
    HomePageFactory,
    NewsDeskPageFactory,
    PlaceAliasFactory,
    PlainPageFactory,
    PromotedResultFactory,
    ProvincePageFactory,
    SuggestionBlockFactory,
    WordGroupFactory,
)
from tests.models_gallery.full_exemplar import full_exemplar
from tests.news.full_news import full_news

pytestmark = pytest.mark.usefixtures("units")

OURS = {config.label for config in apps.get_app_configs() if not config.name.startswith(("wagtail", "django"))}
PAGE_TYPES = [page_type for page_type in get_page_models() if page_type._meta.app_label in OURS]
SITE_NAME = str(settings.WAGTAIL_SITE_NAME)
VOCABULARIES = [Field, Form, UnitType, Section, Series]


@pytest.fixture
def everything():
    """A page of every type and a row of every snippet."""
    HomePageFactory()
    WordGroupFactory()
    PlaceAliasFactory()
    SuggestionBlockFactory()
    PromotedResultFactory(page=PlainPageFactory())
    return full_news((full_exemplar(),))


@pytest.fixture
def editor_client(client):
    """A person with Wagtail's own editors' rights and no more."""
    editor = get_user_model().objects.create_user("bien-tap-vien", password="x")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    return client


def test_the_page_to_sign_in_answers(client):
    answer = client.get("/admin/login/")

    assert answer.status_code == 200
    assert BeautifulSoup(answer.text, "html.parser").select_one("input[name=password]")


def test_the_admin_is_for_those_who_signed_in(client):
    answer = client.get("/admin/pages/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_the_front_of_the_admin_answers(admin_client, everything):
    assert admin_client.get("/admin/").status_code == 200


def test_a_page_of_every_type_can_be_edited_by_form(admin_client, everything):
    for page_type in PAGE_TYPES:
        page = page_type.objects.first()
        answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page_type
        assert page.title in answer.text, page_type


def test_a_page_of_every_type_can_be_begun_by_form(admin_client):
    begun = set()
    for parent in (HomePageFactory().get_parent(), HomePageFactory(), ProvincePageFactory(), NewsDeskPageFactory()):
        for above in (parent, parent.get_parent()):
            for page_type in above.specific.creatable_subpage_models() if above else ():
                if page_type not in PAGE_TYPES or not page_type.can_create_at(above.specific):
                    continue
                names = [page_type._meta.app_label, page_type._meta.model_name, above.pk]
                assert admin_client.get(reverse("wagtailadmin_pages:add", args=names)).status_code == 200, page_type
                begun.add(page_type)
    # There is one gallery and one newsroom below a front page, and both are there already.
    assert {page_type.__name__ for page_type in set(PAGE_TYPES) - begun} == {"GalleryIndexPage", "NewsIndexPage"}


def test_a_page_of_every_type_can_be_previewed_and_listed(admin_client, everything):
    for page_type in PAGE_TYPES:
        page = page_type.objects.first()
        for name in ("wagtailadmin_explore", "wagtailadmin_pages:history", "wagtailadmin_pages:view_draft"):
            assert admin_client.get(reverse(name, args=[page.pk])).status_code == 200, (page_type, name)


def test_a_page_of_every_type_can_be_deleted(admin_client, everything):
    kept = {"home"}
    for page_type in PAGE_TYPES:
        page = page_type.objects.last()
        if page is None or (page_type._meta.app_label in kept and page_type._meta.model_name == "homepage"):
            continue
        answer = admin_client.post(
            reverse("wagtailadmin_pages:delete", args=[page.pk]), {"confirm_site_name": SITE_NAME}
        )
        assert answer.status_code == 302, page_type
        assert not page_type.objects.filter(pk=page.pk).exists(), page_type


def test_every_snippet_has_a_list_and_forms_that_open(admin_client, everything):
    for model in get_snippet_models():
        if model._meta.app_label not in OURS or model is AdministrativeUnit:
            continue
        view_set = model.snippet_viewset
        row = model.objects.first()
        assert row is not None, model
        for name, args in (("list", []), ("add", []), ("edit", [row.pk])):
            answer = admin_client.get(reverse(view_set.get_url_name(name), args=args))
            assert answer.status_code == 200, (model, name)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_vocabulary_takes_a_new_term(admin_client, vocabulary):
    address = reverse(vocabulary.snippet_viewset.get_url_name("add"))

    answer = admin_client.post(address, {"labels_vi": "Đò ngang", "key": "do-ngang", "sort_order": "99"})

    assert answer.status_code == 302
    assert vocabulary.objects.get(key="do-ngang").label == "Đò ngang"


def test_nobody_edits_the_catalogue_of_units_by_hand(admin_client):
    view_set = AdministrativeUnit.snippet_viewset
    assert admin_client.get(reverse(view_set.get_url_name("list"))).status_code == 200

    for name, args in (("add", []), ("edit", ["2025-P52"]), ("delete", ["2025-P52"])):
        try:
            address = reverse(view_set.get_url_name(name), args=args)
        except NoReverseMatch:
            continue
        answer = admin_client.post(address, {"name": "Tỉnh Khác"})
        assert answer.status_code in {302, 403, 404}, name
    assert AdministrativeUnit.objects.get(code="2025-P52").name == "Tỉnh Gia Lai"


def exemplar_form(**facts):
    empty = (
        "other_names", "steps", "costs", "legal_basis", "recognitions", "pictures", "attachments", "sources",
    )  # fmt: skip
    texts = ("problem", "how_it_works", "results", "conditions", "difficulties", "spread", "context")
    return nested_form_data(
        {
            "title": "Bóng điện ngoài hè, số điện thoại liền kề",
            "slug": "bong-dien-ngoai-he",
            "summary": "Mỗi nhà thắp một bóng điện ngoài hè.",
            "field": Field.objects.get(key="an-ninh-trat-tu").pk,
            **{name: rich_text("<p>Trộm cắp vặt ban đêm.</p>" if name == "problem" else "") for name in texts},
            **{name: inline_formset([]) for name in empty},
            "comments": inline_formset([]),
            "action-publish": "1",
            **facts,
        }
    )


def create(client, **facts):
    address = reverse("wagtailadmin_pages:add", args=["models_gallery", "exemplarpage", ProvincePageFactory().pk])
    return client.post(address, exemplar_form(**facts))


def test_a_model_is_published_from_its_form_under_the_right_address(admin_client, client):
    answer = create(admin_client, slug="")

    assert answer.status_code == 302, answer.context["form"].errors
    page = ExemplarPage.objects.get()
    assert page.url == "/mo-hinh/gia-lai/bong-dien-ngoai-he-so-dien-thoai-lien-ke/"
    assert "Trộm cắp vặt ban đêm." in client.get(page.url).text


def test_a_model_keeps_the_rows_typed_into_its_form(admin_client):
    create(
        admin_client,
        other_names=inline_formset([{"name": "Đèn ngõ"}]),
        legal_basis=inline_formset([{"kind": "Chỉ thị", "number": "53-CT/TU", "date": "12/6/2018"}]),
        forms=Form.objects.get(key="chieu-sang").pk,
        areas="border",
    )

    page = ExemplarPage.objects.get()
    assert page.areas == ["border"]
    assert [name.name for name in page.other_names.all()] == ["Đèn ngõ"]
    assert [(row.number, row.date) for row in page.legal_basis.all()] == [("53-CT/TU", "2018-06-12")]
    assert [form.key for form in page.forms.all()] == ["chieu-sang"]


def test_the_form_refuses_a_date_that_does_not_exist(admin_client):
    answer = create(
        admin_client, legal_basis=inline_formset([{"kind": "Chỉ thị", "number": "53-CT/TU", "date": "30/2/2018"}])
    )

    assert answer.status_code == 200
    assert "30/2/2018" in answer.text
    assert not ExemplarPage.objects.exists()


def test_a_second_model_of_one_title_gets_an_address_of_its_own(admin_client):
    create(admin_client, slug="")
    create(admin_client, slug="")

    assert ExemplarPage.objects.filter(slug="bong-dien-ngoai-he-so-dien-thoai-lien-ke-2").exists()


def implementation_form(page, **facts):
    return nested_form_data(
        {
            "exemplar": page.pk,
            "site": "thôn Hội Phú",
            "started": "6/2018",
            "status": "active",
            "places": inline_formset([{"unit": "2024-W21649"}]),
            "outcomes": inline_formset(
                [{"kind": "result", "indicator": "Hộ", "value": "500", "as_printed": "hơn 500"}]
            ),
            "action-publish": "1",
            **facts,
        }
    )


def test_a_place_that_runs_a_model_is_published_from_its_form(admin_client, client):
    create(admin_client)
    page = ExemplarPage.objects.get()
    address = reverse(Implementation.snippet_viewset.get_url_name("add"))

    answer = admin_client.post(address, implementation_form(page))

    assert answer.status_code == 302, answer.context["form"].errors
    text = client.get(page.url).text
    assert "thôn hội phú, xã hoài châu" in text.lower()
    assert "hơn 500" in text
    assert Implementation.objects.get().started == "2018-06"


def test_a_place_without_a_unit_is_refused(admin_client):
    create(admin_client)
    address = reverse(Implementation.snippet_viewset.get_url_name("add"))

    answer = admin_client.post(address, implementation_form(ExemplarPage.objects.get(), places=inline_formset([])))

    assert answer.status_code == 200
    assert not Implementation.objects.exists()


def test_an_outcome_that_says_nothing_is_refused_with_a_message(admin_client):
    create(admin_client)
    address = reverse(Implementation.snippet_viewset.get_url_name("add"))
    form = implementation_form(
        ExemplarPage.objects.get(), outcomes=inline_formset([{"kind": "result", "indicator": "Hộ"}])
    )

    answer = admin_client.post(address, form)

    assert answer.status_code == 200
    assert not Implementation.objects.exists()


def found_units(client, typed):
    chooser = AdministrativeUnit.snippet_viewset.chooser_viewset
    answer = client.get(reverse(chooser.get_url_name("choose_results")), {"q": typed})
    assert answer.status_code == 200
    return answer.text


def test_a_unit_is_found_with_or_without_diacritics(admin_client):
    for typed in ("hoai chau", "Hoài Châu", "HOAI CHAU", "xa hoai ch"):
        answer = found_units(admin_client, typed)
        assert "Hoài Châu" in answer, typed
        assert "Quy Nhơn" not in answer, typed


def test_a_unit_with_a_barred_d_is_found_without(admin_client):
    assert "Bình Định" in found_units(admin_client, "binh dinh")


def test_an_editor_can_choose_a_unit(editor_client):
    assert "Hoài Châu" in found_units(editor_client, "hoai chau")
