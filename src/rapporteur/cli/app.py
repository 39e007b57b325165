"""The command group, and errors as exit codes."""

import sys
from typing import Any

import click

from rapporteur import __version__
from rapporteur.cli.attribute import attribute
from rapporteur.cli.evaluate import evaluate
from rapporteur.cli.export import export
from rapporteur.cli.find import find
from rapporteur.cli.ingest import ingest
from rapporteur.cli.serve import serve
from rapporteur.cli.show import show
from rapporteur.errors import QueryError, RapporteurError, SettingError
from rapporteur.settings import STORE


class Group(click.Group):
    """Turns our errors into a message and an exit code: 2 for a wrong call, else 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
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


for command in (ingest, attribute, find, export, show, serve, evaluate):
    main.add_command(command)
