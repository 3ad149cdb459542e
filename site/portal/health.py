"""Health endpoints: is the process alive, and can it serve."""

import tempfile

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from elasticsearch import ApiError, TransportError

from search import clients, index


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process runs."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, else 503, naming each dependency.

    A lost Elasticsearch only degrades the site: the database answers searches.
    """
    checks = {
        "database": _database(),
        "cache": _cache(),
        "media": _media(),
        **_search(),
    }
    down = "failed" in checks.values()
    degraded = "degraded" in checks.values()
    status = "failed" if down else "degraded" if degraded else "ok"
    return JsonResponse({"status": status, "checks": checks}, status=503 if down else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "failed"
    return "ok"


def _cache() -> str:
    try:
        cache.set("health", "ok", 5)
        return "ok" if cache.get("health") == "ok" else "failed"
    except Exception:  # noqa: BLE001 - each cache server fails in its own way
        return "failed"


def _media() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
            return "ok"
    except OSError:
        return "failed"


def _search() -> dict[str, str]:
    """The server, and the index on it: that one is degraded too when a rebuild is due."""
    if not clients.is_configured():
        return {"elasticsearch": "not used", "search_index": "not used"}
    try:
        is_due = bool(index.rebuild_reason(clients.reader()))
    except (TransportError, ApiError):
        return {"elasticsearch": "degraded", "search_index": "degraded"}
    except DatabaseError:
        return {"elasticsearch": "ok", "search_index": "degraded"}
    return {"elasticsearch": "ok", "search_index": "degraded" if is_due else "ok"}
