"""Real objects for each of these addresses."""

from symbiose.programmes.url_samples import Finder

SAMPLES: dict[str, Finder] = {}
