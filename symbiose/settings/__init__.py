"""Settings: `base` reads the environment, `demo` and `production` differ by what they allow."""

import os

MODES = ("demo", "production")


def module_for_mode() -> str:
    """Name the settings module that SYMBIOSE_MODE picks; embedded `demo` where it is not given."""
    mode = os.environ.get("SYMBIOSE_MODE", "") or "demo"
    if mode not in MODES:
        raise SystemExit(f"SYMBIOSE_MODE: {mode!r} is unknown, expected one of {', '.join(MODES)}")
    return f"symbiose.settings.{mode}"
