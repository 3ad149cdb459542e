"""Connections to Elasticsearch: an impatient one for readers, a patient one for the drainer and the commands.

Each may have a key of its own, so that what serves readers need not be able to write.
"""

import os
from functools import lru_cache

from django.conf import settings
from elastic_transport import TlsError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, AuthenticationException, AuthorizationException, Elasticsearch, TransportError

# More than a process has threads: a reader who had to wait for another one's connection would wait twice.
_READER_CONNECTIONS = 128
_WRITER_CONNECTIONS = 10


def is_configured() -> bool:
    """Tell whether the site has an Elasticsearch at all."""
    return bool(settings.ELASTICSEARCH_URL)


def reader() -> Elasticsearch:
    """Return the client for readers' requests: short time-out, no second try.

    Of several hosts, one that fails is left out for a second, then for twice as long each time, up to half a minute; so
    a dead one costs one reader in a while the time-out, and all others nothing.
    """
    return _client(
        settings.ELASTICSEARCH_URL,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        timeout_s=settings.SEARCH_READ_TIMEOUT_S,
        retries=0,
        connections=_READER_CONNECTIONS,
    )


def writer() -> Elasticsearch:
    """Return the client for writes and maintenance."""
    return _client(
        settings.ELASTICSEARCH_URL,
        api_key=settings.ELASTICSEARCH_WRITER_API_KEY or settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        timeout_s=30.0,
        retries=1,
        connections=_WRITER_CONNECTIONS,
    )


def explain(error: TransportError | ApiError) -> str:
    """Say in a sentence what is wrong with the connection, and where that is set."""
    match error:
        case AuthenticationException():
            return "Elasticsearch does not know the API key: see ELASTICSEARCH_API_KEY, ELASTICSEARCH_WRITER_API_KEY."
        case AuthorizationException():
            return f"The API key may not do this; docs/search.md lists what it needs: {_reason(error)}"
        case TlsError():
            return f"Elasticsearch's certificate is not to be trusted, see ELASTICSEARCH_CA_CERTS: {error.message}"
        case _:
            return f"Elasticsearch does not answer: {error}"


def _reason(error: ApiError) -> str:
    try:
        return str(error.body["error"]["reason"])
    except (KeyError, TypeError):
        return error.message


@lru_cache(maxsize=8)
def _client(
    url: str, *, api_key: str, ca_certs: str, timeout_s: float, retries: int, connections: int
) -> Elasticsearch:
    """Return a client; a fault of the settings is raised as a failure to connect, which every caller expects."""
    try:
        return Elasticsearch(
            [host.strip() for host in url.split(",")],
            api_key=api_key or None,
            ca_certs=ca_certs if ca_certs and "https://" in url else DEFAULT,
            request_timeout=timeout_s,
            max_retries=retries,
            retry_on_timeout=False,
            connections_per_node=connections,
        )
    except OSError as error:  # the file of certificates
        raise TlsError(str(error)) from error
    except ValueError as error:
        raise TransportError(f"ELASTICSEARCH_URL: {error}") from error


# A connection that two processes read from gives each the other's answers.
os.register_at_fork(after_in_child=_client.cache_clear)
