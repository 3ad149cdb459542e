"""Pages that editors put above the results of chosen queries."""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.choices import PromotionTime
from search.keys import MOST_KEPT_WORDS, lines_of, query_key
from search.models.line_list import line_faults


class PromotedResultQuerySet(models.QuerySet["PromotedResult"]):
    """Reads over promoted results."""

    def running_on(self, day: dt.date) -> Self:
        """Return those whose time has come and is not over."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def at(self, time: str, day: dt.date) -> Self:
        """Return those that stand so on a day, one of `PromotionTime`."""
        match time:
            case PromotionTime.LATER:
                return self.filter(starts_on__gt=day)
            case PromotionTime.OVER:
                return self.filter(ends_on__lt=day)
            case _:
                return self.running_on(day)


class PromotedResult(models.Model):
    """A page shown first, and marked as chosen by the editors, when a reader asks for one of some queries.

    A query fits as a whole, compared without diacritics. Whether the page is public is asked when it is shown.
    """

    queries = models.TextField(
        _("queries"),
        help_text=_("One a line, each as a reader may type the whole of it; capitals and diacritics do not matter."),
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="promoted_results",
        verbose_name=_("page"),
        help_text=_("Shown only while it is published and open to everybody."),
    )
    message = models.CharField(
        _("why it is promoted"),
        max_length=200,
        blank=True,
        help_text=_("One sentence that readers see beside it; may be empty."),
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty: from now on."))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Where several pages are promoted for one query, the lower comes first.")
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PromotedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return Truncator(" · ".join(self.lines)).chars(80)

    @property
    def lines(self) -> list[str]:
        """The queries as the editor wrote them."""
        return lines_of(self.queries)

    def clean(self) -> None:
        """Hold that queries are ones a reader could type, and that the end does not come before the start.

        Raises ValidationError.
        """
        super().clean()
        faults: dict[str, Any] = {}
        if wrong := list(line_faults(self.lines, most_words=MOST_KEPT_WORDS)):
            faults["queries"] = wrong
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = gettext("The last day comes before the first.")
        if faults:
            raise ValidationError(faults)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save together with the keys by which a search finds the promotion."""
        self.queries = "\n".join(self.lines)
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.keys.all().delete()
            wanted = dict.fromkeys(filter(None, map(query_key, self.lines)))
            PromotedQuery.objects.bulk_create(PromotedQuery(promotion=self, key=key) for key in wanted)


class PromotedQuery(models.Model):
    """A query of a promotion as it is compared. Written by the promotion when it is saved."""

    promotion = models.ForeignKey(PromotedResult, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promotion", "key"], name="promoted_query_once")]

    def __str__(self) -> str:
        return self.key
