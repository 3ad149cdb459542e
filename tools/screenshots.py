#!/usr/bin/env python3
"""Takes pictures of the main pages of a running site, each at three widths, full length.

The site must be served already, by `make demo` say. BROWSER_PATH names the browser.
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

WIDTHS = (360, 768, 1440)
PAGES = {
    "home": "/",
    "home-en": "/en/",
    "gallery": "/mo-hinh/",
    "gallery-filtered": "/mo-hinh/?province=gia-lai&field=an-ninh-trat-tu",
    "province": "/mo-hinh/gia-lai/",
    "model-rich": "/mo-hinh/thai-nguyen/ho-an-toan-thon-ban-to-dan-pho-binh-yen/",
    "model-thin": "/mo-hinh/gia-lai/3-an-toan/",
    "model-camera": "/mo-hinh/gia-lai/camera-an-ninh/",
    "news-list": "/tin-tuc/",
    "news": "/tin-tuc/gia-lai/binh-dinh-3-nam-chi-thi-53-phong-trao-antq/",
    "search": "/tim-kiem/?q=camera+an+ninh",
    "search-empty": "/tim-kiem/?q=xyzxyz",
    "not-found": "/khong-co-trang-nay/",
}
# Pictures further down are loaded only when a reader comes near them; nobody scrolls here.
LOAD_PICTURES = """
() => Promise.all([...document.images].map((picture) => {
  picture.loading = "eager";
  return picture.decode().catch(() => {});
}))
"""


def main() -> int:
    """Take all pictures; return 1 when the site or the browser cannot be reached."""
    parser = argparse.ArgumentParser(description="Take pictures of the main pages of a running site.")
    parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="where the site is served")
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="the folder for the pictures")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("BROWSER_PATH") or "/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
            )
            for width in WIDTHS:
                take_all(browser, options.base_url, width, options.out)
    except Error as failure:
        print(f"screenshots: {failure.message.splitlines()[0]}", file=sys.stderr)
        print(f"Is the site served at {options.base_url}? `make demo` does that.", file=sys.stderr)
        return 1
    print(f"{len(PAGES) * len(WIDTHS)} pictures in {options.out}/")
    return 0


def take_all(browser: Browser, base_url: str, width: int, folder: Path) -> None:
    """Take the pictures of every page at one width."""
    page = browser.new_page(
        base_url=base_url, viewport={"width": width, "height": 900}, locale="vi-VN", reduced_motion="reduce"
    )
    for name, address in PAGES.items():
        take(page, address, folder / f"{name}-{width}.png")
    page.close()


def take(page: Page, address: str, target: Path) -> None:
    """Take one picture of a whole page, with all that is in it."""
    page.goto(address)
    page.evaluate(LOAD_PICTURES)
    page.evaluate("document.fonts.ready.then(() => null)")
    page.screenshot(path=target, full_page=True)
    print(f"  {target.name}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
