"""One place that runs a model, and what came of it there."""

from collections.abc import Iterator
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin

from models_gallery.choices import ImplementationStatus, OutcomeKind
from models_gallery.models.exemplar import ExemplarPage
from pagekit.items import Figure
from pagekit.partial_dates import PartialDateField, describe_partial_date
from pagekit.visibility import PublishedRowQuerySet
from territory.gazetteer import gazetteer
from territory.models import AdministrativeUnit


class ImplementationQuerySet(PublishedRowQuerySet["Implementation"]):
    """Reads over implementations."""

    def every_one_of(self, page: ExemplarPage) -> Self:
        """Return all implementations of a model, drafts too, whichever translation of its page they are linked to."""
        return self.filter(exemplar__translation_key=page.translation_key).with_places()

    def of(self, page: ExemplarPage) -> Self:
        """Return the published implementations of a model with what a reader sees of them."""
        return self.every_one_of(page).published().prefetch_related("outcomes").with_learned_from()

    def with_places(self) -> Self:
        """Load the units with their lineage in a fixed number of queries."""
        return self.prefetch_related(
            models.Prefetch(
                "places",
                ImplementationPlace.objects.prefetch_related(
                    models.Prefetch("unit", AdministrativeUnit.objects.with_lineage())
                ),
            )
        )

    def with_learned_from(self) -> Self:
        """Load the implementation each one was learned from, with its units."""
        return self.prefetch_related(
            models.Prefetch(
                "learned_from",
                Implementation.objects.published().filter(exemplar__in=ExemplarPage.objects.published()).with_places(),
            )
        )


class Implementation(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A place that runs a model (bản triển khai). The earliest one is the origin; from all, spread is computed."""

    exemplar = models.ForeignKey(
        ExemplarPage,
        on_delete=models.CASCADE,
        related_name="implementations",
        verbose_name=_("model"),
    )
    site = models.CharField(
        _("site"),
        max_length=200,
        blank=True,
        help_text=_("Hamlet, school, company …: “thôn Tráng Long”. The commune is chosen below."),
    )
    locality_note = models.CharField(_("note on the place"), max_length=300, blank=True)
    lead_body = models.CharField(_("lead body"), max_length=300, blank=True)
    participants = models.TextField(_("participants"), blank=True, help_text=_("One a line."))
    started = PartialDateField(_("start"), help_text=_("12/6/2018, 6/2018 or 2018"))
    start_note = models.CharField(_("note on the start"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ImplementationStatus.choices, blank=True)
    reported_status = models.CharField(_("status in the source's words"), max_length=80, blank=True)
    reported_period = models.CharField(_("period reported on"), max_length=80, blank=True)
    adapted = models.TextField(_("what was adapted"), blank=True)
    learned_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learners",
        verbose_name=_("learned from"),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="implementation")

    objects = ImplementationQuerySet.as_manager()

    panels = [
        FieldPanel("exemplar"),
        MultiFieldPanel(
            [
                InlinePanel("places", label=_("Administrative unit"), min_num=1),
                FieldPanel("site"),
                FieldPanel("locality_note"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("lead_body"),
                FieldPanel("participants"),
                FieldRowPanel([FieldPanel("started"), FieldPanel("start_note")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("reported_status")]),
                FieldPanel("reported_period"),
            ],
            heading=_("Who and since when"),
        ),
        MultiFieldPanel([FieldPanel("learned_from"), FieldPanel("adapted")], heading=_("Learned from")),
        InlinePanel("outcomes", heading=_("Outcomes"), label=_("Outcome")),
    ]

    class Meta:
        verbose_name = _("implementation")
        verbose_name_plural = _("implementations")
        ordering = [models.Case(models.When(started="", then=1), default=0), "started", "pk"]

    def __str__(self) -> str:
        return self.where or gettext("Implementation %(number)s") % {"number": self.pk or ""}

    @property
    def revisions(self) -> models.QuerySet[models.Model]:
        """The revisions of this row, newest last."""
        return self._revisions

    @property
    def unit_codes(self) -> list[str]:
        """The codes of the units it runs in."""
        return [place.unit_id for place in self.places.all()]

    @cached_property
    def units(self) -> list[AdministrativeUnit]:
        """The units it runs in."""
        return [place.unit for place in self.places.all()]

    @property
    def current_provinces(self) -> list[AdministrativeUnit]:
        """Today's provinces it runs in."""
        return list(dict.fromkeys(province for unit in self.units for province in unit.current_provinces))

    @property
    def where(self) -> str:
        """The place in one line: site, unit and where that lies today. Many units are counted, not listed."""
        units = self.units
        if not units:
            return self.site
        if len(units) == 1:
            return ", ".join(filter(None, [self.site, units[0].full_name]))
        first, *_rest = units
        if len(units) <= 4:
            named = "; ".join(unit.full_name for unit in units)
        else:
            named = gettext("%(count)d units of %(province)s") % {
                "count": len(units),
                "province": first.province.written_name,
            }
        return ", ".join(filter(None, [self.site, named]))

    @property
    def start_phrase(self) -> str:
        """When it began, as part of a sentence."""
        return describe_partial_date(self.started)

    @property
    def participant_list(self) -> list[str]:
        """The participants, one each."""
        return [line.strip() for line in self.participants.splitlines() if line.strip()]

    def outcomes_of_kind(self, kind: OutcomeKind) -> list["Outcome"]:
        """Return the outcomes of one kind in their order."""
        return [outcome for outcome in self.outcomes.all() if outcome.kind == kind]

    @property
    def scale(self) -> list["Outcome"]:
        """How large it is."""
        return self.outcomes_of_kind(OutcomeKind.SCALE)

    @property
    def results(self) -> list["Outcome"]:
        """What came of it."""
        return self.outcomes_of_kind(OutcomeKind.RESULT)

    def search_body(self) -> Iterator[str]:
        """Yield what of this place a reader can search: its names old and new, bodies, outcomes."""
        yield self.site
        units = gazetteer()
        for code in self.unit_codes:
            yield units.chain(code)
            yield from (units.chain(heir.code) for heir in units.heirs(code) if heir.code != code)
        yield self.lead_body
        yield self.participants
        yield from (outcome.in_one_line for outcome in self.outcomes.all())


class ImplementationPlace(Orderable):
    """One administrative unit that an implementation runs in."""

    implementation = ParentalKey(Implementation, on_delete=models.CASCADE, related_name="places")
    unit = models.ForeignKey(
        AdministrativeUnit,
        on_delete=models.PROTECT,
        related_name="implementation_places",
        verbose_name=_("unit"),
    )

    panels = [FieldPanel("unit")]

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["implementation", "unit"], name="unit_once_a_place")]

    def __str__(self) -> str:
        return str(self.unit)


class Outcome(Figure, Orderable):
    """A figure or finding of one implementation."""

    implementation = ParentalKey(Implementation, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=10, choices=OutcomeKind.choices, default=OutcomeKind.RESULT)
    before_value = models.DecimalField(_("value before"), max_digits=18, decimal_places=3, null=True, blank=True)
    scope = models.CharField(_("scope"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    qualitative = models.CharField(
        _("finding in words"),
        max_length=300,
        blank=True,
        help_text=_("For what was not counted: “settled in time”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("indicator")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("denominator"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_printed"), FieldPanel("before_value")]),
        FieldPanel("qualitative"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("scope")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("note")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(as_printed="") | ~models.Q(qualitative=""),
                name="outcome_says_something",
                violation_error_message=_("Give a value or a finding in words."),
            )
        ]

    @property
    def in_one_line(self) -> str:
        """Indicator and finding as text, for search."""
        return f"{self.indicator} {self.as_printed or self.qualitative} {self.unit}"
