"""The search page: `/tim-kiem/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from search.answers import FACETS, SearchRequest, Sort
from search.counting import count_view, token_of
from search.narrowing import narrowing
from search.query import MAX_DEPTH, Language, TooDeepError, build_request, clean
from search.results import result_page
from search.vocabulary import Vocabulary
from search.ways_on import fields_to_browse, ways_on
from search.wordbook import language


@require_safe
@cache_control(private=True, max_age=0)
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words and filters in the address; without any, only the form and what there is to browse.

    Whatever the address holds, the answer is a page: values that mean nothing find nothing. To htmx, which puts the
    results in place of those shown, the answer is their part of the same page.
    """
    typed = request.GET.get("q", "")
    filters = {name: request.GET.getlist(name) for name in FACETS}
    context: dict[str, Any] = {"query": clean(typed), "shell": _shell(request)}
    if typed.strip() or any(filters.values()):
        words = language()
        try:
            asked = build_request(
                typed,
                language=words,
                filters=filters,
                sort=_sort(request.GET.get("sort", "")),
                page=_number(request.GET.get("page", "")),
            )
            context |= _answer(request, asked, words)
        except TooDeepError:
            context["error"] = _(
                "Only the first %(count)s results can be paged through. Add words or filters to narrow the search."
            ) % {"count": MAX_DEPTH}
    if "answer" not in context:
        context["fields"] = fields_to_browse()
    return render(request, "search/search.html", context)


def _answer(request: HttpRequest, asked: SearchRequest, words: Language) -> dict[str, Any]:
    """Search, count that, and return what the page shows of it."""
    vocabulary = Vocabulary()
    page = result_page(asked, words, vocabulary)
    count_view(request, page)
    return {
        "answer": page,
        "narrowing": narrowing(page, words, vocabulary),
        "ways_on": None if page.total else ways_on(page, words, vocabulary),
        "click_token": token_of(page),
    }


def _shell(request: HttpRequest) -> str:
    return "search/_in_place.html" if "HX-Request" in request.headers else "base.html"


def _sort(value: str) -> Sort:
    return Sort(value) if value in Sort.values else Sort.RELEVANCE


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 1
