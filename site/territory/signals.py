"""Receivers: the gazetteer follows the units."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from territory import gazetteer
from territory.models import AdministrativeUnit


@receiver([post_save, post_delete], sender=AdministrativeUnit)
@receiver(m2m_changed, sender=AdministrativeUnit.successors.through)
def forget_gazetteer(**_kwargs: Any) -> None:
    """Read the units anew after one was saved, deleted or linked to its successors."""
    gazetteer.forget()
