"""The served site and the browser that visits it."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.checkout import Checkout, Demonstration, processor_time
from tests.journeys.scratch_database import scratch_database
from tests.journeys.served_site import ServedSite
from tests.journeys.visit import BROWSER_ARGUMENTS, Visit

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys on one worker: they share the served site."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("served"))


@pytest.fixture(scope="session")
def demonstration(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The first run of the demo in a bare checkout. Every journey starts from a copy of what it left."""
    with ExitStack() as stack:
        settings = settings_of_a_site(elasticsearch_url)
        server = os.environ.get("DATABASE_URL", "")
        if server.startswith("postgres"):
            settings["DATABASE_URL"] = stack.enter_context(scratch_database(server))
        checkout = Checkout(tmp_path_factory.mktemp("demo") / "checkout", settings)
        began = processor_time()
        done = checkout.run("tools/demo.py", "--no-serve")
        yield Demonstration(checkout, done.stdout, processor_time() - began)
        ServedSite(checkout).close()


@pytest.fixture(scope="session")
def checkout_with_content(
    demonstration: Demonstration, elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Any]:
    """Return a context manager: a checkout with the demo's content, a database and index names of its own.

    Its arguments go into the environment of the checkout's commands.
    """

    @contextmanager
    def make(**settings: str) -> Iterator[Checkout]:
        settings = {**settings_of_a_site(elasticsearch_url), **settings}
        with ExitStack() as stack:
            if template := demonstration.checkout.settings.get("DATABASE_URL"):
                database = scratch_database(os.environ["DATABASE_URL"], template)
                settings["DATABASE_URL"] = stack.enter_context(database)
            yield demonstration.checkout.copy(tmp_path_factory.mktemp("site") / "checkout", **settings)

    return make


def settings_of_a_site(elasticsearch_url: str) -> dict[str, str]:
    """Return the environment that tells one site from another on the same Elasticsearch."""
    return {
        "ELASTICSEARCH_URL": elasticsearch_url,
        "SEARCH_INDEX_PREFIX": f"journey-{uuid.uuid4().hex[:12]}",
        "SEARCH_READ_TIMEOUT_S": "5",  # a loaded test machine is no reason to fall back
    }


@pytest.fixture(scope="session")
def site(checkout_with_content: Callable[..., Any]) -> Iterator[ServedSite]:
    """The site with its content, served for all journeys. What a test changes there it must change back."""
    with checkout_with_content() as checkout, ServedSite(checkout) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser. For one module only: while Playwright runs, Django refuses its database to this thread."""
    path = os.environ.get("BROWSER_PATH") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def browser_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens a visit to a site: `browser_page(width=360, javascript=False)`.

    The test fails at its end if a page asked another host for anything, or if anything went wrong in the browser.
    """
    visits: list[Visit] = []

    def begin(served: ServedSite | None = None, **options: Any) -> Visit:
        visit = Visit(browser, (served or request.getfixturevalue("site")).base_url, **options)
        visits.append(visit)
        return visit

    yield begin
    faults = [fault for visit in visits for fault in visit.close()]
    assert not faults, "\n".join(faults)
