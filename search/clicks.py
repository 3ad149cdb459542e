"""Takes the word of a page of results that one of them was opened: `POST /tim-kiem/chon/`."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.usage import LONGEST_TOKEN, record_click

# The token with its name, percent-encoded or as a part of a form.
_LONGEST_BODY = 2 * LONGEST_TOKEN


@csrf_exempt  # the token is signed and tells nothing of the reader; a beacon carries no cookie to protect
@require_POST
def count_click(request: HttpRequest) -> HttpResponse:
    """Count the click that the signed `token` of the form stands for, and answer nothing; 400 for a bad token."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _LONGEST_BODY:
        return HttpResponse(status=400)
    try:
        record_click(request.POST.get("token", "")[:LONGEST_TOKEN])
    except BadSignature:
        return HttpResponse(status=400)
    return HttpResponse(status=204)
