"""A piece of news that says everything news can say, and one that says only what it must."""

from models_gallery.models import ExemplarPage
from news.choices import AuthorRole
from news.models import (
    NewsAttachment,
    NewsAuthor,
    NewsCommendation,
    NewsDocument,
    NewsExemplar,
    NewsFigure,
    NewsPage,
    NewsPicture,
    Section,
    Series,
)
from tests.factories import NewsPageFactory
from tests.models_gallery.full_exemplar import document, picture

# Every text below must stand on the page; each names the part it belongs to.
SAID = {
    "lead": "Toàn tỉnh có 851 đơn vị làm mô hình giữ an ninh Tổ quốc.",
    "heading": "Ba năm nhìn lại",
    "text": "Tổ hòa giải được củng cố.",
    "quotation": "Dân tin thì việc gì cũng xong",
    "speaker": "Ông Nguyễn Văn Tư, trưởng thôn",
    "picture in the body": "Tuần tra đêm",
    "section": "Mô hình mới",
    "series": "Chỉ thị 53",
    "date": "1/11/2022",
    "date note": "Trang chỉ in ngày hiển thị.",
    "publisher": "Báo Bình Định",
    "source": "https://example.vn/tin",
    "source note": "Đăng lại từ cổng tỉnh.",
    "place note": "Trang chỉ viết “tỉnh”.",
    "author": "Thương Huyền",
    "photographer": "Văn Lưu",
    "figure": "hơn 2.000",
    "figure note": "Chín tháng đầu năm",
    "commended": "Công an xã Nhơn Hội",
    "commendation": "Cờ thi đua",
    "commended by": "Bộ Công an",
    "document": "280/KH-CAT-PV28",
    "subject": "Nhân rộng mô hình",
    "attachment": "Toàn văn kế hoạch",
    "caption": "Lễ ra mắt mô hình",
}


def full_news(exemplars: tuple[ExemplarPage, ...] = (), **kwargs) -> NewsPage:
    """Return published news that fills every field and child record."""
    block = {"image": picture("Tuần tra").pk, "alt_text": "Tổ tuần tra đi đêm", "caption": SAID["picture in the body"]}
    return NewsPageFactory(
        **{
            "title": "Bình Định sơ kết ba năm Chỉ thị 53",
            "lead": SAID["lead"],
            "body": [
                {"type": "heading", "value": SAID["heading"]},
                {"type": "text", "value": f"<p>{SAID['text']}</p>"},
                {"type": "quote", "value": {"text": SAID["quotation"], "speaker": SAID["speaker"]}},
                {"type": "picture", "value": block},
            ],
            "section": Section.objects.get(key="mo-hinh-moi"),
            "series": Series.objects.get_or_create(key="chi-thi-53", defaults={"labels": {"vi": SAID["series"]}})[0],
            "original_date": "2022-11-01",
            "date_note": SAID["date note"],
            "publisher": SAID["publisher"],
            "source_url": SAID["source"],
            "source_note": SAID["source note"],
            "place_note": SAID["place note"],
            "authors": [
                NewsAuthor(name=SAID["author"]),
                NewsAuthor(name=SAID["photographer"], role=AuthorRole.PHOTO),
            ],
            "figures": [
                NewsFigure(indicator="Nguồn tin", value=2000, as_printed=SAID["figure"], note=SAID["figure note"]),
                NewsFigure(indicator="Đơn vị", value=851, denominator=900, unit="đơn vị", counted_by_us=True),
            ],
            "commendations": [
                NewsCommendation(who=SAID["commended"], form=SAID["commendation"], by=SAID["commended by"])
            ],
            "documents": [
                NewsDocument(kind="Kế hoạch", number=SAID["document"], subject=SAID["subject"], date="2018-06-12")
            ],
            "attachments": [NewsAttachment(document=document("Kế hoạch"), title=SAID["attachment"])],
            "pictures": [
                NewsPicture(image=picture("Lễ ra mắt"), alt_text="Đại biểu cắt băng", caption=SAID["caption"]),
                NewsPicture(image=picture("Bà con"), alt_text="Bà con dự lễ"),
            ],
            "linked_exemplars": [NewsExemplar(exemplar=exemplar) for exemplar in exemplars],
            **kwargs,
        }
    )


def bare_news(**kwargs) -> NewsPage:
    """Return published news that holds only what the form requires."""
    return NewsPageFactory(**{"title": "Tin ngắn", "original_date": "", **kwargs})
