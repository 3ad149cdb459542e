"""The questions to a locality, asked of readers and of programs alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from models_gallery.choices import Area, CostBand
from pagekit.text import normalise
from search.fit.locality import Locality
from search.fit.unit_names import name_to_type, units_named
from search.query import Language, build_request, clean
from search.vocabulary import Vocabulary
from territory.gazetteer import Place

# More units of one name than these are not read through; the name of the province tells them apart.
MOST_UNITS = 12
# The longest key that is worth repeating to whoever sent it.
_LONGEST_KEY = 80
_UNKNOWN_KEY = {"invalid_choice": _("“%(value)s” is not known.")}

# The highest band that is within somebody's means, with all below it.
BUDGETS = [
    (CostBand.NOTHING, CostBand.NOTHING.label),
    (CostBand.UNDER_10M, CostBand.UNDER_10M.label),
    (CostBand.UNDER_50M, _("Under 50 million đồng")),
    (CostBand.UNDER_200M, _("Under 200 million đồng")),
    (CostBand.OVER_200M, CostBand.OVER_200M.label),
]


class TypedField(forms.CharField):
    """Typed words, cleaned and clamped as those of every search."""

    def to_python(self, value: Any) -> str:
        """Return the words without control characters, of no more than the longest query."""
        return clean(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return what stands in the form again: the words as they were taken."""
        return self.to_python(data)


class KeyField(forms.ChoiceField):
    """One key out of a list."""

    def to_python(self, value: Any) -> str:
        """Return the key, no longer than keys are."""
        return normalise(super().to_python(value)[:_LONGEST_KEY])


class KeysField(forms.MultipleChoiceField):
    """Any number of keys out of a list."""

    def to_python(self, value: Any) -> list[str]:
        """Return the keys, each once and no longer than keys are."""
        return list(dict.fromkeys(normalise(key[:_LONGEST_KEY]) for key in super().to_python(value)))


class FitForm(forms.Form):
    """What a locality says of itself. All may be left out, but not everything.

    Where several units bear the name that was typed, `units` holds them, each with what to type for it.
    """

    unit = TypedField(label=_("Commune, district or province"), required=False)
    area = KeysField(
        label=_("What kind of area is it?"), choices=Area.choices, required=False, error_messages=_UNKNOWN_KEY
    )
    unit_type = KeyField(label=_("For whom"), required=False, error_messages=_UNKNOWN_KEY)
    budget = KeyField(label=_("What it may cost"), required=False, error_messages=_UNKNOWN_KEY)
    field = KeyField(label=_("Field"), required=False, error_messages=_UNKNOWN_KEY)
    q = TypedField(label=_("What worries you, in your own words"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, vocabulary: Vocabulary, language: Language) -> None:
        """Take what was sent, or None before anything was; names of terms; what is known of words and places."""
        super().__init__(data)
        self.units: Sequence[tuple[Place, str]] = []
        self._language = language
        for name, any_label, choices in (
            ("unit_type", _("Any"), vocabulary.unit_types),
            ("budget", _("Any sum"), BUDGETS),
            ("field", _("Any field"), vocabulary.fields),
        ):
            choice = self.fields[name]
            assert isinstance(choice, KeyField)  # noqa: S101 - declared so above
            choice.choices = [("", any_label), *choices]

    @property
    def locality(self) -> Locality:
        """The locality of a form without fault."""
        given = self.cleaned_data
        return Locality(
            unit=given["unit"] or None,
            chosen_areas=tuple(area for area in Area if area in given["area"]),
            unit_type=given["unit_type"],
            budget=CostBand(given["budget"]) if given["budget"] else None,
            field=given["field"],
            words=given["q"],
        )

    def clean_unit(self) -> Place | str:
        """Return the unit of the name that was typed; empty when none was.

        Raises ValidationError when no unit bears the name, or several do.
        """
        typed: str = self.cleaned_data["unit"]
        if not typed:
            return ""
        found = units_named(typed, self._language.places)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("No commune, district or province is called “%(name)s”, now or before 1 July 2025."),
                params={"name": typed},
            )
        if len(found) > MOST_UNITS:
            raise ValidationError(
                _("%(count)s units are called “%(name)s”. Please add the district or the province."),
                params={"count": len(found), "name": typed},
            )
        self.units = [(place, name_to_type(place, self._language.places)) for place in found]
        raise ValidationError(_("Several units are called “%(name)s”. Which one is yours?"), params={"name": typed})

    def clean_q(self) -> str:
        """Return the words. Raises ValidationError when they name nothing that could be looked for."""
        typed: str = self.cleaned_data["q"]
        if build_request(typed, language=self._language).asks_nothing:
            raise ValidationError(_("“%(words)s” names nothing to look for."), params={"words": typed})
        return typed

    def clean(self) -> dict[str, Any]:
        """Insist on something to go by."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(gettext("Please say at least one thing about your place."))
        return cleaned
