#!/usr/bin/env python
"""The command line of Symbiose, under the settings that SYMBIOSE_MODE picks."""

import os
import sys

from symbiose.settings import module_for_mode


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module_for_mode())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
