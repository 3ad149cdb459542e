"""Sections that an app adds to pages of the layers below it.

A model page shows the news about it, though the gallery knows nothing of the news: the news registers a hook that
answers, for a page, with the sections it has to add.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail import hooks
from wagtail.models import Page

HOOK = "contribute_to_page"


@dataclass(frozen=True)
class Contribution:
    """A section: the template that shows it and what that template needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def contributions_to(page: Page) -> Iterator[Contribution]:
    """Yield the sections that other apps add to a page, in the order of their hooks."""
    for contribute in hooks.get_hooks(HOOK):
        yield from contribute(page)
