"""Fact sheets written by the test, and the command that loads them."""

import copy
import io

import pytest
import yaml
from django.core.management import CommandError, call_command

MODEL = {
    "id": "hu-gao-tiet-kiem",
    "name": "Hũ gạo tiết kiệm",
    "aliases": ["Hũ gạo tình thương"],
    "field": "An sinh xã hội",
    "form": ["hội, đoàn thể"],
    "locality": {"text": "xã Hoài Châu", "units_2024": ["2024-W21649", "2024-D543", "2024-P52"]},
    "lead_unit": "Hội Liên hiệp Phụ nữ xã",
    "start": {"year": 2018},
    "status": "đang hoạt động",
    "how": "Mỗi hộ góp một nắm gạo mỗi bữa.",
    "outcomes": [{"indicator": "Hộ được giúp", "value": 500, "as_printed": "hơn 500", "unit": "hộ"}],
    "legal_basis": ["Kế hoạch 280/KH-CAT-PV28 ngày 12/6/2018 của Giám đốc Công an tỉnh"],
    "source": "https://example.vn/hu-gao",
    "source_date": "2022-11-01",
}
NEWS = {
    "id": "so-ket-phong-trao",
    "title": "Sơ kết phong trào ở Bình Định",
    "date": "2022-11",
    "author": "Thương Huyền",
    "province": {"now": {"code": "2025-P52"}, "then": {"code": "2024-P52"}},
    "summary": "Toàn tỉnh có 851 đơn vị làm mô hình.",
    "figures": [{"label": "Đơn vị", "value": 851, "unit": "đơn vị"}],
    "documents": [{"kind": "Chỉ thị", "number": "53-CT/TU", "date": "2019"}],
    "models": ["hu-gao-tiet-kiem"],
    "source": "https://example.vn/so-ket",
}


def model(**changes):
    """Return a sound entry of a model with some facts changed; None takes a fact away."""
    return changed(MODEL, changes)


def news(**changes):
    """Return a sound entry of a news item with some facts changed; None takes a fact away."""
    return changed(NEWS, changes)


def changed(facts, changes):
    facts = {**copy.deepcopy(facts), **changes}
    return {key: fact for key, fact in facts.items() if fact is not None}


@pytest.fixture
def sheet(tmp_path):
    """Return a function that writes a sheet and returns its path."""

    def write(models=(), news=(), name="to-khai.yaml", text=None):
        path = tmp_path / name
        content = yaml.safe_dump({"models": list(models), "news": list(news)}, allow_unicode=True)
        path.write_text(content if text is None else text, encoding="utf-8")
        return path

    return write


class Load:
    """What a run of `load_content` said and how it ended."""

    def __init__(self, *paths, **options):
        out, err = io.StringIO(), io.StringIO()
        self.status = 0
        try:
            call_command("load_content", *map(str, paths), stdout=out, stderr=err, **options)
        except CommandError as error:
            self.status = error.returncode
            err.write(str(error))
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def load(units):
    """Return a function that runs `load_content`."""
    return Load
