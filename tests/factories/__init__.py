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
from tests.factories.units import real_units

__all__ = [
    "ExemplarPageFactory",
    "GalleryIndexPageFactory",
    "HomePageFactory",
    "NewsDeskPageFactory",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "PlainPageFactory",
    "ProvincePageFactory",
    "make_implementation",
    "real_units",
]
