"""How editors see rows that are not pages."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet


class VocabularyViewSet(SnippetViewSet):
    """The terms of a vocabulary: a label in each language, the key, the order."""

    icon = "tag"
    list_display = ["label", "key"]
    panels = [FieldPanel("labels"), FieldPanel("key"), FieldPanel("sort_order")]
