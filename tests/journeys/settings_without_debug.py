"""The demo's settings, but with the error pages that readers get in place of Django's own."""

from portal.settings.development import *  # noqa: F403

DEBUG = False
