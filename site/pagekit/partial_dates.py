"""Dates known to the day, the month or only the year, as the sources print them.

Stored in the extended date/time format (ISO 8601-2, level 0): `2018`, `2018-06` or `2018-06-12`. Such strings sort
in time order as they are.
"""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_PARTIAL_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_TYPED_DATE = re.compile(r"(?:(?:(?P<day>[0-9]{1,2})[/.-])?(?P<month>[0-9]{1,2})[/.-])?(?P<year>[0-9]{4})")


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless the value is a year, a month or a day that exists."""
    match = _PARTIAL_DATE.fullmatch(value)
    if match is None:
        raise ValidationError(
            _("“%(value)s” is not a date. Write 2018, 6/2018 or 12/6/2018."),
            code="invalid",
            params={"value": value},
        )
    try:
        dt.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” does not exist in the calendar."),
            code="invalid",
            params={"value": value},
        ) from error


def parse_partial_date(text: str) -> str:
    """Return the stored form of a date typed by a person: `12/6/2018` becomes `2018-06-12`.

    What is not understood comes back unchanged, for the validator to refuse.
    """
    match = _TYPED_DATE.fullmatch(text.strip())
    if match is None:
        return text.strip()
    parts = [match["year"]]
    if match["month"]:
        parts.append(f"{int(match['month']):02d}")
    if match["day"]:
        parts.append(f"{int(match['day']):02d}")
    return "-".join(parts)


def format_partial_date(value: str) -> str:
    """Return a stored date as a reader reads it: `12/6/2018`, `6/2018` or `2018`."""
    return "/".join(str(int(part)) for part in reversed(value.split("-"))) if value else ""


def describe_partial_date(value: str) -> str:
    """Return a stored date inside a sentence: `ngày 12/6/2018`, `tháng 6/2018` or `năm 2018` in Vietnamese."""
    written = format_partial_date(value)
    match value.count("-"):
        case 2:
            return gettext("on %(date)s") % {"date": written}
        case 1:
            return gettext("in month %(date)s") % {"date": written}
        case _:
            return gettext("in the year %(date)s") % {"date": written} if written else ""


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # the class takes no arguments at run time
    """A date known to the day, the month or the year; the empty string means unknown."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Accept what a person types as well as what is stored."""
        return parse_partial_date(value) if isinstance(value, str) else super().to_python(value)
