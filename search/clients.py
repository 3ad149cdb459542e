"""Connections to Elasticsearch: an impatient one for readers, a patient one for the drainer and the commands."""

from functools import lru_cache

from django.conf import settings
from elasticsearch import Elasticsearch


def is_configured() -> bool:
    """Tell whether the site has an Elasticsearch at all."""
    return bool(settings.ELASTICSEARCH_URL)


def reader() -> Elasticsearch:
    """Return the client for readers' requests: short time-out, no second try."""
    return _client(settings.ELASTICSEARCH_URL, settings.SEARCH_READ_TIMEOUT_S, 0)


def writer() -> Elasticsearch:
    """Return the client for writes and maintenance."""
    return _client(settings.ELASTICSEARCH_URL, 30.0, 1)


@lru_cache(maxsize=8)
def _client(url: str, timeout_s: float, retries: int) -> Elasticsearch:
    return Elasticsearch(
        [host.strip() for host in url.split(",")],
        request_timeout=timeout_s,
        max_retries=retries,
        retry_on_timeout=False,
    )
