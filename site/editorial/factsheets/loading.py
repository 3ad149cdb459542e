"""Loads fact sheets: each entry whole or not at all, and never over what an editor has done since."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import InvalidOperation
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from editorial.factsheets import exemplars, implementations
from editorial.factsheets import news as newsroom
from editorial.factsheets.pictures import picture_path
from editorial.factsheets.sheet import Entry, Fault, read_sheet
from editorial.factsheets.texts import texts_for
from editorial.models import LoadedEntry
from editorial.skeleton import Skeleton
from models_gallery.models import ExemplarPage, Implementation
from news.models import NewsPage

# Raise when pages would be made differently of the same sheet, so that the next load renews them.
_RECIPE = 3

Progress = Callable[[Entry], object]


@dataclass
class LoadReport:
    """What was done with the entries: created, updated, unchanged, edited since, deleted since; and the faults."""

    done: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def load_sheets(
    paths: Iterable[Path], *, overwrite: bool = False, progress: Progress = lambda _entry: None
) -> LoadReport:
    """Make or renew the pages of all sound entries; `overwrite` also renews pages that an editor changed."""
    report = LoadReport()
    skeleton = Skeleton()
    with transaction.atomic():
        skeleton.gallery, skeleton.newsroom  # noqa: B018 - made here, so that the site stands even without entries
    seen: set[str] = set()
    for path in paths:
        sheet = read_sheet(path)
        report.faults += sheet.faults
        for entry in _first_of_each(sheet.models, seen, report):
            progress(entry)
            _load(entry, report, partial(_save_model, skeleton=skeleton, news=sheet.news), overwrite=overwrite)
        for entry in _first_of_each(sheet.news, seen, report):
            progress(entry)
            _load(entry, report, partial(_save_news, skeleton=skeleton), overwrite=overwrite)
    return report


def _first_of_each(entries: list[Entry], seen: set[str], report: LoadReport) -> Iterator[Entry]:
    for entry in entries:
        if entry.key in seen:
            report.faults.append(Fault(entry.file, entry.id, "id", "an earlier file has an entry of the same id"))
        else:
            seen.add(entry.key)
            yield entry


@dataclass(frozen=True)
class _Saved:
    page: Page
    implementation: Implementation | None = None


Save = Callable[[Entry, Page | None], _Saved]


def _load(entry: Entry, report: LoadReport, save: Save, *, overwrite: bool) -> None:
    digest = _digest(entry)
    known = LoadedEntry.objects.filter(key=entry.key).select_related("page", "implementation").first()
    if known and known.digest == digest and (known.is_untouched or not overwrite):
        report.done["unchanged"] += 1
        return
    page = known.page.specific if known and known.page else None
    if known and not overwrite and not known.is_untouched:
        what = "edited since" if page else "deleted since"
        report.done[what] += 1
        report.kept.append(f"{entry.key}: {what} it was loaded; left as it is")
        return
    try:
        with transaction.atomic():
            saved = save(entry, page)
            LoadedEntry.objects.update_or_create(
                key=entry.key,
                defaults={
                    "digest": digest,
                    "page_id": saved.page.pk,
                    "revision_id": saved.page.latest_revision_id,
                    "implementation": saved.implementation,
                    "implementation_revision_id": saved.implementation and saved.implementation.latest_revision_id,
                },
            )
    except ValidationError as error:
        report.faults += _faults(entry, error)
    except (DataError, InvalidOperation) as error:
        report.faults.append(Fault(entry.file, entry.id, "", f"a value does not fit its column: {error}"))
    else:
        report.done["updated" if page else "created"] += 1


# What the sheet calls the lists and columns that it fills.
_KEYS_OF_SHEET = {
    "other_names": "aliases",
    "costs": "funding",
    "recognitions": "recognition",
    "sources": "source",
    "authors": "author",
    "commendations": "commended",
    "linked_exemplars": "models",
    "original_date": "date",
    "lead_body": "lead_unit",
    "started": "start.year",
    "site": "locality.hamlet",
}


def _faults(entry: Entry, error: ValidationError) -> list[Fault]:
    by_key = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [Fault(entry.file, entry.id, _key_of_sheet(key), " ".join(messages)) for key, messages in by_key.items()]


def _key_of_sheet(column: str) -> str:
    name, bracket, rest = column.partition("[")
    return f"{_KEYS_OF_SHEET.get(name, name)}{bracket}{rest}"


def _digest(entry: Entry) -> str:
    picture = picture_path(entry.id)
    content = json.dumps(
        [_RECIPE, entry.facts, texts_for(entry.kind, entry.id)], ensure_ascii=False, sort_keys=True, default=str
    ).encode()
    if entry.kind == "models" and picture.exists():
        content += picture.read_bytes()
    return hashlib.sha256(content).hexdigest()


def _save_model(entry: Entry, page: Page | None, *, news: list[Entry], skeleton: Skeleton) -> _Saved:
    exemplar = page if isinstance(page, ExemplarPage) else ExemplarPage(locale=skeleton.locale)
    exemplars.build_exemplar(entry, exemplar, news)
    _publish(exemplar, skeleton.province(implementations.current_province(entry.facts["locality"])))
    origin = exemplar.implementations.order_by("pk").first() or Implementation(exemplar=exemplar)
    implementations.build_implementation(entry, origin)
    _publish_row(origin)
    for learner in implementations.missing_learners(entry, origin):
        _publish_row(learner)
    return _Saved(exemplar, origin)


def _save_news(entry: Entry, page: Page | None, *, skeleton: Skeleton) -> _Saved:
    news = page if isinstance(page, NewsPage) else NewsPage(locale=skeleton.locale)
    newsroom.build_news(entry, news)
    keys = [f"models:{key}" for key in entry.facts.get("models") or []]
    loaded = LoadedEntry.objects.filter(key__in=keys, page__isnull=False).select_related("page")
    newsroom.link_exemplars(news, {known.key.removeprefix("models:"): known.page for known in loaded}, entry)
    _publish(news, newsroom.province_of_news(entry, skeleton))
    return _Saved(news)


def _publish_row(implementation: Implementation) -> None:
    implementation.full_clean()
    _clean_rows(implementation)
    implementation.save()
    implementation.save_revision().publish()
    implementation.refresh_from_db(fields=["latest_revision"])


def _publish(page: Page, parent: Page) -> None:
    _clean_rows(page)
    if page.pk is None:
        parent.add_child(instance=page)
    page.save_revision(clean=True).publish()
    page.refresh_from_db(fields=["latest_revision", "live"])


def _clean_rows(parent: ClusterableModel) -> None:
    """Hold the child records to their limits too; raises ValidationError that names list, number and column."""
    for relation in get_all_child_relations(type(parent)):
        name = relation.get_accessor_name()
        own = [relation.field.name, "locale", "translation_key"]
        for number, row in enumerate(getattr(parent, name).all(), start=1):
            try:
                row.full_clean(exclude=own, validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                raise ValidationError(
                    {f"{name}[{number}].{key}": messages for key, messages in error.message_dict.items()}
                ) from error
