"""What every page type of ours must have: a template, a factory, a budget of queries, and privacy."""

import datetime as dt
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import loader
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pagekit.models import BasePage
from tests import factories
from tests.architecture.full_pages import full_page, link_to_surroundings, surroundings
from tests.architecture.product import app_folders, page_types

PAGE_TYPES = page_types()
every_page_type = pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.__name__)
needs_units = pytest.mark.usefixtures("units")


def test_there_are_page_types_of_every_content_app():
    assert {page_type._meta.app_label for page_type in PAGE_TYPES} == {"home", "models_gallery", "news"}


@every_page_type
def test_it_stands_on_the_base_page(page_type):
    assert issubclass(page_type, BasePage)


@every_page_type
def test_it_has_a_template_of_its_own_app(page_type):
    template = Path(loader.get_template(page_type.template).origin.name)

    assert [
        folder for folder in app_folders() if folder.name == page_type._meta.app_label and folder in template.parents
    ]


@every_page_type
def test_it_has_a_factory(page_type):
    factory = getattr(factories, f"{page_type.__name__}Factory")

    assert factory._meta.model is page_type


@every_page_type
def test_it_says_where_it_may_live(page_type):
    assert "subpage_types" in vars(page_type)
    assert "parent_page_types" in vars(page_type) or page_type.__name__ in {"HomePage", "PlainPage"}


@every_page_type
@needs_units
def test_it_answers_with_and_without_content(page_type, client):
    factory = getattr(factories, f"{page_type.__name__}Factory")
    assert client.get(factory().url).status_code == 200

    answer = client.get(full_page(page_type).url)
    assert answer.status_code == 200
    assert BeautifulSoup(answer.text, "html.parser").h1.text.strip()


@every_page_type
@needs_units
def test_it_stays_within_its_query_budget_however_much_there_is(page_type, client, django_assert_max_num_queries):
    page = full_page(page_type)
    surroundings(3)
    link_to_surroundings(page, 3)
    client.get(page.url)  # content types, site roots and renditions are made once

    with django_assert_max_num_queries(page.query_budget):
        assert client.get(page.url).status_code == 200


SECRET = "Cồng chiêng kín đáo"
DOORS = (
    "/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tin-tuc/gia-lai/", "/tim-kiem/?q=kin+dao",
)  # fmt: skip


@contextmanager
def draft(page):
    page.unpublish()
    yield
    page.save_revision().publish()


@contextmanager
def expired(page):
    pages = Page.objects.filter(pk=page.pk)
    pages.update(expire_at=timezone.now() - dt.timedelta(hours=1))
    yield
    pages.update(expire_at=None)


def restriction(kind, find=lambda page: page):
    @contextmanager
    def restricted(page):
        row = PageViewRestriction.objects.create(page=find(page), restriction_type=kind, password="x")
        yield
        row.delete()

    return restricted


WAYS_OF_HIDING = {
    "draft": draft,
    "expired": expired,
    "restricted": restriction(PageViewRestriction.LOGIN),
    "with a password": restriction(PageViewRestriction.PASSWORD),
    "below a restricted page": restriction(PageViewRestriction.LOGIN, lambda page: page.get_parent()),
}


def sitemap(client):
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap-pages.xml").text)


def found(client, page):
    """Return the ways of searching that name the page, by its address since its title is what was asked for."""
    answers = {
        "/api/search": client.get("/api/search/?q=kin+dao").json()["results"],
        "/api/suggest": client.get("/api/suggest/?q=kin+dao").json()["suggestions"],
    }
    return [way for way, hits in answers.items() if page.url in [hit["url"] for hit in hits]]


def ways_in(client, page):
    """Return everything through which a reader meets the page."""
    met = ["its address"] if served(client, page.url) else []
    met += ["its address in English"] if served(client, f"/en{page.url}") else []
    met += ["sitemap"] if page.url in sitemap(client) else []
    return [*met, *found(client, page), *[door for door in DOORS if shows(client, door, page)]]


def served(client, address):
    answer = client.get(address)
    return answer.status_code == 200 and SECRET in answer.text


def shows(client, door, page):
    """Tell whether a page that is not the page itself names it in its content or its way up."""
    main = BeautifulSoup(client.get(door).text, "html.parser").main
    return door != page.url and main is not None and SECRET in main.text


@every_page_type
@needs_units
def test_it_is_met_while_it_is_published_and_nowhere_once_it_is_not_public(page_type, client):
    page = full_page(page_type)
    page.title = SECRET
    page.save_revision().publish()
    page = page_type.objects.get(pk=page.pk)
    if page_type.__name__ == "HomePage":
        page.headline = ""
        page.save_revision().publish()

    searched = ["/api/search", "/api/suggest"] if page_type.search_type else []
    assert {"its address", "its address in English", "sitemap", *searched} <= set(ways_in(client, page))

    met = {}
    for way, hide in WAYS_OF_HIDING.items():
        with hide(page):
            met[way] = ways_in(client, page)
    assert {way: doors for way, doors in met.items() if doors} == {}
