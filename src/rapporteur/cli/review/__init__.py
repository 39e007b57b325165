"""`rapporteur review`: people judge what the machine proposed."""

import click

from rapporteur.cli.review.agree import agreement, draw, labels, read, settle
from rapporteur.cli.review.decide import confirm, correct, reject, sign_off, undo
from rapporteur.cli.review.look import history, list_points, progress


@click.group()
def review() -> None:
    """Judge what the machine proposed; a person's word stands from then on, everywhere.

    `list` shows what is doubtful first. Whoever decides gives their name with --who or in
    RAPPORTEUR_REVIEWER. Nothing is deleted: `undo` takes a judgement back, `history` tells who
    decided what and when, and a file that is taken in anew keeps all of it.
    """


COMMANDS = (
    list_points,
    history,
    progress,
    confirm,
    correct,
    reject,
    undo,
    sign_off,
    draw,
    read,
    agreement,
    settle,
    labels,
)
for command in COMMANDS:
    review.add_command(command)
