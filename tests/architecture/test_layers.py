"""What imports cannot show: foreign keys point downwards too, and files are named for what they hold."""

import ast

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from tests.architecture.product import APPS, app_folders, files, layers, short

FORBIDDEN_NAMES = {
    "utils", "util", "helpers", "helper", "common", "core", "base", "misc", "managers", "manager", "services",
}  # fmt: skip


def relations():
    """Yield every relation between two of our apps that a column or a table in between stores.

    The user model is reached by its setting, from Wagtail's own base classes too, and stands at the bottom anyway.
    """
    for name in APPS:
        for model in apps.get_app_config(name).get_models(include_auto_created=True):
            for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                target = field.remote_field and field.remote_field.model
                if target and target is not get_user_model() and target._meta.app_label in APPS:
                    yield f"{model.__name__}.{field.name}", name, target._meta.app_label


def test_foreign_keys_point_downwards_only():
    rank = {app: number for number, layer in enumerate(layers()) for app in layer}
    found = [one for one in relations() if one[1] != one[2]]

    assert len(found) > 5
    assert [one for one in found if rank[one[1]] >= rank[one[2]]] == []


def test_every_app_has_its_place_in_the_layers():
    assert set(APPS) <= {app for layer in layers() for app in layer}


def test_no_file_or_package_has_a_name_that_says_nothing():
    python = [path for folder in app_folders() for path in folder.rglob("*") if path.suffix == ".py" or path.is_dir()]

    assert python
    assert [
        short(path)
        for path in python
        if path.stem in FORBIDDEN_NAMES and not short(path).startswith("site/portal/settings/")
    ] == []


def test_only_the_settings_may_have_a_base():
    settings = {path.stem for path in files(".py") if path.parent.name == "settings"}

    assert FORBIDDEN_NAMES & settings <= {"base"}


FILTERS = {"filter", "exclude", "get", "Q", "get_or_create", "update_or_create"}


def raw_visibility(tree):
    """Yield the lines that ask Wagtail for live or public pages instead of `published()`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if called in {"live", "public", "not_live", "not_public"}:
            yield node.lineno
        keywords = {keyword.arg or "" for keyword in node.keywords}
        if called not in FILTERS and getattr(node.func, "id", "") not in FILTERS:
            continue
        if any(name.split("__")[-1] == "live" or "__live__" in name or name.startswith("live__") for name in keywords):
            yield node.lineno


@pytest.mark.parametrize(
    "source",
    [
        "Page.objects.live()",
        "pages.public()",
        "Q(live=True)",
        "rows.filter(exemplar__live=True)",
        "rows.exclude(live__exact=False)",
    ],
)
def test_raw_visibility_is_recognised(source):
    assert list(raw_visibility(ast.parse(source))) == [1]


def test_raw_visibility_is_written_in_pagekit_only():
    found = {
        f"{short(path)}:{line}"
        for path in files(".py")
        for line in raw_visibility(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert {one for one in found if not one.startswith("site/pagekit/")} == set()
    assert found, "pagekit itself has the rule"
