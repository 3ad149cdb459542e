"""Child records of a news page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from models_gallery.models import ExemplarPage
from news.choices import AuthorRole
from pagekit.items import Attachment, Figure, LegalDocument, PageItem, Picture

_PAGE = "news.NewsPage"


class NewsAuthor(PageItem):
    """Who wrote, photographed, or is quoted as the source."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=10, choices=AuthorRole.choices, default=AuthorRole.TEXT)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("role")])]

    class Meta(PageItem.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class NewsPicture(Picture):
    """A picture of the news; the first one stands on top of the page and on its card."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="pictures")


class NewsFigure(Figure, PageItem):
    """A figure that the news reports, as data."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="figures")
    counted_by_us = models.BooleanField(
        _("counted by the editors"),
        default=False,
        help_text=_("The source does not print this number; the editors counted it."),
    )

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("denominator"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_printed"), FieldPanel("period")]),
        FieldPanel("note"),
        FieldPanel("counted_by_us"),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class NewsCommendation(PageItem):
    """Who was commended, how and by whom."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="commendations")
    who = models.CharField(_("who"), max_length=200)
    form = models.CharField(_("form of commendation"), max_length=200, blank=True)
    by = models.CharField(_("by"), max_length=200, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)

    panels = [
        FieldPanel("who"),
        FieldPanel("form"),
        FieldRowPanel([FieldPanel("by"), FieldPanel("period")]),
    ]

    class Meta(PageItem.Meta):
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")

    def __str__(self) -> str:
        return self.who


class NewsDocument(LegalDocument):
    """A document of an authority that the news mentions."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="documents")


class NewsAttachment(Attachment):
    """A file that belongs to the news."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="attachments")


class NewsExemplar(PageItem):
    """A model that the news tells about; the model's page shows the news in turn."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="linked_exemplars")
    exemplar = models.ForeignKey(
        ExemplarPage, on_delete=models.CASCADE, related_name="news_links", verbose_name=_("model")
    )

    panels = [PageChooserPanel("exemplar")]

    class Meta(PageItem.Meta):
        verbose_name = _("model told about")
        verbose_name_plural = _("models told about")

    def __str__(self) -> str:
        return str(self.exemplar)
