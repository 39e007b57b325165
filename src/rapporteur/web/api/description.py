"""Describe the API: its OpenAPI 3.1 schema, and that schema for people."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from rapporteur.web.api.paging import MOST
from rapporteur.web.api.problems import Problem

Schema = dict[str, Any]
REF = "#/components/schemas/"

TEXT = f"""Everything that Rapporteur's command line can read: who said what, what kind of point it
is, whom it concerns, what was done and what was asked, each with its place in the source.

Follow the links. Lists give at most {MOST} things, or what is said of `limit`; `links.next` leads
on, and meets each thing once, whatever is taken into the store meanwhile. A parameter that is not
known, or is given twice, is refused. Fields mean what `rapporteur export` and the guide
say. Every answer has an ETag: ask with If-None-Match, and what has not changed is not sent again.
Errors are problem details (RFC 9457) with a remedy. All can be read with GET and HEAD; nothing can
be changed."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field, as a person reads it."""

    name: str
    kind: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that can be asked."""

    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    shape: str  # empty for a file


@dataclass(frozen=True, slots=True)
class ShapeText:
    """One shape of an answer."""

    name: str
    description: str
    fields: tuple[Field, ...]


def describe(app: FastAPI) -> None:
    """Make `app` give a schema that holds the shape of its errors, under readable names."""
    make = app.openapi

    def openapi() -> Schema:
        if app.openapi_schema is None:
            made = re.sub(r"\bPage_(\w+?)_(?=\")", r"PageOf\1", json.dumps(make()))
            schema: Schema = json.loads(made)
            problem = Problem.model_json_schema(ref_template=REF + "{model}")
            schema["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def list_operations(schema: Schema) -> list[Operation]:
    """Return every address of a schema, in its order."""
    return [
        Operation(
            path,
            one.get("summary", ""),
            one.get("description", ""),
            tuple(_parameters(one)),
            _shape(_answer(one)),
        )
        for path, methods in schema["paths"].items()
        for one in methods.values()
    ]


def list_shapes(schema: Schema) -> list[ShapeText]:
    """Return the shapes of a schema's answers, by name."""
    return [
        ShapeText(name, shape.get("description", ""), tuple(_fields(shape)))
        for name, shape in sorted(schema["components"]["schemas"].items())
    ]


def _parameters(operation: Schema) -> Iterator[Field]:
    for one in operation.get("parameters", ()):
        if one["in"] == "path":  # the address itself shows it
            continue
        shape = one["schema"]
        said = one.get("description") or shape.get("description", "")
        yield Field(
            one["name"], _kind(shape), one.get("required", False), said, _example(shape, one)
        )


def _fields(shape: Schema) -> Iterator[Field]:
    required = shape.get("required", ())
    for name, one in shape.get("properties", {}).items():
        said = one.get("description", "")
        yield Field(name, _kind(one), name in required, said, _example(one))


def _answer(operation: Schema) -> Schema:
    content = operation["responses"]["200"].get("content", {})
    found: Schema = content.get("application/json", {}).get("schema", {})
    return found


def _example(*places: Schema) -> str:
    for place in places:
        if examples := place.get("examples"):
            return str(examples[0])
    return ""


def _shape(answer: Schema) -> str:
    return str(answer.get("$ref", "")).removeprefix(REF)


def _kind(shape: Schema) -> str:
    """Say a type in words: "list of PointItem", "practice or challenge", "integer or null"."""
    if "$ref" in shape:
        return str(shape["$ref"]).removeprefix(REF)
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    if "enum" in shape:
        return " or ".join(str(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape.get('items', {}))}"
    if shape.get("type") == "object":
        values = shape.get("additionalProperties")
        return f"{_kind(values)} by name" if isinstance(values, dict) else "object"
    return str(shape.get("type", "file"))
