"""A minute in which Elasticsearch fails in every way while editors work: nothing is lost, no reader sees an error."""

import random

import pytest
from elasticsearch import ApiError, Elasticsearch, TransportError
from wagtail.models import Page, PageViewRestriction

from models_gallery.models import ExemplarPage
from search import lifecycle, outbox, service
from search.query import build_request
from territory.models import AdministrativeUnit
from tests.factories import ExemplarPageFactory, NewsPageFactory, ProvincePageFactory
from tests.search.conftest import let_time_pass
from tests.search.fault_proxy import FAULTS

WRITES = 200


class Editors:
    """Change the site at random, in every way editors and programs do."""

    def __init__(self, chance):
        self.chance = chance
        self.desks = [ProvincePageFactory(unit=AdministrativeUnit.objects.get(code=f"2025-P{n}")) for n in (52, 19, 79)]
        self.count = 0

    def write(self):
        self.count += 1
        pages = list(ExemplarPage.objects.order_by("pk"))
        if len(pages) < 8:
            return self.publish_new()
        ways = [self.publish_new, self.publish, self.update_in_bulk, self.unpublish, self.delete, self.move, self.guard]
        way = self.chance.choices(ways, weights=[2, 2, 3, 2, 2, 2, 1])[0]
        return way() if way in {self.publish_new, self.guard} else way(self.chance.choice(pages))

    def publish_new(self):
        desk = Page.objects.get(pk=self.chance.choice(self.desks).pk)
        desk.add_child(
            instance=ExemplarPage(
                title=f"Camera xóm {self.count}",
                slug=f"camera-{self.count}",
                summary="Mô hình.",
                field=self.any_field,
                locale=desk.locale,
            )
        )

    @property
    def any_field(self):
        from models_gallery.models import Field

        return Field.objects.first()

    def publish(self, page):
        page.title = f"Camera xóm {self.count}"
        page.save_revision().publish()

    def update_in_bulk(self, page):
        ExemplarPage.objects.filter(pk=page.pk).update(summary=f"Lần {self.count}.", live=True)

    def unpublish(self, page):
        page.unpublish()

    def delete(self, page):
        page.delete()

    def move(self, page):
        page.move(Page.objects.get(pk=self.chance.choice(self.desks).pk), pos="last-child")

    def guard(self):
        desk = self.chance.choice(self.desks)
        if not PageViewRestriction.objects.filter(page_id=desk.pk).delete()[0]:
            PageViewRestriction.objects.create(page_id=desk.pk, restriction_type="login")


@pytest.mark.slow
@pytest.mark.elasticsearch
@pytest.mark.usefixtures("committed_units")
@pytest.mark.parametrize("seed", [20_250_701])
def test_it_loses_nothing_in_a_storm_of_faults(elasticsearch, proxy, settings, seed):
    chance = random.Random(seed)
    for number in range(10):
        ExemplarPageFactory(title=f"Camera xóm cũ {number}")
    NewsPageFactory(title="Camera trong tin")
    lifecycle.rebuild(elasticsearch)
    settings.ELASTICSEARCH_URL, settings.SEARCH_READ_TIMEOUT_S = proxy.url, 0.3
    through_the_storm = Elasticsearch(proxy.url, request_timeout=0.4, max_retries=0)
    editors = Editors(chance)
    seen, drained, failed = set(), 0, 0

    calm_for = 0
    for _write in range(WRITES):
        if calm_for == 0:
            proxy.mode = chance.choice(["pass", "pass", *FAULTS])
            calm_for = chance.randint(2, 8)
        calm_for -= 1
        seen.add(proxy.mode)
        editors.write()
        if chance.random() < 0.4:
            let_time_pass()
            try:
                drained += outbox.drain(through_the_storm)
            except (TransportError, ApiError):
                failed += 1
        if chance.random() < 0.2:
            served = service.search(build_request("camera"))
            assert served.engine == "database" or proxy.mode == "pass"
            assert isinstance(service.suggest("cam"), list)

    assert seen == {"pass", *FAULTS}
    assert drained > 0
    assert failed > 0
    proxy.mode = "pass"
    for _round in range(5):
        let_time_pass()
        outbox.drain(through_the_storm)

    assert outbox.pending() == 0
    assert lifecycle.compare(elasticsearch).pages == set()
