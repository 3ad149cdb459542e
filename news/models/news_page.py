"""A piece of news."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from models_gallery.models import ExemplarPage
from models_gallery.queries import for_cards, with_provinces
from news.blocks import NewsBodyBlock
from news.models.vocabularies import Section, Series
from news.panels import NEWS_PANELS
from pagekit.models import IllustratedPage
from pagekit.partial_dates import PartialDateField
from pagekit.tree import parent_path
from territory.models import AdministrativeUnit


class NewsPage(IllustratedPage):
    """A piece of news, written here or taken over from a named source."""

    query_budget = 36
    search_type = "news"

    lead = models.TextField(_("lead"), max_length=600, help_text=_("The news in one to three sentences."))
    body = StreamField(NewsBodyBlock(), verbose_name=_("body"), blank=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name=_("section"),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name=_("series"),
    )
    original_date = PartialDateField(_("first published"), db_index=True, help_text=_("12/6/2018, 6/2018 or 2018"))
    date_note = models.CharField(_("note on the date"), max_length=300, blank=True)
    publisher = models.CharField(_("published by"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    source_note = models.CharField(_("note on the source"), max_length=300, blank=True)
    place_note = models.CharField(_("note on the place"), max_length=300, blank=True)

    template = "news/news_page.html"
    parent_page_types = ["news.NewsDeskPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NEWS_PANELS]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @cached_property
    def province(self) -> AdministrativeUnit | None:
        """Today's province whose desk this page belongs to; None for news of no named province."""
        return AdministrativeUnit.objects.filter(news_desks__path=parent_path(self)).first()

    @cached_property
    def exemplars(self) -> list[ExemplarPage]:
        """The published models this news tells about, in the language of this page where they have been translated."""
        ids = [link.exemplar_id for link in self.linked_exemplars.all()]
        found = with_provinces(for_cards(ExemplarPage.objects.published().filter(pk__in=ids)))
        return sorted(found, key=lambda page: ids.index(page.pk))

    def search_body(self) -> Iterator[str]:
        """Yield lead, body, classification, authors, figures and documents."""
        yield self.lead
        for child in self.body:
            yield from child.block.get_searchable_content(child.value)
        for term in filter(None, (self.section, self.series)):
            yield from term.labels.values()
        yield from (author.name for author in self.authors.all())
        yield from (f"{figure.indicator} {figure.as_printed}" for figure in self.figures.all())
        for document in self.documents.all():
            yield f"{document.kind} {document.number} {document.issuer} {document.subject}"
        yield from (commendation.who for commendation in self.commendations.all())
        yield from (picture.caption for picture in self.pictures.all())
        if self.province:
            yield self.province.full_name
            yield from (former.written_name for former in self.province.predecessors.all())
        yield self.search_description

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the models told about and the newest other news of the same desk."""
        context = super().get_context(request, *args, **kwargs)
        context["exemplars"] = self.exemplars
        return context
