"""Reads the numbers of a fact sheet: the form that was printed, the value, the total it is part of."""

import math
import re
from decimal import Decimal, InvalidOperation
from typing import Any

_FRACTION = re.compile(r"^\D*(?P<part>[\d.,]+)\s*/\s*(?P<whole>\d[\d.,]*)")
_DECREE = re.compile(
    r"^(?P<kind>\D+?)\s+(?P<number>\d\S*)"
    r"(?:\s+ngày\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))?"
    r"(?:\s+của\s+(?P<issuer>[^()]+?))?(?:\s*\((?P<note>[^)]+)\))?$"
)


def number_of(fact: Any) -> Decimal | None:
    """Return the value of a fact as a number; None for words such as `hàng chục tỷ`."""
    if isinstance(fact, bool) or not isinstance(fact, int | float) or not math.isfinite(fact):
        return None
    return Decimal(str(fact))


def denominator_of(as_printed: str, value: Decimal | None) -> Decimal | None:
    """Return the total of a printed share: 228 for `228/228`, nothing when the form is no share of a total."""
    match = _FRACTION.match(as_printed)
    if match is None or value is None:
        return None
    whole = vietnamese_number(match["whole"])
    return whole if whole is not None and whole >= value else None


def vietnamese_number(text: str) -> Decimal | None:
    """Return the value of a number written the Vietnamese way: `13.181` is thirteen thousand, `3,8` has a fraction."""
    try:
        return Decimal(text.strip(".,").replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def figure_columns(fact: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a figure from its fact: indicator, value, denominator, unit, form, period, note."""
    value = number_of(fact.get("value"))
    words = fact["value"] if isinstance(fact.get("value"), str) else ""
    printed = str(fact.get("as_printed") or words)
    return {
        "indicator": str(fact.get("indicator") or fact.get("label")),
        "value": value,
        "denominator": denominator_of(printed, value),
        "unit": str(fact.get("unit") or ""),
        "as_printed": printed,
        "period": str(fact.get("period") or ""),
        "note": str(fact.get("note") or ""),
    }


def document_columns(text: str) -> dict[str, str]:
    """Return the columns of a document from a line such as `Kế hoạch 280/KH-CAT-PV28 ngày 12/6/2018 của …`."""
    match = _DECREE.match(text.strip())
    if match is None:
        return {"kind": text[:60], "note": text if len(text) > 60 else ""}
    date = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}" if match["year"] else ""
    return {
        "kind": match["kind"],
        "number": match["number"],
        "issuer": match["issuer"] or "",
        "date": date,
        "note": match["note"] or "",
    }
