"""The report on searches, for editors: what is asked most, what finds nothing, what leads nowhere, and where."""

import codecs
import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, ButtonsColumnMixin, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from search.choices import UsageList
from search.keys import query_key
from search.models import QueryUse, SuggestionBlock, WordGroup
from search.models.usage import QueryUseQuerySet
from search.viewsets import QUERY_PARAMETER
from territory.gazetteer import gazetteer

DEFAULT_DAYS = 30

Sums = dict[str, Any]


def _province_names() -> list[tuple[str, str]]:
    return [(place.slug, place.bare_name) for place in gazetteer().provinces]


class SearchReportFilterSet(WagtailFilterSet):
    """Which list, which days, which province."""

    show = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        method="leave",
        choices=[choice for choice in UsageList.choices if choice[0] != UsageList.TOP],
        empty_label=UsageList.TOP.label,
        widget=forms.RadioSelect,
    )
    day = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Period"), method="leave", widget=DateRangePickerWidget
    )
    province = django_filters.ChoiceFilter(
        label=gettext_lazy("Province chosen by the reader"),
        choices=_province_names,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = QueryUse
        fields = ["show", "day", "province"]

    def leave(self, queryset: QueryUseQuerySet, _name: str, _value: Any) -> QueryUseQuerySet:
        """Leave the rows as they are: the view sees to the list and the days, which have a default."""
        return queryset


class QueryColumn(ButtonsColumnMixin, TitleColumn):
    """A query, linked to what readers find with it, with what an editor can do about it."""

    def get_link_url(self, instance: Sums, parent_context: Any) -> str | None:
        """Return the address of the public search."""
        return f"{reverse('search')}?{urlencode({'q': instance['spelling']})}" if instance["key"] else None

    def get_buttons(self, instance: Sums, parent_context: Any) -> list[Button]:
        """Offer the forms that the editor may open, begun with the query."""
        if not instance["key"]:
            return []
        user = parent_context["request"].user
        offers = [(WordGroup, _("Add to the words"), "plus"), (SuggestionBlock, _("Do not suggest"), "no-view")]
        buttons = [
            Button(label, url=_form_url(model, instance["spelling"]), icon_name=icon, priority=at)
            for at, (model, label, icon) in enumerate(offers)
            if user.has_perm(f"search.add_{model._meta.model_name}")
        ]
        name = _("More options for '%(title)s'") % {"title": instance["spelling"]}
        dropdown = ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs={"aria-label": name})
        return [dropdown] if buttons else []


def _form_url(model: Any, query: str) -> str:
    return f"{reverse(model.snippet_viewset.get_url_name('add'))}?{urlencode({QUERY_PARAMETER: query})}"


def _written(row: Sums) -> str:
    """Return what the first column says of a row: a query or the name of a province."""
    if "province" in row:
        return dict(_province_names()).get(row["province"]) or _("(no province chosen)")
    return row["spelling"] or _("(not kept)")


class SearchReportView(ReportView):
    """Sums over the counted searches of some days, by query or by province.

    Two queries for the sums and their total, one for the number of rows.
    """

    model = QueryUse
    permission_required = "view"
    page_title = gettext_lazy("Searches by readers")
    header_icon = "search"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    results_template_name = "search/reports/searches_results.html"
    filterset_class = SearchReportFilterSet
    is_searchable = True
    default_ordering = "-times"
    export_filename = "searches"
    export_headings = {
        "times": gettext_lazy("Searches"),
        "times_in_vain": gettext_lazy("Without result"),
        "times_clicked": gettext_lazy("With a click"),
        "times_unused": gettext_lazy("Without click"),
        "most": gettext_lazy("Most results"),
    }
    list_export = ["written", *export_headings]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values of the filters; an empty mapping where one of them makes no sense."""
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def shown_list(self) -> UsageList:
        """The list that is shown."""
        return UsageList(self.chosen.get("show") or UsageList.TOP)

    @cached_property
    def period(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that are counted; thirty days until today where none is chosen."""
        days = self.chosen.get("day")
        last = days.stop.date() if days and days.stop else timezone.localdate()
        first = days.start.date() if days and days.start else last - dt.timedelta(days=DEFAULT_DAYS - 1)
        return first, last

    @cached_property
    def uses(self) -> QueryUseQuerySet:
        """The counts that the filters and the words of the search leave."""
        uses = self.filter_queryset(QueryUse.objects.between(*self.period))
        for word in query_key(self.search_query).split():
            uses = uses.filter(key__contains=word)
        return uses

    def get_filtered_queryset(self) -> QuerySet[QueryUse, Sums]:
        """Return the sums that the list is about, in its order."""
        column = "province" if self.shown_list == UsageList.PROVINCES else "key"
        sums = self.uses.counted_by(column)
        wanted = {UsageList.WITHOUT_RESULT: "times_in_vain", UsageList.WITHOUT_CLICK: "times_unused"}
        if counted := wanted.get(self.shown_list):
            sums = sums.filter(**{f"{counted}__gt": 0})
            if not self.is_explicitly_ordered:
                return sums.order_by(f"-{counted}", column)
        return sums.order_by(self.ordering, column)

    @property
    def first_heading(self) -> str:
        """What the first column holds."""
        return _("Province") if self.shown_list == UsageList.PROVINCES else _("Query")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns of the list."""
        kind = TitleColumn if self.shown_list == UsageList.PROVINCES else QueryColumn
        first = kind("written", label=self.first_heading, accessor=_written)
        counts = self.export_headings.items()
        return [first, *(NumberColumn(name, label=heading, sort_key=name) for name, heading in counts)]

    def to_row_dict(self, item: Sums) -> Sums:
        """Return a row of the exported file."""
        return super().to_row_dict({**item, "written": _written(item)})

    def get_heading(self, queryset: Any, field: str) -> str:
        """Return the heading of a column of the exported file."""
        return str(self.first_heading if field == "written" else self.export_headings[field])

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """Begin with the mark by which spreadsheets know that letters are Unicode."""
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sums over all rows and the days they are of."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        first, last = self.period
        return {**context, "totals": self.uses.totals(), "first_day": first, "last_day": last}

    @cached_property
    def no_results_message(self) -> str:
        """What is said instead of an empty list."""
        return _("Nothing was searched for that fits. Choose other days or another list.")
