"""A reader's visit: a browser window that notes whatever should not happen in it."""

import urllib.parse
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`security policy: ${event.effectiveDirective} forbids ${event.blockedURI}`));
"""


class Visit:
    """One window on one site. `page` is Playwright's own object."""

    def __init__(
        self,
        browser: Browser,
        base_url: str,
        width: int = 1440,
        height: int = 900,
        javascript: bool = True,
        **more: Any,
    ) -> None:
        self.base_url = base_url
        self.hosts: set[str] = set()
        self._faults: list[str] = []
        self._expected: set[str] = set()
        self._hears_console = True
        self._context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": height}, java_script_enabled=javascript, **more
        )
        self._context.set_default_timeout(10_000)
        self._context.add_init_script(_WATCH_POLICY)
        self._context.on("request", self._note_request)
        self._context.on("console", self._note_message)
        self._context.on("weberror", lambda error: self._faults.append(f"script failed: {error.error}"))
        self.page: Page = self._context.new_page()

    def open(self, path: str, status: int = 200) -> Page:
        """Go to an address of the site and hold that it answers with the status."""
        address = urllib.parse.urljoin(self.base_url, path)
        if status >= 400:
            # The browser reports the refused page itself as an error.
            self._expected.add(address)
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        return self.page

    def ignore_console(self) -> None:
        """Pass over what the browser's console says from now on: the test breaks something on purpose."""
        self._hears_console = False

    @property
    def path(self) -> str:
        """The path of the page that is shown, readable."""
        return urllib.parse.unquote(urllib.parse.urlsplit(self.page.url).path)

    @property
    def main(self) -> Locator:
        """What the page is about, without header and footer."""
        return self.page.get_by_role("main")

    def heading(self) -> str:
        """Return the text of the page's first heading."""
        return self.page.locator("h1").inner_text()

    def close(self) -> list[str]:
        """End the visit and return what went wrong in it."""
        self._context.close()
        own = urllib.parse.urlsplit(self.base_url).netloc
        return [*self._faults, *(f"{host} was asked for something" for host in sorted(self.hosts - {own}))]

    def _note_request(self, request: Request) -> None:
        parts = urllib.parse.urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"}:
            self.hosts.add(parts.netloc)

    def _note_message(self, message: ConsoleMessage) -> None:
        if self._hears_console and message.type == "error" and message.location.get("url") not in self._expected:
            self._faults.append(f"{self.page.url}: {message.text} ({message.location.get('url')})")
