"""What an editor does in the admin, by hand."""

from tests.journeys.checkout import Checkout
from tests.journeys.served_site import ServedSite
from tests.journeys.visit import Visit


def log_in(editor: Visit, checkout: Checkout) -> None:
    page = editor.open("/admin/login/")
    page.fill('[name="username"]', "admin")
    page.fill('[name="password"]', (checkout.state / "admin-password").read_text().strip())
    page.locator('[name="password"]').press("Enter")
    page.wait_for_url("**/admin/")


def change_summary(editor: Visit, site: ServedSite, address: str, summary: str) -> None:
    page = editor.open(f"/admin/pages/{page_id(site, address)}/edit/")
    page.fill('textarea[name="summary"]', summary)
    publish = page.locator('button[name="action-publish"]')
    if not publish.is_visible():
        page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        publish.click()


def unpublish(editor: Visit, site: ServedSite, address: str) -> None:
    page = editor.open(f"/admin/pages/{page_id(site, address)}/unpublish/")
    with page.expect_navigation():
        page.locator('main form[action$="/unpublish/"] button[type="submit"]').click()


def page_id(site: ServedSite, address: str) -> int:
    """Return the number under which the admin knows a page, from the open API."""
    words = address.rstrip("/").rpartition("/")[2].replace("-", " ")
    return next(int(result["id"]) for result in site.search(words)["results"] if result["url"] == address)


def delete(editor: Visit, site: ServedSite, address: str) -> None:
    page = editor.open(f"/admin/pages/{page_id(site, address)}/delete/")
    with page.expect_navigation():
        page.locator('main form[action*="/delete/"] [type="submit"]').click()
