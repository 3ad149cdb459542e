"""Vocabularies that editors extend: fields, forms and unit types."""

from django.utils.translation import gettext_lazy as _

from pagekit.labels import VocabularyTerm


class Field(VocabularyTerm):
    """Field of work (lĩnh vực): security and order, fire safety …"""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")


class Form(VocabularyTerm):
    """Form (hình thức): camera, lighting, loudspeaker …"""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("forms")


class UnitType(VocabularyTerm):
    """Where a model runs (loại hình đơn vị): residential area, school, business, office …"""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("unit type")
        verbose_name_plural = _("unit types")
