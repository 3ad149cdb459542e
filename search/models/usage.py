"""What was searched for, counted without knowing by whom, and what must not be suggested."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pagekit.text import normalise
from search.keys import LONGEST_KEPT, query_key

# What of the counts can be added up.
_SUMS = {"times": Sum("searches"), "times_in_vain": Sum("without_result"), "times_clicked": Sum("clicked")}


@dataclass(frozen=True)
class UseTotals:
    """Sums of counted searches: all, those that found nothing, those that led to a page."""

    times: int
    times_in_vain: int
    times_clicked: int

    @property
    def times_unused(self) -> int:
        """Searches that found something, none of which was opened."""
        return self.times - self.times_in_vain - self.times_clicked

    @property
    def share_in_vain(self) -> Decimal:
        """The part that found nothing, in per cent with one decimal."""
        return self._share(self.times_in_vain)

    @property
    def share_unused(self) -> Decimal:
        """The part that found something in vain, in per cent with one decimal."""
        return self._share(self.times_unused)

    def _share(self, part: int) -> Decimal:
        return round(Decimal(100 * part) / self.times, 1) if self.times else Decimal(0)


class QueryUseQuerySet(models.QuerySet["QueryUse"]):
    """Reads over counted searches."""

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Return the counts of some days, both ends included."""
        return self.filter(day__gte=first, day__lte=last)

    def counted_by(self, column: str) -> models.QuerySet["QueryUse", dict[str, Any]]:
        """Return a row of sums for each value of a column, `key` or `province`, with one spelling of its queries.

        `times`, of which `times_in_vain` found nothing and `times_clicked` led to a page; `times_unused` is the rest.
        """
        sums = self.order_by().values(column).annotate(spelling=Max("shown"), most=Max("best_total"), **_SUMS)
        return sums.annotate(times_unused=F("times") - F("times_in_vain") - F("times_clicked"))

    def totals(self) -> UseTotals:
        """Return the sums over all rows."""
        return UseTotals(**{name: count or 0 for name, count in self.aggregate(**_SUMS).items()})


class QueryUse(models.Model):
    """How often a query was typed on a day, in one spelling and with one province chosen.

    Holds nothing about who asked: no address, no account, no session, no time of the day. A text that may lead to a
    person is counted under the empty `key`. `shown` is the spelling that lists show, `key` what makes queries the same;
    `province` the slug of today's province or empty. `clicked` counts the searches after which a result was opened.

    `voices` is a set of bits: each reader's machine falls into one of 62 groups, dealt anew every day. Two groups are
    two readers; one bit leads back to none.
    """

    day = models.DateField(_("day"))
    key = models.CharField(max_length=200, db_index=True)
    shown = models.CharField(_("query"), max_length=200)
    province = models.CharField(_("province"), max_length=80)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    without_result = models.PositiveIntegerField(_("without result"), default=0)
    clicked = models.PositiveIntegerField(_("with a click"), default=0)
    best_total = models.PositiveIntegerField(_("most results"), default=0)
    last_total = models.PositiveIntegerField(_("results the last time"), default=0)
    voices = models.BigIntegerField(default=0)

    objects = QueryUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("searched query")
        verbose_name_plural = _("searched queries")
        constraints = [models.UniqueConstraint(fields=["day", "shown", "province"], name="query_use_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.shown}"


class SuggestionBlock(models.Model):
    """Words that must not appear in suggestions made from what readers searched for."""

    text = models.CharField(
        _("words"),
        max_length=LONGEST_KEPT,
        help_text=_(
            "No suggestion will hold these words in this order, whatever their capitals and diacritics. "
            "Titles of pages are not affected."
        ),
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For other editors."))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    key = models.CharField(max_length=2 * LONGEST_KEPT, unique=True, editable=False)

    class Meta:
        verbose_name = _("blocked suggestion")
        verbose_name_plural = _("blocked suggestions")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Hold that there are words, and that they are not blocked already. Raises ValidationError."""
        super().clean()
        key = query_key(self.text)
        if not key:
            raise ValidationError({"text": gettext("Write at least one word.")})
        if SuggestionBlock.objects.filter(key=key).exclude(pk=self.pk).exists():
            raise ValidationError({"text": gettext("These words are blocked already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the text normalised and as it is compared."""
        self.text = normalise(self.text)
        self.key = query_key(self.text)
        super().save(*args, **kwargs)
