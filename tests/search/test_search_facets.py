"""Choosing beside the results: every axis, communes beneath their provinces, every state an address."""

import pytest
from django.utils.translation import gettext

from models_gallery.choices import EvidenceLevel
from models_gallery.models import ExemplarCost, ExemplarRecognition, ExemplarSource, Form, UnitType
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, ProvincePageFactory, make_implementation
from tests.search.conftest import quickly
from tests.search.result_pages import ResultPage, asked, label

pytestmark = pytest.mark.django_db

GIA_LAI, THAI_NGUYEN = "gia-lai", "thai-nguyen"
TAM_QUAN = "2025-W21637"
HOAI_CHAU = "2024-W21649"  # now part of Tam Quan
MANG_YANG = "2024-D629"  # a former district; several communes followed it
CHO_DON = "2024-D064"  # a former district in what is Thái Nguyên now


@pytest.fixture(scope="module", autouse=True)
def scene(shared_units, index_shared):
    thai_nguyen = ProvincePageFactory(unit=AdministrativeUnit.objects.get(code="2025-P19"))
    camera = quickly(
        ExemplarPageFactory,
        title="Camera xóm",
        forms=[Form.objects.get(key="camera")],
        unit_types=[UnitType.objects.get(key="khu-dan-cu")],
        evidence_level=EvidenceLevel.COMPARED,
        recognitions=[ExemplarRecognition(text="Bằng khen", level="province")],
        costs=[ExemplarCost(item="Đầu thu", amount=8_000_000)],
        sources=[ExemplarSource(title="Báo Gia Lai", date="2022-11-01")],
    )
    lights = quickly(ExemplarPageFactory, title="Đèn xóm", forms=[Form.objects.get(key="chieu-sang")])
    keng = quickly(ExemplarPageFactory, title="Kẻng xóm", parent=thai_nguyen, forms=[Form.objects.get(key="keng")])
    make_implementation(camera, (HOAI_CHAU,))
    make_implementation(lights, (MANG_YANG,), status="pilot")
    make_implementation(keng, (CHO_DON,))
    for number in range(10):
        quickly(NewsPageFactory, title=f"Tin xóm {number}", original_date=f"{2010 + number}-03")
    index_shared()


def page(client, **params):
    return ResultPage(client, q="xóm", **params)


# ── Every axis ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facet", "key", "found"),
    [
        ("type", "news", 10),
        ("province", THAI_NGUYEN, 1),
        ("field", "an-ninh-trat-tu", 3),
        ("form", "keng", 1),
        ("unit_type", "khu-dan-cu", 1),
        ("evidence", "compared", 1),
        ("recognition", "province", 1),
        ("status", "pilot", 1),
        ("cost", "under-10m", 1),
        ("year", "2015", 1),
    ],
)
def test_it_narrows_by_the_link_of_each_axis_to_as_many_as_it_says(client, facet, key, found):
    whole = page(client)

    narrowed = whole.follow(whole.facet(facet)[key])

    assert whole.counts(facet)[key] == narrowed.total == len(narrowed.titles) == found


def test_it_leaves_out_an_axis_on_which_all_results_are_the_same(client):
    assert page(client).facet("lang") == {}


def test_a_facet_counts_without_its_own_choice_so_that_a_second_value_can_be_chosen(client):
    chosen = page(client, form="keng")

    assert chosen.counts("form") == {"camera": 1, "chieu-sang": 1, "keng": 1}
    assert set(chosen.follow(chosen.facet("form")["camera"]).titles) == {"Camera xóm", "Kẻng xóm"}


def test_a_value_in_use_says_so_and_takes_itself_away(client):
    chosen = page(client, form="keng").facet("form")["keng"]

    assert chosen["aria-current"] == "true"
    assert asked(chosen) == {"q": ["xóm"]}


def test_a_scale_keeps_its_order_and_waits_behind_a_switch_where_it_is_long(client):
    whole = page(client)
    years = whole.soup.select_one("#facet-year")

    assert list(whole.facet("year")) == ["2022", *(str(year) for year in range(2019, 2009, -1))]
    assert [a.span.text for a in years.select(".facet__rest a")] == ["2012", "2011", "2010"]


def test_a_value_in_use_is_never_behind_the_switch(client):
    years = page(client, year="2010").soup.select_one("#facet-year")

    assert "2010" not in [a.span.text for a in years.select(".facet__rest a")]
    assert years.select_one("a[aria-current]").span.text == "2010"


def test_no_robot_is_led_into_the_states_of_the_filters(client):
    whole = page(client, form="camera")
    links = whole.soup.select(".facet a, .sort a, .chip--remove")

    assert links
    assert all(link["rel"] == ["nofollow"] for link in links)


# ── Provinces and communes ──────────────────────────────────────────────────────────────────────


def test_communes_open_beneath_the_chosen_province_only(client):
    whole = page(client)
    assert whole.soup.select(".facet__below") == []

    chosen = whole.follow(whole.facet("province")[GIA_LAI])

    former = gettext("before: %(names)s") % {"names": "xã Hoài Châu"}
    assert list(chosen.beneath(GIA_LAI)) == [
        gettext("%(unit)s (former)") % {"unit": "Huyện Mang Yang"},
        f"Phường Tam Quan ({former})",
    ]


def test_a_commune_narrows_to_what_runs_there_under_its_old_name_or_its_new(client):
    chosen = page(client, province=GIA_LAI)
    (tam_quan,) = [link for link in chosen.beneath(GIA_LAI).values() if asked(link).get("commune") == [TAM_QUAN]]

    narrowed = chosen.follow(tam_quan)

    assert narrowed.titles == ["Camera xóm"]
    assert asked(tam_quan)["province"] == [GIA_LAI]


def test_a_province_shows_its_own_number_whatever_commune_is_chosen(client):
    whole = page(client, type="model")
    chosen = page(client, type="model", province=GIA_LAI, commune=TAM_QUAN)

    assert chosen.counts("province") == whole.counts("province") == {GIA_LAI: 2, THAI_NGUYEN: 1}


def test_leaving_a_province_leaves_its_communes(client):
    chosen = page(client, province=[GIA_LAI, THAI_NGUYEN], commune=[TAM_QUAN, CHO_DON])

    left = asked(chosen.facet("province")[GIA_LAI])

    assert (left["province"], left["commune"]) == ([THAI_NGUYEN], [CHO_DON])


def test_choosing_another_province_leaves_the_communes_outside_it(client):
    chosen = page(client, type="model", province=GIA_LAI, commune=TAM_QUAN)

    wider = chosen.follow(chosen.facet("province")[THAI_NGUYEN])

    assert wider.total == 3


def test_a_province_names_those_that_became_part_of_it(client):
    gia_lai = page(client).facet("province")[GIA_LAI]

    assert label(gia_lai) == f"Gia Lai ({gettext('with %(names)s') % {'names': 'Bình Định'}})"


# ── Filters in use ──────────────────────────────────────────────────────────────────────────────


def test_filters_in_use_are_taken_away_one_by_one(client):
    chosen = page(client, province=GIA_LAI, form=["camera", "keng"])

    assert set(chosen.chips) == {"Gia Lai", "Camera", "Kẻng"}
    assert asked(chosen.chips["Kẻng"]) == {"q": ["xóm"], "province": [GIA_LAI], "form": ["camera"]}


def test_the_chip_of_a_commune_names_its_province(client):
    assert "Phường Tam Quan, Gia Lai" in page(client, province=GIA_LAI, commune=TAM_QUAN).chips


@pytest.mark.parametrize(
    ("facet", "key"),
    [("province", "atlantis"), ("commune", "2025-W00000"), ("field", "magic"), ("year", "soon"), ("lang", "xx")],
)
def test_a_value_that_means_nothing_finds_nothing_and_can_be_taken_away(client, facet, key):
    chosen = page(client, **{facet: key})

    assert chosen.titles == []
    assert asked(chosen.chips[key]) == {"q": ["xóm"]}


def test_the_same_address_shows_the_same_page(client):
    params = {"province": GIA_LAI, "form": ["camera", "keng"], "sort": "newest"}

    assert page(client, **params).titles == page(client, **params).titles == ["Camera xóm"]


def test_each_anchor_stands_once(client):
    soup = page(client, province=[GIA_LAI, THAI_NGUYEN], form="camera").soup
    anchors = [element["id"] for element in soup.find_all(id=True)]

    assert len(anchors) == len(set(anchors))
