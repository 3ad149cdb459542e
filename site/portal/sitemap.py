"""The sitemap: every published page and nothing else."""

import datetime as dt

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from pagekit.visibility import PublishedQuerySet, every_page


class PublishedSitemap(Sitemap[Page]):
    """All published pages below the front page."""

    limit = 5_000

    def items(self) -> PublishedQuerySet:
        """Return the published pages in the order of the tree."""
        return every_page().published().filter(depth__gte=2).order_by("path")

    def location(self, item: Page) -> str:
        """Return the address within the site."""
        parts = item.get_url_parts()
        return parts[2] if parts else "/"

    def lastmod(self, item: Page) -> dt.datetime | None:
        """Return when the page last changed for readers."""
        return item.last_published_at
