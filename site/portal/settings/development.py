"""Settings for a developer's machine and for `make demo`: everything on this machine, nothing secret."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import MEDIA_ROOT, STATE_DIR, env

STATE_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
IS_LOCAL = True
SECRET_KEY = "development-only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
