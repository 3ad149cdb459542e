"""Factories of pages: each puts itself below the right parent, which it makes when there is none."""

from typing import Any

import factory
from django.test import TestCase
from wagtail.models import Locale, Page

from editorial.skeleton import Skeleton
from home.models import HomePage, PlainPage
from models_gallery.choices import ImplementationStatus, OutcomeKind
from models_gallery.models import (
    ExemplarPage,
    Field,
    GalleryIndexPage,
    Implementation,
    ImplementationPlace,
    Outcome,
    ProvincePage,
)
from news.models import NewsDeskPage, NewsIndexPage, NewsPage
from territory.models import AdministrativeUnit


class PageFactory(factory.Factory):
    """Builds a page and adds it below `parent`, published unless `live=False`."""

    class Meta:
        abstract = True

    @classmethod
    def default_parent(cls) -> Page:
        raise NotImplementedError

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        parent = kwargs.pop("parent", None) or cls.default_parent()
        many = {name: kwargs.pop(name) for name in ("forms", "further_fields", "unit_types") if name in kwargs}
        children = {
            name: kwargs.pop(name) for name in list(kwargs) if isinstance(kwargs[name], list) and name != "body"
        }
        page = model_class(locale=kwargs.pop("locale", None) or Locale.get_default(), **kwargs)
        for name, rows in {**many, **children}.items():
            setattr(page, name, rows)
        with TestCase.captureOnCommitCallbacks(execute=True):
            parent.add_child(instance=page)
            if page.live:
                page.save_revision().publish()
        return model_class.objects.get(pk=page.pk)


class HomePageFactory(PageFactory):
    class Meta:
        model = HomePage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return Skeleton().home


class GalleryIndexPageFactory(PageFactory):
    class Meta:
        model = GalleryIndexPage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return Skeleton().gallery


class NewsIndexPageFactory(PageFactory):
    class Meta:
        model = NewsIndexPage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return Skeleton().newsroom


class PlainPageFactory(PageFactory):
    class Meta:
        model = PlainPage

    title = factory.Sequence(lambda number: f"Hướng dẫn sử dụng {number}")
    body = "<p>Cách tìm và đọc một mô hình.</p>"

    @classmethod
    def default_parent(cls) -> Page:
        return Skeleton().home


def _unit(code: str = "2025-P52") -> AdministrativeUnit:
    return AdministrativeUnit.objects.get(code=code)


class ProvincePageFactory(PageFactory):
    class Meta:
        model = ProvincePage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return Skeleton().province(kwargs.get("unit") or _unit())


class NewsDeskPageFactory(PageFactory):
    class Meta:
        model = NewsDeskPage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return Skeleton().news_desk(kwargs["unit"] if "unit" in kwargs else _unit())


class ExemplarPageFactory(PageFactory):
    class Meta:
        model = ExemplarPage

    title = factory.Sequence(lambda number: f"Tiếng kẻng an ninh xóm {number}")
    summary = "Kẻng báo yên lúc 22 giờ nhắc các hộ khóa cửa, trông giữ tài sản."
    problem = "<p>Trộm cắp vặt ban đêm.</p>"
    field = factory.LazyFunction(lambda: Field.objects.get(key="an-ninh-trat-tu"))

    @classmethod
    def default_parent(cls) -> Page:
        return Skeleton().province(_unit())


class NewsPageFactory(PageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda number: f"Hội nghị sơ kết phong trào, kỳ {number}")
    lead = "Hội nghị đánh giá kết quả một năm thực hiện phong trào."
    original_date = "2022-11-01"

    @classmethod
    def default_parent(cls) -> Page:
        return Skeleton().news_desk(_unit())


def make_implementation(
    exemplar: ExemplarPage, unit_codes: tuple[str, ...] = ("2024-W21649",), **kwargs: Any
) -> Implementation:
    """Return a published implementation of a model with one counted result."""
    kwargs.setdefault("status", ImplementationStatus.ACTIVE)
    implementation = Implementation(exemplar=exemplar, **kwargs)
    implementation.places = [ImplementationPlace(unit=_unit(code)) for code in unit_codes]
    implementation.outcomes = [
        Outcome(
            kind=OutcomeKind.RESULT, indicator="Mâu thuẫn được hòa giải", value=80, as_printed="hơn 80", unit="vụ việc"
        )
    ]
    with TestCase.captureOnCommitCallbacks(execute=True):  # the model is indexed again after commit
        implementation.save()
    return implementation
