#!/usr/bin/env python
"""Django's command line for Sahna."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; a wrong setting ends with one sentence instead of a trace-back."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Sahna cannot start: {error}")


if __name__ == "__main__":
    main()
