"""The list of places inside the edit form of a model."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import ExemplarPageFactory, make_implementation

pytestmark = pytest.mark.usefixtures("units")


def edit_form(client, page):
    return BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text, "html.parser")


def test_it_leads_to_the_form_of_each_place_drafts_too(admin_client):
    page = ExemplarPageFactory()
    rows = [make_implementation(page, site="thôn Một"), make_implementation(page, site="thôn Hai", live=False)]

    links = {link.text.split(",")[0]: link["href"] for link in edit_form(admin_client, page).select("li a[href*=edit]")}

    for row, site in zip(rows, ("thôn Một", "thôn Hai"), strict=True):
        assert links[site] == reverse("wagtailsnippets_models_gallery_implementation:edit", args=[row.pk])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_leads_to_a_new_form_with_the_model_chosen(admin_client, admin_user, language):
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    page = ExemplarPageFactory(pk=12345)  # a number that is written with a thousands mark in text

    link = edit_form(admin_client, page).select_one("a[href*='?exemplar=']")["href"]
    form = admin_client.get(link)

    assert form.context["form"].instance.exemplar_id == page.pk
