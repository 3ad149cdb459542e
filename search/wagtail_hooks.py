"""What the search adds to other pages."""

from collections.abc import Iterator

from wagtail import hooks
from wagtail.models import Page

from models_gallery.models import ExemplarPage
from pagekit.contributions import HOOK, Contribution
from search import service


@hooks.register(HOOK)
def add_similar(page: Page) -> Iterator[Contribution]:
    """Show below a model those that resemble it."""
    if isinstance(page, ExemplarPage) and (models := service.similar(page.pk)):
        yield Contribution("search/_similar.html", {"models": models})
