"""A few real units of the catalogue, enough for the stories the tests tell; loading all takes seconds."""

import csv

from territory.catalogue import CATALOGUE, load_units

# Former Bình Định and Gia Lai, today's Gia Lai; Bắc Kạn and Thái Nguyên; TP. Hồ Chí Minh.
_PROVINCES = {"2025-P52", "2024-P52", "2024-P64", "2025-P19", "2024-P06", "2024-P19", "2025-P79", "2024-P79"}
_DISTRICTS = {"2024-D543", "2024-D540", "2024-D549", "2024-D629", "2024-D630", "2024-D064"}


def real_units(tmp_path) -> None:
    """Load the provinces and districts above with their communes and successors."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = {
        row["code"]: row
        for row in rows
        if row["code"] in _PROVINCES | _DISTRICTS
        or row["parent"] in _DISTRICTS
        or row["parent"] in {"2025-P52", "2025-P19"}
    }
    for row in kept.values():
        row["successors"] = " ".join(code for code in row["successors"].split() if code in kept)
    path = tmp_path / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(kept.values())
    load_units(path)
