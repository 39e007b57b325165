"""Hits as lines for people and as objects for programs."""

import json
from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy import Engine

from rapporteur.find.rank import Hit
from rapporteur.publish.rows import Names, sentence_row


def hit_rows(store: Engine, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Return hits as rows of `export sentences`, with what says why each was found."""
    names = Names(store)
    return [
        {**sentence_row(names, hit.statement, hit.statement.points[0], hit.codings)}
        | {
            "score": hit.score,
            "why": hit.why,
            "marks": [list(mark) for mark in hit.marks],
            "before": hit.before,
            "after": hit.after,
            "matched_codes": [f"{c.framework}:{c.code}" for c in hit.codes],
            "alike": list(hit.alike),
            "address": hit.address,
            "of": hit.of,
        }
        for hit in hits
    ]


def show_hits(rows: Sequence[dict[str, Any]], *, as_json: bool, nothing: str) -> None:
    """Print rows, or what to say where there is none."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        click.echo(nothing)
    for row in rows:
        speaker = f"{row['speaker']}, " if row["speaker"] else ""
        key = f"{row['of']} on {row['id']}" if row["of"] else row["id"]
        click.echo(f"{row['text']}")
        click.echo(
            f"    {speaker}{row['source']} ({row['manner']}), {row['kind']}, "
            f"{row['source_file']} page {row['page']}; {row['why']}; {key}\n"
        )
