"""The server: tools, resources and prompt of a record, and errors that say what to do."""

import json
import logging
from collections.abc import Callable
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp.server.mcpserver.prompts import Prompt
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from rapporteur import __version__
from rapporteur.errors import QueryError, RapporteurError, UnknownError
from rapporteur.mcp.asking import Asking
from rapporteur.mcp.citing import Citing
from rapporteur.mcp.finding import Finding
from rapporteur.mcp.listing import Listing
from rapporteur.mcp.prompts import RULES, answer_from_the_record
from rapporteur.mcp.reading import Reading
from rapporteur.mcp.record import Proof, Record, open_record
from rapporteur.store.view import find_page

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
HELP = "see the tool's description for what it takes"
OURS = "report this: the server's error output has more"
logger = logging.getLogger(__name__)


class RecordServer(MCPServer[Any]):
    """Answers every error as an object: which error, what, where and the remedy."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; what it cannot answer comes back as an error that the caller can read."""
        try:
            await self._refuse_unknown(name, arguments)
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            return _answer(_explain(error, name))
        except RapporteurError as error:
            return _answer(error)

    async def _refuse_unknown(self, name: str, arguments: dict[str, Any]) -> None:
        """Refuse a slip in an argument's name: left out, it would widen the question in silence."""
        for tool in await self.list_tools():
            known = tool.input_schema["properties"] if tool.name == name else arguments
            if unknown := sorted(arguments.keys() - known):
                raise QueryError(
                    "the tool takes no such argument",
                    place=unknown[0],
                    remedy=f"use one of {', '.join(known)}",
                )


def make_server(place: str, site: str) -> RecordServer:
    """Return the server of a store; raise SettingError where there is none."""
    record = open_record(place, site)
    server = RecordServer(
        "rapporteur",
        title="Rapporteur",
        version=__version__,
        instructions=RULES,
        tools=[_tool(function) for function in _tools(record)],
        log_level="WARNING",
    )
    server.add_prompt(Prompt.from_function(answer_from_the_record))
    _add_resources(server, record)
    return server


def _tools(record: Record) -> tuple[Callable[..., Any], ...]:
    """Every tool there is, in the order of their use."""
    finding, reading, listing = Finding(record), Reading(record), Listing(record)
    asking, citing = Asking(record), Citing(record)
    return (
        finding.find,
        reading.read,
        finding.similar,
        finding.compare,
        asking.recommendations,
        asking.practices,
        citing.cite,
        listing.list_dialogues,
        listing.list_segments,
        listing.list_participants,
        listing.list_entities,
        listing.list_codes,
        listing.list_searches,
    )


def _tool(function: Callable[..., Any]) -> Tool:
    tool = Tool.from_function(function, annotations=READS, structured_output=True)
    tool.parameters["additionalProperties"] = False
    return tool


def _add_resources(server: RecordServer, record: Record) -> None:
    @server.resource("rapporteur://points/{key}", mime_type="application/json")
    def point(key: str) -> str:
        """A point: its quotation, voice, labels and place."""
        try:
            return next(Proof(record).show([key])).model_dump_json()
        except UnknownError as error:
            raise ResourceNotFoundError(str(error)) from error
        except RapporteurError as error:
            raise ResourceError(str(error)) from error

    @server.resource("rapporteur://sources/{key}/pages/{number}", mime_type="text/plain")
    def page(key: str, number: int) -> str:
        """The text of a source's page, as it was read."""
        found = find_page(record.store, key, number)
        if found is None:
            raise ResourceNotFoundError(f"there is no such page: {key}, page {number}")
        return found.text


def _explain(error: ToolError, name: str) -> RapporteurError:
    cause = error.__cause__
    if isinstance(cause, ToolError) and cause.__cause__ is not None:
        cause = cause.__cause__
    if isinstance(cause, RapporteurError):
        return cause
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return QueryError(first["msg"], place=where, remedy=HELP)
    if cause is None:
        return QueryError("there is no such tool", place=name, remedy="tools/list has them all")
    logger.error("%s failed", name, exc_info=cause)
    return RapporteurError("the question could not be answered", place=name, remedy=OURS)


def _answer(error: RapporteurError) -> CallToolResult:
    """The error as text alone: clients check structured content against the tool's own shape."""
    told = {
        "error": type(error).__name__,
        "what": error.what,
        "where": error.place,
        "remedy": error.remedy,
    }
    text = json.dumps(told, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)
