"""Entry point of a WSGI server."""

import logging
import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

# Not among the checks of every command, since it asks a server; here, whoever starts the site reads it.
for found in run_checks(tags=["search_index"], databases=[DEFAULT_DB_ALIAS]):
    logging.getLogger(__name__).warning("%s", found)
# Where the site is loaded before its workers are forked, none may inherit a connection.
connections.close_all()
