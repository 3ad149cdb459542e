"""Pages of every type with content around them, as readers meet them."""

from models_gallery.models import ExemplarPicture, Form
from news.models import NewsExemplar, NewsPicture, Section
from territory.models import AdministrativeUnit
from tests import factories
from tests.factories import (
    ExemplarPageFactory,
    NewsDeskPageFactory,
    NewsPageFactory,
    ProvincePageFactory,
    make_implementation,
)
from tests.models_gallery.full_exemplar import full_exemplar, full_implementation, picture
from tests.news.full_news import full_news

FULL = {"ExemplarPage": full_exemplar, "NewsPage": full_news}


def factory_of(page_type):
    """Return the factory of a page type, by the naming rule of `tests.factories`."""
    return getattr(factories, f"{page_type.__name__}Factory")


def full_page(page_type):
    """Return a published page of a type with all its parts, but nothing around it."""
    return FULL.get(page_type.__name__, factory_of(page_type))()


def surroundings(count):
    """Make models with places and pictures, and news about them, in two provinces; `count` of each."""
    elsewhere = AdministrativeUnit.objects.get(code="2025-P19")
    for number in range(count):
        desk, newsroom = {}, {}
        if number % 2:
            desk = {"parent": ProvincePageFactory(unit=elsewhere)}
            newsroom = {"parent": NewsDeskPageFactory(unit=elsewhere)}
        model = ExemplarPageFactory(
            forms=list(Form.objects.all()[number : number + 3]),
            pictures=[ExemplarPicture(image=picture(), alt_text="Hũ gạo")],
            **desk,
        )
        make_implementation(model, ("2024-D629", "2024-W21649"))
        NewsPageFactory(
            section=Section.objects.all()[number],
            pictures=[NewsPicture(image=picture(), alt_text="Lễ ra mắt")],
            linked_exemplars=[NewsExemplar(exemplar=model)],
            **newsroom,
        )


def link_to_surroundings(page, count):
    """Give a model more places and news, or a piece of news more models, so that its page has as much to show."""
    kind = type(page).__name__
    if kind == "ExemplarPage":
        origin = full_implementation(page, ("2024-D543",))
        for number in range(count):
            full_implementation(page, ("2024-D629", "2024-W21637"), site=f"thôn {number}", learned_from=origin)
            NewsPageFactory(linked_exemplars=[NewsExemplar(exemplar=page)])
    elif kind == "NewsPage":
        page.linked_exemplars = [
            *page.linked_exemplars.all(),
            *[NewsExemplar(exemplar=ExemplarPageFactory()) for _number in range(count)],
        ]
        page.save_revision().publish()
