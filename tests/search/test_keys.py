"""With security on: which keys the site needs, what they may do, and what is said when they are refused."""

import json
from base64 import b64decode
from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from elasticsearch import AuthorizationException

from models_gallery.models import ExemplarPage
from search import clients, index, service
from search.query import build_request
from tests.factories import ExemplarPageFactory
from tests.search.conftest import quickly
from tests.search.secured_node import secured_node

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("site"),
    pytest.mark.xdist_group("secured_node"),
]

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy/elasticsearch"
STEPS = ("rebuild", "sync", "status", "check")


@pytest.fixture(scope="module")
def node():
    with secured_node() as running:
        yield running


def asked_for(name):
    """Return what the documentation sends to have a key made."""
    return json.loads((DEPLOYED / f"{name}-key.json").read_text(encoding="utf-8"))


def make_key(node, body):
    return node.administrator().security.create_api_key(**body, refresh=True)["encoded"]


@pytest.fixture
def secured(node, settings):
    """The site as it is deployed: the prefix that the keys are for, one key to read with and one to write with."""
    settings.SEARCH_INDEX_PREFIX = "danvankheo"
    settings.SEARCH_READ_TIMEOUT_S = 10.0
    settings.ELASTICSEARCH_URL = node.url
    settings.ELASTICSEARCH_CA_CERTS = str(node.certificate)
    settings.ELASTICSEARCH_API_KEY = make_key(node, asked_for("reader"))
    settings.ELASTICSEARCH_WRITER_API_KEY = make_key(node, asked_for("writer"))
    yield node
    administrator = node.administrator()
    for name in index.all_indices(administrator):
        administrator.indices.delete(index=name)
    administrator.options(ignore_status=404).indices.delete_index_template(name=index.alias())


@pytest.fixture
def pages(site, db):
    return [quickly(ExemplarPageFactory, title=f"Camera xóm {number}") for number in range(3)]


def run(*step):
    """Run the command and return what it says."""
    out = StringIO()
    call_command("search_index", *step, stdout=out)
    return out.getvalue()


def whole_life(pages):
    """Take an index through all that is ever done to it: made, kept up to date, described, compared, replaced."""
    run("rebuild")
    pages[0].unpublish()
    pages[1].title = "Camera khác"
    pages[1].save_revision().publish()
    run("sync")
    run("status")
    run("check")
    run("rebuild")


def engine(text="camera"):
    return service.search(build_request(text)).engine


def messages():
    return [message.id for message in run_checks(tags=["search_index"], databases=["default"])]


# ── What the keys may do ────────────────────────────────────────────────────────────────────────


def test_the_writers_key_is_enough_for_the_whole_life_of_the_index(secured, pages):
    whole_life(pages)

    assert "No difference" in run("check")


def test_the_readers_key_is_enough_for_readers_and_for_the_checks(secured, pages, client):
    run("rebuild")

    assert engine() == "elasticsearch"
    assert service.search(build_request("camrea xóm")).engine == "elasticsearch"
    assert [found.title for found in service.suggest("cam")] == [page.title for page in pages]
    assert len(service.similar(pages[0].pk)) == 2
    assert client.get("/health/ready").json()["checks"]["search_index"] == "ok"
    assert messages() == []


def privileges(body):
    (role,) = body["role_descriptors"].values()
    return [("cluster", one) for one in role["cluster"]] + [("index", one) for one in role["indices"][0]["privileges"]]


def without(body, kind, privilege):
    """Return the key's description with one privilege less."""
    body = json.loads(json.dumps(body))
    (role,) = body["role_descriptors"].values()
    (role["cluster"] if kind == "cluster" else role["indices"][0]["privileges"]).remove(privilege)
    return body


@pytest.mark.parametrize(("kind", "privilege"), privileges(asked_for("writer")))
def test_the_writers_key_holds_no_privilege_that_it_does_not_need(secured, pages, settings, kind, privilege):
    settings.ELASTICSEARCH_WRITER_API_KEY = make_key(secured, without(asked_for("writer"), kind, privilege))

    with pytest.raises(CommandError):
        whole_life(pages)


@pytest.mark.parametrize("name", ["reader", "writer"])
def test_no_key_reaches_an_index_of_somebody_else(secured, settings, name):
    secured.administrator().options(ignore_status=400).indices.create(index="somebody-else")
    settings.ELASTICSEARCH_API_KEY = make_key(secured, asked_for(name))

    with pytest.raises(AuthorizationException):
        clients.reader().search(index="somebody-else")


def test_the_readers_key_can_change_nothing(secured, pages, settings):
    run("rebuild")
    settings.ELASTICSEARCH_WRITER_API_KEY = ""

    with pytest.raises(CommandError, match="The API key may not do this"):
        run("rebuild")
    ExemplarPage.objects.filter(pk=pages[0].pk).update(title="Khác")
    with pytest.raises(CommandError, match="The API key may not do this"):
        run("sync")
    assert engine() == "elasticsearch"


# ── What is said when the site is not let in ────────────────────────────────────────────────────


@pytest.fixture
def wrong_key(secured, settings):
    settings.ELASTICSEARCH_API_KEY = settings.ELASTICSEARCH_WRITER_API_KEY = "bm9ib2R5Om5vdGhpbmc="
    return "does not know the API key"


@pytest.fixture
def withdrawn_key(secured, settings):
    key = make_key(secured, asked_for("writer"))
    name = b64decode(key).decode().partition(":")[0]
    secured.administrator().security.invalidate_api_key(ids=[name])
    settings.ELASTICSEARCH_API_KEY = settings.ELASTICSEARCH_WRITER_API_KEY = key
    return "does not know the API key"


@pytest.fixture
def no_key(secured, settings):
    settings.ELASTICSEARCH_API_KEY = settings.ELASTICSEARCH_WRITER_API_KEY = ""
    return "does not know the API key"


@pytest.fixture
def untrusted_certificate(secured, settings):
    settings.ELASTICSEARCH_CA_CERTS = str(secured.other_certificate)
    return "certificate is not to be trusted.*ELASTICSEARCH_CA_CERTS"


@pytest.fixture
def missing_certificate(secured, settings):
    settings.ELASTICSEARCH_CA_CERTS = "/no/such/file.crt"
    return "certificate is not to be trusted.*ELASTICSEARCH_CA_CERTS"


@pytest.fixture
def plain_address(secured, settings):
    settings.ELASTICSEARCH_URL = secured.url.replace("https://", "http://")
    return "Elasticsearch does not answer"


@pytest.fixture(
    params=["wrong_key", "withdrawn_key", "no_key", "untrusted_certificate", "missing_certificate", "plain_address"]
)
def refused(request):
    """Why the server and the site do not come together; what is said of it."""
    return request.getfixturevalue(request.param)


def test_a_command_says_in_a_sentence_why_it_is_not_let_in(refused, pages):
    for step in STEPS:
        with pytest.raises(CommandError, match=refused):
            run(step)


def test_readers_are_answered_by_the_database_meanwhile(refused, pages):
    assert [engine() for _time in range(4)] == ["database"] * 4


def test_the_checks_and_the_health_page_say_so(refused, pages, client):
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["checks"]["elasticsearch"]) == (200, "degraded")
    assert messages() == ["search.W004"]
