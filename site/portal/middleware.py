"""Response headers that hold for the whole site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Readers' pages use no inline script or style and ask no foreign host for anything.
READER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'"
)
# Wagtail's admin and the API's page still need inline script and style.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_ADMIN_PREFIXES = ("/admin/", "/api/docs")


class ContentSecurityPolicyMiddleware:
    """Sends a content security policy with every answer that has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy of the part of the site that answers."""
        response = self.get_response(request)
        admin = request.path.startswith(_ADMIN_PREFIXES)
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if admin else READER_POLICY)
        return response
