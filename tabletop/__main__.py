"""Lets ``python -m tabletop`` do what the ``tabletop`` command does."""

import sys

from tabletop.cli import main

if __name__ == "__main__":
    sys.exit(main())
