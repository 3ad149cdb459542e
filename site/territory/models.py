"""Administrative units, today's and former, with what came before and after them."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from territory.choices import Tier


class UnitQuerySet(models.QuerySet["AdministrativeUnit"]):
    """Reads over units."""

    def in_force_on(self, date: dt.date) -> Self:
        """Return the units that existed on a day."""
        return self.filter(
            Q(in_force_from__isnull=True) | Q(in_force_from__lte=date),
            Q(in_force_until__isnull=True) | Q(in_force_until__gte=date),
        )

    def in_force(self) -> Self:
        """Return today's units: those whose end is not known."""
        return self.filter(in_force_until__isnull=True)

    def provinces(self) -> Self:
        """Return the units of the first tier."""
        return self.filter(tier=Tier.PROVINCE)

    def with_lineage(self) -> Self:
        """Load in a fixed number of queries what a unit needs to write itself with its ancestors and successors."""
        return self.select_related("parent__parent").prefetch_related(
            models.Prefetch("successors", AdministrativeUnit.objects.select_related("parent").order_by("code")),
            models.Prefetch(
                "parent__successors",
                AdministrativeUnit.objects.select_related("parent").order_by("code"),
            ),
        )


class AdministrativeUnit(models.Model):
    """A province, district or commune during the time it was in force.

    `code` is the year of the catalogue, the tier and the national code: `2025-P52`. `name` includes the kind:
    `Tỉnh Gia Lai`. A unit is named the same in every language.
    """

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=30)
    tier = models.CharField(_("tier"), max_length=1, choices=Tier.choices)
    slug = models.SlugField(_("slug"), max_length=80, db_index=True)
    folded_name = models.CharField(_("name without diacritics"), max_length=80, db_index=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        blank=True,
        verbose_name=_("successors"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def bare_name(self) -> str:
        """The name without its kind: `Gia Lai`."""
        kind = self.kind.removesuffix(" trung ương")
        return self.name[len(kind) :].strip()

    @property
    def written_name(self) -> str:
        """The name as it stands inside a sentence, the kind in small letters: `xã Hoài Châu`."""
        kind = self.kind.removesuffix(" trung ương")
        return f"{kind} {self.bare_name}"

    @property
    def is_in_force(self) -> bool:
        """Whether the unit exists today."""
        return self.in_force_until is None

    @property
    def ancestors(self) -> list["AdministrativeUnit"]:
        """The units above, nearest first."""
        above = []
        unit = self.parent
        while unit is not None:
            above.append(unit)
            unit = unit.parent
        return above

    @property
    def province(self) -> "AdministrativeUnit":
        """The unit of the first tier that this one is part of, or itself."""
        return [self, *self.ancestors][-1]

    @property
    def chain(self) -> str:
        """The unit and all above it: `xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định`."""
        return ", ".join(unit.written_name for unit in [self, *self.ancestors])

    @property
    def current_provinces(self) -> list["AdministrativeUnit"]:
        """Today's provinces that hold the territory of this unit."""
        if self.is_in_force:
            return [self.province]
        heirs = list(self.successors.all())
        if not heirs and self.parent is not None:
            return self.parent.current_provinces
        return list(dict.fromkeys(heir.province for heir in heirs))

    @property
    def present_day(self) -> str:
        """Where a former unit lies today, as a phrase; empty for a unit in force or without known successor."""
        if self.is_in_force:
            return ""
        heirs = list(self.successors.all())
        if len(heirs) == 1:
            return gettext("now %(unit)s") % {"unit": heirs[0].chain}
        provinces = ", ".join(province.written_name for province in self.current_provinces)
        if not provinces:
            return ""
        if not heirs or heirs[0].tier == Tier.PROVINCE:
            return gettext("now in %(provinces)s") % {"provinces": provinces}
        return ngettext(
            "now in %(count)d commune of %(provinces)s",
            "now in %(count)d communes of %(provinces)s",
            len(heirs),
        ) % {"count": len(heirs), "provinces": provinces}

    @property
    def full_name(self) -> str:
        """The unit with its ancestors and, when it is no more, where it lies today.

        `xã Hoài Châu, thị xã Hoài Nhơn, tỉnh Bình Định (nay là phường Tam Quan, tỉnh Gia Lai)`.
        """
        present = self.present_day
        return f"{self.chain} ({present})" if present else self.chain
