"""What an editor of news sees, in the order an editor thinks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

NEWS_PANELS = [
    MultiFieldPanel([FieldPanel("lead"), FieldPanel("body")], heading=_("Text")),
    InlinePanel("pictures", heading=_("Pictures"), label=_("Picture")),
    MultiFieldPanel(
        [
            InlinePanel("authors", label=_("Author")),
            FieldRowPanel([FieldPanel("original_date"), FieldPanel("date_note")]),
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("source_url")]),
            FieldPanel("source_note"),
        ],
        heading=_("Authors and source"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("section", widget=forms.Select),
            FieldPanel("series", widget=forms.Select),
            FieldPanel("place_note"),
        ],
        heading=_("Where it belongs"),
    ),
    InlinePanel("linked_exemplars", heading=_("Models told about"), label=_("Model")),
    InlinePanel("figures", heading=_("Figures"), label=_("Figure")),
    InlinePanel("commendations", heading=_("Commendations"), label=_("Commendation")),
    InlinePanel("documents", heading=_("Documents mentioned"), label=_("Document")),
    InlinePanel("attachments", heading=_("Attachments"), label=_("File")),
]
