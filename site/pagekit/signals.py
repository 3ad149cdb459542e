"""Keeps Wagtail's own search index right: it is written before the child records of a page are."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published


@receiver(page_published)
def reindex(instance: Page, **_kwargs: Any) -> None:
    """Index a published page again once all its rows are written."""
    transaction.on_commit(lambda: index.insert_or_update_object(instance))
