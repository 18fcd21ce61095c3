#!/usr/bin/env python
"""Django's command line; `bin/hearten` is the same with the right Python."""

import os
import sys

from django.core.management import execute_from_command_line

from hearten.config.first_start import KEYLESS, prepare, pretend_key

if __name__ == "__main__":
    if sys.argv[1:2] == ["init"]:  # settings can't be read before the key exists
        prepare()
    if sys.argv[1:2] and sys.argv[1] in KEYLESS:
        pretend_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
    execute_from_command_line(sys.argv)
