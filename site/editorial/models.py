"""What the desk remembers."""

from django.db import models
from wagtail.models import Page

from models_gallery.models import Implementation


class LoadedEntry(models.Model):
    """An entry of a fact sheet that was loaded: what it said, and which revisions of its page and row came of it.

    An entry is loaded again only when it changed, and never over what an editor has done since.
    """

    key = models.CharField(max_length=200, primary_key=True)
    digest = models.CharField(max_length=64)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    revision_id = models.BigIntegerField(null=True)
    implementation = models.ForeignKey(Implementation, on_delete=models.SET_NULL, null=True, related_name="+")
    implementation_revision_id = models.BigIntegerField(null=True)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key

    @property
    def is_untouched(self) -> bool:
        """Whether what was made of the entry is still as it was made: not deleted, no newer revision."""
        page_is = self.page is not None and self.page.latest_revision_id == self.revision_id
        if self.implementation_revision_id is None:
            return page_is
        row = self.implementation
        return page_is and row is not None and row.latest_revision_id == self.implementation_revision_id
