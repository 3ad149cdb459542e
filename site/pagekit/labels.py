"""Names of a vocabulary row in every language: one row, one key, many labels."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def pick_label(labels: Mapping[str, str]) -> str:
    """Return the label in the language in use, else in the site's own language."""
    return labels.get(get_language() or "") or labels.get(settings.LANGUAGE_CODE, "")


class LabelsWidget(forms.MultiWidget):
    """One text input for each language of the site."""

    template_name = "pagekit/widgets/labels.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({code: forms.TextInput for code, _name in settings.LANGUAGES}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Spread the stored labels over the inputs."""
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each input the name of its language."""
        context = super().get_context(name, value, attrs)
        for subwidget, (code, language) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            subwidget["language"] = language
            subwidget["attrs"] |= {"lang": code, "aria-label": language}
        return context


class LabelsFormField(forms.MultiValueField):
    """Labels by language; the site's own language is required."""

    widget = LabelsWidget

    def __init__(self, **kwargs: Any) -> None:
        for argument in ("encoder", "decoder"):
            kwargs.pop(argument, None)
        fields = [
            forms.CharField(max_length=200, required=code == settings.LANGUAGE_CODE)
            for code, _name in settings.LANGUAGES
        ]
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Keep the labels that were filled in."""
        return {code: label for (code, _name), label in zip(settings.LANGUAGES, data_list, strict=False) if label}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare label by label."""
        return self.compress(list(data or [])) != (initial or {})


class LabelsField(models.JSONField):
    """Column of labels: `{"vi": "Chiếu sáng", "en": "Lighting"}`."""

    def formfield(self, **kwargs: Any) -> Any:
        """Edit each language in an input of its own."""
        kwargs.pop("form_class", None)
        kwargs.pop("choices_form_class", None)
        return super().formfield(form_class=LabelsFormField, **kwargs)


class VocabularyTerm(models.Model):
    """A row of a vocabulary: a key that stays, and a label in each language.

    Terms are not translatable copies: a facet has one key in all languages.
    """

    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("Stays the same in addresses and in the open data. Letters, digits and hyphens."),
    )
    labels = LabelsField(_("name"), default=dict)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["sort_order", "key"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language in use."""
        return pick_label(self.labels)
