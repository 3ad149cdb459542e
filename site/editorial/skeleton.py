"""The fixed pages that every other page hangs from: front page, gallery, newsroom, province desks."""

from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from editorial.factsheets.texts import paragraphs
from home.models import HomePage, PlainPage
from models_gallery.models import GalleryIndexPage, ProvincePage
from news.models import NewsDeskPage, NewsIndexPage
from pagekit.models import BasePage
from pagekit.text import normalise
from territory.models import AdministrativeUnit

PageT = TypeVar("PageT", bound=BasePage)

_HOME = {
    "title": "Dân vận khéo",
    "headline": "Mô hình hay, nơi khác làm theo được",
    "introduction": (
        "Nơi các tỉnh, thành phố công bố mô hình “Dân vận khéo”: làm ở đâu, làm thế nào, kết quả ra sao, "
        "để địa phương khác tìm thấy, cân nhắc và làm theo."
    ),
}
_GALLERY = {
    "title": "Mô hình",
    "introduction": "Mỗi mô hình được mô tả một lần; những nơi thực hiện được ghi riêng, kèm số liệu như nguồn đã in.",
}
_NEWS = {
    "title": "Tin tức",
    "introduction": "Tin về phong trào và các mô hình, ghi rõ nguồn và ngày đăng của nguồn.",
}
_ABOUT = """
Trang này tập hợp các mô hình “Dân vận khéo” của các tỉnh, thành phố. Mỗi trang mô hình nêu nơi thực hiện, cách làm,
kết quả và căn cứ, kèm nguồn của thông tin.

Số liệu giữ nguyên cách viết của nguồn. Điều nguồn không nói thì trang để trống, không suy đoán thêm.

Địa danh ghi theo tên tại thời điểm của nguồn, kèm tên đơn vị hành chính hiện nay, theo danh mục có hiệu lực từ ngày
1/7/2025.

Hình vẽ trên trang là hình minh họa, không phải ảnh chụp tại địa phương.
"""
_GENERAL_DESK_SLUG = "tin-chung"
_GENERAL_DESK_TITLE = "Tin chung"


class Skeleton:
    """Finds the fixed pages and makes those that are missing. What exists is never changed."""

    @cached_property
    def locale(self) -> Locale:
        """The language the site is written in; the interface languages get their rows too."""
        for code in ("en", settings.LANGUAGE_CODE):
            locale, _created = Locale.objects.get_or_create(language_code=code)
        return locale

    @cached_property
    def home(self) -> HomePage:
        """The front page, in the place of the page that Wagtail puts there when it is installed."""
        present = HomePage.objects.filter(locale=self.locale).first()
        if present is not None:
            return present
        root = Page.get_first_root_node()
        welcome = root.get_children().exact_type(Page).filter(slug="home").first()
        home = self._make(root, HomePage(slug="trang-chu", **_HOME))
        site, _created = Site.objects.get_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "root_page": home},
        )
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        site.hostname = address.hostname or site.hostname
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.root_page, site.site_name = home, home.title
        site.save()
        if welcome is not None:
            welcome.delete()
        self._make(
            home,
            PlainPage(
                slug="gioi-thieu",
                title="Giới thiệu",
                body=str(paragraphs([normalise(part) for part in _ABOUT.split("\n\n")])),
                show_in_menus=True,
            ),
        )
        return home

    @cached_property
    def gallery(self) -> GalleryIndexPage:
        """The gallery of models: `/mo-hinh/`."""
        present = GalleryIndexPage.objects.child_of(self.home).first()
        return present or self._make(self.home, GalleryIndexPage(slug="mo-hinh", **_GALLERY))

    @cached_property
    def newsroom(self) -> NewsIndexPage:
        """All news: `/tin-tuc/`."""
        present = NewsIndexPage.objects.child_of(self.home).first()
        return present or self._make(self.home, NewsIndexPage(slug="tin-tuc", **_NEWS))

    def province(self, unit: AdministrativeUnit) -> ProvincePage:
        """Return the page of one of today's provinces: `/mo-hinh/gia-lai/`."""
        present = ProvincePage.objects.child_of(self.gallery).filter(unit=unit).first()
        return present or self._make(self.gallery, ProvincePage(slug=unit.slug, title=unit.name, unit=unit))

    def news_desk(self, unit: AdministrativeUnit | None) -> NewsDeskPage:
        """Return the news desk of one of today's provinces, or the one for news of no named province."""
        present = NewsDeskPage.objects.child_of(self.newsroom).filter(unit=unit).first()
        slug, title = (unit.slug, unit.name) if unit else (_GENERAL_DESK_SLUG, _GENERAL_DESK_TITLE)
        return present or self._make(self.newsroom, NewsDeskPage(slug=slug, title=title, unit=unit))

    def _make(self, parent: Page, page: PageT) -> PageT:
        page.locale = self.locale
        parent.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page
