"""Pages that editors promote for a query, as far as anybody may read them now."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from wagtail.models import Page

from pagekit.visibility import every_page
from search.answers import HitType
from search.document import relative_url
from search.keys import query_key
from search.models import PromotedResult

# More would be a second list of results before the first.
MOST_PROMOTED = 5

_SUMMARIES = ("exemplarpage__summary", "newspage__lead", "search_description")


@dataclass(frozen=True)
class Promoted:
    """A promoted page as its readers see it; `type` is one of `HitType`, `lang` the language it is written in.

    `message` says why it is promoted and may be empty, as may `summary`.
    """

    page_id: int
    title: str
    url: str
    type: str
    lang: str
    summary: str
    message: str


def promoted_for(text: str, today: dt.date) -> list[Promoted]:
    """Return the pages promoted for the whole of a typed text on a day, in the editors' order.

    One SQL query when there are none, else two, whatever their number. The published state decides: a draft, an
    expired page and one below a restricted page are not among them.
    """
    key = query_key(text)
    if not key:
        return []
    messages: dict[int, str] = {}
    wanted = PromotedResult.objects.running_on(today).filter(keys__key=key)
    for page_id, message in wanted.values_list("page_id", "message"):
        messages.setdefault(page_id, message)
    if not messages:
        return []
    filled = [NullIf(F(column), Value("")) for column in _SUMMARIES]
    pages = (
        every_page()
        .published()
        .filter(pk__in=messages)
        .select_related("locale")
        .annotate(described=Coalesce(*filled, Value(""), output_field=TextField()))
        .in_bulk()
    )
    shown = [pages[page_id] for page_id in messages if page_id in pages]
    return [_promoted(page, messages[page.pk]) for page in shown if relative_url(page)][:MOST_PROMOTED]


def _promoted(page: Page, message: str) -> Promoted:
    return Promoted(
        page_id=page.pk,
        title=page.title,
        url=relative_url(page),
        type=getattr(page.specific_class, "search_type", "") or HitType.PAGE.value,
        lang=page.locale.language_code,
        summary=page.described,
        message=message,
    )
