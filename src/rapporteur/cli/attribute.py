"""`rapporteur attribute`: who said what inside each sentence, without a store."""

import json
from dataclasses import asdict

import click

from rapporteur.extract.voice.attributions import find_attributions
from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import outline
from rapporteur.settings import read_settings


@click.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl")
def attribute(file: str, form: str) -> None:
    """Print each sentence of FILE with its attributions, one JSON object a line.

    An attribution has the actor, the cue (the reporting expression as written), the message
    (exactly the words reported), the stance (supports, opposes, reports) and whom the actor
    spoke for. All but the stance are the sentence's own words.
    """
    gazetteer = load_gazetteer()
    dialogue = outline(file, read_settings(), gazetteer)
    for sentence in dialogue.sources[0].sentences:
        found = find_attributions(sentence.text, gazetteer)
        row = {"text": sentence.text, "attributions": [asdict(item) for item in found]}
        click.echo(json.dumps(row, ensure_ascii=False))
