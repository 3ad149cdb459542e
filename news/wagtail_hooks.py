"""Registers what editors find in the menu and what the news add to other pages."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from models_gallery.models import ExemplarPage, ProvincePage
from news.models import Section, Series
from news.queries import news_about, news_of_province
from pagekit.contributions import HOOK, Contribution
from pagekit.viewsets import VocabularyViewSet


class SectionViewSet(VocabularyViewSet):
    """Sections of the news."""

    model = Section


class SeriesViewSet(VocabularyViewSet):
    """Topic series."""

    model = Series


class NewsViewSetGroup(SnippetViewSetGroup):
    """Everything of the news that is not a page."""

    items = (SectionViewSet, SeriesViewSet)
    menu_icon = "doc-full"
    menu_label = _("News")
    menu_name = "news"
    menu_order = 160


register_snippet(NewsViewSetGroup)


@hooks.register(HOOK)
def add_news(page: Page) -> Iterator[Contribution]:
    """Show on a model the news about it, on a province its newest news."""
    news = []
    if isinstance(page, ExemplarPage):
        news = news_about(page)
    elif isinstance(page, ProvincePage):
        news = news_of_province(page.unit, page.locale)
    if news:
        yield Contribution("news/_related_news.html", {"news": news})
