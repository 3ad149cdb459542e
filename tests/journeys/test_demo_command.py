"""`make demo` prepares the site from a bare checkout, loses nothing the second time, and does without Elasticsearch."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

import pytest

from tests.journeys.checkout import Checkout, Demonstration, processor_time
from tests.journeys.served_site import fetch, free_port, wait_until

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]

EDIT_A_PAGE = """
from models_gallery.models import ExemplarPage
page = ExemplarPage.objects.get(slug="camera-an-ninh")
page.summary = "Phần tóm tắt do biên tập viên viết lại."
page.save_revision().publish()
"""
# What a second run must not change: every page with its title, the edited text, the administrator.
REMEMBER = """
from accounts.models import User
from models_gallery.models import ExemplarPage, Implementation, Outcome
from library.models import SiteImage
from wagtail.models import Page
for page in Page.objects.order_by("path").values_list("url_path", "title", "live", "latest_revision_id"):
    print("kept", *page)
print("kept", ExemplarPage.objects.get(slug="camera-an-ninh").summary)
print("kept", Implementation.objects.count(), Outcome.objects.count(), SiteImage.objects.count())
print("kept", list(User.objects.values_list("username", "password")))
"""


@pytest.fixture
def demo(
    demonstration: Demonstration, checkout_with_content: Callable[..., AbstractContextManager[Checkout]]
) -> Iterator[Checkout]:
    """A checkout on which the demo has run once, with the index it then made."""
    prefix = demonstration.checkout.settings["SEARCH_INDEX_PREFIX"]
    with checkout_with_content(SEARCH_INDEX_PREFIX=prefix) as checkout:
        yield checkout


def remembered(checkout: Checkout) -> list[str]:
    said = checkout.run("manage.py", "shell", "--no-imports", "-c", REMEMBER).stdout
    return [line for line in said.splitlines() if line.startswith("kept")]


def test_the_first_run_does_every_step(demonstration: Demonstration) -> None:
    lines = demonstration.output.splitlines()
    steps = [line for line in lines if line.startswith("[")]
    total = len(steps)
    assert [line.partition("]")[0] for line in steps] == [f"[{number}/{total}" for number in range(1, total + 1)]
    assert (demonstration.checkout.state / "admin-password").stat().st_mode & 0o077 == 0


def test_the_second_run_is_quick_and_loses_nothing(demonstration: Demonstration, demo: Checkout) -> None:
    demo.run("manage.py", "shell", "--no-imports", "-c", EDIT_A_PAGE)
    password = (demo.state / "admin-password").read_text()
    before = remembered(demo)
    assert any("biên tập viên" in line for line in before)

    began = processor_time()
    done = demo.run("tools/demo.py", "--no-serve")
    seconds = processor_time() - began

    assert sorted({*remembered(demo)} ^ {*before}) == []
    assert (demo.state / "admin-password").read_text() == password
    assert seconds < demonstration.seconds / 2, done.stdout


def test_without_elasticsearch_it_says_so_once_and_the_database_searches(demo: Checkout) -> None:
    port = free_port()
    demo.settings.update(ELASTICSEARCH_URL="", PORT=str(port))
    log = demo.state / "demo.log"
    running = demo.start("tools/demo.py", log=log)
    try:
        wait_until(lambda: running.poll() is not None or answers(port), 120, "the site to answer")
        answer = fetch(f"http://127.0.0.1:{port}/api/search/?q=bong+dien+ngoai+he")
        assert answer["engine"] == "database"
        assert answer["results"][0]["url"].startswith("/mo-hinh/gia-lai/bong-dien-ngoai-he")
        assert fetch(f"http://127.0.0.1:{port}/health/ready")["checks"]["elasticsearch"] == "not used"
        wait_until(lambda: "Ctrl+C" in log.read_text(), 10, "the greeting")
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    said = log.read_text()
    assert len([line for line in said.splitlines() if "ELASTICSEARCH_URL is empty" in line]) == 1, said
    assert "Traceback" not in said
    wait_until(lambda: not answers(port), 5, "the web server to be gone")


def answers(port: int) -> bool:
    with suppress(OSError):
        return bool(fetch(f"http://127.0.0.1:{port}/health/live"))
    return False
