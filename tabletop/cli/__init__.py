"""The command line: ``tabletop`` and its commands.

Each family of commands is a module with a table ``COMMANDS``; everything heavy is imported inside
the command that needs it.
"""

from tabletop.cli.program import COMMANDS, main

__all__ = ["COMMANDS", "main"]
