"""`load_content` on faulty sheets: says what is wrong and where, loads nothing of it and all the rest."""

import pytest
import yaml
from wagtail.models import Page

from editorial.models import LoadedEntry
from models_gallery.models import ExemplarPage, Implementation
from news.models import NewsPage
from tests.editorial.conftest import model, news

SOUND = model(id="tieng-keng-an-ninh", name="Tiếng kẻng an ninh")

FAULTY_MODELS = {
    "wrong unit code": ({"locality": {"text": "x", "units_2024": ["2024-W00000"]}}, "locality.units_2024[1]"),
    "no unit at all": ({"locality": {"text": "xã Hoài Châu"}}, "locality.units_2024"),
    "no locality": ({"locality": None}, "locality"),
    "unit codes not a list": ({"locality": {"text": "x", "units_2024": "2024-W21649"}}, "units_2024"),
    "unit code not a text": ({"locality": {"text": "x", "units_2024": [["2024-W21649"]]}}, "locality.units_2024[1]"),
    "unknown field": ({"field": "Nghề cá"}, "field"),
    "no field": ({"field": None}, "field"),
    "unknown further field": ({"field_also": ["Nghề cá"]}, "field_also"),
    "unknown form": ({"form": ["Khinh khí cầu"]}, "form"),
    "missing name": ({"name": None}, "name"),
    "blank name": ({"name": "  "}, "name"),
    "too long name": ({"name": "Hũ gạo " * 50}, "title"),
    "missing source": ({"source": None}, "source"),
    "unknown key": ({"ket_qua": "tốt"}, "ket_qua"),
    "unknown key of a figure": ({"outcomes": [{"indicator": "Hộ", "value": 1, "gia_tri": 2}]}, "outcomes[1].gia_tri"),
    "bad date": ({"source_date": "2022-13"}, "source_date"),
    "day that does not exist": ({"source_date": "2022-02-30"}, "source_date"),
    "figure without value": ({"outcomes": [{"indicator": "Hộ"}]}, "outcomes[1].value"),
    "figure without indicator": ({"scale": [{"value": 5}]}, "scale[1].indicator"),
    "figure not a mapping": ({"funding": ["5 triệu"]}, "funding[1]"),
    "unknown status": ({"status": "đang ngủ"}, "status"),
    "status not a text": ({"status": ["đang hoạt động"]}, "status"),
    "alias not a text": ({"aliases": [5]}, "aliases[1]"),
    "start not a mapping": ({"start": 2018}, "start"),
    "start no year": ({"start": {"year": "năm kia"}}, "start"),
    "other source not a mapping": ({"other_sources": ["https://example.vn"]}, "other_sources[1]"),
    "other source without address": ({"other_sources": [{"gives": "số hộ"}]}, "other_sources[1]"),
    "id not an address": ({"id": "Hũ gạo"}, "id"),
    "too long alias": ({"aliases": ["Hũ gạo " * 50]}, "aliases"),
    "too long figure": ({"outcomes": [{"indicator": "Hộ " * 90, "value": 1}]}, "outcomes"),
    "too large figure": ({"outcomes": [{"indicator": "Hộ", "value": 10**20}]}, "outcomes"),
}
FAULTY_NEWS = {
    "missing title": ({"title": None}, "title"),
    "missing summary": ({"summary": None}, "summary"),
    "bad date": ({"date": "hôm qua"}, "date"),
    "wrong province code": ({"province": {"now": {"code": "2025-P00"}}}, "province.now.code"),
    "province without code": ({"province": {"name": "Gia Lai"}}, "province.now.code"),
    "province of today not a mapping": ({"province": {"now": "2025-P52"}}, "province.now"),
    "a former province": ({"province": {"now": {"code": "2024-P52"}}}, "province.now.code"),
    "figure without value": ({"figures": [{"label": "Đơn vị"}]}, "figures[1].value"),
    "document without kind": ({"documents": [{"number": "5"}]}, "documents[1].kind"),
    "document with bad date": ({"documents": [{"kind": "Kế hoạch", "date": "2019-99"}]}, "documents[1].date"),
    "wrong unit code": ({"unit_codes": [{"code": "2024-D000"}]}, "unit_codes[1].code"),
    "unit code not a mapping": ({"unit_codes": ["2024-D543"]}, "unit_codes[1]"),
    "commended not a mapping": ({"commended": ["Công an xã"]}, "commended[1]"),
    "commended without who": ({"commended": [{"form": "Cờ"}]}, "commended[1].who"),
    "unknown key": ({"tac_gia": "A"}, "tac_gia"),
}


@pytest.mark.parametrize(("changes", "key"), FAULTY_MODELS.values(), ids=FAULTY_MODELS)
def test_it_names_file_entry_and_key_and_loads_the_other_models(load, sheet, changes, key):
    entry = model(**changes)

    run = load(sheet([entry, SOUND]))

    assert run.status == 1
    told = next(line for line in run.err.splitlines() if line.startswith("to-khai.yaml: "))
    assert told.startswith(f"to-khai.yaml: {entry['id']}: ")
    assert key in told.removeprefix(f"to-khai.yaml: {entry['id']}: ").split(": ")[0]
    assert [page.slug for page in ExemplarPage.objects.all()] == ["tieng-keng-an-ninh"]
    assert [row.exemplar.slug for row in Implementation.objects.all()] == ["tieng-keng-an-ninh"]
    assert [row.key for row in LoadedEntry.objects.all()] == ["models:tieng-keng-an-ninh"]


@pytest.mark.parametrize(("changes", "key"), FAULTY_NEWS.values(), ids=FAULTY_NEWS)
def test_it_names_file_entry_and_key_and_loads_the_other_news(load, sheet, changes, key):
    run = load(sheet(news=[news(**changes), news(id="tin-khac", title="Tin khác")]))

    assert run.status == 1
    assert any(line.startswith(f"to-khai.yaml: so-ket-phong-trao: {key}") for line in run.err.splitlines()), run.err
    assert [page.slug for page in NewsPage.objects.all()] == ["tin-khac"]


def test_it_refuses_the_second_entry_with_an_id(load, sheet):
    run = load(sheet([model(), model(name="Tên khác")]))

    assert run.status == 1
    assert "to-khai.yaml: hu-gao-tiet-kiem: id: " in run.err
    assert [page.title for page in ExemplarPage.objects.all()] == ["Hũ gạo tiết kiệm"]


def test_it_names_an_entry_without_id_by_its_number(load, sheet):
    assert "to-khai.yaml: models[2]: id: " in load(sheet([SOUND, model(id=None)])).err


def test_it_names_every_faulty_entry_of_a_sheet(load, sheet):
    run = load(sheet([model(id="a", field="x"), model(id="b", name=None)], [news(id="c", title=None)]))

    for entry in ("a: field", "b: name", "c: title"):
        assert f"to-khai.yaml: {entry}: " in run.err
    assert not LoadedEntry.objects.exists()


def test_it_refuses_an_address_that_another_page_has(load, sheet):
    load(sheet([model()]))
    LoadedEntry.objects.all().delete()

    run = load(sheet([model()]))

    assert run.status == 1
    assert "to-khai.yaml: hu-gao-tiet-kiem: slug: " in run.err
    assert ExemplarPage.objects.count() == 1


BROKEN_FILES = {
    "broken YAML": (b"models:\n- id: a\n  name: 'x\n", "line"),
    "bad indentation": (b"models:\n- id: a\n   name: x\n", "line 3"),
    "a list": (b"- a\n- b\n", "mapping"),
    "a text": ("Hũ gạo".encode(), "mapping"),
    "empty": (b"", "mapping"),
    "not UTF-8": ("models: [Hũ gạo]".encode("utf-16"), "UTF-8"),
    "Windows-1258": ("models: [Hu gao tiêt kiêm]".encode("cp1258"), "UTF-8"),
    "models not a list": (b"models: 5\n", "models"),
    "an entry that is a text": (b"models: [a]\n", "models[1]"),
    "an unsafe tag": (b"models: !!python/object/apply:os.system ['true']\n", "line 1"),
}


@pytest.mark.parametrize(("content", "told"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_it_says_what_is_wrong_with_a_file_and_loads_the_others(load, sheet, tmp_path, content, told):
    broken = tmp_path / "hong.yaml"
    broken.write_bytes(content)

    run = load(broken, sheet([model()]))

    assert run.status == 1
    line = next(line for line in run.err.splitlines() if line.startswith("hong.yaml"))
    assert told in line
    assert [page.slug for page in ExemplarPage.objects.all()] == ["hu-gao-tiet-kiem"]


def test_it_says_that_a_file_is_missing_and_loads_the_others(load, sheet, tmp_path):
    run = load(tmp_path / "khong-co.yaml", tmp_path, sheet([model()]))

    assert run.status == 1
    assert "khong-co.yaml: cannot be read" in run.err
    assert f"{tmp_path.name}: cannot be read" in run.err
    assert ExemplarPage.objects.count() == 1


def test_a_file_with_faults_only_makes_no_page_of_an_entry(load, sheet):
    load(sheet())
    before = Page.objects.count()

    load(sheet([model(field="x")]))

    assert Page.objects.count() == before


def test_a_date_is_text_however_it_is_written(load, tmp_path):
    entry = yaml.safe_dump([model(source_date=None)], allow_unicode=True)
    path = tmp_path / "ngay.yaml"
    path.write_text(f"models:\n{entry}  source_date: 2022-11-01\n", encoding="utf-8")

    assert load(path).status == 0
    assert ExemplarPage.objects.get().sources.get().date == "2022-11-01"
