"""The web application as gunicorn finds it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paripassu.web.settings")
application = get_wsgi_application()
