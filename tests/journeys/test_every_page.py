"""Every type of page fits every screen, has its parts in order, and can be read in the dark and on paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.served_site import ServedSite, wait_until
from tests.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.elasticsearch]

RICH_MODEL = "/mo-hinh/thai-nguyen/ho-an-toan-thon-ban-to-dan-pho-binh-yen/"
PAGES = {
    "home": "/",
    "gallery": "/mo-hinh/",
    "gallery_filtered": "/mo-hinh/?province=gia-lai&field=an-ninh-trat-tu",
    "gallery_empty": "/mo-hinh/?province=lai-chau&field=an-ninh-truong-hoc&form=camera",
    "province": "/mo-hinh/gia-lai/",
    "model_rich": RICH_MODEL,
    "model_thin": "/mo-hinh/gia-lai/3-an-toan/",
    "model_without_picture": "/mo-hinh/hai-phong/lien-ket-antt-4-xa-voi-kcn-trang-due/",
    "news_list": "/tin-tuc/",
    "news_desk": "/tin-tuc/gia-lai/",
    "news": "/tin-tuc/gia-lai/binh-dinh-3-nam-chi-thi-53-phong-trao-antq/",
    "plain": "/gioi-thieu/",
    "search_form": "/tim-kiem/",
    "search_results": "/tim-kiem/?q=camera",
    "search_empty": "/tim-kiem/?q=xyzxyz",
    "english_home": "/en/",
    "english_model": f"/en{RICH_MODEL}",
}
WIDTHS = (320, 360, 768, 1440)
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)

LONG_TITLE = (
    "Liên kết bảo đảm an ninh, trật tự địa bàn giáp ranh 4 xã với khu công nghiệp theo Kế hoạch "
    "1234/KH-BCĐ138-UBND-CATP-MTTQ-HPN-HND-ĐTN-HCCB-LĐLĐ-PGDĐT của Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội "
    "và dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc"
)
PUBLISH_LONG_TITLES = f"""
from tests.factories import ExemplarPageFactory, NewsPageFactory
from wagtail.models import Page
ExemplarPageFactory(title={LONG_TITLE!r}, slug="ten-rat-dai")
NewsPageFactory(title={LONG_TITLE!r}, slug="tin-ten-rat-dai", original_date="2030-01-01")
"""
DELETE_LONG_TITLES = f"""
from wagtail.models import Page
Page.objects.filter(title={LONG_TITLE!r}).delete()
"""


@pytest.fixture
def long_titles(site: ServedSite) -> Iterator[list[str]]:
    """Pages with very long titles, at the top of every list; the addresses where they show."""
    site.run("shell", "--no-imports", "-c", PUBLISH_LONG_TITLES)
    try:
        wait_until(lambda: site.search("1234/KH-BCĐ138")["total"] == 2, 30, "the long titles to be found")
        lists = ["/", "/mo-hinh/", "/mo-hinh/gia-lai/", "/tin-tuc/", "/tim-kiem/?q=1234/KH-BCĐ138", "/en/"]
        yield [*lists, "/mo-hinh/gia-lai/ten-rat-dai/", "/tin-tuc/gia-lai/tin-ten-rat-dai/"]
    finally:
        site.run("shell", "--no-imports", "-c", DELETE_LONG_TITLES)


@pytest.fixture(scope="module")
def site_without_debug(site: ServedSite) -> Iterator[ServedSite]:
    """The same content behind a server that hides nothing from readers but Django's own error pages."""
    with site.beside(DJANGO_SETTINGS_MODULE="tests.journeys.settings_without_debug") as beside:
        yield beside


# The widest thing that sticks out, if the page can be scrolled sideways.
STICKS_OUT = """
() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const elements = [...document.body.querySelectorAll("*")];
  const right = (element) => element.getBoundingClientRect().right;
  const widest = elements.reduce((one, other) => (right(other) > right(one) ? other : one));
  return `${root.scrollWidth} > ${root.clientWidth}: ${widest.outerHTML.slice(0, 200)}`;
}
"""


@every_page
def test_it_never_scrolls_sideways(browser_page: Callable[..., Visit], path: str) -> None:
    page = browser_page(width=WIDTHS[0]).open(path)
    assert sticks_out(page) == {}


def sticks_out(page: Page) -> dict[int, str]:
    """Return, by width of the window, what makes the page wider than the window."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if fault := page.evaluate(STICKS_OUT):
            found[width] = fault
    return found


def test_long_titles_do_not_make_it_scroll_sideways(browser_page: Callable[..., Visit], long_titles: list[str]) -> None:
    visit = browser_page()
    found = {}
    for path in long_titles:
        page = visit.open(path)
        assert "KH-BCĐ138" in visit.main.inner_text(), f"the long title does not show on {path}"
        found[path] = sticks_out(page)
    assert not any(found.values()), found


@every_page
def test_it_has_one_heading_one_main_part_and_a_language(browser_page: Callable[..., Visit], path: str) -> None:
    page = browser_page().open(path)
    assert_parts_are_there(page, "en" if path.startswith("/en/") else "vi")


def assert_parts_are_there(page: Page, language: str) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.get_by_role("main").count() == 1
    assert page.locator("main h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().strip()


PICTURES = """
async () => {
  const pictures = [...document.images];
  return Promise.all(pictures.map(async (picture) => {
    picture.loading = "eager";
    await picture.decode().catch(() => {});
    return {
      address: picture.currentSrc || picture.src,
      loaded: picture.naturalWidth > 0,
      described: picture.hasAttribute("alt"),
    };
  }));
}
"""


@every_page
def test_its_pictures_load_and_are_described(browser_page: Callable[..., Visit], path: str) -> None:
    page = browser_page(width=WIDTHS[0]).open(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        pictures: list[dict[str, Any]] = page.evaluate(PICTURES)
        assert pictures
        assert [picture for picture in pictures if not picture["loaded"] or not picture["described"]] == []


# Contrast of the text of each element against what is painted behind it, after WCAG 2.2.
CONTRAST = """
(selector) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (colour) => {
    const [r, g, b] = [...rgba(colour)].slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark") &&
      matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "white";
  };
  return [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility() && element.textContent.trim())
    .map((element) => {
      const ground = behind(element);
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return { text: element.textContent.trim().slice(0, 60), contrast, ground: luminance(ground) };
    });
}
"""
READ = "main h1, main h2, main h3 a, main p, main dt, main dd, main td, main li a, header a, footer p, footer a"


@every_page
def test_it_can_be_read_by_day_and_by_night(browser_page: Callable[..., Visit], path: str) -> None:
    page = browser_page().open(path)
    faint, grounds = [], {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        texts = page.evaluate(CONTRAST, READ)
        assert texts
        faint += [f"{scheme} {text['contrast']:.1f}: {text['text']}" for text in texts if text["contrast"] < 4.5]
        grounds[scheme] = page.evaluate(CONTRAST, "main h2, footer p")[0]["ground"]
    assert not faint, "\n".join(faint)
    assert grounds["dark"] < 0.2, "the dark scheme is not dark"


def test_a_printed_model_keeps_its_figures_and_pictures(browser_page: Callable[..., Visit]) -> None:
    visit = browser_page()
    page = visit.open(RICH_MODEL)
    parts = ("h1", "main table td", "main dl dt", "main figure img, main article header img")
    on_screen = {part: page.locator(f"{part}").filter(visible=True).count() for part in parts}
    assert all(on_screen.values())
    page.emulate_media(media="print")
    on_paper = {part: page.locator(f"{part}").filter(visible=True).count() for part in parts}
    assert on_paper == on_screen
    assert visit.page.locator("nav").filter(visible=True).count() == 0, "menus are of no use on paper"


@pytest.mark.parametrize(("path", "language"), [("/khong-co-trang-nay/", "vi"), ("/en/mo-hinh/khong-co/", "en")])
def test_a_page_that_is_not_there_helps_on(
    browser_page: Callable[..., Visit], site_without_debug: ServedSite, path: str, language: str
) -> None:
    visit = browser_page(site_without_debug)
    page = visit.open(path, status=404)
    assert_parts_are_there(page, language)
    assert sticks_out(page) == {}
    assert all(picture["loaded"] and picture["described"] for picture in page.evaluate(PICTURES))
    prefix = "" if language == "vi" else f"/{language}"
    assert visit.main.locator(f'a[href="{prefix}/"]').count() == 1
    box = visit.main.locator('input[name="q"]')
    box.fill("camera an ninh")
    box.press("Enter")
    page.wait_for_url(f"**{prefix}/tim-kiem/?q=camera+an+ninh")
