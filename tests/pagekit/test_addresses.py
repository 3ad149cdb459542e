"""Slugs that pages get by themselves, and their place in the tree."""

import pytest

from pagekit.tree import parent_path
from tests.factories import ExemplarPageFactory, ProvincePageFactory

pytestmark = pytest.mark.usefixtures("units")


def test_a_page_gets_an_address_with_d_for_the_barred_d():
    assert ExemplarPageFactory(title="Bóng điện ngoài hè").url == "/mo-hinh/gia-lai/bong-dien-ngoai-he/"


def test_two_pages_of_one_title_get_addresses_of_their_own():
    urls = {ExemplarPageFactory(title="Đội tự quản").url for _number in range(2)}

    assert urls == {"/mo-hinh/gia-lai/doi-tu-quan/", "/mo-hinh/gia-lai/doi-tu-quan-2/"}


def test_a_title_pasted_from_word_is_stored_clean():
    page = ExemplarPageFactory(title="Đo\u0323\u0302i  tư\u0323\u00a0quản\u200b")

    assert page.title == "Đội tự quản"


def test_a_title_without_letters_still_gets_an_address():
    assert ExemplarPageFactory(title="★★★").slug


def test_a_page_knows_the_path_of_the_page_above():
    desk = ProvincePageFactory()

    assert parent_path(ExemplarPageFactory(parent=desk)) == desk.path
