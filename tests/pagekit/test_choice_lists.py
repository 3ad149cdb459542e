"""Several keys of an enumeration in one column: ticked by editors, refused when nobody knows them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields

from models_gallery.choices import Area
from models_gallery.models import ExemplarPage
from tests.factories import ExemplarPageFactory

pytestmark = pytest.mark.usefixtures("units")


def edit_form(client, page):
    form = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text, "html.parser")
    return form.select("input[type=checkbox][name=areas]")


def test_it_offers_every_member_with_the_kept_ones_ticked(admin_client):
    boxes = edit_form(admin_client, ExemplarPageFactory(areas=["border"]))

    assert [box["value"] for box in boxes] == Area.values
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["border"]


def test_none_is_ticked_on_a_page_that_says_nothing(admin_client):
    page = ExemplarPageFactory()

    assert page.areas == []
    assert not [box for box in edit_form(admin_client, page) if box.has_attr("checked")]


@pytest.mark.parametrize("value", [["moon"], ["rural", "moon"], "rural", {"rural": 1}, [["rural"]], [None]])
def test_it_refuses_what_is_not_a_list_of_known_keys(value):
    page = ExemplarPageFactory(areas=["rural"])
    page.areas = value

    with pytest.raises(ValidationError):
        page.full_clean()


def test_it_goes_through_a_revision_unchanged():
    page = ExemplarPageFactory(areas=["mountain", "border"])

    assert page.get_latest_revision().as_object().areas == ["mountain", "border"]


def test_a_translation_follows_its_source():
    page = ExemplarPageFactory(areas=["border"])
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert translated.areas == ["border"]

    page.areas = ["border", "mountain"]
    copy_synchronised_fields(page, translated)

    assert translated.areas == ["border", "mountain"]


def test_the_page_names_the_areas_it_fits(client):
    page = ExemplarPageFactory(areas=["border"])

    assert str(Area.BORDER.label) in BeautifulSoup(client.get(page.url).text, "html.parser").select_one(".facts").text
    ExemplarPage.objects.filter(pk=page.pk).update(areas=[])
    assert str(Area.BORDER.label) not in client.get(page.url).text
