"""Blocks of a news body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class CaptionedPictureBlock(blocks.StructBlock):
    """A picture with what a reader needs to know of it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "news/blocks/captioned_picture.html"


class QuoteBlock(blocks.StructBlock):
    """Words of a person, with who said them."""

    text = blocks.TextBlock(label=_("Words"))
    speaker = blocks.CharBlock(label=_("Who said it"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "news/blocks/quote.html"


class NewsBodyBlock(blocks.StreamBlock):
    """The body of a news page."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=160, template="news/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    picture = CaptionedPictureBlock()
    quote = QuoteBlock()
