"""Sections that an app adds to pages of the layers below it."""

import pytest
from bs4 import BeautifulSoup
from wagtail import hooks

from models_gallery.models import ExemplarPage
from pagekit.contributions import HOOK, Contribution
from tests.factories import ExemplarPageFactory, PlainPageFactory, ProvincePageFactory

pytestmark = pytest.mark.usefixtures("units")

TEMPLATE = "pagekit/components/_empty.html"


def contribute(text, only=object):
    def answer(page):
        if isinstance(page, only):
            yield Contribution(TEMPLATE, {"text": f"{text}: {page.title}"})

    return answer


def headings(client, page):
    return [heading.text for heading in BeautifulSoup(client.get(page.url).text, "html.parser").select(".empty h2")]


def test_a_page_shows_what_another_app_adds_to_it(client):
    page = ExemplarPageFactory(title="Camera an ninh")

    with hooks.register_temporarily(HOOK, contribute("Góp ý")):
        assert headings(client, page) == ["Góp ý: Camera an ninh"]
    assert headings(client, page) == []


def test_sections_stand_in_the_order_of_their_hooks(client):
    page = ExemplarPageFactory(title="Camera an ninh")

    with hooks.register_temporarily([(HOOK, contribute("Thứ hai")), (HOOK, contribute("Thứ ba"))]):
        assert headings(client, page) == ["Thứ hai: Camera an ninh", "Thứ ba: Camera an ninh"]


def test_an_app_chooses_which_pages_it_adds_to(client):
    model, province = ExemplarPageFactory(), ProvincePageFactory()

    with hooks.register_temporarily(HOOK, contribute("Góp ý", only=ExemplarPage)):
        assert len(headings(client, model)) == 1
        assert not [heading for heading in headings(client, province) if heading.startswith("Góp ý")]


def test_a_page_without_contributions_shows_no_hole(client):
    page = PlainPageFactory()

    with hooks.register_temporarily(HOOK, contribute("Góp ý", only=ExemplarPage)):
        assert headings(client, page) == []
