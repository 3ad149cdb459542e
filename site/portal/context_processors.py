"""What every page template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and who answers for it."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "responsible_body": settings.RESPONSIBLE_BODY,
    }
