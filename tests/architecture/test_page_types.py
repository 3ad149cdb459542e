"""What every page type of ours must have: a template, a factory, a budget of queries, and privacy."""

import datetime as dt
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import loader
from django.utils import timezone
from wagtail.models import PageViewRestriction

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
    bare = factory()
    assert client.get(bare.url).status_code == 200

    surroundings(1)

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


def draft(page):
    page.unpublish()


def restricted(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restricted_above(page):
    restricted(page.get_parent())


def with_password(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")


def expired(page):
    page.expire_at = timezone.now() - dt.timedelta(hours=1)
    page.save()


DOORS = (
    "/", "/en/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tin-tuc/gia-lai/",
    "/tim-kiem/?q=kin+dao", "/tim-kiem/?q=%22kin+dao%22", "/api/search/?q=kin+dao", "/api/suggest/?q=kin+dao",
)  # fmt: skip


def secret_page(page_type):
    page = full_page(page_type)
    page.title = SECRET
    page.save_revision().publish()
    return page_type.objects.get(pk=page.pk)


def sitemap(client):
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").text)


def results(client, page):
    """Return how many answers of search and suggestions name the page: by its address, since titles are asked for."""
    found = client.get("/api/search/?q=kin+dao").json()["results"]
    offered = client.get("/api/suggest/?q=kin+dao").json()["suggestions"]
    return len([hit for hit in [*found, *offered] if hit["url"] == page.url])


@every_page_type
@needs_units
def test_a_published_page_is_served_listed_and_found(page_type, client):
    page = secret_page(page_type)

    assert client.get(page.url).status_code == 200
    assert page.url in sitemap(client)
    assert results(client, page) == (2 if page_type.search_type else 0)


@every_page_type
@needs_units
@pytest.mark.parametrize(
    "hide", [draft, restricted, with_password, restricted_above, expired], ids=lambda hide: hide.__name__
)
def test_a_page_that_is_not_public_shows_itself_nowhere(page_type, client, hide):
    page = secret_page(page_type)
    hide(page)

    own = client.get(page.url)
    assert own.status_code != 200 or (hide is with_password and SECRET not in own.text)
    assert client.get(f"/en{page.url}").status_code != 200 or hide is with_password
    assert page.url not in sitemap(client)
    assert results(client, page) == 0
    shown = {}
    for door in DOORS:
        main = BeautifulSoup(client.get(door).text, "html.parser").main
        shown[door] = SECRET in (main.text if main else client.get(door).text)
    assert [door for door in DOORS if shown[door]] == []
