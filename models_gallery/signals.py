"""Keeps Wagtail's own search index right: a model is found by the places that run it, which are rows of their own."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.search import index

from models_gallery.models import ExemplarPage, Implementation


@receiver([post_save, post_delete], sender=Implementation)
def reindex_exemplar(instance: Implementation, **_kwargs: Any) -> None:
    """Index the model again once the implementation and its child rows are written."""

    def reindex() -> None:
        for page in ExemplarPage.objects.filter(
            translation_key__in=ExemplarPage.objects.filter(pk=instance.exemplar_id).values("translation_key")
        ):
            index.insert_or_update_object(page)

    transaction.on_commit(reindex)
