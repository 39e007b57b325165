"""What the index keeps of points and passages, and under which names."""

from functools import cache
from typing import Any

from tantivy import Query, Schema, SchemaBuilder, Searcher

from rapporteur.find.facets import COLUMNS
from rapporteur.find.words import CAPITALS, PASSAGES, PLAIN, STEMMERS

VERSION = "6"  # another number, and every index is built anew
EVERY = "is:point"  # the facet that all points have
COUNTED = "counted_"
MARK = "index"  # the key of the document that says how far the index has followed the store


@cache
def make_schema() -> Schema:
    """Return the fields of points.

    `serial` is the point's number in the store. `text_*` hold its text in its language, and what
    of it is in capitals; `said_by` the names of its voice; `passage` is the number of its passage.
    `facet` has "name:value" once for every value to filter by, and the fields of COUNTED the same
    to count by (see facets.COLUMNS). `tier` puts points (0) before other sentences (1) and
    headings (2). `sure` is the confidence in per cent, `date` a number such as 20201015.
    `short`, `long` are an abbreviation of a source and what it stands for.
    """
    builder = SchemaBuilder()
    for language in STEMMERS:
        builder.add_text_field(f"text_{language}", tokenizer_name=language)
    builder.add_text_field(f"text_{CAPITALS}", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("said_by", tokenizer_name=PLAIN)
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic")
    for column in COLUMNS:
        builder.add_text_field(
            f"{COUNTED}{column}", fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_text_field("segment", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    for name in ("serial", "passage", "tier", "sure", "date"):
        builder.add_unsigned_field(name, fast=True, indexed=True)
    for name in ("value", "percent"):
        builder.add_float_field(name, fast=True, indexed=True)
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("short", "long"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


@cache
def make_passage_schema() -> Schema:
    """Return the fields of passages, which have an index of their own.

    In one with points, which are many and short, tantivy would take all passages for long.
    `number` is that of a passage; `passage_*` has the title of its segment and the words of its
    points.
    """
    builder = SchemaBuilder()
    for field in PASSAGES:
        builder.add_text_field(field, tokenizer_name=field, index_option="freq")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True, indexed=True)
    return builder.build()


def count_matches(searcher: Searcher, query: Query) -> int:
    """Return how many documents match."""
    unscored = Query.const_score_query(query, 1.0)  # what is only counted need not be weighed
    result: Any = searcher.search(unscored, 1)  # tantivy's own type stubs do not know of `count`
    return int(result.count)
