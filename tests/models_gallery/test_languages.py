"""Reading in another language: a page without a translation says so, and shows itself in its own language."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.factories import ExemplarPageFactory, HomePageFactory, NewsPageFactory, make_implementation

pytestmark = pytest.mark.usefixtures("units")


@pytest.fixture
def page(units):
    page = ExemplarPageFactory(title="Bóng điện ngoài hè")
    make_implementation(page)
    return page


def english(home, *, live=True):
    """Return a translation of the front page, as `copy_for_translation` makes it."""
    copy = home.copy_for_translation(Locale.objects.get(language_code="en"))
    if live:
        copy.save_revision().publish()
    return copy


@pytest.fixture(params=["no English front page", "a draft of one", "a published one"])
def front_page(request, page):
    if request.param != "no English front page":
        english(HomePageFactory(), live=request.param == "a published one")


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.usefixtures("front_page")
def test_an_untranslated_page_is_shown_in_its_own_language_with_a_notice(client, page):
    soup = read(client, f"/en{page.url}")

    assert soup.html["lang"] == "en"
    assert "This page has not been translated yet; you are reading it in Vietnamese." in soup.select_one(
        "[role=note]"
    ).text.replace("\n", " ")
    assert soup.h1.text == "Bóng điện ngoài hè"
    assert soup.h1.find_parent(lang=True)["lang"] == "vi"


@pytest.mark.usefixtures("front_page")
def test_the_interface_around_it_is_in_the_language_of_the_reader(client, page):
    soup = read(client, f"/en{page.url}")

    assert soup.select_one("header nav").find_all("a")[0].text == "Models"
    assert soup.select_one("#problem h2").text == "The problem"


@pytest.mark.usefixtures("front_page")
def test_every_list_answers_in_the_language_of_the_reader(client, page):
    NewsPageFactory()

    for address in ("/en/mo-hinh/", "/en/mo-hinh/gia-lai/", "/en/tin-tuc/", "/en/gioi-thieu/"):
        soup = read(client, address)
        assert soup.html["lang"] == "en"
        assert soup.select_one("[role=note]"), address


@pytest.mark.usefixtures("front_page")
def test_links_keep_the_reader_in_the_language_chosen(client, page):
    link = read(client, "/en/mo-hinh/").select_one(".card h3 a")

    assert link["href"] == f"/en{page.url}"
    assert read(client, link["href"]).h1.text == page.title


def test_a_page_in_its_own_language_needs_no_notice(client, page):
    soup = read(client, page.url)

    assert not soup.select("[role=note]")
    assert soup.html["lang"] == "vi"


def test_a_translated_page_is_shown_in_the_language_of_the_reader(client, page):
    english(HomePageFactory())
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    translated.title = "Porch lights"
    translated.save_revision().publish()

    soup = read(client, translated.url)

    assert translated.url.startswith("/en/mo-hinh/")
    assert soup.h1.text == "Porch lights"
    assert not soup.select("[role=note]")
    assert "thị xã Hoài Nhơn" in soup.select_one("#places").text


@pytest.mark.usefixtures("front_page")
def test_an_address_that_exists_in_no_language_is_not_found(client, page):
    assert client.get("/en/mo-hinh/gia-lai/khong-co/").status_code == 404


@pytest.mark.usefixtures("front_page")
def test_a_draft_is_not_shown_in_another_language_either(client, page):
    page.unpublish()

    assert client.get(f"/en{page.url}").status_code == 404


@pytest.mark.usefixtures("front_page")
def test_the_language_menu_leads_to_the_same_page(client, page):
    links = {link["hreflang"]: link["href"] for link in read(client, f"/en{page.url}").select(".languages a")}

    assert links["vi"] == page.url
    assert read(client, links["en"]).h1.text == page.title
