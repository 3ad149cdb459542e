"""Settings for a real server. Nothing has an unsafe default: what is missing from the environment stops the start."""

import ssl

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import (
    ELASTICSEARCH_API_KEY,
    ELASTICSEARCH_CA_CERTS,
    ELASTICSEARCH_URL,
    ELASTICSEARCH_WRITER_API_KEY,
    env,
)

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a probe speaks plain HTTP from inside
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.bool("TRUST_PROXY_HEADERS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

if (ELASTICSEARCH_API_KEY or ELASTICSEARCH_WRITER_API_KEY) and "http://" in ELASTICSEARCH_URL:
    raise ImproperlyConfigured("A key of Elasticsearch must not travel in the clear: give https:// addresses.")
if ELASTICSEARCH_CA_CERTS:
    try:
        ssl.create_default_context(cafile=ELASTICSEARCH_CA_CERTS)
    except OSError as error:
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA_CERTS is no file of certificates: {error}") from error
