"""Made-up models in any number, for measurements of load only. They say of themselves that they are made up."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from editorial.skeleton import Skeleton
from models_gallery.choices import EvidenceLevel, ImplementationStatus, OutcomeKind
from models_gallery.models import (
    ExemplarPage,
    Field,
    Form,
    Implementation,
    ImplementationPlace,
    Outcome,
    ProvincePage,
)
from pagekit.text import slugify
from territory.models import AdministrativeUnit

_BATCH = 250
_THINGS = (
    "Tiếng kẻng", "Camera", "Bóng điện", "Tiếng loa", "Tổ liên gia", "Dòng họ", "Cổng trường", "Tổ tự quản",
    "Câu lạc bộ", "Ngôi nhà", "Nhóm Zalo", "Hộp thư", "Tuyến đường", "Khu nhà trọ", "Chợ", "Bến thuyền",
)  # fmt: skip
_VIRTUES = (
    "an ninh", "bình yên", "tự quản", "không rác", "an toàn giao thông", "phòng cháy", "nghĩa tình", "sáng xanh",
    "không ma túy", "kiểu mẫu", "liền kề", "kết nối", "văn minh", "giúp nhau", "học tốt", "số hóa",
)  # fmt: skip
_WAYS = (
    "Các hộ góp tiền và công, cùng giữ và luân phiên trông coi.",
    "Mỗi tổ có quy ước riêng, họp hằng tháng và báo tin cho công an xã.",
    "Cán bộ đi từng nhà hướng dẫn, mỗi quý kiểm tra một lần.",
    "Nhà trường, phụ huynh và chính quyền cùng ký cam kết.",
)
_RESULTS = ("mâu thuẫn được hòa giải", "tin có giá trị", "hộ tham gia", "vụ việc được giải quyết")
_MADE_UP = "Dữ liệu tạo tự động để đo tải, không phải mô hình có thật."


@dataclass(frozen=True)
class _Draft:
    number: int
    title: str
    slug: str
    field: Field
    forms: list[Form]
    way: str
    desk: ProvincePage
    unit_code: str
    year: int
    result: str
    value: int


def generate(count: int, seed: int, progress: Callable[[int], object] = lambda _made: None) -> int:
    """Make `count` models, the same for the same seed; those that exist are left alone. Return how many were made."""
    drafts = _drafts(count, seed)
    made = 0
    while batch := list(islice(drafts, _BATCH)):
        present = set(
            ExemplarPage.objects.filter(slug__in=[draft.slug for draft in batch]).values_list("slug", flat=True)
        )
        missing = [draft for draft in batch if draft.slug not in present]
        with transaction.atomic():
            _save(missing)
        made += len(missing)
        progress(len(batch))
    return made


def _drafts(count: int, seed: int) -> Iterator[_Draft]:
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    skeleton = Skeleton()
    desks = [skeleton.province(unit) for unit in AdministrativeUnit.objects.in_force().provinces().order_by("code")]
    communes: dict[str, list[str]] = {}
    below = AdministrativeUnit.objects.in_force().exclude(parent=None).order_by("code")
    for code, parent in below.values_list("code", "parent_id"):
        communes.setdefault(parent, []).append(code)
    fields, forms = list(Field.objects.all()), list(Form.objects.all())
    for number in range(count):
        desk = chance.choice(desks)
        title = f"{chance.choice(_THINGS)} {chance.choice(_VIRTUES)} {number + 1}"
        yield _Draft(
            number=number,
            title=title,
            slug=f"{slugify(title)}-mau-{seed}",
            field=chance.choice(fields),
            forms=chance.sample(forms, k=chance.randint(1, 3)),
            way=chance.choice(_WAYS),
            desk=desk,
            unit_code=chance.choice(communes.get(desk.unit_id) or [desk.unit_id]),
            year=chance.randint(2010, 2025),
            result=chance.choice(_RESULTS),
            value=chance.randint(1, 5000),
        )


def _save(drafts: list[_Draft]) -> None:
    """Write a batch in few statements: pages one table at a time, as treebeard would lay them out."""
    pages = _page_rows(drafts)
    Page.objects.bulk_create(pages)
    exemplars = []
    for draft, page in zip(drafts, pages, strict=True):
        exemplar = ExemplarPage(
            page_ptr=page,
            summary=f"{draft.way} {_MADE_UP}",
            field=draft.field,
            how_it_works=f"<p>{draft.way}</p>",
            evidence_level=EvidenceLevel.FIGURES,
        )
        exemplar.__dict__.update({name: value for name, value in page.__dict__.items() if name != "_state"})
        exemplar.save_base(raw=True, force_insert=True)  # the page's own row is written already
        exemplars.append(exemplar)
    forms = ExemplarPage.forms.through
    forms.objects.bulk_create(
        forms(exemplarpage_id=page.pk, form_id=form.pk)
        for draft, page in zip(drafts, pages, strict=True)
        for form in draft.forms
    )
    runs = Implementation.objects.bulk_create(
        Implementation(exemplar=exemplar, status=ImplementationStatus.ACTIVE, started=str(draft.year))
        for draft, exemplar in zip(drafts, exemplars, strict=True)
    )
    ImplementationPlace.objects.bulk_create(
        ImplementationPlace(implementation=run, unit_id=draft.unit_code)
        for draft, run in zip(drafts, runs, strict=True)
    )
    Outcome.objects.bulk_create(
        Outcome(
            implementation=run,
            kind=OutcomeKind.RESULT,
            indicator=draft.result,
            value=draft.value,
            as_printed=str(draft.value),
        )
        for draft, run in zip(drafts, runs, strict=True)
    )


def _page_rows(drafts: list[_Draft]) -> list[Page]:
    content_type = ContentType.objects.get_for_model(ExemplarPage)
    now = timezone.now()
    children: dict[int, int] = {}
    rows = []
    for draft in drafts:
        desk = draft.desk
        if desk.pk not in children:
            last = Page.objects.child_of(desk).order_by("path").last()
            children[desk.pk] = last._get_lastpos_in_path() if last else 0
        children[desk.pk] += 1
        rows.append(
            Page(
                path=Page._get_path(desk.path, desk.depth + 1, children[desk.pk]),
                depth=desk.depth + 1,
                numchild=0,
                title=draft.title,
                draft_title=draft.title,
                slug=draft.slug,
                url_path=f"{desk.url_path}{draft.slug}/",
                content_type=content_type,
                locale_id=desk.locale_id,
                live=True,
                first_published_at=now,
                last_published_at=now,
            )
        )
    for pk in children:
        made = sum(draft.desk.pk == pk for draft in drafts)
        Page.objects.filter(pk=pk).update(numchild=F("numchild") + made)
    return rows
