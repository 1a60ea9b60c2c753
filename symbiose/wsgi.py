"""What the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from symbiose.lexicon.classify import classify
from symbiose.nomenclatures.catalogue import search_catalogue
from symbiose.settings import module_for_mode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", module_for_mode())

application = get_wsgi_application()

# Half a second of reading word lists, before the first person types rather than under their fingers.
classify("carton")
search_catalogue("carton")
