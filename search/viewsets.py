"""How editors see their lists for the search."""

from operator import attrgetter
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet, SnippetViewSetGroup

from pagekit.text import normalise
from pagekit.visibility import every_page
from search.choices import PromotionTime
from search.keys import LONGEST_KEPT, query_key
from search.models import PlaceAlias, PromotedResult, SuggestionBlock, WordGroup
from search.models.promotion import PromotedResultQuerySet
from territory.models import AdministrativeUnit

# The parameter with which the report on searches opens a form: the query that the new row is about.
QUERY_PARAMETER = "query"


class FoldedIndexView(IndexView):
    """A list whose search takes words with or without diacritics; its `search_fields` hold folded text."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows whose folded text has every word of the search."""
        (column,) = self.search_fields
        for word in query_key(self.search_query).split():
            queryset = queryset.filter(**{f"{column}__contains": word})
        return queryset.distinct()


class QueryCreateView(CreateView):
    """The form of a new row, begun with the query named in the address."""

    query_field = ""

    def get_initial_form_instance(self) -> Any:
        """Start from the query."""
        query = normalise(self.request.GET.get(QUERY_PARAMETER, ""))[:LONGEST_KEPT]
        return self.model(**{self.query_field: self.begin_with(query)} if query else {})

    def begin_with(self, query: str) -> str:
        """Return what stands in the field at first."""
        return query


class WordGroupCreateView(QueryCreateView):
    """The form of a new word group."""

    query_field = "expressions"

    def begin_with(self, query: str) -> str:
        """Put the query below an empty line, which waits for the expression that it is to mean."""
        return f"\n{query}"


class PromotedResultCreateView(QueryCreateView):
    """The form of a new promotion."""

    query_field = "queries"


class SuggestionBlockCreateView(QueryCreateView):
    """The form of a new block."""

    query_field = "text"


class PromotionFilterSet(WagtailFilterSet):
    """Narrows the list of promotions by where they stand in time."""

    time = django_filters.ChoiceFilter(
        label=_("Time"),
        method="filter_time",
        choices=PromotionTime.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = PromotedResult
        fields = ["time"]

    def filter_time(self, queryset: PromotedResultQuerySet, _name: str, value: str) -> PromotedResultQuerySet:
        """Keep those that stand so today."""
        return queryset.at(value, timezone.localdate())


class InUseColumn(StatusTagColumn):
    """Whether a row is switched on, in words."""

    def __init__(self) -> None:
        super().__init__("is_active", label=_("In use"), sort_key="is_active", primary=attrgetter("is_active"))

    def get_value(self, instance: WordGroup | PlaceAlias) -> str:
        """Return the words."""
        return gettext("in use") if instance.is_active else gettext("switched off")


def _public(promotion: Any) -> str:
    return gettext("yes") if promotion.is_public else gettext("no, the page is not public")


class EditorsListViewSet(SnippetViewSet):
    """One of the editors' lists."""

    index_view_class = FoldedIndexView
    copy_view_enabled = False
    list_per_page = 50


class WordGroupViewSet(EditorsListViewSet):
    """Abbreviations, synonyms and translations."""

    model = WordGroup
    icon = "list-ul"
    add_view_class = WordGroupCreateView
    list_display = [
        "main",
        Column("others", label=_("Other expressions")),
        "kind",
        InUseColumn(),
        "updated_at",
    ]
    list_filter = ["kind", "is_active"]
    search_fields = ["folded"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("expressions"),
        FieldPanel("note"),
        FieldPanel("is_active"),
    ]


class PlaceAliasViewSet(EditorsListViewSet):
    """Names in use for administrative units."""

    model = PlaceAlias
    icon = "globe"
    list_display = [
        "name",
        Column("unit", label=_("Administrative unit")),
        InUseColumn(),
        "updated_at",
    ]
    list_filter = ["is_active"]
    search_fields = ["key"]
    panels = [FieldPanel("name"), FieldPanel("unit"), FieldPanel("is_active")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlaceAlias]:
        """Load the units with their lineage, which is part of their names."""
        return PlaceAlias.objects.prefetch_related(Prefetch("unit", AdministrativeUnit.objects.with_lineage()))


class PromotedResultViewSet(EditorsListViewSet):
    """Pages put above the results."""

    model = PromotedResult
    icon = "pick"
    add_view_class = PromotedResultCreateView
    list_display = [
        "__str__",
        Column("page", label=_("Page")),
        StatusTagColumn("is_public", label=_("Readers see it"), accessor=_public, primary=attrgetter("is_public")),
        "starts_on",
        "ends_on",
        "sort_order",
    ]
    filterset_class = PromotionFilterSet
    search_fields = ["keys__key"]
    panels = [
        FieldPanel("queries"),
        FieldPanel("page"),
        FieldPanel("message"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("sort_order")],
            heading=_("When and in which order"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromotedResult]:
        """Tell of each whether readers see its page."""
        published = every_page().published().filter(pk=OuterRef("page_id"))
        return PromotedResult.objects.select_related("page").annotate(is_public=Exists(published))


class SuggestionBlockViewSet(EditorsListViewSet):
    """Words kept out of suggestions."""

    model = SuggestionBlock
    icon = "no-view"
    add_view_class = SuggestionBlockCreateView
    list_display = ["text", "note", "updated_at"]
    search_fields = ["key"]
    panels = [FieldPanel("text"), FieldPanel("note")]


class SearchViewSetGroup(SnippetViewSetGroup):
    """What editors decide about the search."""

    items = (WordGroupViewSet, PlaceAliasViewSet, PromotedResultViewSet, SuggestionBlockViewSet)
    menu_icon = "search"
    menu_label = _("Search")
    menu_name = "search-lists"
    menu_order = 170
