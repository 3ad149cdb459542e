"""Makes rows for tests, with realistic Vietnamese text."""

from tests.factories.pages import (
    ExemplarPageFactory,
    GalleryIndexPageFactory,
    HomePageFactory,
    NewsDeskPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PlainPageFactory,
    ProvincePageFactory,
    make_implementation,
)
from tests.factories.search import (
    PlaceAliasFactory,
    PromotedResultFactory,
    QueryUseFactory,
    SuggestionBlockFactory,
    WordGroupFactory,
)
from tests.factories.units import real_units

__all__ = [
    "ExemplarPageFactory",
    "GalleryIndexPageFactory",
    "HomePageFactory",
    "NewsDeskPageFactory",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "PlaceAliasFactory",
    "PlainPageFactory",
    "PromotedResultFactory",
    "ProvincePageFactory",
    "QueryUseFactory",
    "SuggestionBlockFactory",
    "WordGroupFactory",
    "make_implementation",
    "real_units",
]
