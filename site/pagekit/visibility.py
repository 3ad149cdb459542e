"""What "published" means, once for page, listing, search, feed, sitemap and API."""

from typing import Any, Self, TypeVar

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

RowT = TypeVar("RowT", bound=Model)


def _live_now() -> Q:
    return Q(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()), live=True)


class PublishedRowQuerySet(QuerySet[RowT]):
    """Rows outside the page tree that have a draft state of their own."""

    def published(self) -> Self:
        """Return the rows that anybody may read: live and not expired."""
        return self.filter(_live_now())


class PublishedQuerySet(PageQuerySet):
    """Pages with the one rule of visibility."""

    def published(self) -> Self:
        """Return the pages that anybody may read: live, not expired, under no restriction.

        The restriction is tested in the same query, whatever the number of restricted pages: Wagtail's own
        `public()` asks for all restrictions first and adds a clause for each.
        """
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restriction = PageViewRestriction.objects.annotate(guarded=path).filter(guarded__startswith=F("page__path"))
        return self.filter(~Exists(restriction), _live_now())

    def readable_in(self, locale: Locale) -> Self:
        """Return the pages of a language, and of the site's own language those that have no translation into it."""
        if locale.language_code == settings.LANGUAGE_CODE:
            return self.filter(locale=locale)
        translated = every_page().published().filter(locale=locale).values("translation_key")
        source = Q(locale__language_code=settings.LANGUAGE_CODE)
        return self.filter(Q(locale=locale) | source & ~Q(translation_key__in=translated))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete without the joined locale: treebeard 5.3 reads only some columns, which Django refuses for a join."""
        return super(PublishedQuerySet, self.select_related(None)).delete(*args, **kwargs)


class PublishedManager(PageManager.from_queryset(PublishedQuerySet)):  # type: ignore[misc]  # made at run time
    """Pages with their locale at hand: every link to a page asks for it."""

    def get_queryset(self) -> PublishedQuerySet:
        """Join the locale."""
        return super().get_queryset().select_related("locale")


def every_page() -> PublishedQuerySet:
    """Return all pages of every type as base pages, the unpublished ones too: ask `published()` of what is shown."""
    return PublishedQuerySet(Page)
