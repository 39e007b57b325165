"""The command line: `rapporteur [--store PLACE] COMMAND`."""

from rapporteur.cli.app import main

__all__ = ["main"]
