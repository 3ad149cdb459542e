"""What the search keeps in the database: the state of the index, the editors' lists and what was searched for."""

from search.models.index_keeping import OutboxRow, VersionCounter
from search.models.promotion import PromotedQuery, PromotedResult
from search.models.usage import QueryUse, SuggestionBlock
from search.models.wording import PlaceAlias, WordGroup

__all__ = [
    "OutboxRow",
    "PlaceAlias",
    "PromotedQuery",
    "PromotedResult",
    "QueryUse",
    "SuggestionBlock",
    "VersionCounter",
    "WordGroup",
]
