"""Fills the sections of the news. Rows that exist keep what editors made of them."""

from django.db import migrations

SECTIONS = [
    ("phong-trao-bao-ve-an-ninh-to-quoc", "Phong trào bảo vệ an ninh Tổ quốc", "Protecting the nation's security"),
    ("dan-van-kheo", "Thi đua Dân vận khéo", "Skilful mass mobilisation"),
    ("dan-van-chinh-quyen", "Công tác dân vận chính quyền", "Mass mobilisation by the authorities"),
    ("noi-chinh", "Tin theo lĩnh vực Nội chính", "Internal affairs"),
    ("phong-cach-ban-linh-nhan-van", "Xây dựng phong cách bản lĩnh, nhân văn", "Character and humanity"),
    ("mo-hinh-moi", "Mô hình mới", "New models"),
]


def fill(apps, schema_editor):
    """Create the rows that are missing."""
    manager = apps.get_model("news", "Section").objects
    for order, (key, vietnamese, english) in enumerate(SECTIONS, start=1):
        manager.get_or_create(
            key=key,
            defaults={"labels": {"vi": vietnamese, "en": english}, "sort_order": order * 10},
        )


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
