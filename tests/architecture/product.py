"""The product's own files and page types, for tests that go through all of them."""

import tomllib
from pathlib import Path

from django.apps import apps
from wagtail.models import get_page_models

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
APPS = PYPROJECT["tool"]["importlinter"]["root_packages"]


def layers():
    """Return the apps of each layer, the highest first, as the import contract has them."""
    contract = next(one for one in PYPROJECT["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"]]


def app_folders():
    """Return the folder of each of our apps."""
    return [Path(apps.get_app_config(name).path) for name in APPS]


def files(*suffixes, without=("migrations", "__pycache__")):
    """Yield the files of our apps, of the static sources and of the project's root folder with one of the suffixes."""
    for folder in [*app_folders(), ROOT / "static"]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in suffixes and not set(path.parts) & set(without):
                yield path


def page_types():
    """Return the page types of our apps."""
    found = [page_type for page_type in get_page_models() if page_type._meta.app_label in APPS]
    return sorted(found, key=lambda page_type: page_type.__name__)


def short(path):
    """Return a path as it is read from the root of the project."""
    return str(path.relative_to(ROOT))
