"""What templates, style sheets and texts of the product may name."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import locale as django_locale
from django.contrib.staticfiles import finders
from django.utils import translation
from wagtail.models import Locale

from models_gallery.models import Field, Form
from portal.settings.languages import MINORITY_LANGUAGES
from tests.architecture.product import PYPROJECT, ROOT, app_folders, files, short
from tests.factories import ExemplarPageFactory

HOST = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}""")
NAMESPACE = "http://www.w3.org/"


def templates():
    return [path for path in files(".html") if "templates" in path.parts]


def test_every_static_file_that_a_template_names_exists():
    named = {
        (name, short(path))
        for path in templates()
        for name in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    }

    assert len(named) > 5
    assert [one for one in sorted(named) if finders.find(one[0]) is None] == []


def test_every_file_that_a_style_sheet_names_exists():
    sheets = list(files(".css"))
    named = [
        (path, target.strip("\"' "))
        for path in sheets
        for target in re.findall(r"url\(([^)]+)\)", path.read_text(encoding="utf-8"))
        if not target.strip("\"' ").startswith(("data:", "#"))
    ]

    assert named
    assert [(short(path), target) for path, target in named if not (path.parent / target).is_file()] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("vocabulary", "folder"), [(Field, "fields"), (Form, "forms")])
def test_every_term_of_the_vocabularies_has_its_drawing(vocabulary, folder):
    keys = vocabulary.objects.values_list("key", flat=True)

    assert keys
    assert [key for key in keys if finders.find(f"img/{folder}/{key}.svg") is None] == []


@pytest.mark.django_db
def test_a_term_that_an_editor_adds_asks_for_no_drawing_that_is_missing(client, units):
    term = Field.objects.create(key="nghe-ca", labels={"vi": "Nghề cá"})
    page = ExemplarPageFactory(field=term)

    for address in (page.url, "/mo-hinh/", "/"):
        for picture in BeautifulSoup(client.get(address).text, "html.parser").select("img[src^='/static/']"):
            assert finders.find(picture["src"].removeprefix("/static/")), (address, picture["src"])


def test_no_template_loads_anything_from_a_foreign_host():
    found = [
        (short(path), tag)
        for path in templates()
        for tag in re.findall(r"<[a-zA-Z][^>]*>", path.read_text(encoding="utf-8"))
        if HOST.search(tag.replace(NAMESPACE, "")) and not tag.startswith("<a ")
    ]

    assert found == []


def test_no_style_sheet_or_script_names_a_foreign_host():
    found = [
        (short(path), host)
        for path in files(".css", ".js", ".svg")
        for host in HOST.findall(path.read_text(encoding="utf-8").replace(NAMESPACE, ""))
    ]

    assert found == []


def product_texts():
    """Yield every text file that is part of the product, also outside the apps."""
    yield from files(".py", ".html", ".css", ".js", ".svg", ".yaml", ".csv", ".md", ".po", without=("__pycache__",))
    for folder in ("docs", "deploy", "tools", "locale"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {
                ".md",
                ".yaml",
                ".yml",
                ".py",
                ".sh",
                ".conf",
                ".po",
                ".txt",
                ".html",
            }:
                yield path
    yield from (ROOT / name for name in ("Makefile", "README.md", "pyproject.toml", "manage.py", ".gitignore"))


# Written in two halves, so that this file does not name them.
@pytest.mark.parametrize("words", ["/" + "work/", "/" + "tmp/bash_jobs", "/" + "root/", "lorem" + " ipsum"])
def test_no_text_of_the_product_names_the_machine_it_was_written_on(words):
    texts = list(product_texts())

    assert len(texts) > 100
    assert [short(path) for path in texts if words in path.read_text(encoding="utf-8").lower()] == []


def test_the_folder_site_is_not_swallowed_by_gitignore():
    lines = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}

    assert "site" not in lines
    assert not (ROOT / "site" / "__init__.py").exists()


def test_both_roots_are_declared_for_the_editable_install():
    assert PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["dev-mode-dirs"] == ["site", "."]
    packages = {name.rpartition("/")[2] for name in PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    assert packages == {folder.name for folder in app_folders()}


@pytest.mark.parametrize("name", ["wagtail-2fa", "wagtail-cache"])
def test_a_package_that_does_not_work_with_this_wagtail_is_not_used(name):
    assert not [line for line in PYPROJECT["project"]["dependencies"] if line.startswith(name)]


@pytest.mark.parametrize("code", MINORITY_LANGUAGES)
def test_django_knows_every_minority_language(code):
    assert django_locale.LANG_INFO[code]["code"] == code
    assert translation.get_language_info(code)["name_local"] == MINORITY_LANGUAGES[code]


@pytest.mark.parametrize("code", MINORITY_LANGUAGES)
def test_every_minority_language_routes_once_it_has_its_locale(client, units, code):  # needs a compiled catalogue
    page = ExemplarPageFactory()
    Locale.objects.create(language_code=code)

    for address in (f"/{code}/", f"/{code}{page.url}"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        soup = BeautifulSoup(answer.text, "html.parser")
        assert soup.html["lang"] == code
        assert soup.h1.find_parent(lang=True)["lang"] == "vi"
