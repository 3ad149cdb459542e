"""Positions in the page tree."""

from wagtail.models import Page


def parent_path(page: Page) -> str:
    """Return the tree path of the page above."""
    return str(page.path[: -page.steplen])
