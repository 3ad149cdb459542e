"""Child records of an exemplar: each one line of a list on its page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from models_gallery.choices import Payer, RecognitionLevel
from pagekit.items import Attachment, LegalDocument, PageItem, Picture
from pagekit.partial_dates import PartialDateField

_PAGE = "models_gallery.ExemplarPage"


class ExemplarName(PageItem):
    """Another name by which the model is known."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=200)

    panels = [FieldPanel("name")]

    class Meta(PageItem.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name


class ExemplarStep(PageItem):
    """A step on the way to running the model."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("what is done"), max_length=200)
    detail = models.TextField(_("how"), blank=True)
    duration = models.CharField(_("how long it takes"), max_length=80, blank=True)
    responsible_body = models.CharField(_("who is responsible"), max_length=160, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("detail"),
        FieldRowPanel([FieldPanel("duration"), FieldPanel("responsible_body")]),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.title


class ExemplarCost(PageItem):
    """What something costs and who pays."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="costs")
    item = models.CharField(_("cost item"), max_length=200)
    payer = models.CharField(_("who pays"), max_length=20, choices=Payer.choices, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=18, decimal_places=0, null=True, blank=True, help_text=_("In đồng.")
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    as_printed = models.CharField(_("as printed"), max_length=120, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)

    panels = [
        FieldPanel("item"),
        FieldRowPanel([FieldPanel("payer"), FieldPanel("amount"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_printed"), FieldPanel("period")]),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self) -> str:
        return self.item


class ExemplarRecognition(PageItem):
    """An award or an official recommendation."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="recognitions")
    text = models.CharField(_("recognition"), max_length=300)
    level = models.CharField(_("level"), max_length=20, choices=RecognitionLevel.choices, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    date = PartialDateField(_("date"), help_text=_("12/6/2018, 6/2018 or 2018"))

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("decision_number"), FieldPanel("date")]),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")

    def __str__(self) -> str:
        return self.text


class ExemplarLegalBasis(LegalDocument):
    """A document the model rests on."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="legal_basis")


class ExemplarPicture(Picture):
    """A picture of the model; the first one stands on top of its page and on its card."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="pictures")


class ExemplarAttachment(Attachment):
    """A template, plan or form that helps to repeat the model."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="attachments")


class ExemplarSource(PageItem):
    """Where the information comes from."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("source"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    date = PartialDateField(_("date of the source"), help_text=_("12/6/2018, 6/2018 or 2018"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("date")]),
        FieldPanel("note"),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
