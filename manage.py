#!/usr/bin/env python3
"""Django's command line. `manage.py up` starts everything on one machine; see README.md."""

import os
import sys


def main() -> None:
    """Run one management command; `due` and `rules` need no Django; what needs a database joins or starts it first."""
    from casework.law import cli

    if cli.answers_alone(sys.argv[1:]):
        sys.exit(cli.main(sys.argv[1:], sys.stdout, sys.stderr))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.command_line import one_line_errors
    from config.embedded import prepare

    one_line_errors()
    with prepare(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
