"""A reader narrows a search: in place where the browser helps, page by page where it does not."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.elasticsearch]

CAMERA = "/tim-kiem/?q=camera"
RESULTS = "#results"


def number(page: Page) -> int:
    """Return how many results the page says there are."""
    return int(re.findall(r"\d+", page.locator(RESULTS).inner_text())[0])


@pytest.mark.parametrize("javascript", [True, False], ids=["in place", "page by page"])
@pytest.mark.parametrize("width", [1440, 360])
def test_it_narrows_and_widens_by_filters_and_goes_back(
    browser_page: Callable[..., Visit], width: int, javascript: bool
) -> None:
    visit = browser_page(width=width, javascript=javascript)
    page = visit.open(CAMERA)
    everything = number(page)

    choose(visit, "form-camera")
    expect(page).to_have_url(re.compile(r"\?q=camera&form=camera$"))
    with_form = number(page)
    choose(visit, "province-gia-lai")
    expect(page).to_have_url(re.compile(r"&form=camera&province=gia-lai$"))
    expect(page.locator(RESULTS)).to_contain_text("1")
    assert 1 == number(page) < with_form < everything

    page.locator(".chip--remove").first.click()
    expect(page.locator(".chip--remove")).to_have_count(1)
    page.go_back()
    expect(page.locator(".chip--remove")).to_have_count(2)
    assert number(page) == 1
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=camera$"))
    expect(page.locator(".chip--remove")).to_have_count(0)
    assert number(page) == everything
    page.go_forward()
    expect(page.locator(".chip--remove")).to_have_count(1)
    assert number(page) == with_form


def test_in_place_nothing_but_the_results_is_fetched_and_the_address_can_be_shared(
    browser_page: Callable[..., Visit],
) -> None:
    visit = browser_page()
    page = visit.open(CAMERA)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.resource_type))

    choose(visit, "form-camera")
    expect(page).to_have_url(re.compile("form=camera$"))
    expect(page.locator("#choose-form-camera")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text(page.locator(RESULTS).inner_text())

    assert fetched.count("xhr") == 1
    assert "document" not in fetched
    titles = page.locator(".hit h3").all_inner_texts()
    shared = browser_page(javascript=False).open(page.url)
    assert shared.locator(".hit h3").all_inner_texts() == titles
    expect(page.locator('.languages a[hreflang="en"]')).to_have_attribute("href", re.compile("q=camera&form=camera$"))


def test_a_filter_taken_away_leaves_the_focus_on_the_results(browser_page: Callable[..., Visit]) -> None:
    page = browser_page().open(f"{CAMERA}&form=camera&type=model")

    page.locator(".chip--remove").first.press("Enter")

    expect(page.locator(".chip--remove")).to_have_count(1)
    expect(page.locator(RESULTS)).to_be_focused()


def test_the_next_page_begins_where_its_results_begin(browser_page: Callable[..., Visit]) -> None:
    page = browser_page(width=360).open("/tim-kiem/?type=model")

    page.locator(".pagination a").last.click()

    expect(page).to_have_url(re.compile("page="))
    expect(page.locator(RESULTS)).to_be_focused()
    expect(page.locator(RESULTS)).to_be_in_viewport()


def test_a_long_list_is_searched_and_stays_open_while_values_are_chosen(browser_page: Callable[..., Visit]) -> None:
    visit = browser_page()
    page = visit.open("/tim-kiem/?type=model")
    rest = page.locator("#more-province")
    rest.locator("summary").click()

    rest.get_by_role("searchbox").fill("ha na")
    expect(rest.get_by_role("link").filter(visible=True)).to_have_count(1)
    rest.get_by_role("link").filter(visible=True).click()

    expect(page).to_have_url(re.compile("province=ninh-binh"))
    expect(page.locator("#more-province")).to_have_attribute("open", "")


def test_a_result_that_is_opened_is_counted_without_delay(browser_page: Callable[..., Visit]) -> None:
    page = browser_page().open(CAMERA)
    with page.expect_request("**/tim-kiem/chon/") as counted:
        page.locator(".hit h3 a").first.click()

    assert counted.value.method == "POST"
    page.wait_for_url("**/mo-hinh/**")


def test_a_broken_connection_is_told_and_can_be_tried_again(browser_page: Callable[..., Visit]) -> None:
    visit = browser_page()
    page = visit.open(CAMERA)
    before = page.locator(".hit h3").all_inner_texts()
    visit.ignore_console()
    page.route("**/tim-kiem/?*", lambda route: route.abort())

    choose(visit, "form-camera")

    failure = page.get_by_role("alert")
    expect(failure).to_be_visible()
    assert page.locator(".hit h3").all_inner_texts() == before
    page.unroute("**/tim-kiem/?*")
    failure.get_by_role("link").click()
    expect(page).to_have_url(re.compile("form=camera$"))
    expect(page.locator(".chip--remove")).to_have_count(1)


def choose(visit: Visit, value: str) -> None:
    """Follow the link of a value, opening what hides it."""
    link = visit.page.locator(f"#choose-{value}")
    closed = link.locator("xpath=ancestor::details[not(@open)]/summary").filter(visible=True)
    while not link.is_visible():
        closed.first.click()
    link.click()
