"""The page “What fits my place”: `/phu-hop/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.fit.form import FitForm
from search.fit.page import fit_page, unit_choices
from search.vocabulary import Vocabulary
from search.wordbook import language


@require_safe
@cache_control(private=True, max_age=0)
def fit(request: HttpRequest) -> HttpResponse:
    """Ask what a place is like, and show what fits it. Each answer has its address; faults stand beside the question.

    Whatever the address holds, the answer is a page.
    """
    words, vocabulary = language(), Vocabulary()
    is_asked = any(name in request.GET for name in FitForm.base_fields)
    form = FitForm(request.GET if is_asked else None, vocabulary, words)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        page = request.GET.get("page", "")
        context["answer"] = fit_page(form.locality, form["unit"].value(), page, words, vocabulary)
    else:
        context["units"] = unit_choices(form, request.GET)
    return render(request, "search/fit/fit.html", context)
