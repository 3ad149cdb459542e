"""What holds for every page: look, headers, sitemap, error pages."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template import loader

from tests.factories import ExemplarPageFactory, NewsPageFactory, PlainPageFactory, ProvincePageFactory
from tests.models_gallery.full_exemplar import full_exemplar
from tests.news.full_news import full_news

pytestmark = pytest.mark.usefixtures("units")


@pytest.fixture
def addresses():
    """One address of every kind that readers open."""
    model = full_exemplar()
    news = full_news((model,))
    lists = ["/", "/en/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tin-tuc/gia-lai/", "/gioi-thieu/"]
    return [*lists, "/tim-kiem/", "/tim-kiem/?q=hu+gao", "/khong-co/", model.url, news.url, f"/en{model.url}"]


def read(client, address):
    return BeautifulSoup(client.get(address).text, "html.parser")


@pytest.mark.parametrize("address", ["/khong-co/", "/mo-hinh/khong-co/", "/en/khong-co/", "/tin-tuc/gia-lai/khong-co/"])
def test_a_page_that_is_not_there_says_so_in_the_look_of_the_site(client, address):
    ExemplarPageFactory(), NewsPageFactory()

    answer = client.get(address)
    soup = BeautifulSoup(answer.text, "html.parser")

    assert answer.status_code == 404
    assert soup.select_one("header.masthead nav a[href$='/mo-hinh/']")
    assert soup.select_one("main form[role=search]")
    assert soup.select_one("footer")
    assert soup.h1.text.strip()
    assert soup.select_one("link[rel=stylesheet]")


def test_the_page_of_a_fault_needs_nothing_that_may_be_at_fault(django_assert_num_queries):
    with django_assert_num_queries(0):
        soup = BeautifulSoup(loader.render_to_string("500.html"), "html.parser")

    assert soup.h1.text.strip()
    assert soup.select_one("a[href='/']")


def test_every_answer_carries_the_headers_that_protect_readers(client, addresses):
    for address in [*addresses, "/api/search/?q=gao", "/sitemap.xml", "/health/live", "/admin/"]:
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "SAMEORIGIN", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert "Content-Security-Policy" in headers, address


def test_readers_pages_may_run_no_inline_script_and_ask_no_foreign_host(client, addresses):
    for address in addresses:
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "http" not in policy, address
        assert "default-src 'none'" in policy, address


def test_readers_pages_hold_nothing_that_the_policy_would_block(client, addresses):
    for address in addresses:
        soup = read(client, address)
        assert not [tag for tag in soup.select("script") if not tag.get("src")], address
        assert not soup.select("style, [style]"), address
        assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)], address
        loaded = [
            tag.get("src") or tag.get("href") for tag in soup.select("[src], link[rel=stylesheet], link[rel=icon]")
        ]
        assert loaded, address
        assert not [target for target in loaded if re.match(r"(https?:)?//", target)], address


def test_readers_pages_have_one_heading_and_a_title(client, addresses):
    for address in addresses:
        soup = read(client, address)
        assert len(soup.select("h1")) == 1, address
        assert " ".join(soup.title.text.split()), address
        assert soup.html["lang"], address
        assert not [picture for picture in soup.select("img") if picture.get("alt") is None], address


def test_readers_pages_use_each_anchor_once(client, addresses):
    for address in addresses:
        anchors = [element["id"] for element in read(client, address).find_all(id=True)]
        assert sorted(set(anchors)) == sorted(anchors), address


def status(client, address):
    answer = client.get(address, follow=True)
    if answer.streaming:
        list(answer.streaming_content)  # a file: read to its end, it closes itself and leaves the database alone
    return answer.status_code


def test_every_link_within_the_site_leads_somewhere(client, addresses):
    links = {
        link["href"].partition("#")[0]
        for address in addresses
        if address != "/khong-co/"
        for link in read(client, address).select("a[href^='/']")
    }

    assert len(links) > 10
    assert {link for link in links if status(client, link) != 200} == set()


def sitemap(client):
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap-pages.xml").text)


def test_the_sitemap_lists_every_published_page_once(client):
    page, news, plain = ExemplarPageFactory(), NewsPageFactory(), PlainPageFactory()

    listed = sitemap(client)

    assert sorted(listed) == sorted(
        [
            *("/", "/gioi-thieu/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tin-tuc/gia-lai/"),
            *(page.url, news.url, plain.url),
        ]
    )
    assert [address for address in listed if client.get(address).status_code != 200] == []


def test_the_sitemap_leaves_out_what_is_not_published(client):
    draft = ExemplarPageFactory(live=False)
    hidden = ExemplarPageFactory()
    hidden.view_restrictions.create(restriction_type="login")

    assert not {draft.url, hidden.url} & set(sitemap(client))


def test_the_sitemap_hides_a_whole_province_under_a_restriction(client):
    desk = ProvincePageFactory()
    ExemplarPageFactory(parent=desk)
    desk.view_restrictions.create(restriction_type="login")

    assert not [address for address in sitemap(client) if address.startswith(desk.url)]


def test_the_open_api_is_the_only_one(client):
    assert client.get("/api/docs").status_code == 200
    assert client.get("/api/openapi.json").status_code == 200
    for address in ("/api/v2/pages/", "/api/v3/pages/", "/api/main/pages/"):
        assert client.get(address).status_code == 404
