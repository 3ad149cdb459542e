"""Factories of the editors' lists for the search, and of counted searches."""

import factory
from factory.django import DjangoModelFactory

from search.choices import WordGroupKind
from search.keys import query_key
from search.models import PlaceAlias, PromotedResult, QueryUse, SuggestionBlock, WordGroup
from tests.factories.pages import ExemplarPageFactory


class WordGroupFactory(DjangoModelFactory):
    class Meta:
        model = WordGroup

    kind = WordGroupKind.ABBREVIATION
    expressions = factory.Sequence(lambda number: f"an toàn giao thông {number}\nATGT {number}")


class PlaceAliasFactory(DjangoModelFactory):
    class Meta:
        model = PlaceAlias

    name = "Sài Gòn"
    unit_id = "2025-P79"


class PromotedResultFactory(DjangoModelFactory):
    class Meta:
        model = PromotedResult

    queries = "camera an ninh"
    page = factory.SubFactory(ExemplarPageFactory)


class SuggestionBlockFactory(DjangoModelFactory):
    class Meta:
        model = SuggestionBlock

    text = factory.Sequence(lambda number: f"lời tục {number}")


class QueryUseFactory(DjangoModelFactory):
    """A counted query; the key follows what is shown."""

    class Meta:
        model = QueryUse

    shown = "đò ngang"
    searches = 1
    key = factory.LazyAttribute(lambda use: query_key(use.shown))
