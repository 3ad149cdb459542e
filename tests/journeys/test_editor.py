"""An editor's work in the admin reaches readers, and the search, within moments."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.journeys.checkout import Checkout
from tests.journeys.editor import change_summary, delete, log_in, unpublish
from tests.journeys.served_site import ServedSite, wait_until
from tests.journeys.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.elasticsearch]


@pytest.fixture(scope="module")
def own_site(checkout_with_content: Callable[..., AbstractContextManager[Checkout]]) -> Iterator[ServedSite]:
    with checkout_with_content() as checkout, ServedSite(checkout) as served:
        yield served


def found(site: ServedSite, query: str) -> list[str]:
    return [result["url"] for result in site.search(query)["results"]]


@pytest.fixture
def editor(own_site: ServedSite, browser_page: Callable[..., Visit]) -> Visit:
    visit = browser_page(own_site)
    log_in(visit, own_site.checkout)
    return visit


def test_what_is_published_is_read_and_found(own_site: ServedSite, editor: Visit) -> None:
    address = "/mo-hinh/gia-lai/mo-hinh-5-trong-1/"
    change_summary(editor, own_site, address, "Thêm đội cồng chiêng làng Plei Ốp giữ gìn trật tự.")
    assert "cồng chiêng làng Plei Ốp" in own_site.html(address)
    wait_until(lambda: found(own_site, "cong chieng Plei Op")[:1] == [address], 15, "the new words to be found")


def test_what_is_unpublished_is_gone_from_site_and_search(own_site: ServedSite, editor: Visit) -> None:
    address = "/mo-hinh/gia-lai/tieng-loa-giao-thong/"
    unpublish(editor, own_site, address)
    assert own_site.status(address) == 404
    wait_until(lambda: address not in found(own_site, "tieng loa giao thong"), 15, "the page to be gone")


def test_what_is_deleted_is_gone_from_site_and_search(own_site: ServedSite, editor: Visit) -> None:
    address = "/mo-hinh/gia-lai/3-an-toan/"
    delete(editor, own_site, address)
    assert own_site.status(address) == 404
    wait_until(lambda: address not in found(own_site, "3 an toan"), 15, "the page to be gone")
