"""A small catalogue as a file, for tests of loading it."""

import csv

import pytest

HEADER = ["code", "name", "kind", "parent", "in_force_from", "in_force_until", "successors"]
ROWS = {
    "2025-P52": ["Tỉnh Gia Lai", "tỉnh", "", "2025-07-01", "", ""],
    "2025-W21637": ["Phường Tam Quan", "phường", "2025-P52", "2025-07-01", "", ""],
    "2024-P52": ["Tỉnh Bình Định", "tỉnh", "", "", "2025-06-30", "2025-P52"],
    "2024-D543": ["Thị xã Hoài Nhơn", "thị xã", "2024-P52", "", "2025-06-30", "2025-W21637"],
    "2024-W21649": ["Xã Hoài Châu", "xã", "2024-D543", "", "2025-06-30", "2025-W21637"],
}


@pytest.fixture
def catalogue(tmp_path):
    """Return a function that writes the catalogue with some rows or cells changed and returns its path."""

    def write(changes=None):
        rows = {code: dict(zip(HEADER, [code, *cells], strict=True)) for code, cells in ROWS.items()}
        for code, cells in (changes or {}).items():
            rows[code].update(cells)
        path = tmp_path / "units.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(rows.values())
        return path

    return write
