"""Makes exemplars, with the implementation that is told about, of the models of a fact sheet."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from editorial.factsheets.facts import Facts, is_url
from editorial.factsheets.figures import document_columns, figure_columns
from editorial.factsheets.pictures import drawing
from editorial.factsheets.sheet import Entry
from editorial.factsheets.texts import bullets, paragraphs, reader_note, texts_for
from models_gallery.choices import Area, EvidenceLevel, RecognitionLevel
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
    UnitType,
)
from pagekit.text import slugify

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
# Words of a model's name or of its place that say what kind of area it is for.
_AREAS_IN_WORDS = {
    "miền núi": Area.MOUNTAIN,
    "vùng cao": Area.MOUNTAIN,
    "biên giới": Area.BORDER,
    "xã đảo": Area.ISLAND,
    "huyện đảo": Area.ISLAND,
    "hải đảo": Area.ISLAND,
}


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
    page.areas = list(dict.fromkeys(_AREAS_IN_WORDS[words].value for words in _area_words(facts)))
    page.classification_note = _classification_note(facts)
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
    page.other_names = [ExemplarName(name=name) for name in facts.get("aliases", [])]
    page.costs = [_cost(fact) for fact in facts.get("funding", [])]
    page.recognitions = [ExemplarRecognition(text=text, level=_level(text)) for text in facts.get("recognition", [])]
    page.legal_basis = [ExemplarLegalBasis(**document_columns(text)) for text in facts.get("legal_basis", [])]
    page.sources = list(_sources(facts, news))
    picture = drawing(entry.id, page.title)
    page.pictures = (
        [ExemplarPicture(image=picture, alt_text=texts["picture_alt"])] if picture and texts.get("picture_alt") else []
    )


def _rich(texts: list[str] | None, fact: str | None) -> str:
    return paragraphs(texts or ([fact] if fact else []))


def _plain_summary(facts: Facts) -> str:
    summary = f"{facts['locality']['text']}. {facts.get('how') or ''}".strip()
    return summary if len(summary) <= 400 else f"{summary[:397].rsplit(' ', 1)[0]} …"


def _terms(vocabulary: Any, labels: list[str] | None) -> Iterable[Any]:
    return vocabulary.objects.filter(key__in=[slugify(label) for label in labels or []])


def _area_words(facts: Facts) -> list[str]:
    """The words of the sheet that say the kind of area; where it says none, none is guessed from the place."""
    told = f"{facts['name']}. {facts['locality']['text']}".lower()
    return [words for words in _AREAS_IN_WORDS if words in told]


def _classification_note(facts: Facts) -> str:
    """What the classification rests on, in Vietnamese as the sheets write it."""
    said = "”, “".join(_area_words(facts))
    return "; ".join(filter(None, [facts.get("classified_from"), said and f"địa bàn theo lời nguồn: “{said}”"]))


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


def _sources(facts: Facts, news: Iterable[Entry]) -> Iterable[ExemplarSource]:
    date, note = facts.get("source_date") or "", reader_note(facts.get("source_date_note"))
    if is_url(facts["source"]):
        yield ExemplarSource(
            title=urlsplit(facts["source"]).netloc.removeprefix("www."),
            url=facts["source"],
            date=date,
            note=note,
        )
    else:
        told = next((item.facts for item in news if item.facts["source"] == facts["source"]), {})
        parts = [
            f"Trang nguồn của tin: {told['title']}" if told else "Trang nguồn",
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
