"""Vocabularies that editors extend: sections and topic series."""

from django.utils.translation import gettext_lazy as _

from pagekit.labels import VocabularyTerm


class Section(VocabularyTerm):
    """Section (chuyên mục) of the news."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Series(VocabularyTerm):
    """Topic series (chuyên đề): news that belong together over time."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
