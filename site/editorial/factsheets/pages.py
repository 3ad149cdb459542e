"""Makes pages of the entries of a fact sheet."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.files.images import ImageFile
from library.models import SiteImage
from pagekit.text import slugify
from territory.models import AdministrativeUnit
from wagtail.models import Page

from editorial.factsheets.figures import document_columns, figure_columns
from editorial.factsheets.sheet import Entry, Facts, unit_codes
from editorial.factsheets.texts import CONTENT, bullets, paragraphs, texts_for
from editorial.skeleton import Skeleton
from models_gallery.choices import (
    EvidenceLevel,
    ImplementationStatus,
    OutcomeKind,
    RecognitionLevel,
)
from models_gallery.models import (
    ExemplarCost,
    ExemplarLegalBasis,
    ExemplarName,
    ExemplarPage,
    ExemplarPicture,
    ExemplarRecognition,
    ExemplarSource,
    Field,
    Form,
    Implementation,
    ImplementationPlace,
    Outcome,
    UnitType,
)
from news.models import (
    NewsAuthor,
    NewsCommendation,
    NewsDocument,
    NewsExemplar,
    NewsFigure,
    NewsPage,
    Section,
)

_STATUS = {
    "đang hoạt động": ImplementationStatus.ACTIVE,
    "đã nhân rộng": ImplementationStatus.ACTIVE,
    "mới ra mắt": ImplementationStatus.ACTIVE,
    "thí điểm": ImplementationStatus.PILOT,
    "tạm dừng": ImplementationStatus.PAUSED,
    "kết thúc": ImplementationStatus.ENDED,
}
_UNIT_TYPES_OF_FORMS = {
    "ho-khu-dan-cu": "khu-dan-cu",
    "nha-tro": "khu-nha-tro",
    "truong-hoc": "truong-hoc",
    "doanh-nghiep": "doanh-nghiep",
    "co-quan": "co-quan",
    "cho": "cho",
    "co-so-ton-giao": "co-so-ton-giao",
    "tau-thuyen": "tau-thuyen",
}
_SECTIONS = {
    "tin-theo-linh-vuc-noi-chinh": "noi-chinh",
    "xd-phong-cach-ban-linh-nhan-van": "phong-cach-ban-linh-nhan-van",
    "cong-tac-dan-van-chinh-quyen": "dan-van-chinh-quyen",
}
_PICTURE_CREDIT = "Hình minh họa"


def build_exemplar(entry: Entry, page: ExemplarPage, news: Iterable[Entry]) -> None:
    """Set every field and child record of an exemplar from its entry; nothing is saved yet."""
    facts, texts = entry.facts, texts_for("models", entry.id)
    page.title = facts["name"]
    page.slug = page.slug or entry.id
    page.summary = texts.get("summary") or _plain_summary(facts)
    page.field = Field.objects.get(key=slugify(facts["field"]))
    page.further_fields = list(_terms(Field, facts.get("field_also")))
    page.forms = list(_terms(Form, facts.get("form")))
    page.unit_types = list(
        UnitType.objects.filter(
            key__in=[_UNIT_TYPES_OF_FORMS[form.key] for form in page.forms.all() if form.key in _UNIT_TYPES_OF_FORMS]
        )
    )
    page.classification_note = facts.get("classified_from") or ""
    page.problem = _rich(texts.get("problem"), facts.get("problem"))
    page.how_it_works = _rich(texts.get("how_it_works"), facts.get("how"))
    page.results = paragraphs(texts.get("results") or [])
    page.spread = (
        paragraphs(texts["spread"])
        if texts.get("spread")
        else bullets(facts["replications"])
        if facts.get("replications")
        else ""
    )
    page.context = paragraphs([*(texts.get("context") or []), *facts.get("related", [])])
    page.evidence_level = _evidence(facts)
    page.owner_body = (facts.get("lead_unit") or "")[:200]
    page.other_names = [ExemplarName(name=name) for name in facts.get("aliases", [])]
    page.costs = [_cost(fact) for fact in facts.get("funding", [])]
    page.recognitions = [ExemplarRecognition(text=text, level=_level(text)) for text in facts.get("recognition", [])]
    page.legal_basis = [ExemplarLegalBasis(**document_columns(text)) for text in facts.get("legal_basis", [])]
    page.sources = list(_sources(facts, news))
    picture = _picture(entry.id, page.title)
    page.pictures = (
        [ExemplarPicture(image=picture, alt_text=texts["picture_alt"])] if picture and texts.get("picture_alt") else []
    )


def build_implementation(entry: Entry, implementation: Implementation) -> None:
    """Set the fields and child records of the implementation that the entry tells about; nothing is saved yet."""
    facts = entry.facts
    locality, start = facts["locality"], facts.get("start") or {}
    implementation.site = locality.get("hamlet") or locality.get("place") or ""
    implementation.locality_note = locality.get("note") or ""
    implementation.lead_body = facts.get("lead_unit") or facts.get("lead_unit_note") or ""
    implementation.participants = "\n".join(facts.get("participating", []))
    implementation.started = str(start.get("year") or "")
    implementation.start_note = start.get("note") or ""
    implementation.status = _STATUS.get(facts.get("status") or "", "")
    implementation.reported_status = facts.get("status") or ""
    implementation.reported_period = facts.get("period_reported") or ""
    implementation.places = [
        ImplementationPlace(unit=unit, sort_order=order) for order, unit in enumerate(lowest_units(locality))
    ]
    implementation.outcomes = [
        *(_outcome(fact, OutcomeKind.SCALE) for fact in facts.get("scale", [])),
        *(_outcome(fact, OutcomeKind.RESULT) for fact in facts.get("outcomes", [])),
    ]
    for order, outcome in enumerate(implementation.outcomes.all()):
        outcome.sort_order = order


def missing_learners(entry: Entry, origin: Implementation) -> Iterable[Implementation]:
    """Yield an implementation for each place that repeated the model and is not recorded yet; nothing is saved."""
    known = set(origin.learners.values_list("places__unit_id", flat=True))
    for code in texts_for("models", entry.id).get("learned_by", []):
        if code not in known:
            learner = Implementation(exemplar=origin.exemplar, learned_from=origin)
            learner.places = [ImplementationPlace(unit_id=code)]
            yield learner


def lowest_units(locality: Facts) -> list[AdministrativeUnit]:
    """Return the units of a locality that have no other listed unit below them, in the sheet's order."""
    codes = unit_codes(locality)
    units = AdministrativeUnit.objects.select_related("parent__parent").in_bulk(codes)
    above = {unit.code for code in codes for unit in units[code].ancestors}
    return [units[code] for code in codes if code not in above]


def current_province(locality: Facts) -> AdministrativeUnit:
    """Return today's province of a locality."""
    unit = lowest_units(locality)[0]
    return AdministrativeUnit.objects.with_lineage().get(code=unit.code).current_provinces[0]


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
    page.date_note = facts.get("date_note") or ""
    page.publisher = facts.get("publisher") or ""
    page.source_url = facts["source"] if _is_url(facts["source"]) else ""
    page.source_note = facts.get("publisher_note") or facts.get("author_note") or ""
    page.place_note = facts.get("province_note") or ""
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


def _rich(texts: list[str] | None, fact: str | None) -> str:
    return paragraphs(texts or ([fact] if fact else []))


def _plain_summary(facts: Facts) -> str:
    summary = f"{facts['locality']['text']}. {facts.get('how') or ''}".strip()
    return summary if len(summary) <= 400 else f"{summary[:397].rsplit(' ', 1)[0]} …"


def _terms(vocabulary: Any, labels: list[str] | None) -> Iterable[Any]:
    return vocabulary.objects.filter(key__in=[slugify(label) for label in labels or []])


def _evidence(facts: Facts) -> str:
    """A sheet with counted results has figures; one without is told by its source. More is for editors to judge."""
    counted = [fact for fact in facts.get("outcomes", []) if fact.get("value") is not None]
    return EvidenceLevel.FIGURES if counted else EvidenceLevel.TOLD


def _level(text: str) -> str:
    if "Bộ Công an" in text or "Việt Nam" in text:
        return RecognitionLevel.MINISTRY
    return RecognitionLevel.PROVINCE if "UBND tỉnh" in text else ""


def _cost(fact: Facts) -> ExemplarCost:
    columns = figure_columns(fact)
    in_dong = columns["unit"] == "đồng"
    return ExemplarCost(
        item=columns["indicator"],
        amount=columns["value"] if in_dong else None,
        unit=columns["unit"],
        as_printed=columns["as_printed"] or fact.get("qualitative") or "",
        period=columns["period"],
    )


def _outcome(fact: Facts, kind: OutcomeKind) -> Outcome:
    return Outcome(kind=kind, qualitative=fact.get("qualitative") or "", **figure_columns(fact))


def _document(fact: Facts) -> NewsDocument:
    return NewsDocument(
        kind=fact["kind"],
        **{column: str(fact.get(column) or "") for column in ("number", "issuer", "date", "subject", "note")},
    )


def _is_url(source: str) -> bool:
    return urlsplit(source).scheme in {"http", "https"}


def _sources(facts: Facts, news: Iterable[Entry]) -> Iterable[ExemplarSource]:
    date, note = facts.get("source_date") or "", facts.get("source_date_note") or ""
    if _is_url(facts["source"]):
        yield ExemplarSource(
            title=urlsplit(facts["source"]).netloc.removeprefix("www."),
            url=facts["source"],
            date=date,
            note=note,
        )
    else:
        told = next((item.facts for item in news if item.facts["source"] == facts["source"]), {})
        parts = [
            f"Trang nguồn của tin “{told['title']}”" if told else "Trang nguồn",
            told.get("publisher"),
            told.get("author"),
        ]
        yield ExemplarSource(title=", ".join(filter(None, parts))[:300], date=date, note=note)
    for other in facts.get("other_sources", []):
        yield ExemplarSource(
            title=urlsplit(other["url"]).netloc.removeprefix("www."),
            url=other["url"],
            date=str(other.get("date") or ""),
            note=other.get("gives") or "",
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


def picture_path(entry_id: str) -> Path:
    """Return where the drawing of an entry lies, if there is one."""
    return CONTENT / "pictures" / f"{entry_id}.svg"


def _picture(entry_id: str, title: str) -> SiteImage | None:
    """Return the drawing of an entry from the library, put there or renewed as needed."""
    path = picture_path(entry_id)
    if not path.exists():
        return None
    image = SiteImage.objects.filter(title=title, credit=_PICTURE_CREDIT).first()
    with path.open("rb") as file:
        drawing = ImageFile(file, name=path.name)
        if image is None:
            image = SiteImage(title=title, credit=_PICTURE_CREDIT)
        elif image.file.read() == path.read_bytes():
            return image
        image.file = drawing
        image.file_size = path.stat().st_size
        image.file_hash = ""
        image.save()
    return image
