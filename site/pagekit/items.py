"""Child records that several page types share: one line of a list inside a page."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from library.models import SiteDocument, SiteImage
from pagekit.partial_dates import PartialDateField

# A printed form that ends in a number or an order of magnitude does not say what it counts: "hơn 9,3 triệu".
_BARE_NUMBER = re.compile(r"(?:\d|nghìn|ngàn|triệu|tỷ|tỉ)$", re.IGNORECASE)


class PageItem(TranslatableMixin, Orderable):
    """An ordered child record of a page that is translated with it."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class LegalDocument(PageItem):
    """A document of an authority: kind, number, issuer, date, subject."""

    kind = models.CharField(_("kind"), max_length=60, help_text=_("Directive, plan, decree …"))
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issued by"), max_length=160, blank=True)
    date = PartialDateField(_("date"), help_text=_("12/6/2018, 6/2018 or 2018"))
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number"), FieldPanel("date")]),
        FieldPanel("issuer"),
        FieldPanel("subject"),
        FieldPanel("note"),
    ]

    class Meta(PageItem.Meta):
        abstract = True
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal basis")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class Picture(PageItem):
    """A picture with its caption and alternative text."""

    image = models.ForeignKey(SiteImage, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture"))
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    panels = [FieldPanel("image"), FieldPanel("alt_text"), FieldPanel("caption")]

    class Meta(PageItem.Meta):
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Attachment(PageItem):
    """A file that readers can take with them."""

    document = models.ForeignKey(SiteDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=200, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(PageItem.Meta):
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")


class Figure(models.Model):
    """A number with what it counts, as data: never only in prose.

    `value` is the number to calculate with; `as_printed` keeps the source's form ("hơn 500", "228/228");
    `denominator` is the total it is part of. An outcome without number has `qualitative` instead.
    """

    indicator = models.CharField(_("indicator"), max_length=200, help_text=_("What is counted: “disputes settled”."))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3, null=True, blank=True)
    denominator = models.DecimalField(_("out of"), max_digits=18, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("cases, people, % …"))
    as_printed = models.CharField(
        _("as printed"), max_length=80, blank=True, help_text=_("The source's form: “hơn 500”.")
    )
    period = models.CharField(_("period"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.indicator

    @property
    def unit_beside(self) -> str:
        """The unit to show beside the printed form; empty where that says already what is counted ("49 vụ")."""
        return self.unit if not self.as_printed or _BARE_NUMBER.search(self.as_printed) else ""
