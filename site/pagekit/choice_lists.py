"""Several keys of an enumeration in one column."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoiceListFormField(forms.MultipleChoiceField):
    """Any number of keys of an enumeration."""

    def __init__(self, **kwargs: Any) -> None:
        for argument in ("encoder", "decoder"):
            kwargs.pop(argument, None)
        super().__init__(**kwargs)

    def clean(self, value: Iterable[str] | None) -> list[str]:
        """Return the chosen keys, each once."""
        return list(dict.fromkeys(super().clean(list(value or []))))


class ChoiceListField(models.JSONField):
    """Column of keys of an enumeration: `["rural", "border"]`; none is an empty list.

    For fixed lists that the code itself acts on, where a relation would be a table of constants. What editors extend
    is a vocabulary (`pagekit.labels`).
    """

    def __init__(self, *args: Any, members: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        """Take the enumeration; migrations, which do not judge values, leave it out."""
        self.members = members
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is not a list of keys of the enumeration."""
        super().validate(value, model_instance)
        known = self.members.values if self.members else []
        if not isinstance(value, list) or not all(key in known for key in value):
            raise ValidationError(_("“%(value)s” is not known."), params={"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        """Offer the members of the enumeration to choose from."""
        for argument in ("form_class", "choices_form_class"):
            kwargs.pop(argument, None)
        choices = self.members.choices if self.members else []
        return super().formfield(form_class=ChoiceListFormField, choices=choices, show_hidden_initial=False, **kwargs)
