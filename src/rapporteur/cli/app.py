"""The command group, and errors as exit codes."""

import sys
from importlib import import_module
from typing import Any

import click

from rapporteur import __version__
from rapporteur.errors import QueryError, RapporteurError, SettingError
from rapporteur.settings import STORE

# Each command is a module of its name beside this one, imported when it is called: a question
# need not wait for the libraries of the pages, nor an ingest for those of the exports.
COMMANDS = (
    "ingest",
    "remove",
    "attribute",
    "find",
    "similar",
    "searches",
    "index",
    "export",
    "show",
    "profile",
    "compare",
    "review",
    "serve",
    "mcp",
    "evaluate",
)


class Group(click.Group):
    """Imports commands when called, and turns our errors into a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"rapporteur.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 2 for a wrong call, with 1 for any other error of ours."""
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2 if isinstance(error, QueryError | SettingError) else 1)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rapporteur")
@click.option(
    "--store",
    envvar="RAPPORTEUR_STORE",
    default=STORE,
    show_default=True,
    metavar="PATH",
    help="The store: a file, made where there is none. Also RAPPORTEUR_STORE.",
)
@click.pass_context
def main(ctx: click.Context, store: str) -> None:
    """Turn the record of a policy dialogue into evidence: who said what, and what was asked."""
    ctx.obj = store
