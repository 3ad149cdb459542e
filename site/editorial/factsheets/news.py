"""Makes news pages of the news of a fact sheet."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from editorial.factsheets.facts import Facts, is_url
from editorial.factsheets.figures import figure_columns
from editorial.factsheets.sheet import Entry
from editorial.factsheets.texts import bullets, paragraphs, reader_note, texts_for
from editorial.skeleton import Skeleton
from news.models import (
    NewsAuthor,
    NewsCommendation,
    NewsDocument,
    NewsExemplar,
    NewsFigure,
    NewsPage,
    Section,
)
from pagekit.text import slugify
from territory.models import AdministrativeUnit

_SECTIONS = {
    "tin-theo-linh-vuc-noi-chinh": "noi-chinh",
    "xd-phong-cach-ban-linh-nhan-van": "phong-cach-ban-linh-nhan-van",
    "cong-tac-dan-van-chinh-quyen": "dan-van-chinh-quyen",
}


def build_news(entry: Entry, page: NewsPage) -> None:
    """Set every field and child record of a news page from its entry; nothing is saved yet."""
    facts, texts = entry.facts, texts_for("news", entry.id)
    page.title = facts["title"]
    page.slug = page.slug or entry.id
    page.lead = texts.get("lead") or facts["summary"]
    page.body = list(_body(texts.get("body"), facts.get("points") or []))
    section = _SECTIONS.get(slugify(facts.get("section") or ""))
    page.section = Section.objects.filter(key=section).first() if section else None
    page.original_date = str(facts.get("date") or "")
    page.date_note = reader_note(facts.get("date_note"))
    page.publisher = facts.get("publisher") or ""
    page.source_url = facts["source"] if is_url(facts["source"]) else ""
    page.source_note = reader_note(facts.get("publisher_note") or facts.get("author_note"))
    page.place_note = reader_note(facts.get("province_note"))
    page.authors = [NewsAuthor(name=facts["author"])] if facts.get("author") else []
    page.figures = [
        NewsFigure(**figure_columns(fact), counted_by_us=bool(fact.get("derived"))) for fact in facts.get("figures", [])
    ]
    page.commendations = [
        NewsCommendation(
            who=fact["who"],
            form=fact.get("form") or "",
            by=fact.get("by") or "",
            period=fact.get("period") or "",
        )
        for fact in facts.get("commended", [])
    ]
    page.documents = [_document(fact) for fact in facts.get("documents", [])]


def link_exemplars(page: NewsPage, exemplars: dict[str, Page], entry: Entry) -> None:
    """Link a news page to the exemplars it tells about, as far as they are loaded."""
    page.linked_exemplars = [
        NewsExemplar(exemplar_id=exemplars[key].pk) for key in entry.facts.get("models") or [] if key in exemplars
    ]


def province_of_news(entry: Entry, skeleton: Skeleton) -> Page:
    """Return the desk that a news item belongs to."""
    province = entry.facts.get("province")
    code = province["now"]["code"] if province else None
    return skeleton.news_desk(AdministrativeUnit.objects.get(code=code) if code else None)


def _document(fact: Facts) -> NewsDocument:
    return NewsDocument(
        kind=fact["kind"],
        **{column: str(fact.get(column) or "") for column in ("number", "issuer", "date", "subject", "note")},
    )


def _body(blocks: list[dict[str, Any]] | None, points: list[str]) -> Iterable[tuple[str, str]]:
    if not blocks:
        yield from [("text", bullets(points))] if points else []
        return
    text: list[str] = []
    for block in blocks:
        (kind, value), *_rest = block.items()
        if kind == "heading":
            if text:
                yield "text", "".join(text)
                text = []
            yield "heading", value
        else:
            text.append(bullets(value) if kind == "list" else paragraphs([value]))
    if text:
        yield "text", "".join(text)
