"""Vocabularies that editors extend: fields, forms and unit types."""

from django.utils.translation import gettext_lazy as _

from pagekit.labels import VocabularyTerm


class Field(VocabularyTerm):
    """Field of work (lĩnh vực), such as security and order or fire safety."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")


class Form(VocabularyTerm):
    """Form (hình thức), such as cameras, lighting or loudspeakers."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("forms")


class UnitType(VocabularyTerm):
    """Where a model runs (loại hình đơn vị), such as a residential area, a school or a business."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("unit type")
        verbose_name_plural = _("unit types")
