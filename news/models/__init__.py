"""Page types, child records and vocabularies of the news."""

from news.models.desk import NewsDeskPage
from news.models.news_index import NewsIndexPage
from news.models.news_items import (
    NewsAttachment,
    NewsAuthor,
    NewsCommendation,
    NewsDocument,
    NewsExemplar,
    NewsFigure,
    NewsPicture,
)
from news.models.news_page import NewsPage
from news.models.vocabularies import Section, Series

__all__ = [
    "NewsAttachment",
    "NewsAuthor",
    "NewsCommendation",
    "NewsDeskPage",
    "NewsDocument",
    "NewsExemplar",
    "NewsFigure",
    "NewsIndexPage",
    "NewsPage",
    "NewsPicture",
    "Section",
    "Series",
]
