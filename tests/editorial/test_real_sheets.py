"""The whole catalogue and the sheets that come with the site: every fact of them stands on a page."""

import html
import re
from decimal import Decimal

import pytest
import yaml
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.models import Revision

from editorial.factsheets.figures import document_columns
from editorial.factsheets.texts import CONTENT
from editorial.models import LoadedEntry
from models_gallery.models import ExemplarPage
from territory.models import AdministrativeUnit
from tests.editorial.conftest import Load

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SHEETS = ("seed_facts.yaml", "more_facts.yaml")


def entries():
    """Yield kind and facts of every entry, dates as the text that the sheet holds."""
    for name in SHEETS:
        content = yaml.load((CONTENT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        for kind in ("models", "news"):
            for facts in content[kind]:
                yield kind, facts


def vietnamese(number):
    """Return a number as it is written in Vietnamese: 13181 is 13.181 and 3.8 is 3,8."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", number):
        return number  # words such as `hàng chục tỷ`
    whole, _dot, fraction = f"{Decimal(number).normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def said(facts):
    """Yield every fact of an entry that must stand on its page, as it must stand there."""
    yield facts.get("name") or facts["title"]
    yield from facts.get("aliases", [])
    for key in ("scale", "outcomes", "funding", "figures"):
        for figure in facts.get(key, []):
            printed = figure.get("as_printed") or figure.get("qualitative") or figure.get("value")
            yield printed if figure.get("as_printed") or figure.get("qualitative") else vietnamese(printed)
            yield figure.get("indicator") or figure["label"]
    for text in facts.get("legal_basis", []):
        columns = document_columns(text)
        yield columns.get("number") or columns["kind"]
    for document in facts.get("documents", []):
        yield document.get("number") or document["kind"]
    for commended in facts.get("commended", []):
        yield commended["who"]
    yield from facts.get("recognition", [])
    for key in ("author", "publisher", "lead_unit"):
        if facts.get(key):
            yield facts[key]


def plain(text):
    return " ".join(html.unescape(text).split())


def page_text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return plain(BeautifulSoup(answer.text, "html.parser").main.text)


def test_every_fact_of_every_entry_stands_on_its_page(client):
    call_command("load_units")
    first = Load(demo=True)
    assert (first.status, first.err) == (0, "")

    pages = {row.key: row.page.specific for row in LoadedEntry.objects.select_related("page")}
    everything = list(entries())
    assert len(pages) == len(everything) > 70

    missing = []
    for kind, facts in everything:
        text = page_text(client, pages[f"{kind}:{facts['id']}"].url)
        missing += [(facts["id"], fact) for fact in said(facts) if plain(fact) not in text]
    assert missing == []

    assert reached_by_paging(client, "/mo-hinh/", ".card h3 a") == {page.url for page in ExemplarPage.objects.all()}
    news = {page.url for key, page in pages.items() if key.startswith("news:")}
    assert reached_by_paging(client, "/tin-tuc/", ".news-card h3 a") == news

    revisions, units = Revision.objects.count(), AdministrativeUnit.objects.count()
    assert f"{len(everything)} unchanged" in Load(demo=True).out
    call_command("load_units")
    assert (Revision.objects.count(), AdministrativeUnit.objects.count()) == (revisions, units)


def reached_by_paging(client, address, links):
    """Follow the links of the pagination and return the addresses of everything listed."""
    todo, seen, found = [""], set(), set()
    while todo:
        query = todo.pop()
        if query in seen:
            continue
        seen.add(query)
        soup = BeautifulSoup(client.get(address + query).text, "html.parser")
        found |= {link["href"] for link in soup.select(links)}
        todo += [link["href"] for link in soup.select(".pagination a")]
    return found
