"""What an assistant meets that asks a store over the Model Context Protocol."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

import rapporteur
from rapporteur.client import Rapporteur
from rapporteur.evidence import Anchor, Point, Recommendation, Source, check_quotation
from rapporteur.mcp.record import open_record
from rapporteur.pipeline import ingest
from rapporteur.publish.cite import FORMATS
from rapporteur.review.decide import By, confirm
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.choice import FILTERS
from rapporteur.store.searches import save_search
from rapporteur.store.vectors import KeptVectors

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://record.example"
LATER = """\
International Dialogue on Migration 2021
Geneva, 12 to 13 October 2021

Panel 1: Pathways

The representative of Chile said that her Government had opened a new regular pathway for migrant
workers by issuing temporary work visas. She noted that 300 permits had been granted.
"""
ALIKE = {
    "one": (
        "The representative of Chile said that fishing licences had been renewed for two years.",
        "The representative of Chile said that governments should train young net makers.",
    ),
    "other": (
        "The representative of Peru said that licences for fishing had been renewed for a year.",
        "The representative of Kenya said that governments should train young makers of nets.",
    ),
}


class Assistant:
    """A client's session with `rapporteur mcp`, from the handshake on."""

    def __init__(self, portal: Any, client: Client) -> None:
        self.portal, self.client = portal, client

    def ask(self, tool: str, **arguments: Any) -> dict[str, Any]:
        answer = self.portal.call(self.client.call_tool, tool, arguments)
        assert not answer.is_error, answer.content[0].text
        found: dict[str, Any] = answer.structured_content
        return found

    def refused(self, tool: str, **arguments: Any) -> dict[str, str]:
        answer = self.portal.call(self.client.call_tool, tool, arguments)
        assert answer.is_error
        told: dict[str, str] = json.loads(answer.content[0].text)
        assert told.keys() == {"error", "what", "where", "remedy"}
        assert told["what"] and told["remedy"]
        return told

    def run(self, name: str, *arguments: Any) -> Any:
        return self.portal.call(getattr(self.client, name), *arguments)


@contextmanager
def talking(place: Path, log: Path) -> Iterator[Assistant]:
    command = [*("-m", "rapporteur", "--store", str(place), "mcp", "--address", SITE)]
    started = StdioServerParameters(command=sys.executable, args=command)
    with (
        log.open("w") as errors,
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(started, errlog=errors))) as client,
    ):
        yield Assistant(portal, client)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    found, later = folder / "rapporteur.db", folder / "later.txt"
    later.write_text(LATER)
    engine = open_store(str(found))
    ingest([str(ROOT / "sample")], engine, Settings())
    ingest([str(later)], engine, Settings(), dialogue="A Later Dialogue")
    save_search(engine, "Permits", "permits", {"kind": "practice"})
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def assistant(place: Path) -> Iterator[Assistant]:
    with talking(place, place.with_suffix(".log")) as found:
        yield found


@pytest.fixture(scope="module")
def record(place: Path) -> Iterator[Rapporteur]:
    with rapporteur.open(place) as found:
        yield found


def quoted(answer: Any) -> Iterator[dict[str, Any]]:
    """Everything with a quotation, however deep."""
    if isinstance(answer, dict):
        if "quotation" in answer:
            yield answer
        answer = list(answer.values())
    if isinstance(answer, list):
        for part in answer:
            yield from quoted(part)


def test_every_quotation_of_every_tool_stands_on_the_page_it_names(
    assistant: Assistant, record: Rapporteur
) -> None:
    hit = assistant.ask("find", query="nurses Germany")["hits"][0]
    answers = [
        assistant.ask("find", query="permits women migrants", limit=50),
        assistant.ask("read", id=hit["id"], around=5),
        assistant.ask("recommendations", limit=50),
        assistant.ask("practices", limit=50),
        assistant.ask("compare", by="voice", one="PRT", other="PHL", code="15"),
    ]
    items = [item for answer in answers for item in quoted(answer)]
    assert len(items) > 40
    for item in items:
        held = record.get(item["id"])
        assert isinstance(held, Point | Recommendation)
        anchor: Anchor = held.anchor
        check_quotation(item["quotation"], anchor, record.get(anchor.source, Source).pages)
        assert item["page"] == anchor.page
        assert item["address"].startswith(f"{SITE}/sources/{anchor.source}/pages/{item['page']}#")


def test_a_question_is_answered_with_voice_page_reason_and_standing(assistant: Assistant) -> None:
    found = assistant.ask("find", query="nurses Germany", limit=1)
    (hit,) = found["hits"]
    assert (hit["voice"], hit["codes"], hit["manner"]) == ("Philippines", ["PHL"], "floor")
    assert (hit["kind"], hit["file"], hit["page"]) == ("practice", "report.pdf", 5)
    assert "nurses" in hit["why"] and hit["standing"] == "proposed"
    assert any(code["framework"] == "gcm" and code["title"] for code in hit["serves"])


def test_a_country_may_be_named_in_a_filter_as_people_name_it(assistant: Assistant) -> None:
    by_name = assistant.ask("find", query="permit", filters={"voice": "Portugal"})
    assert by_name == assistant.ask("find", query="permit", filters={"voice": "prt"})
    assert {tuple(hit["codes"]) for hit in by_name["hits"]} == {("PRT",)}


@pytest.mark.parametrize(
    ("question", "outcome", "note"),
    [
        ("What did Mongolia do about nurses?", "silent", "The record does not say."),
        ("What became of the QZT?", "unclear", "Nothing in the record clearly answers"),
    ],
)
def test_a_question_without_an_answer_is_told_how_sure_that_is(
    assistant: "Assistant", question: str, outcome: str, note: str
) -> None:
    found = assistant.ask("find", query=question)
    assert found["outcome"] == outcome and found["answering"] == []
    assert found["hits"] == [] or note in found["note"]


def test_nothing_found_says_so_and_is_no_error(assistant: Assistant) -> None:
    found = assistant.ask("find", query="permit", filters={"voice": "Iceland"})
    assert found["hits"] == [] and "does not tell" in found["note"]


@pytest.mark.parametrize(
    ("tool", "arguments", "error", "where"),
    [
        ("find", {"query": "a", "filters": {"voice": "Atlantis"}}, "QueryError", "Atlantis"),
        ("find", {"query": "a", "filters": {"voices": "PRT"}}, "QueryError", "filters.voices"),
        ("find", {"query": "a", "filters": {"gcm": "99"}}, "QueryError", "99"),
        ("find", {"query": "a", "filters": {"group": "martians"}}, "QueryError", "martians"),
        ("find", {"query": "a", "filters": {"dialogue": "No"}}, "QueryError", "No"),
        ("find", {"query": "a", "filters": {"segment": "Panel 1"}}, "QueryError", "Panel 1"),
        ("find", {"query": "a", "filters": {"source": "report.pdf"}}, "QueryError", "report.pdf"),
        ("find", {"query": "a", "voice": "PRT"}, "QueryError", "voice"),
        ("find", {"query": "a", "limit": 51}, "QueryError", "limit"),
        ("find", {"query": "a" * 2_001}, "QueryError", "query"),
        ("find", {}, "QueryError", "query"),
        ("read", {"id": "pnt-none"}, "UnknownError", "pnt-none"),
        ("read", {"id": "stm-none"}, "UnknownError", "stm-none"),
        ("read", {"id": "seg-none"}, "UnknownError", "seg-none"),
        ("read", {"id": "src-none"}, "UnknownError", "src-none, page 1"),
        ("read", {"id": "prc-none"}, "UnknownError", "prc-none"),
        ("read", {"id": "rec-none"}, "UnknownError", "rec-none"),
        ("read", {"id": "something"}, "QueryError", "something"),
        ("cite", {"points": ["pnt-none"]}, "UnknownError", "pnt-none"),
        ("cite", {"points": []}, "QueryError", "points"),
        ("cite", {"points": ["pnt-none"], "style": "apa"}, "QueryError", "style"),
        ("list_segments", {"dialogue": "No"}, "QueryError", "No"),
        ("compare", {"by": "year", "one": "2020", "other": "1999", "code": "5"},
         "QueryError", "1999"),
        ("compare", {"by": "voice", "one": "PRT", "other": "Portugal", "code": "5"},
         "QueryError", "PRT"),
        ("compare", {"by": "voice", "one": "PRT", "other": "CHL", "code": "77"},
         "QueryError", "77"),
        ("compare", {"by": "voice", "one": "PRT", "other": "CHL", "code": "5",
                     "filters": {"voice": "PRT"}}, "QueryError", "voice"),
        ("write", {}, "QueryError", "write"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_what_where_and_what_to_do(
    assistant: Assistant, tool: str, arguments: dict[str, Any], error: str, where: str
) -> None:
    told = assistant.refused(tool, **arguments)
    assert (told["error"], told["where"]) == (error, where)


def test_an_assistant_reads_a_point_among_its_neighbours_and_in_its_statement(
    assistant: Assistant, record: Rapporteur
) -> None:
    hit = assistant.ask("find", query="Programa Escolhas", limit=1)["hits"][0]
    around = assistant.ask("read", id=hit["id"], around=1)["points"]
    assert [item["id"] for item in around][1] == hit["id"] and len(around) == 3
    told = assistant.ask("read", id=hit["statement"])["points"]
    statement = record.statement_of(record.get(hit["id"], Point))
    assert [item["id"] for item in told] == [point.id for point in statement.points]
    one = assistant.ask("read", id=hit["statement"], limit=1)
    rest = assistant.ask("read", id=hit["statement"], start=one["next"], limit=50)
    assert [item["id"] for item in one["points"] + rest["points"]] == [i["id"] for i in told]
    assert rest["next"] is None


def test_an_assistant_reads_a_page_and_a_segment(assistant: Assistant, record: Rapporteur) -> None:
    hit = assistant.ask("find", query="nurses Germany", limit=1)["hits"][0]
    anchor = record.get(hit["id"], Point).anchor
    page = assistant.ask("read", id=anchor.source, page=5, limit=50)
    assert page["text"] == record.get(anchor.source, Source).pages[4].text
    assert page["pages"] == 6 and hit["id"] in {item["id"] for item in page["points"]}
    segments = assistant.ask("list_segments", dialogue=hit["dialogue"])["segments"]
    (segment,) = [one for one in segments if one["title"] == hit["segment"]]
    inside = assistant.ask("read", id=segment["id"], limit=50)
    assert hit["id"] in {item["id"] for item in inside["points"]}
    above = assistant.ask("read", id=segment["inside"])
    assert segment in above["segments"]


def test_what_is_held_can_be_listed(assistant: Assistant, record: Rapporteur) -> None:
    held = assistant.ask("list_dialogues")["dialogues"]
    assert {one["starts"] for one in held} == {"2020-10-15", "2021-10-12"}
    assert {s["file"] for one in held for s in one["sources"]} == {
        *("agenda.html", "concept-note.txt", "report.pdf", "later.txt")
    }
    assert not any(one["more_sources"] for one in held)
    people = assistant.ask("list_participants", name="pereira")["participants"]
    assert people[0]["name"] == "Cláudia Pereira" and people[0]["entity"] == "PRT"
    states = assistant.ask("list_entities", name="portu")["entities"]
    assert states == [{"code": "PRT", "name": "Portugal", "kind": "state"}]
    codes = assistant.ask("list_codes", framework="gcm", limit=50)
    assert len(codes["codes"]) == 23 and codes["next"] is None
    told = {c.code.code: sum(c.kinds.values()) for c in record.coverage() if c.framework == "gcm"}
    assert {c["code"]: c["points"] for c in codes["codes"]}.items() <= told.items()
    first = assistant.ask("list_codes", framework="sdg", parts=True, limit=50)
    assert first["next"] == 50 and any("." in code["code"] for code in first["codes"])


def test_saved_searches_can_be_listed_and_asked_again(assistant: Assistant) -> None:
    (saved,) = assistant.ask("list_searches")["searches"]
    assert (saved["name"], saved["question"], saved["filters"]) == (
        "Permits", "permits", {"kind": "practice"},
    )  # fmt: skip
    assert saved["new"] == 0
    found = assistant.ask("find", query=saved["question"], filters=saved["filters"])["hits"]
    assert found and {hit["kind"] for hit in found} == {"practice"}


def test_recommendations_and_practices_stand_on_sentences_that_can_be_cited(
    assistant: Assistant,
) -> None:
    asked = assistant.ask("recommendations", origin="report", limit=50)["recommendations"]
    assert len(asked) == 4 and {tuple(one["by"]) for one in asked} == {("report",)}
    calls = assistant.ask("recommendations", origin="call", limit=2)
    assert calls["next"] == 2 and len(calls["recommendations"]) == 2
    done = assistant.ask("practices", filters={"voice": "PRT"})["practices"]
    assert done and all("PRT" in one["implementers"] for one in done)
    keys = [asked[0]["points"][0], done[0]["points"][0]["id"]]
    cited = assistant.ask("cite", points=keys)["citations"]
    assert [one["point"] for one in cited] == keys
    assert asked[0]["quotation"] in cited[0]["citation"] and SITE in cited[0]["citation"]


def test_two_years_dialogues_or_voices_are_compared_on_an_objective(assistant: Assistant) -> None:
    years = assistant.ask("compare", by="year", one="2020", other="2021", code="5")
    assert years["title"].startswith("Enhance availability")
    assert years["other"]["voices"] == ["CHL"] and years["other"]["points"] >= 1
    assert "PRT" in years["one"]["voices"] and "PRT" not in years["other"]["voices"]
    for side in (years["one"], years["other"]):
        assert side["points"] == sum(side["kinds"].values()) >= len(side["said"]) > 0
        assert "other" not in side["kinds"]
        sure = [next(c["confidence"] for c in one["serves"] if c["code"].split(".")[0] == "5")
                for one in side["said"]]  # fmt: skip
        assert sure == sorted(sure, reverse=True)
    titles = [one["title"] for one in assistant.ask("list_dialogues")["dialogues"]]
    meetings = assistant.ask("compare", by="dialogue", one=titles[1], other=titles[0], code="5")
    assert {meetings["one"]["points"], meetings["other"]["points"]} == {
        *(years["one"]["points"], years["other"]["points"])
    }
    silent = assistant.ask("compare", by="voice", one="PRT", other="IOM", code="23")
    assert silent["other"]["points"] == 0 and silent["other"]["said"] == []


@pytest.mark.parametrize(
    ("style", "begins"),
    [("plain", "“"), ("bibtex", "@misc{"), ("ris", "TY  - "), ("csl-json", "[")],
)
def test_points_are_cited_in_the_style_asked_for(
    assistant: Assistant, style: str, begins: str
) -> None:
    key = assistant.ask("find", query="nurses Germany", limit=1)["hits"][0]["id"]
    (cited,) = assistant.ask("cite", points=[key, key], style=style)["citations"]
    assert cited["citation"].startswith(begins) and f"pages/5#{key}" in cited["citation"]
    assert len(FORMATS) == 4


def test_the_same_point_elsewhere_is_quoted_with_its_reason(assistant: Assistant) -> None:
    found = [
        hit
        for point in assistant.ask("find", query="migrants pandemic health", limit=20)["hits"]
        for hit in assistant.ask("similar", id=point["id"], limit=2)["hits"]
    ]
    assert found and all(hit["why"] and hit["of"] == "" for hit in found)
    assert assistant.refused("similar", id="pnt-none")["error"] == "UnknownError"


def test_what_says_the_same_as_a_recommendation_or_practice_is_found(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "alike.db"))
    for name, (licences, nets) in ALIKE.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(f"Panel 1: Fishing\n\n{licences}\n{nets}\n")
        ingest([str(file)], store, Settings(), dialogue=name)
    store.dispose()
    with talking(tmp_path / "alike.db", tmp_path / "log") as assistant:
        for tool in ("recommendations", "practices"):
            one, other = (
                assistant.ask(tool, filters={"dialogue": name})[tool][0]["id"] for name in ALIKE
            )
            (hit,) = assistant.ask("similar", id=one)["hits"]
            assert hit["of"] == other and hit["why"]


def test_the_means_of_a_measure_is_a_filter_of_every_tool(assistant: Assistant) -> None:
    visas = {"instrument": "visa"}
    done = assistant.ask("practices", filters=visas)["practices"]
    assert done and all("visa" in one["instruments"] for one in done)
    hits = assistant.ask("find", query="visas permits migrants", filters=visas)["hits"]
    assert hits and {hit["id"] for hit in hits} <= {
        point["id"] for one in done for point in one["points"]
    }
    asked = assistant.ask("recommendations", filters=visas)
    assert asked["recommendations"] == []  # what is asked for is no measure yet
    years = {"by": "year", "one": "2020", "other": "2021", "code": "5"}
    sides = assistant.ask("compare", **years, filters=visas)
    assert sides["one"]["points"] + sides["other"]["points"] > 0


def test_tools_tell_what_they_take_and_that_they_only_read(assistant: Assistant) -> None:
    tools = assistant.run("list_tools").tools
    assert [tool.name for tool in tools] == [
        *("find", "read", "similar", "compare", "recommendations", "practices", "cite"),
        *("list_dialogues", "list_segments", "list_participants", "list_entities", "list_codes"),
        "list_searches",
    ]
    for tool in tools:
        assert tool.annotations.read_only_hint and not tool.annotations.destructive_hint
        assert len(tool.description) > 60 and tool.output_schema["properties"]
        assert tool.input_schema["additionalProperties"] is False
    wanted = tools[0].input_schema["$defs"]["Filters"]["properties"]
    assert wanted.keys() == FILTERS.keys() and all(one["description"] for one in wanted.values())
    assert "Never mend" in assistant.client.instructions
    prompt = assistant.run("get_prompt", "answer_from_the_record", {"question": "Who paid?"})
    assert "Question: Who paid?" in prompt.messages[0].content.text


def test_a_point_and_a_page_are_resources_too(assistant: Assistant, record: Rapporteur) -> None:
    hit = assistant.ask("find", query="nurses Germany", limit=1)["hits"][0]
    (told,) = assistant.run("read_resource", f"rapporteur://points/{hit['id']}").contents
    assert json.loads(told.text)["quotation"] == hit["quotation"]
    source = record.get(hit["id"], Point).anchor.source
    (page,) = assistant.run("read_resource", f"rapporteur://sources/{source}/pages/5").contents
    assert page.text == record.get(source, Source).pages[4].text
    for unknown in ("points/pnt-none", f"sources/{source}/pages/99"):
        with pytest.raises(MCPError, match="there is no such"):
            assistant.run("read_resource", f"rapporteur://{unknown}")


def copy_of(place: Path, folder: Path) -> Path:
    other = folder / "copy.db"
    with sqlite3.connect(place) as held, sqlite3.connect(other) as made:
        held.backup(made)
    held.close()
    made.close()
    return other


def test_a_quotation_that_its_page_no_longer_holds_never_leaves(
    place: Path, tmp_path: Path
) -> None:
    store = copy_of(place, tmp_path)
    connection = sqlite3.connect(store)
    with connection:
        connection.execute("UPDATE page SET text = replace(text, 'nurses', 'horses')")
    connection.close()
    log = tmp_path / "log"
    with talking(store, log) as assistant:
        told = assistant.refused("find", query="nurses Germany")
        assert told["error"] == "EvidenceError" and told["where"].endswith("page 5")
        key = rapporteur_id(store)
        for tool, arguments in (("read", {"id": key}), ("cite", {"points": [key]})):
            assert assistant.refused(tool, **arguments)["error"] == "EvidenceError"
        assert assistant.refused("practices", limit=50)["error"] == "EvidenceError"
        with pytest.raises(MCPError, match="quotation not found"):
            assistant.run("read_resource", f"rapporteur://points/{key}")


def rapporteur_id(store: Path) -> str:
    connection = sqlite3.connect(store)
    (key,) = connection.execute("SELECT id FROM point WHERE text LIKE '%nurses to%'").fetchone()
    connection.close()
    return str(key)


def test_what_a_person_judged_is_marked_so(place: Path, tmp_path: Path) -> None:
    store = copy_of(place, tmp_path)
    engine = open_store(str(store))
    confirm(engine, rapporteur_id(store), By("Ana Lua"), ["kind"])
    engine.dispose()
    with talking(store, tmp_path / "log") as assistant:
        hit = assistant.ask("find", query="nurses Germany", limit=1)["hits"][0]
    assert (hit["standing"], hit["judged"]) == ("judged", ["kind"])


def test_nothing_in_the_store_changes_whatever_is_asked(place: Path, tmp_path: Path) -> None:
    store = copy_of(place, tmp_path)
    before = sha256(store.read_bytes()).digest()
    with talking(store, tmp_path / "log") as assistant:
        key = assistant.ask("find", query="permit")["hits"][0]["id"]
        assistant.ask("read", id=key)
        assistant.ask("cite", points=[key])
        assistant.ask("practices")
        assistant.ask("compare", by="voice", one="PRT", other="PHL", code="5")
    assert sha256(store.read_bytes()).digest() == before
    assert (tmp_path / "log").read_text() == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE page SET text = ''",
        "DELETE FROM point",
        "INSERT INTO change(source, token) VALUES ('a', 'b')",
        "DELETE FROM vector",
        "CREATE TABLE more(a)",
        "DROP TABLE point",
        "ALTER TABLE point ADD COLUMN more",
        "ATTACH ':memory:' AS more",
        "VACUUM",
        "PRAGMA writable_schema = ON",
        "PRAGMA user_version = 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_record(
    place: Path, tmp_path: Path, statement: str
) -> None:
    record = open_record(str(copy_of(place, tmp_path)), SITE)
    with record.store.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        with pytest.raises(DatabaseError, match="authoriz"):
            connection.execute(text(statement))
    record.client.close()


def test_the_schema_cannot_be_changed_though_lists_are_read(place: Path, tmp_path: Path) -> None:
    record = open_record(str(copy_of(place, tmp_path)), SITE)
    with record.store.connect() as connection:
        assert connection.execute(text("SELECT value FROM json_each('[7]')")).scalar_one() == 7
        for change in ("UPDATE sqlite_master SET sql = ''", "UPDATE sqlite_schema SET name = 'a'"):
            with pytest.raises(DatabaseError, match="may not be modified"):
                connection.execute(text(change))
    record.client.close()


def test_search_may_keep_the_vectors_it_works_out(place: Path, tmp_path: Path) -> None:
    record = open_record(str(copy_of(place, tmp_path)), SITE)
    keep = KeptVectors(record.store)
    keep.add({"a-key": b"12"})
    assert keep.find(["a-key"]) == {"a-key": b"12"}
    record.client.close()


def test_a_store_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rapporteur", "--store", str(tmp_path / "none.db"), "mcp"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and "there is no store here" in done.stderr
    assert done.stdout == ""
