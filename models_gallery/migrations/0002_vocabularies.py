"""Fills the vocabularies of fields, forms and unit types. Rows that exist keep what editors made of them."""

from django.db import migrations

FIELDS = [
    ("an-ninh-trat-tu", "An ninh trật tự", "Security and order"),
    ("phong-chong-toi-pham", "Phòng, chống tội phạm", "Crime prevention"),
    ("phong-chong-ma-tuy", "Phòng, chống ma túy", "Drug prevention"),
    ("trat-tu-an-toan-giao-thong", "Trật tự an toàn giao thông", "Road safety"),
    ("phong-chay-chua-chay", "Phòng cháy, chữa cháy", "Fire safety"),
    ("an-ninh-truong-hoc", "An ninh trường học", "School safety"),
    ("an-ninh-doanh-nghiep-co-quan", "An ninh doanh nghiệp, cơ quan", "Security of businesses and offices"),
    ("tai-hoa-nhap-cong-dong", "Tái hòa nhập cộng đồng", "Reintegration into the community"),
    ("an-sinh-xa-hoi", "An sinh xã hội", "Social welfare"),
    ("xay-dung-nong-thon-moi", "Xây dựng nông thôn mới", "New countryside"),
    (
        "cai-cach-hanh-chinh-chuyen-doi-so",
        "Cải cách hành chính, chuyển đổi số",
        "Administrative reform and digitalisation",
    ),
    ("dan-toc-ton-giao", "Dân tộc, tôn giáo", "Ethnic and religious affairs"),
]
FORMS = [
    ("camera", "Camera", "Cameras"),
    ("chieu-sang", "Chiếu sáng", "Lighting"),
    ("loa-truyen-thanh", "Loa truyền thanh", "Loudspeakers"),
    ("keng", "Kẻng", "Gong"),
    ("chuong-bao-chay", "Chuông báo cháy", "Fire alarm"),
    ("mang-xa-hoi", "Mạng xã hội", "Social media"),
    ("to-cong-nghe-so", "Tổ công nghệ số", "Digital technology team"),
    ("bo-phan-mot-cua", "Bộ phận một cửa", "One-stop desk"),
    ("to-tu-quan", "Tổ tự quản", "Self-managed team"),
    ("to-cong-tac", "Tổ công tác", "Task team"),
    ("ho-khu-dan-cu", "Hộ, khu dân cư", "Households and residential areas"),
    ("dong-ho", "Dòng họ", "Clan"),
    ("nha-tro", "Nhà trọ", "Boarding houses"),
    ("cap-xa", "Cấp xã", "Whole commune"),
    ("cum-lien-ket", "Cụm liên kết", "Linked cluster"),
    ("truong-hoc", "Trường học", "School"),
    ("doanh-nghiep", "Doanh nghiệp", "Business"),
    ("co-quan", "Cơ quan", "Office"),
    ("cho", "Chợ", "Market"),
    ("tau-thuyen", "Tàu thuyền", "Boats"),
    ("xe-om-taxi", "Xe ôm, taxi", "Motorbike taxis and taxis"),
    ("co-so-ton-giao", "Cơ sở tôn giáo", "Place of worship"),
    ("hoi-doan-the", "Hội, đoàn thể", "Associations and unions"),
    ("cau-lac-bo", "Câu lạc bộ", "Club"),
    ("quy-cong-dong", "Quỹ cộng đồng", "Community fund"),
    ("vat-pham-tuyen-truyen", "Vật phẩm tuyên truyền", "Information items"),
]
UNIT_TYPES = [
    ("khu-dan-cu", "Khu dân cư", "Residential area"),
    ("truong-hoc", "Trường học", "School"),
    ("doanh-nghiep", "Doanh nghiệp", "Business"),
    ("co-quan", "Cơ quan", "Office"),
    ("cho", "Chợ", "Market"),
    ("co-so-ton-giao", "Cơ sở tôn giáo", "Place of worship"),
    ("khu-nha-tro", "Khu nhà trọ", "Boarding houses"),
    ("tau-thuyen", "Tàu thuyền", "Boats"),
]


def fill(apps, schema_editor):
    """Create the rows that are missing."""
    for model, rows in (("Field", FIELDS), ("Form", FORMS), ("UnitType", UNIT_TYPES)):
        manager = apps.get_model("models_gallery", model).objects
        for order, (key, vietnamese, english) in enumerate(rows, start=1):
            manager.get_or_create(
                key=key,
                defaults={"labels": {"vi": vietnamese, "en": english}, "sort_order": order * 10},
            )


class Migration(migrations.Migration):
    dependencies = [("models_gallery", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
