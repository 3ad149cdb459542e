"""The facts of an entry as its sheet writes them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

Facts = dict[str, Any]


def unit_codes(locality: Mapping[str, Any]) -> list[str]:
    """Return the codes of the units of a locality, as the sheet lists them."""
    return [*(locality.get("units_2024") or []), *(locality.get("units_2025") or [])]


def is_url(source: str) -> bool:
    """Tell whether a source is an address of the web, not the name of a file."""
    try:
        return urlsplit(source).scheme in {"http", "https"}
    except ValueError:
        return False
