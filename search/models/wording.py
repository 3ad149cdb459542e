"""What editors teach the search about words: expressions that mean the same, and names that people give to places."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pagekit.text import normalise
from search.choices import WordGroupKind
from search.keys import lines_of, query_key
from search.models.line_list import LONGEST_LINE, line_faults
from territory.models import AdministrativeUnit

# Official names are long: “ngày hội toàn dân bảo vệ an ninh Tổ quốc”.
MOST_WORDS = 12


class WordingQuerySet(models.QuerySet[Any]):
    """Reads over the editors' lists of words."""

    def active(self) -> Self:
        """Return the rows that are switched on."""
        return self.filter(is_active=True)


class WordGroup(models.Model):
    """Expressions that mean the same for the search, whichever of them a reader types.

    `main` is the first of them, as written out; `folded` all of them without diacritics, for the editors' own search.
    Both follow `expressions` when the row is saved.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=WordGroupKind.choices, default=WordGroupKind.SYNONYM)
    expressions = models.TextField(
        _("expressions"),
        help_text=_(
            "One a line, at least two. The first is the one written out in full: “an toàn giao thông”, then “ATGT”. "
            "Whoever searches for one of them finds pages with any."
        ),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For other editors; readers do not see it.")
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Take the tick away rather than delete: what came with the site would be added again."),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    main = models.CharField(_("main expression"), max_length=LONGEST_LINE, editable=False, db_index=True)
    folded = models.TextField(editable=False)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("word group")
        verbose_name_plural = _("word groups")
        ordering = ["main"]
        constraints = [models.UniqueConstraint(fields=["kind", "main"], name="word_group_once_a_kind")]

    def __str__(self) -> str:
        return self.main

    @property
    def lines(self) -> list[str]:
        """The expressions in their order, the main one first."""
        return lines_of(self.expressions)

    @property
    def others(self) -> str:
        """The expressions besides the main one, in one line."""
        return " · ".join(self.lines[1:])

    def clean(self) -> None:
        """Hold that there are at least two different expressions, each short, and no second group of the main one.

        Raises ValidationError.
        """
        super().clean()
        lines = self.lines
        faults = list(line_faults(lines, most_words=MOST_WORDS))
        if not faults and len(set(map(query_key, lines))) < 2:
            faults.append(ValidationError(gettext("Write at least two different expressions, one a line.")))
        if not faults and self._twins(lines[0]).exists():
            faults.append(
                ValidationError(
                    gettext("There is a group of this kind that begins with “%(main)s” already; add the others there."),
                    params={"main": lines[0]},
                )
            )
        if faults:
            raise ValidationError({"expressions": faults})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the expressions normalised and what follows from them."""
        lines = self.lines
        self.expressions = "\n".join(lines)
        self.main = next(iter(lines), "")
        self.folded = "\n".join(map(query_key, lines))
        super().save(*args, **kwargs)

    def _twins(self, main: str) -> WordingQuerySet:
        return WordGroup.objects.filter(kind=self.kind, main=main).exclude(pk=self.pk)


class PlaceAlias(models.Model):
    """A name that people give to an administrative unit beside its own: “Sài Gòn”, “TP.HCM”.

    `key` is the name as it is compared; it follows `name` when the row is saved.
    """

    name = models.CharField(
        _("name in use"), max_length=LONGEST_LINE, help_text=_("As people write it: “Sài Gòn” or “TP.HCM”.")
    )
    unit = models.ForeignKey(
        AdministrativeUnit,
        on_delete=models.PROTECT,
        related_name="search_aliases",
        verbose_name=_("administrative unit"),
        help_text=_("The unit that is meant. Former units are understood too, with those that followed them."),
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Take the tick away rather than delete: what came with the site would be added again."),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    key = models.CharField(max_length=2 * LONGEST_LINE, editable=False, db_index=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("place alias")
        verbose_name_plural = _("place aliases")
        ordering = ["key", "unit"]
        constraints = [models.UniqueConstraint(fields=["key", "unit"], name="place_alias_once_a_unit")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Hold that the name is short, has words and is not given to the unit twice. Raises ValidationError."""
        super().clean()
        name = normalise(self.name)
        faults = list(line_faults([name], most_words=MOST_WORDS))
        if not faults and self._twins(query_key(name)).exists():
            faults.append(ValidationError(gettext("This unit has this name already.")))
        if faults:
            raise ValidationError({"name": faults})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the name normalised and as it is compared."""
        self.name = normalise(self.name)
        self.key = query_key(self.name)
        super().save(*args, **kwargs)

    def _twins(self, key: str) -> WordingQuerySet:
        return PlaceAlias.objects.filter(key=key, unit=self.unit_id).exclude(pk=self.pk)
