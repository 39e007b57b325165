"""Errors as problem details (RFC 9457), each with a remedy."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from rapporteur.errors import QueryError, RapporteurError, StoreError, UnknownError
from rapporteur.web.api.addresses import ROOT

MEDIA = "application/problem+json"
KINDS = {
    "unknown": "There is nothing at this address",
    "question": "The question cannot be answered as put",
    "parameter": "A parameter is not understood",
    "method": "This can only be read",
    "store": "The store cannot be used now",
    "fault": "Something is wrong on our side",
}
REMEDIES = {
    "unknown": f"follow the links from {ROOT}/, or list what is held with {ROOT}/dialogues",
    "parameter": f"mend the parameters named in errors; {ROOT}/docs says what each may be",
    "method": "use GET or HEAD",
    "store": "wait a little and ask again; if that does not help, tell whoever runs the server",
    "fault": "tell whoever runs the server, with the address you asked for",
}
CODES = {404: "unknown", 405: "method", 422: "parameter", 503: "store"}
LONGEST = 200  # characters of what was asked that an answer says back


class Fault(BaseModel):
    """One parameter that is not understood."""

    parameter: str = Field(examples=["limit"])
    detail: str = Field(examples=["Input should be less than or equal to 200"])


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": f"{ROOT}/docs#problem-unknown",
                    "title": KINDS["unknown"],
                    "status": 404,
                    "detail": "there is nothing by this id: pnt-0000000000000000",
                    "instance": f"{ROOT}/points/pnt-0000000000000000",
                    "remedy": REMEDIES["unknown"],
                    "errors": [],
                }
            ]
        }
    )

    type: str = Field(description="Address of what is said about this kind of problem.")
    title: str = Field(description="The kind of problem, in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong this time.")
    instance: str = Field(description="The path that was asked for.")
    remedy: str = Field(description="What to do about it.")
    errors: list[Fault] = Field(default=[], description="For parameters: each that is wrong.")


ANSWERS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (400, 404, 422, 503)
}


def answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error as a Problem."""
    app.add_exception_handler(RapporteurError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_fault)


def unknown(key: str) -> UnknownError:
    """Return the error for an id that names nothing."""
    return UnknownError("there is nothing by this id", place=key, remedy=REMEDIES["unknown"])


def _answer(
    request: Request,
    kind: str,
    status: int,
    detail: str,
    *,
    remedy: str = "",
    errors: tuple[Fault, ...] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    problem = Problem(
        type=f"{ROOT}/docs#problem-{kind}",
        title=KINDS[kind],
        status=status,
        detail=detail,
        instance=request.url.path[:LONGEST],
        remedy=remedy or REMEDIES.get(kind, ""),
        errors=list(errors),
    )
    headers = {**(headers or {}), "Cache-Control": "no-store"}
    return Response(problem.model_dump_json(), status, headers, MEDIA)


def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, RapporteurError)
    place = f": {error.place[:LONGEST]}" if error.place else ""
    detail = f"{error.what}{place}"
    if isinstance(error, UnknownError):
        return _answer(request, "unknown", 404, detail)
    if isinstance(error, QueryError):
        return _answer(request, "question", 400, detail, remedy=error.remedy)
    if isinstance(error, StoreError):
        # Where the store lies is for the operator to know.
        return _answer(request, "store", 503, error.what, headers={"Retry-After": "5"})
    return _answer(request, "fault", 500, error.what)


def _of_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(
        Fault(parameter=str(one["loc"][-1])[:LONGEST], detail=str(one["msg"])[:LONGEST])
        for one in error.errors()
    )
    names = ", ".join(dict.fromkeys(fault.parameter for fault in faults))
    return _answer(request, "parameter", 422, f"not understood: {names}", errors=faults)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = CODES.get(error.status_code, "question")
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = "GET, HEAD"  # HEAD is answered before an address is looked for
    detail = str(error.detail) if kind != "unknown" else "there is no such address"
    return _answer(request, kind, error.status_code, detail, headers=headers)


def _of_fault(request: Request, error: Exception) -> Response:
    return _answer(request, "fault", 500, f"an unexpected {type(error).__name__}")
