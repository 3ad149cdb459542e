"""A model page that says everything a model page can say, and one that says only what it must."""

from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file

from library.models import SiteDocument, SiteImage
from models_gallery.choices import EvidenceLevel, OutcomeKind, Payer, RecognitionLevel
from models_gallery.models import (
    ExemplarAttachment,
    ExemplarCost,
    ExemplarLegalBasis,
    ExemplarName,
    ExemplarPicture,
    ExemplarRecognition,
    ExemplarSource,
    ExemplarStep,
    Field,
    Form,
    Outcome,
    UnitType,
)
from tests.factories import ExemplarPageFactory, make_implementation

# Every text below must stand on the page; each names the part it belongs to.
SAID = {
    "other name": "Hũ gạo tình thương",
    "summary": "Mỗi hộ góp một nắm gạo mỗi bữa để giúp hộ nghèo.",
    "problem": "Hộ nghèo thiếu gạo lúc giáp hạt.",
    "how it works": "Chi hội phụ nữ thu gạo cuối tháng.",
    "step": "Họp chi hội",
    "step detail": "Bàn cách góp và cách chia.",
    "duration": "02 tuần",
    "who does the step": "Chi hội Phụ nữ thôn",
    "cost": "Mua hũ sành",
    "cost as printed": "gần 12 triệu đồng",
    "results": "Không còn hộ đứt bữa.",
    "conditions": "Cán bộ thôn gương mẫu góp trước.",
    "difficulties": "Lúc đầu ít người tin.",
    "spread": "Ba xã bên đã làm theo.",
    "context": "Nằm trong phong trào Dân vận khéo.",
    "legal basis": "53-CT/TU",
    "issuer": "Ban Thường vụ Tỉnh ủy",
    "recognition": "Bằng khen của Chủ tịch UBND tỉnh",
    "decision": "1120/QĐ-UBND",
    "owner": "Hội Liên hiệp Phụ nữ xã",
    "address": "Thôn Hội Phú",
    "phone": "0256 000 000",
    "email": "phunu@example.vn",
    "attachment": "Mẫu sổ ghi gạo",
    "credit": "Ảnh: Thương Huyền",
    "caption": "Hũ gạo ở nhà văn hóa thôn",
    "source": "Cổng thông tin huyện",
    "classification": "tên mô hình",
    "site": "thôn Hội Phú",
    "lead body": "Ủy ban MTTQ xã",
    "participant": "Chi hội Nông dân",
    "adapted": "Góp tiền thay gạo",
    "figure": "hơn 500",
    "finding": "Dân đồng tình",
    "scale": "228/228",
}


def picture(title="Hũ gạo", **kwargs):
    return SiteImage.objects.create(title=title, file=get_test_image_file(size=(64, 48)), **kwargs)


def document(title="Mẫu sổ"):
    return SiteDocument.objects.create(title=title, file=ContentFile(b"%PDF-1.4", name="mau-so.pdf"))


def full_exemplar(**kwargs):
    """Return a published model that fills every field and child record, with one implementation."""
    page = ExemplarPageFactory(
        **{
            "title": "Hũ gạo tiết kiệm",
            "summary": SAID["summary"],
            "further_fields": [Field.objects.get(key="an-sinh-xa-hoi")],
            "forms": list(Form.objects.filter(key__in=["hoi-doan-the", "quy-cong-dong"])),
            "unit_types": [UnitType.objects.get(key="khu-dan-cu")],
            "classification_note": SAID["classification"],
            **{
                name: f"<p>{SAID[name.replace('_', ' ')]}</p>"
                for name in (
                    "problem",
                    "how_it_works",
                    "results",
                    "conditions",
                    "difficulties",
                    "spread",
                    "context",
                )
            },
            "evidence_level": EvidenceLevel.FIGURES,
            "owner_body": SAID["owner"],
            "contact_address": SAID["address"],
            "contact_phone": SAID["phone"],
            "contact_email": SAID["email"],
            "other_names": [ExemplarName(name=SAID["other name"])],
            "steps": [
                ExemplarStep(
                    title=SAID["step"],
                    detail=SAID["step detail"],
                    duration=SAID["duration"],
                    responsible_body=SAID["who does the step"],
                )
            ],
            "costs": [
                ExemplarCost(item=SAID["cost"], payer=Payer.PEOPLE, as_printed=SAID["cost as printed"]),
                ExemplarCost(item="Công quyên góp", amount=1500000),
            ],
            "recognitions": [
                ExemplarRecognition(
                    text=SAID["recognition"],
                    level=RecognitionLevel.PROVINCE,
                    decision_number=SAID["decision"],
                    date="2019-06",
                )
            ],
            "legal_basis": [
                ExemplarLegalBasis(kind="Chỉ thị", number=SAID["legal basis"], issuer=SAID["issuer"], date="2018-06-12")
            ],
            "pictures": [
                ExemplarPicture(
                    image=picture(credit=SAID["credit"]), alt_text="Hũ gạo sành đặt trên bàn", caption=SAID["caption"]
                ),
                ExemplarPicture(image=picture("Buổi họp"), alt_text="Bà con họp ở nhà văn hóa"),
            ],
            "attachments": [ExemplarAttachment(document=document(), title=SAID["attachment"])],
            "sources": [ExemplarSource(title=SAID["source"], url="https://example.vn/hu-gao", date="2022-11-01")],
            **kwargs,
        }
    )
    full_implementation(page)
    return page


def full_implementation(page, unit_codes=("2024-W21649",), **kwargs):
    """Add a published implementation that fills every field."""
    implementation = make_implementation(
        page,
        unit_codes,
        **{
            "site": SAID["site"],
            "locality_note": "Nguồn không nêu xóm.",
            "lead_body": SAID["lead body"],
            "participants": f"{SAID['participant']}\nĐoàn Thanh niên",
            "started": "2018-06",
            "start_note": "Sau đợt mưa lụt",
            "reported_status": "đã nhân rộng",
            "reported_period": "2018–2022",
            "adapted": SAID["adapted"],
            **kwargs,
        },
    )
    implementation.outcomes = [
        Outcome(kind=OutcomeKind.RESULT, indicator="Mâu thuẫn", value=500, as_printed=SAID["figure"], unit="vụ việc"),
        Outcome(kind=OutcomeKind.RESULT, indicator="Hộ thoát nghèo", value=12, before_value=40, source="UBND xã"),
        Outcome(kind=OutcomeKind.RESULT, indicator="Lòng dân", qualitative=SAID["finding"]),
        Outcome(
            kind=OutcomeKind.SCALE,
            indicator="Thôn tham gia",
            value=228,
            denominator=228,
            as_printed=SAID["scale"],
            period="2022",
            scope="toàn huyện",
        ),
    ]
    implementation.save()
    return implementation


def bare_exemplar(**kwargs):
    """Return a published model that holds only what the form requires."""
    return ExemplarPageFactory(
        **{"title": "Móc khóa an ninh", "summary": "Phát móc khóa cho từng hộ.", "problem": "", **kwargs}
    )
