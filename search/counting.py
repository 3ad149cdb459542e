"""Which views of a page of results are counted as searches: those of a reader who typed a query."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict

from search.query import clean
from search.results import ResultPage
from search.usage import click_token, record_search

_MACHINE = re.compile(
    r"bot\b|crawl|spider|slurp|preview|scan|monitor|facebookexternalhit|curl|wget|python|java/|go-http", re.IGNORECASE
)
_FETCHED_AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")


def count_view(request: HttpRequest, page: ResultPage) -> None:
    """Count a search, once it is answered.

    Not counted: further pages and other filters of a query that is counted already, machines that say what they are,
    and pages that a browser fetches before anybody asks for them.
    """
    is_first = page.asked.page == 1 and not _asked_before(request, page.query)
    if page.query and is_first and _is_of_a_reader(request):
        record_search(page.query, province=_province(page), total=page.total, visitor=_visitor(request))


def token_of(page: ResultPage) -> str:
    """Return what a click on a result sends back; empty where nothing was typed."""
    return click_token(page.query, _province(page)) if page.query else ""


def _province(page: ResultPage) -> str:
    """The one province that was chosen, or nothing."""
    chosen = page.asked.filters.get("province", ())
    return chosen[0] if len(chosen) == 1 else ""


def _asked_before(request: HttpRequest, query: str) -> bool:
    """Whether the reader comes from another view of the same query."""
    before = urlsplit(request.headers.get("Referer", ""))
    is_here = (before.netloc, before.path) == (request.get_host(), request.path)
    return is_here and clean(QueryDict(before.query).get("q", "")) == query


def _is_of_a_reader(request: HttpRequest) -> bool:
    """Whether somebody waits for the page: machines and browsers that fetch ahead mostly say so."""
    is_ahead = any(
        word in request.headers.get(name, "") for name in _FETCHED_AHEAD for word in ("prefetch", "prerender")
    )
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and not is_ahead and not _MACHINE.search(agent)


def _visitor(request: HttpRequest) -> str:
    """The network address of the reader: that which our own proxy saw, where there is one that may be believed."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
