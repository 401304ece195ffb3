"""The door for the web server: `kheo serve` hands this to granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.site.settings")
application = get_wsgi_application()
