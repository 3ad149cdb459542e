"""What the desk remembers."""

from django.db import models
from wagtail.models import Page


class LoadedEntry(models.Model):
    """An entry of a fact sheet that was loaded: what it said and which revision of its page was made of it.

    An entry is loaded again only when it changed, and never over what an editor has done since.
    """

    key = models.CharField(max_length=200, primary_key=True)
    digest = models.CharField(max_length=64)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    revision_id = models.BigIntegerField(null=True)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
