"""The exemplar (mô hình): an idea, described once; the places that run it are implementations."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from models_gallery.choices import Area, CostBand, EvidenceLevel, OutcomeKind
from models_gallery.models.vocabularies import Field, Form, UnitType
from models_gallery.panels import EXEMPLAR_PANELS
from pagekit.choice_lists import ChoiceListField
from pagekit.models import IllustratedPage
from pagekit.tree import parent_path
from territory.models import AdministrativeUnit

_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ExemplarPage(IllustratedPage):
    """A model described so that another locality can judge and repeat it. A page shows only what it knows."""

    query_budget = 50
    search_type = "model"

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("What it is, where it runs and what came of it, in one or two sentences."),
    )
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="exemplars", verbose_name=_("field"))
    further_fields = ParentalManyToManyField(
        Field, related_name="further_exemplars", blank=True, verbose_name=_("further fields")
    )
    forms = ParentalManyToManyField(Form, related_name="exemplars", blank=True, verbose_name=_("forms"))
    unit_types = ParentalManyToManyField(
        UnitType, related_name="exemplars", blank=True, verbose_name=_("where it fits")
    )
    areas = ChoiceListField(
        _("areas it fits"),
        members=Area,
        help_text=_(
            "Only where the source says so: mountains, border, islands. Whether it runs in towns or in the countryside "
            "is known from its places."
        ),
    )
    classification_note = models.CharField(_("basis of the classification"), max_length=200, blank=True)
    problem = RichTextField(_("problem"), features=_TEXT_FEATURES, blank=True)
    how_it_works = RichTextField(_("how it works"), features=_TEXT_FEATURES, blank=True)
    results = RichTextField(
        _("results in words"),
        features=_TEXT_FEATURES,
        blank=True,
        help_text=_("The figures themselves belong to the implementations, as outcomes."),
    )
    conditions = RichTextField(_("conditions for success"), features=_TEXT_FEATURES, blank=True)
    difficulties = RichTextField(_("difficulties and how they were overcome"), features=_TEXT_FEATURES, blank=True)
    spread = RichTextField(_("how it spread"), features=_TEXT_FEATURES, blank=True)
    context = RichTextField(_("the drive it belongs to"), features=_TEXT_FEATURES, blank=True)
    evidence_level = models.CharField(_("evidence"), max_length=20, choices=EvidenceLevel.choices, blank=True)
    owner_body = models.CharField(_("owning body"), max_length=200, blank=True)
    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)

    parent_page_types = ["models_gallery.ProvincePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*Page.content_panels, *EXEMPLAR_PANELS]
    search_fields = [
        *IllustratedPage.search_fields,
        index.FilterField("field_id"),
    ]

    class Meta:
        verbose_name = _("model")
        verbose_name_plural = _("models")

    @cached_property
    def province(self) -> AdministrativeUnit:
        """Today's province whose desk this page belongs to."""
        return AdministrativeUnit.objects.get(province_pages__path=parent_path(self))

    @cached_property
    def all_implementations(self) -> list[Any]:
        """Published implementations of this model, whichever language of its page they are linked to, oldest first."""
        return list(apps.get_model("models_gallery", "Implementation").objects.of(self))

    @property
    def headline_outcomes(self) -> list[Any]:
        """Up to six outcomes with a number, for the top of the page: shares of a total first, then results."""
        numeric = [
            outcome
            for implementation in self.all_implementations
            for outcome in implementation.outcomes.all()
            if outcome.value is not None
        ]
        return sorted(
            numeric,
            key=lambda outcome: (
                outcome.denominator is None,
                outcome.kind != OutcomeKind.RESULT,
                not outcome.as_printed,
            ),
        )[:6]

    @property
    def area_labels(self) -> list[str]:
        """The names of the areas it fits, in the language in use."""
        return [str(area.label) for area in Area if area in self.areas]

    @property
    def cost_band(self) -> CostBand | None:
        """How much it costs in all; None when no item gives an amount."""
        amounts = [cost.amount for cost in self.costs.all() if cost.amount is not None]
        return CostBand.of(sum(amounts, Decimal())) if amounts else None

    def search_body(self) -> Iterator[str]:
        """Yield names, summary, classification, texts, steps, legal basis, places and outcomes."""
        yield from (name.name for name in self.other_names.all())
        yield self.summary
        yield from self.field.labels.values()
        for terms in (self.further_fields, self.forms, self.unit_types):
            for term in terms.all():
                yield from term.labels.values()
        yield self.problem
        yield self.how_it_works
        yield self.results
        yield self.conditions
        yield self.difficulties
        yield self.spread
        yield self.owner_body
        for step in self.steps.all():
            yield f"{step.title} {step.detail} {step.responsible_body}"
        for document in self.legal_basis.all():
            yield f"{document.kind} {document.number} {document.issuer} {document.subject}"
        yield from (recognition.text for recognition in self.recognitions.all())
        for implementation in self.all_implementations:
            yield from implementation.search_body()
        yield self.context
        yield self.search_description

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Hand the template the implementations with their outcomes."""
        context = super().get_context(request, *args, **kwargs)
        context["implementations"] = self.all_implementations
        return context
