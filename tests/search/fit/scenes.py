"""Units and documents made up for the pure tests: two provinces, one of which was two until 1 July 2025."""

from search.fit.findings import Asked, Found
from search.fit.locality import Locality
from search.query import build_request
from territory.choices import Tier
from territory.gazetteer import Gazetteer, Place, place_words

# Today's province A was A and B; commune Một was X (in district D1 of B) and Y (in D2 of B), Hai was Z of A.
PROVINCE, ELSEWHERE = "2025-P1", "2025-P2"
FORMER_A, FORMER_B = "2024-P1", "2024-P9"
ONE, TWO, FAR = "2025-W1", "2025-W2", "2025-W9"
X, Y, Z, TOWN = "2024-W1", "2024-W2", "2024-W3", "2024-W4"
D1, D2 = "2024-D1", "2024-D2"


def place(code, name, kind, parent=None):
    tier = {"P": Tier.PROVINCE, "D": Tier.DISTRICT, "W": Tier.COMMUNE}[code[5]]
    full = f"{kind.capitalize()} {name}"
    return Place(
        code, full, kind, tier, "-".join(place_words(name)), parent, code.startswith("2025"), place_words(name)
    )


UNITS = Gazetteer(
    [
        place(PROVINCE, "Núi Xanh", "tỉnh"),
        place(ELSEWHERE, "Biển Bạc", "tỉnh"),
        place(FORMER_A, "Núi Xanh", "tỉnh"),
        place(FORMER_B, "Đồng Vàng", "tỉnh"),
        place(D1, "Sông Con", "huyện", FORMER_B),
        place(D2, "Sông Mẹ", "huyện", FORMER_B),
        place(X, "Hòa An", "xã", D1),
        place(TOWN, "Sông Con", "thị trấn", D1),
        place(Y, "Hòa Bình", "xã", D2),
        place(Z, "Tân Lập", "xã", FORMER_A),
        place(ONE, "Hòa An", "phường", PROVINCE),
        place(TWO, "Tân Lập", "xã", PROVINCE),
        place(FAR, "Tân Lập", "xã", ELSEWHERE),
    ],
    [
        (FORMER_A, PROVINCE),
        (FORMER_B, PROVINCE),
        (D1, ONE),
        (D2, ONE),
        (X, ONE),
        (Y, ONE),
        (TOWN, ONE),
        (Z, TWO),
    ],
)

NUMBER = iter(range(1, 1_000_000))


def document(**facts):
    """Return a document that says nothing beyond what the test gives it."""
    number = next(NUMBER)
    return {
        "id": number,
        "translation_key": str(number),
        "type": "model",
        "lang": "vi",
        "url": f"/mo-hinh/{number}/",
        "title": "Mô hình",
        "other_names": [],
        "summary": "",
        "labels": [],
        "province": [],
        "field": [],
        "form": [],
        "unit_type": [],
        "area": [],
        "evidence": None,
        "recognition": [],
        "status": [],
        "cost": None,
        "places": [FAR],
        "implementations": 1,
        "date": "",
        "year": None,
        **facts,
    }


def asked(words="", **locality):
    """Return what is asked by a locality, its unit given by code."""
    if "unit" in locality:
        locality["unit"] = UNITS.places[locality["unit"]]
    return Asked(
        locality=Locality(words=words, **locality),
        request=build_request(words),
        units=UNITS,
        fields={"chay": "Phòng cháy", "trom": "An ninh"},
        unit_types={"truong-hoc": "Trường học", "cho": "Chợ"},
    )


def found(**facts):
    """Return a model that was found by all the words of the concern."""
    return Found(document(**facts))
