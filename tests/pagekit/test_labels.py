"""Names of a vocabulary row: edited language by language, read in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from models_gallery.models import Form

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_models_gallery_form:add"
EDIT = "wagtailsnippets_models_gallery_form:edit"
TYPED = {"labels_vi": "Chiếu sáng công cộng", "labels_en": "Street lighting", "key": "chieu-sang-2", "sort_order": "9"}


def test_it_keeps_the_label_of_each_language_that_was_filled_in(admin_client):
    admin_client.post(reverse(ADD), TYPED)

    assert Form.objects.get(key="chieu-sang-2").labels == {"vi": "Chiếu sáng công cộng", "en": "Street lighting"}


def test_it_shows_each_label_in_an_input_marked_with_its_language(admin_client):
    row = Form.objects.create(key="chieu-sang-2", labels={"vi": "Chiếu sáng", "en": "Street lighting"})

    form = BeautifulSoup(admin_client.get(reverse(EDIT, args=[row.pk])).text, "html.parser")

    shown = {field["lang"]: field.get("value", "") for field in form.select("input[name^=labels_]")}
    assert shown["vi"] == "Chiếu sáng"
    assert shown["en"] == "Street lighting"
    assert shown["jra"] == ""


def test_it_comes_back_from_the_form_as_it_went_in(admin_client):
    labels = {"vi": "Chiếu sáng", "en": "Street lighting"}
    row = Form.objects.create(key="chieu-sang-2", labels=labels)
    form = BeautifulSoup(admin_client.get(reverse(EDIT, args=[row.pk])).text, "html.parser")
    sent = {field["name"]: field.get("value", "") for field in form.select("form input[name]")}

    admin_client.post(reverse(EDIT, args=[row.pk]), {**sent, "sort_order": "7"})

    row.refresh_from_db()
    assert (row.sort_order, row.labels) == (7, labels)


def test_it_insists_on_the_label_in_the_language_of_the_site(admin_client):
    answer = admin_client.post(reverse(ADD), {**TYPED, "labels_vi": ""})

    assert answer.status_code == 200
    assert not Form.objects.filter(key="chieu-sang-2").exists()


@pytest.mark.parametrize(("language", "label"), [("vi", "Kẻng báo"), ("en", "Gong"), ("jra", "Kẻng báo")])
def test_it_is_read_in_the_language_of_the_reader_else_in_that_of_the_site(language, label):
    row = Form.objects.create(key="keng-2", labels={"vi": "Kẻng báo", "en": "Gong", "jra": ""})

    with translation.override(language):
        assert str(row) == label


def test_it_is_read_in_the_language_of_the_site_where_a_whole_language_is_missing():
    row = Form.objects.create(key="keng-2", labels={"vi": "Kẻng báo"})

    with translation.override("en"):
        assert str(row) == "Kẻng báo"
