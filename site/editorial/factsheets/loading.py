"""Loads fact sheets: each entry whole or not at all, and never over what an editor has done since."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
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
    for path in paths:
        sheet = read_sheet(path)
        report.faults += sheet.faults
        for entry in sheet.models:
            progress(entry)
            _load(entry, report, partial(_save_model, skeleton=skeleton, news=sheet.news), overwrite=overwrite)
        for entry in sheet.news:
            progress(entry)
            _load(entry, report, partial(_save_news, skeleton=skeleton), overwrite=overwrite)
    return report


Save = Callable[[Entry, Page | None], Page]


def _load(entry: Entry, report: LoadReport, save: Save, *, overwrite: bool) -> None:
    digest = _digest(entry)
    known = LoadedEntry.objects.filter(key=entry.key).select_related("page").first()
    if known and known.digest == digest:
        report.done["unchanged"] += 1
        return
    page = known.page.specific if known and known.page else None
    if known and not overwrite:
        if page is None:
            report.done["deleted since"] += 1
            report.kept.append(f"{entry.key}: its page was deleted; it is not made again")
            return
        if page.latest_revision_id != known.revision_id:
            report.done["edited since"] += 1
            report.kept.append(f"{entry.key}: its page was edited since; it is left as it is")
            return
    try:
        with transaction.atomic():
            saved = save(entry, page)
            LoadedEntry.objects.update_or_create(
                key=entry.key,
                defaults={
                    "digest": digest,
                    "page_id": saved.pk,
                    "revision_id": saved.latest_revision_id,
                },
            )
    except ValidationError as error:
        for key, messages in error.message_dict.items():
            report.faults.append(Fault(entry.file, entry.id, key, " ".join(messages)))
        return
    report.done["updated" if page else "created"] += 1


def _digest(entry: Entry) -> str:
    picture = picture_path(entry.id)
    content = json.dumps(
        [_RECIPE, entry.facts, texts_for(entry.kind, entry.id)], ensure_ascii=False, sort_keys=True
    ).encode()
    if entry.kind == "models" and picture.exists():
        content += picture.read_bytes()
    return hashlib.sha256(content).hexdigest()


def _save_model(entry: Entry, page: Page | None, *, news: list[Entry], skeleton: Skeleton) -> ExemplarPage:
    exemplar = page if isinstance(page, ExemplarPage) else ExemplarPage(locale=skeleton.locale)
    exemplars.build_exemplar(entry, exemplar, news)
    _publish(exemplar, skeleton.province(implementations.current_province(entry.facts["locality"])))
    implementation = exemplar.implementations.order_by("pk").first() or Implementation(exemplar=exemplar)
    implementations.build_implementation(entry, implementation)
    _publish_row(implementation)
    for learner in implementations.missing_learners(entry, implementation):
        _publish_row(learner)
    return exemplar


def _save_news(entry: Entry, page: Page | None, *, skeleton: Skeleton) -> NewsPage:
    news = page if isinstance(page, NewsPage) else NewsPage(locale=skeleton.locale)
    newsroom.build_news(entry, news)
    keys = [f"models:{key}" for key in entry.facts.get("models") or []]
    loaded = LoadedEntry.objects.filter(key__in=keys, page__isnull=False).select_related("page")
    newsroom.link_exemplars(news, {known.key.removeprefix("models:"): known.page for known in loaded}, entry)
    _publish(news, newsroom.province_of_news(entry, skeleton))
    return news


def _publish_row(implementation: Implementation) -> None:
    implementation.full_clean()
    implementation.save()
    implementation.save_revision().publish()


def _publish(page: Page, parent: Page) -> None:
    if page.pk is None:
        parent.add_child(instance=page)
    page.save_revision(clean=True).publish()
    page.refresh_from_db(fields=["latest_revision", "live"])
