"""Narrow a query on what is reviewed to the points that a filter describes, at little cost."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, select
from sqlalchemy.sql import visitors

from rapporteur.store import tables
from rapporteur.store.judged.tables import judged, need
from rapporteur.store.select import Filter, conditions


def narrow(query: Select[Any], key: ColumnElement[str], wanted: Filter) -> Select[Any]:
    """Return the query of points by the id `key`, narrowed to those that `wanted` describes.

    What no filter asks about is not looked up: that counts where there are many points.
    """
    asked = conditions(replace(wanted, headings=True))
    point, source, statement = tables.point, tables.source, tables.statement
    parts = [part for one in asked for part in visitors.iterate(one)]
    told = {
        table for part in parts if isinstance(part, Column) and (table := part.table) is not None
    }
    if not wanted.headings and key is not need.c.point:
        query = query.join(need, need.c.point == key)
    if asked and key is not point.c.id:
        query = query.join(point, point.c.id == key)
    if source in told:
        query = query.join(source, source.c.id == point.c.source)
    if statement in told:
        query = query.join(statement, statement.c.id == point.c.statement)
    if not wanted.headings:
        query = query.where(need.c.heading == 0)
    return query.where(*asked)


def narrow_to_kind(query: Select[Any], key: ColumnElement[str], kind: str) -> Select[Any]:
    """Narrow a query to points of a kind, hidden from SQLite's planner.

    It would look up every point of the kind before it sorts them, or asks who judged them.
    """
    if not kind:
        return query
    point = tables.point.alias().c
    told = select(point.kind).where(point.id == key).correlate(need, judged).scalar_subquery()
    return query.where(told == kind)
