"""Registers what editors find in the menu, and what the search adds to other pages."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from models_gallery.models import ExemplarPage, GalleryIndexPage, ProvincePage
from pagekit.contributions import HOOK, Contribution
from search import service
from search.reports import SearchReportView
from search.viewsets import SearchViewSetGroup

register_snippet(SearchViewSetGroup)


class SearchReportMenuItem(MenuItem):
    """Leads to the report on searches those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the permission."""
        return request.user.has_perm("search.view_queryuse")


@hooks.register("register_reports_menu_item")
def add_report_to_menu() -> MenuItem:
    """Put the report on searches below the other reports."""
    return SearchReportMenuItem(
        _("Searches by readers"), reverse("search_report"), name="searches", icon_name="search", order=1300
    )


@hooks.register("register_admin_urls")
def add_report_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/searches/", SearchReportView.as_view(), name="search_report"),
        path("reports/searches/results/", SearchReportView.as_view(results_only=True), name="search_report_results"),
    ]


@hooks.register("register_permissions")
def offer_report_permission() -> QuerySet[Permission]:
    """Let groups be given the right to see the report."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_queryuse")


@hooks.register(HOOK)
def add_similar(page: Page) -> Iterator[Contribution]:
    """Show below a model those that resemble it."""
    if isinstance(page, ExemplarPage) and (models := service.similar(page.pk)):
        yield Contribution("search/_similar.html", {"models": models})


@hooks.register(HOOK)
def add_fit(page: Page) -> Iterator[Contribution]:
    """Lead from lists of models to the question which of them fit; from a province's page with its name filled in."""
    if isinstance(page, ProvincePage):
        yield Contribution("search/fit/_way_in.html", {"unit": page.unit.written_name})
    elif isinstance(page, GalleryIndexPage):
        yield Contribution("search/fit/_way_in.html")
