"""What the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from symbiose.settings import module_for_mode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", module_for_mode())

application = get_wsgi_application()
