"""The open API of the whole site: `/api/`, described at `/api/docs`."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from search.api import router as search_router
from search.fit_api import router as fit_router

api = NinjaAPI(
    title="Dân vận khéo",
    version="1.0",
    description="Open, read-only data of the site. Content may be reused with its source named (CC BY 4.0).",
    docs_url="/docs",
    urls_namespace="api",
)
api.add_router("", search_router)
api.add_router("", fit_router)


@api.exception_handler(ValidationError)
def refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer bad parameters with 400 and a message that names each of them."""
    message = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors)
    return api.create_response(request, {"message": message}, status=400)


@api.exception_handler(HttpError)
def refuse(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a refusal in the same shape as every other one."""
    return api.create_response(request, {"message": str(error)}, status=error.status_code)
