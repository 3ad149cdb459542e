"""The search page: `/tim-kiem/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.answers import FACETS, Sort
from search.query import MAX_DEPTH, TooDeepError, build_request, clean
from search.results import result_page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words and filters in the address; without any, only the form.

    Whatever the address holds, the answer is a page: values that mean nothing find nothing.
    """
    typed = request.GET.get("q", "")
    filters = {name: request.GET.getlist(name) for name in FACETS}
    context: dict[str, Any] = {"query": clean(typed), "answer": None, "error": ""}
    if typed.strip() or any(filters.values()):
        try:
            context["answer"] = result_page(
                build_request(
                    typed,
                    filters=filters,
                    sort=_sort(request.GET.get("sort", "")),
                    page=_number(request.GET.get("page", "")),
                )
            )
        except TooDeepError:
            context["error"] = _(
                "Only the first %(count)s results can be paged through. Add words or filters to narrow the search."
            ) % {"count": MAX_DEPTH}
    return render(request, "search/search.html", context)


def _sort(value: str) -> Sort:
    return Sort(value) if value in Sort.values else Sort.RELEVANCE


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 1
