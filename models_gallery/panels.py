"""What an editor of an exemplar sees, in the order an editor thinks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from models_gallery.implementations_panel import ImplementationsPanel

EXEMPLAR_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("summary"),
            InlinePanel("other_names", label=_("Other name")),
            FieldPanel("field", widget=forms.Select),
            FieldPanel("further_fields", widget=forms.CheckboxSelectMultiple),
            FieldPanel("forms", widget=forms.CheckboxSelectMultiple),
            FieldPanel("unit_types", widget=forms.CheckboxSelectMultiple),
            FieldPanel("areas", widget=forms.CheckboxSelectMultiple),
            FieldPanel("classification_note"),
        ],
        heading=_("What the model is"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("problem"),
            FieldPanel("how_it_works"),
            InlinePanel("steps", label=_("Step")),
        ],
        heading=_("The problem and how it is solved"),
    ),
    MultiFieldPanel(
        [InlinePanel("costs", label=_("Cost item"))],
        heading=_("What it costs and who pays"),
    ),
    MultiFieldPanel(
        [FieldPanel("results"), FieldPanel("conditions"), FieldPanel("difficulties")],
        heading=_("Results, conditions, difficulties"),
    ),
    MultiFieldPanel(
        [ImplementationsPanel(), FieldPanel("spread"), FieldPanel("context")],
        heading=_("Where it runs and how it spreads"),
    ),
    MultiFieldPanel(
        [
            InlinePanel("legal_basis", label=_("Document")),
            FieldPanel("evidence_level"),
            InlinePanel("recognitions", label=_("Recognition")),
        ],
        heading=_("Legal basis, evidence, recognition"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("owner_body"),
            FieldPanel("contact_address"),
            FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")]),
        ],
        heading=_("Who to ask"),
    ),
    MultiFieldPanel(
        [
            InlinePanel("pictures", label=_("Picture")),
            InlinePanel("attachments", label=_("File")),
        ],
        heading=_("Pictures and files"),
    ),
    MultiFieldPanel([InlinePanel("sources", label=_("Source"))], heading=_("Sources")),
]
