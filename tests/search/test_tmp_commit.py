import pytest
from wagtail.models import Page, Locale
from tests.factories import ExemplarPageFactory, make_implementation
from models_gallery.models import Field
from search.models import OutboxRow
@pytest.mark.parametrize("n",[1,2,3])
@pytest.mark.usefixtures("committed_units")
def test_a(n):
    print(Page.objects.count(), Locale.objects.count(), Field.objects.count(), OutboxRow.objects.count())
    assert Page.objects.count()==2
    make_implementation(ExemplarPageFactory())
    assert Page.objects.count()>2
@pytest.mark.usefixtures("units")
def test_b():
    ExemplarPageFactory()
