"""Each trigger puts the right pages into the outbox, and no others."""

import uuid
from functools import cached_property

import pytest
from django.db import connection
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import PlainPage
from library.models import SiteImage
from models_gallery.models import (
    ExemplarLegalBasis,
    ExemplarName,
    ExemplarPage,
    ExemplarRecognition,
    ExemplarSource,
    ExemplarStep,
    Field,
    Form,
    Implementation,
    ImplementationPlace,
    Outcome,
    ProvincePage,
    UnitType,
)
from news.models import (
    NewsAuthor,
    NewsCommendation,
    NewsDeskPage,
    NewsDocument,
    NewsFigure,
    NewsPage,
    NewsPicture,
    Section,
    Series,
)
from search import triggers
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, PlainPageFactory, make_implementation
from tests.search.conftest import forget_marks, marked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

# An installed trigger stands for the watches and events listed here; the last test holds that none is left out.
EXERCISED = set()


def exercises(base, *events):
    """Say which triggers a test is about, and parametrise it with their watch."""
    EXERCISED.update((base, event) for event in events)
    watch = next(watch for watch in triggers.WATCHES if (watch.name or watch.table) == base)
    return pytest.param(watch, id=base)


@pytest.fixture
def alone(watch):
    """Return a function that leaves the triggers of one watch alone in the database."""

    def leave():
        connection.check_constraints()  # PostgreSQL drops no trigger of a table with checks still to come
        triggers.drop(connection)
        with connection.cursor() as cursor:
            for trigger in triggers.triggers(connection.vendor, [watch]):
                for statement in trigger.statements:
                    cursor.execute(statement)
        forget_marks()

    return leave


class Scene:
    """The pages a test may want, each made when first asked for."""

    @cached_property
    def model(self):
        return ExemplarPageFactory(title="Camera an ninh")

    @cached_property
    def twin(self):
        """The same model in English."""
        return ExemplarPageFactory(
            title="Security cameras",
            locale=Locale.objects.get(language_code="en"),
            translation_key=self.model.translation_key,
            field=Field.objects.get(key="an-sinh-xa-hoi"),
        )

    @cached_property
    def bystander(self):
        return ExemplarPageFactory(title="Tiếng loa giao thông", field=Field.objects.get(key="an-sinh-xa-hoi"))

    @cached_property
    def news(self):
        return NewsPageFactory(title="Hội nghị sơ kết")


@pytest.fixture
def scene(site, db):
    return Scene()


def change(row, **values):
    """Change columns of a row the way no signal sees."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def marks_of(act):
    """Return the pages that an act puts into the outbox."""
    forget_marks()
    result = act()
    return marked(), result


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("watch", [exercises("wagtailcore_page", "insert", "update", "delete")])
def test_it_marks_a_page_that_is_made_changed_or_deleted(alone, scene):
    model, bystander = scene.model, scene.bystander
    alone()

    made, page = marks_of(lambda: PlainPageFactory(parent=Page.objects.get(slug="trang-chu")))
    changed, _ = marks_of(lambda: Page.objects.filter(pk=model.pk).update(search_description="Mới"))
    deleted, _ = marks_of(model.delete)

    assert page.pk in made
    assert bystander.pk not in made
    assert changed == {model.pk}
    assert model.pk in deleted
    assert bystander.pk not in deleted


@pytest.mark.parametrize("watch", [exercises("page_twins", "update")])
def test_it_marks_the_other_languages_of_a_page_that_joins_or_leaves_them(alone, scene):
    model, twin, _bystander = scene.model, scene.twin, scene.bystander
    alone()

    left, _ = marks_of(lambda: change(twin, translation_key=uuid.uuid4()))
    joined, _ = marks_of(lambda: change(twin, translation_key=model.translation_key))
    other, _ = marks_of(lambda: change(twin, title="Cameras"))

    assert left == joined == {model.pk, twin.pk}
    assert other == set()


@pytest.mark.parametrize("watch", [exercises("wagtailcore_site", "insert", "update", "delete")])
def test_it_marks_all_pages_of_a_site_whose_addresses_change(alone, scene):
    desk, news = scene.model.get_parent(), scene.news
    alone()

    made, site = marks_of(lambda: Site.objects.create(hostname="gialai.example.vn", root_page=desk))
    moved, _ = marks_of(lambda: change(site, root_page=news.get_parent()))
    deleted, _ = marks_of(site.delete)

    assert made == {desk.pk, scene.model.pk}
    assert moved == {desk.pk, scene.model.pk, news.get_parent().pk, news.pk}
    assert deleted == {news.get_parent().pk, news.pk}


@pytest.mark.parametrize("watch", [exercises("wagtailcore_locale", "update")])
def test_it_marks_all_pages_of_a_language_that_gets_another_code(alone, scene):
    twin, _model = scene.twin, scene.model
    alone()

    change(twin.locale, language_code="tyz")

    assert marked() == {twin.pk}


@pytest.mark.parametrize("watch", [exercises("wagtailcore_pageviewrestriction", "insert", "update", "delete")])
def test_it_marks_all_pages_below_a_restriction_that_is_set_moved_or_lifted(alone, scene):
    model, bystander, news = scene.model, scene.bystander, scene.news
    desk, newsroom = model.get_parent(), news.get_parent()
    alone()

    set_, guard = marks_of(lambda: PageViewRestriction.objects.create(page=desk, restriction_type="login"))
    moved, _ = marks_of(lambda: change(guard, page=newsroom))
    lifted, _ = marks_of(guard.delete)

    assert set_ == {desk.pk, model.pk, bystander.pk}
    assert moved == {desk.pk, model.pk, bystander.pk, newsroom.pk, news.pk}
    assert lifted == {newsroom.pk, news.pk}


@pytest.mark.parametrize(
    ("watch", "type_", "values"),
    [
        (*exercises("models_gallery_exemplarpage", "insert", "update").values, ExemplarPage, {"summary": "Mới"}),
        (*exercises("news_newspage", "insert", "update").values, NewsPage, {"lead": "Mới"}),
        (*exercises("home_plainpage", "insert", "update").values, PlainPage, {"body": "<p>Mới</p>"}),
    ],
    ids=["model", "news", "page"],
)
def test_it_marks_a_page_whose_own_columns_are_filled_or_changed(type_, values, alone):
    factory = {ExemplarPage: ExemplarPageFactory, NewsPage: NewsPageFactory, PlainPage: PlainPageFactory}[type_]
    other = factory()
    alone()

    made, page = marks_of(factory)
    changed, _ = marks_of(lambda: change(page, **values))

    assert made == {page.pk}
    assert changed == {page.pk}
    assert other.pk not in changed


@pytest.mark.parametrize(
    ("watch", "type_"),
    [
        (*exercises("models_gallery_provincepage", "insert", "update").values, ProvincePage),
        (*exercises("news_newsdeskpage", "insert", "update").values, NewsDeskPage),
    ],
    ids=["province", "news desk"],
)
def test_it_marks_all_pages_below_a_desk_that_changes(type_, alone, scene):
    _pages = scene.model, scene.news
    desk = type_.objects.get(unit="2025-P52")
    below = {page.pk for page in desk.get_descendants(inclusive=True)}
    alone()

    changed, _ = marks_of(lambda: change(desk, unit="2025-P19"))
    made, other = marks_of(
        lambda: desk.get_parent().add_child(
            instance=type_(title="Hồ Chí Minh", slug="hcm", unit_id="2025-P79", locale=desk.locale)
        )
    )

    assert changed == below
    assert len(below) > 1
    assert made == {other.pk}


# ── Child records ───────────────────────────────────────────────────────────────────────────────


def picture():
    return SiteImage.objects.create(title="Ảnh", file=get_test_image_file())


CHILDREN = [
    ("models_gallery_exemplarname", ExemplarName, {"name": "Mắt thần"}, {"name": "Khác"}),
    ("models_gallery_exemplarstep", ExemplarStep, {"title": "Khảo sát"}, {"detail": "Khác"}),
    ("models_gallery_exemplarlegalbasis", ExemplarLegalBasis, {"kind": "Chỉ thị"}, {"number": "05"}),
    ("models_gallery_exemplarrecognition", ExemplarRecognition, {"text": "Bằng khen"}, {"text": "Giấy khen"}),
    ("models_gallery_exemplarsource", ExemplarSource, {"title": "Báo"}, {"date": "2022"}),
    ("news_newsauthor", NewsAuthor, {"name": "Lê An"}, {"name": "Lê Bình"}),
    ("news_newsfigure", NewsFigure, {"indicator": "Hộ", "value": 5}, {"as_printed": "hơn 5"}),
    ("news_newsdocument", NewsDocument, {"kind": "Chỉ thị"}, {"number": "05"}),
    ("news_newscommendation", NewsCommendation, {"who": "Tổ 3"}, {"who": "Tổ 4"}),
    ("news_newspicture", NewsPicture, {"image": picture, "alt_text": "Ảnh"}, {"caption": "Khác"}),
]


@pytest.mark.parametrize(
    ("watch", "type_", "values", "changes"),
    [
        pytest.param(*exercises(table, "insert", "update", "delete").values, *rest, id=table)
        for table, *rest in CHILDREN
    ],
)
def test_it_marks_the_page_of_a_child_record(type_, values, changes, alone, scene):
    page, _other = (scene.model, scene.news)[:: 1 if type_._meta.app_label == "models_gallery" else -1]
    values = {name: value() if callable(value) else value for name, value in values.items()}
    alone()

    made, row = marks_of(lambda: type_.objects.create(page=page, locale=page.locale, **values))
    changed, _ = marks_of(lambda: change(row, **changes))
    deleted, _ = marks_of(lambda: type_.objects.filter(pk=row.pk).delete())

    assert [made, changed, deleted] == [{page.pk}] * 3


@pytest.mark.parametrize(
    ("watch", "relation", "term"),
    [
        pytest.param(
            *exercises(f"models_gallery_exemplarpage_{relation}", "insert", "update", "delete").values,
            relation,
            term,
            id=relation,
        )
        for relation, term in (("further_fields", Field), ("forms", Form), ("unit_types", UnitType))
    ],
)
def test_it_marks_the_page_of_a_chosen_term(relation, term, alone, scene):
    model, bystander = scene.model, scene.bystander
    links = getattr(ExemplarPage, relation).through.objects
    first, second = term.objects.all()[:2]
    alone()

    made, link = marks_of(lambda: links.create(exemplarpage=model, **{f"{term._meta.model_name}_id": first.pk}))
    changed, _ = marks_of(lambda: change(link, **{f"{term._meta.model_name}_id": second.pk}))
    moved, _ = marks_of(lambda: change(link, exemplarpage=bystander))
    deleted, _ = marks_of(link.delete)

    assert made == changed == {model.pk}
    assert moved == {model.pk, bystander.pk}
    assert deleted == {bystander.pk}


# ── Implementations ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("watch", [exercises("models_gallery_implementation", "insert", "update", "delete")])
def test_it_marks_a_model_in_every_language_when_a_place_takes_it_up(alone, scene):
    model, twin, bystander = scene.model, scene.twin, scene.bystander
    alone()

    made, run = marks_of(lambda: make_implementation(model))
    changed, _ = marks_of(lambda: change(run, lead_body="Công an xã"))
    moved, _ = marks_of(lambda: change(run, exemplar=bystander))
    deleted, _ = marks_of(lambda: Implementation.objects.filter(pk=run.pk).delete())

    assert made == changed == {model.pk, twin.pk}
    assert moved == {model.pk, twin.pk, bystander.pk}
    assert deleted == {bystander.pk}


@pytest.mark.parametrize(
    ("watch", "type_", "values", "changes"),
    [
        pytest.param(
            *exercises("models_gallery_implementationplace", "insert", "update", "delete").values,
            ImplementationPlace,
            {"unit_id": "2024-D629"},
            {"unit": "2024-D630"},
            id="place",
        ),
        pytest.param(
            *exercises("models_gallery_outcome", "insert", "update", "delete").values,
            Outcome,
            {"indicator": "Hộ", "as_printed": "hơn 5"},
            {"as_printed": "hơn 6"},
            id="outcome",
        ),
    ],
)
def test_it_marks_a_model_in_every_language_when_its_places_or_outcomes_change(type_, values, changes, alone, scene):
    model, twin, _bystander = scene.model, scene.twin, scene.bystander
    run = make_implementation(model)
    alone()

    made, row = marks_of(lambda: type_.objects.create(implementation=run, **values))
    changed, _ = marks_of(lambda: change(row, **changes))
    deleted, _ = marks_of(lambda: type_.objects.filter(pk=row.pk).delete())

    assert [made, changed, deleted] == [{model.pk, twin.pk}] * 3


# ── Vocabularies ────────────────────────────────────────────────────────────────────────────────


def give_term(term, model, bystander, news):
    """Let a term of a vocabulary be used by just some pages, and return it with them."""
    row = term.objects.first() or term.objects.create(key="bien-gioi", labels={"vi": "Biên giới"})
    if term is Field:
        row = Field.objects.get(key="phong-chong-ma-tuy")
        change(model, field=row)
        ExemplarPage.further_fields.through.objects.create(exemplarpage=bystander, field=row)
        return row, {model.pk, bystander.pk}
    if term in {Form, UnitType}:
        relation = "forms" if term is Form else "unit_types"
        links = getattr(ExemplarPage, relation).through.objects
        links.create(exemplarpage=model, **{f"{term._meta.model_name}_id": row.pk})
        return row, {model.pk}
    change(news, **{term._meta.model_name: row})
    return row, {news.pk}


@pytest.mark.parametrize(
    ("watch", "term"),
    [
        pytest.param(*exercises(term._meta.db_table, "update").values, term, id=term._meta.model_name)
        for term in (Field, Form, UnitType, Section, Series)
    ],
)
def test_it_marks_the_pages_of_a_term_that_is_renamed_but_not_of_one_that_is_sorted(term, alone, scene):
    row, users = give_term(term, scene.model, scene.bystander, scene.news)
    ExemplarPageFactory(title="Không dùng", field=Field.objects.get(key="an-sinh-xa-hoi"))
    alone()

    renamed, _ = marks_of(lambda: change(row, labels={"vi": "Tên mới"}))
    rekeyed, _ = marks_of(lambda: change(row, key="khoa-moi"))
    sorted_, _ = marks_of(lambda: change(row, sort_order=99))

    assert renamed == rekeyed == users
    assert sorted_ == set()


# ── Units ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("watch", [exercises("territory_administrativeunit", "update")])
@pytest.mark.parametrize(
    ("code", "also_desks"),
    [
        pytest.param("2024-W21649", False, id="the commune itself"),
        pytest.param("2024-D543", False, id="the district above"),
        pytest.param("2025-W21637", False, id="the commune that succeeded it"),
        pytest.param("2024-P52", True, id="the former province above"),
        pytest.param("2025-P52", True, id="the province of today"),
        pytest.param("2024-P64", True, id="another province that became the same"),
    ],
)
def test_it_marks_the_pages_on_which_a_renamed_unit_stands(code, also_desks, alone, scene):
    model, twin, _news = scene.model, scene.twin, scene.news
    make_implementation(model)
    abroad = ExemplarPageFactory(title="Nơi khác", parent=province("2025-P19"))
    at_the_place = {model.pk, twin.pk} if code != "2024-P64" else set()
    desks = {
        page.pk
        for type_ in (ProvincePage, NewsDeskPage)
        for page in type_.objects.get(unit="2025-P52").get_descendants(inclusive=True)
    }
    alone()

    change(AdministrativeUnit.objects.get(code=code), name="Xã Tên Mới")

    assert marked() == (desks if also_desks else set()) | at_the_place
    assert abroad.pk not in marked()


def province(code):
    from tests.factories import ProvincePageFactory

    return ProvincePageFactory(unit=AdministrativeUnit.objects.get(code=code))


def test_it_does_not_mark_pages_for_a_unit_that_stands_nowhere_or_changes_nothing_shown(scene):
    make_implementation(scene.model)
    forget_marks()

    change(AdministrativeUnit.objects.get(code="2024-D064"), name="Huyện Tên Mới")
    change(AdministrativeUnit.objects.get(code="2024-W21649"), folded_name="xa hoai chau")

    assert marked() == set()


@pytest.mark.parametrize("watch", [exercises("territory_administrativeunit_successors", "insert", "delete")])
def test_it_marks_the_pages_of_a_unit_that_gets_or_loses_a_successor(alone, scene):
    model, twin, _bystander = scene.model, scene.twin, scene.bystander
    make_implementation(model)
    links = AdministrativeUnit.successors.through.objects
    alone()

    made, link = marks_of(
        lambda: links.create(from_administrativeunit_id="2024-W21649", to_administrativeunit_id="2025-W21640")
    )
    deleted, _ = marks_of(link.delete)

    assert made == deleted == {model.pk, twin.pk}


@pytest.mark.parametrize("step", ["made", "lost"])
def test_it_marks_the_desks_of_a_province_that_gets_or_loses_a_predecessor(scene, step):
    """The former names stand on the province's page and in the text of its news."""
    desks = {scene.model.get_parent().pk, scene.news.pk}
    links = AdministrativeUnit.successors.through.objects.filter(
        from_administrativeunit="2024-P52", to_administrativeunit="2025-P52"
    )
    if step == "made":
        links.delete()
        forget_marks()
        links.create(from_administrativeunit_id="2024-P52", to_administrativeunit_id="2025-P52")
    else:
        forget_marks()
        links.delete()

    assert desks <= marked()


# ── All of them ─────────────────────────────────────────────────────────────────────────────────


def test_it_exercises_every_trigger_in_this_file():
    every = {(watch.name or watch.table, event) for watch in triggers.WATCHES for event in watch.events}

    assert every == EXERCISED


def test_it_gives_every_trigger_a_name_of_its_own():
    names = [trigger.name for trigger in triggers.triggers(connection.vendor)]

    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 63, "PostgreSQL cuts longer names"
