"""The API as whoever reads it meets it, over HTTP."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Notice
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import EXPORTS
from rapporteur.review.agree import draw_sample
from rapporteur.review.decide import By, confirm
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.searches import save_search
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import list_dialogues
from rapporteur.store.write import save_refusal, save_run
from rapporteur.web.api import search
from rapporteur.web.api.paging import write_cursor
from rapporteur.web.app import make_app
from tests.making import TEXT, make_run, speak_as

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
ROOT = "/api/v1"
LISTS = (
    "dialogues",
    "sources",
    "segments",
    "participants",
    "entities",
    "statements",
    "points",
    "figures",
    "practices",
    "recommendations",
    "notices",
    "review/points",
)
FILTERED = ("statements", "points", "figures", "practices", "recommendations")
IN_DIALOGUE = (
    "judgements", "segments", "participants", "entities", "sources", "notices", "points",
)  # fmt: skip
SINGLE = ("dialogues", "sources", "segments", "statements", "points", "practices", "searches")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(str(tmp_path_factory.mktemp("api") / "sample.db"))
    ingest([str(SAMPLE)], engine, Settings())
    save_refusal(engine, Notice("read", "damaged", "It ends too soon.", "broken.pdf"))
    save_search(engine, "Nurses", "nurses", {"kind": "practice"}, who="Ana")
    save_search(engine, "Of Chile", "", {"voice": "CHL"})
    confirm(engine, find_points(engine, Filter(kind="practice"))[0], By("Ana"))
    draw_sample(engine, Filter(), 3, By("Ana"))
    return engine


@pytest.fixture(scope="module")
def api(store: Engine) -> TestClient:
    return TestClient(make_app(store))


@pytest.fixture
def small(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    for n in range(3):
        add(engine, n)
    return engine


def add(engine: Engine, n: int) -> None:
    save_run(engine, make_run(f"{TEXT}{n}\n", f"{n}.txt", f"Dialogue {n}"))


def links_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, list):
        for one in answer:
            yield from links_in(one)
    elif isinstance(answer, dict):
        yield from answer.get("links", {}).values()
        for one in answer.values():
            yield from links_in(one)


def walk(
    api: TestClient, address: str, between: Callable[[], object] = list
) -> Iterator[dict[str, Any]]:
    while address:
        answer = api.get(address)
        assert answer.status_code == 200, answer.text
        yield from answer.json()["items"]
        address = answer.json()["links"].get("next", "")
        between()


def get_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["remedy"]
    assert problem["instance"].startswith(ROOT)
    assert problem["type"].startswith(f"{ROOT}/docs#problem-")
    return problem


def test_every_address_is_reached_from_the_root_by_links(api: TestClient) -> None:
    kinds = {path: re.sub(r"\{\w+\}", "[^/]+", path) for path in schema_of(api)["paths"]}
    seen: set[str] = set()
    met: set[str] = set()
    waiting = [f"{ROOT}/"]
    while waiting:
        address = waiting.pop().format(q="visas", one="CHL", two="PRT")
        if address in seen:
            continue
        seen.add(address)
        answer = api.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
        path = address.partition("?")[0].removeprefix(ROOT)
        met |= {kind for kind, pattern in kinds.items() if re.fullmatch(pattern, path)}
        if address.startswith(ROOT) and answer.headers["content-type"] == "application/json":
            waiting += [] if "openapi" in address else list(links_in(answer.json()))
    assert met == set(kinds)
    assert len(seen) > 200


def schema_of(api: TestClient) -> dict[str, Any]:
    schema: dict[str, Any] = api.get(f"{ROOT}/openapi.json").json()
    return schema


def test_the_description_is_valid_openapi_and_says_what_everything_is(api: TestClient) -> None:
    schema = schema_of(api)
    assert schema["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(schema).validate()
    for path, methods in schema["paths"].items():
        for one in methods.values():
            assert one["summary"], path
            assert one["description"], path
            assert "application/problem+json" in one["responses"]["404"]["content"]
            for parameter in one.get("parameters", ()):
                said = parameter.get("description") or parameter["schema"].get("description")
                assert said or parameter["in"] == "path", f"{path}: {parameter['name']}"
    for name, shape in schema["components"]["schemas"].items():
        assert shape.get("description"), name
    assert "HTTPValidationError" not in schema["components"]["schemas"]


def test_answers_keep_to_the_description(api: TestClient) -> None:
    shapes = schema_of(api)["components"]["schemas"]
    point = api.get(f"{ROOT}/points?limit=1").json()["items"][0]
    assert set(point) == set(shapes["PointItem"]["properties"])
    asked = api.get(f"{ROOT}/recommendations?limit=1").json()["items"][0]
    assert set(asked) == set(shapes["RecommendationItem"]["properties"])
    assert "from" in asked


def test_the_page_about_the_api_fetches_nothing_from_elsewhere(api: TestClient) -> None:
    page = api.get(f"{ROOT}/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert not re.findall(r"(?:href|src)=\"(?!/|#)", page.text)
    assert not re.findall(r'<script(?! src="/static/)', page.text)
    for path in schema_of(api)["paths"]:
        assert f"<code>{ROOT}{path}</code>" in page.text
    problem = api.get(f"{ROOT}/points/pnt-none").json()["type"]
    assert f'id="{problem.partition("#")[2]}"' in page.text


@pytest.mark.parametrize("name", LISTS)
def test_a_walk_by_cursor_gives_each_thing_once_while_files_are_taken_in(
    small: Engine, name: str
) -> None:
    api = TestClient(make_app(small))
    before = [str(item) for item in walk(api, f"{ROOT}/{name}")]
    added = iter(range(3, 100))

    def take_in() -> None:
        if (n := next(added)) < 8:
            add(small, n)
            add(small, 1)  # once more

    met = [str(item) for item in walk(api, f"{ROOT}/{name}?limit=1", take_in)]
    assert len(met) == len(set(met))
    if name != "entities":  # these count the dialogues that name them
        assert len(before) >= 3
        assert set(before) <= set(met)


def test_a_search_gives_each_hit_once_while_files_are_taken_in(small: Engine) -> None:
    api = TestClient(make_app(small))
    added = iter(range(3, 100))

    def take_in() -> None:
        if (n := next(added)) < 6:
            add(small, n)

    address = f"{ROOT}/search?q=permits answer&limit=1"
    before = [hit["id"] for hit in walk(api, address)]
    met = [hit["id"] for hit in walk(api, address, take_in)]
    assert len(before) == 2  # three files say the same two things, and what is alike is folded
    assert len(met) == len(set(met))
    assert set(before) <= set(met)


@pytest.mark.parametrize("name", [*LISTS, "coverage", "frameworks"])
def test_what_has_not_changed_is_not_sent_again(small: Engine, name: str) -> None:
    api = TestClient(make_app(small))
    first = api.get(f"{ROOT}/{name}")
    tag = {"If-None-Match": f'"another", {first.headers["etag"]}'}
    again = api.get(f"{ROOT}/{name}", headers=tag)
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    add(small, 7)
    assert api.get(f"{ROOT}/{name}", headers=tag).status_code == (
        304 if name == "frameworks" else 200
    )


def test_a_head_request_gets_the_headers_alone(api: TestClient) -> None:
    whole, head = (api.request(how, f"{ROOT}/points") for how in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


def test_answers_are_packed_only_for_who_can_unpack(api: TestClient) -> None:
    packed = api.get(f"{ROOT}/points", headers={"Accept-Encoding": "gzip"})
    plain = api.get(f"{ROOT}/points", headers={"Accept-Encoding": "gzip;q=0, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]


def test_the_last_page_of_a_search_that_is_cut_says_so(
    small: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ("Kilns need permits.", "Boats wait for permits in May.", "Permits of bees lapse.")
    save_run(small, make_run("".join(f"{text}\n" for text in said), "b.txt", "Bees"))
    api = TestClient(make_app(small))

    def ask() -> list[tuple[int, list[str]]]:
        address, pages = f"{ROOT}/search?q=permits&dialogue=Bees&mode=text&limit=1", []
        while address:
            page = api.get(address).json()
            pages.append((len(page["items"]), page["notes"]))
            address = page["links"].get("next", "")
        return pages

    assert ask() == [(1, []), (1, []), (1, [])]
    add(small, 9)  # so that what was answered is not answered from memory
    monkeypatch.setattr(search, "DEEPEST", 2)
    first, last = ask()
    assert first == (1, [])
    assert "more match" in last[1][0]


def test_the_longest_cursor_that_a_search_gives_is_taken(api: TestClient) -> None:
    marks = "0" * search.MARK * (search.DEEPEST - 1)
    cursor = write_cursor(f"{ROOT}/search", (marks,))
    assert api.get(f"{ROOT}/search?q=nurses&limit=1&cursor={cursor}").status_code == 200


def test_a_file_comes_as_it_was_received_and_is_kept_for_good(api: TestClient) -> None:
    found = {}
    described = schema_of(api)["paths"]["/sources/{key}/file"]["get"]["responses"]
    kinds = described["200"]["content"]
    for source in walk(api, f"{ROOT}/sources"):
        answer = api.get(source["links"]["file"])
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"].partition(";")[0] in kinds
        assert len(answer.content) == source["bytes"]
        tag = {"If-None-Match": answer.headers["etag"]}
        assert api.get(source["links"]["file"], headers=tag).status_code == 304
        found[source["name"]] = answer.content
    assert found == {path.name: path.read_bytes() for path in SAMPLE.iterdir()}


@pytest.mark.parametrize("name", [*SINGLE, "recommendations", "frameworks", "entities"])
@pytest.mark.parametrize(
    "key",
    ["none", "pnt-0000000000000000", "%00", "%F0%9F%92%A3", "..%2F..%2Fetc", "'--", "x" * 3000],
)
def test_an_unknown_id_is_a_problem_that_says_so(api: TestClient, name: str, key: str) -> None:
    problem = get_problem(api.get(f"{ROOT}/{name}/{key}"), 404)
    assert len(str(problem)) < 1500


@pytest.mark.parametrize("number", ["0", "-1", "99", "9" * 30])
def test_a_page_beyond_the_last_is_a_problem(api: TestClient, number: str) -> None:
    pages = next(walk(api, f"{ROOT}/sources"))["links"]["pages"]
    get_problem(api.get(f"{pages}/{number}"), 404)


@pytest.mark.parametrize(
    "asked",
    [
        "points?limit=0",
        "points?limit=1000000",
        "points?limit=many",
        "points?kind=opinion",
        "points?manner=shouted",
        "points?vioce=PRT",
        "points?q=visas",
        "points?voice=" + "x" * 1000,
        "recommendations?origin=elsewhere",
        "segments?kind=lunch",
        "search",
        "search?q=" + "x" * 3000,
        "search?q=visas&limit=1000",
        "points/pnt-none/neighbours?span=1000",
        "?x=1",
        "docs?x=1",
        "openapi.json?x=1",
        "dialogues/dlg-none?x=1",
        "points/pnt-none?x=1",
        "sources/src-none/file?x=1",
        "entities/BGD?voice=BGD",
        "entities/BGD/profile?dialogue=x",
        "frameworks?voice=BGD",
        "frameworks/gcm/codes/15?voice=BGD",
        "review/samples/smp-none?who=Ana",
        "points?kind=practice&kind=challenge",
        "points?limit=1&limit=2",
        "search?q=visas&q=permits",
    ],
)
def test_a_parameter_that_is_not_understood_is_named(api: TestClient, asked: str) -> None:
    problem = get_problem(api.get(f"{ROOT}/{asked}"), 422)
    assert problem["errors"]
    assert all(fault["parameter"] in asked or "q" in fault.values() for fault in problem["errors"])


def test_a_parameter_that_is_given_twice_is_refused_as_such(api: TestClient) -> None:
    problem = get_problem(api.get(f"{ROOT}/points?voice=PRT&limit=1&limit=2"), 422)
    (fault,) = problem["errors"]
    assert fault["parameter"] == "limit"
    assert "once" in fault["detail"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "%00", "W10", "bnVsbA", "WyJwb2ludHMiXQ", "WyJwb2ludHMiLDEsMl0", "W" * 7000,
     "WyJwb2ludHMiLCJcdWQ4MDAiLDFd", "WyJwb2ludHMiLCJzIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0"],
)  # fmt: skip
def test_a_cursor_of_another_making_is_a_problem(api: TestClient, cursor: str) -> None:
    get_problem(api.get(f"{ROOT}/points?cursor={cursor}"), 400)


def test_a_cursor_of_another_list_is_a_problem(small: Engine) -> None:
    api = TestClient(make_app(small))
    cursor = api.get(f"{ROOT}/statements?limit=1").json()["cursor"]
    get_problem(api.get(f"{ROOT}/practices?cursor={cursor}"), 400)
    get_problem(api.get(f"{ROOT}/search?q=x&cursor={cursor}"), 400)


@pytest.mark.parametrize("asked", ["search?q=!!", "search?q=", "points?dialogue=Nowhere"])
def test_a_question_that_cannot_be_answered_is_a_problem(api: TestClient, asked: str) -> None:
    get_problem(api.get(f"{ROOT}/{asked}"), 400)


@pytest.mark.parametrize(
    "typed", ['"', "visas AND OR NOT", "text:*", "🙂 visas", "a" * 1999, "NEAR("]
)
def test_a_hostile_question_gets_an_answer(api: TestClient, typed: str) -> None:
    assert api.get(f"{ROOT}/search", params={"q": typed}).status_code in (200, 400)


def test_what_is_no_address_and_what_would_change_something_are_problems(api: TestClient) -> None:
    get_problem(api.get(f"{ROOT}/nothing/here"), 404)
    for how in ("POST", "PUT", "DELETE", "PATCH"):
        problem = api.request(how, f"{ROOT}/points")
        get_problem(problem, 405)
        assert problem.headers["allow"] == "GET, HEAD"


def test_a_damaged_store_is_a_problem_that_does_not_say_where_it_lies(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    engine = open_store(str(place))
    add(engine, 1)
    engine.dispose()
    content = place.read_bytes()
    place.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    answer = TestClient(make_app(engine)).get(f"{ROOT}/points")
    get_problem(answer, 503)
    assert str(tmp_path) not in answer.text
    assert answer.headers["retry-after"]


def test_other_sites_may_read_only_where_the_operator_lets_them(store: Engine) -> None:
    origin = {"Origin": "https://example.org"}
    closed = TestClient(make_app(store)).get(f"{ROOT}/points", headers=origin)
    assert "access-control-allow-origin" not in closed.headers
    client = TestClient(make_app(store, ["https://example.org"]))
    opened = client.get(f"{ROOT}/points", headers=origin)
    assert opened.headers["access-control-allow-origin"] == "https://example.org"
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    assert client.options(f"{ROOT}/points", headers=asked).status_code == 400


@pytest.mark.parametrize("name", [*FILTERED, "participants", "coverage"])
def test_the_api_says_what_the_export_says(api: TestClient, store: Engine, name: str) -> None:
    rows = list(EXPORTS["sentences" if name == "points" else name](store, Filter()))
    items = list(walk(api, f"{ROOT}/{name}"))
    assert len(items) == len(rows)
    known = {_name(item): item for item in items}
    for row in rows:
        item = known[_name(row)]
        for field in row.keys() & item.keys() - {"figures"}:
            assert item[field] == row[field], field
        assert not [f for f in row if f not in item and not f[0].isupper() and f != "also_told_in"]


def _name(row: dict[str, Any]) -> str:
    if "id" in row:
        return str(row["id"])
    names = ("name", "segment", "function", "point", "text", "framework", "code")
    return str([row.get(name) for name in names])


def test_a_practice_is_told_whole(api: TestClient, store: Engine) -> None:
    for row in EXPORTS["practices"](store, Filter()):
        item = api.get(f"{ROOT}/practices/{row['id']}").json()
        assert item["template"] == {name: row[name] for name in item["template"]}
        assert item["template"]["Title"] == row["title"]
        assert [m["id"] for m in item["also_told_in"]] == [m["id"] for m in row["also_told_in"]]
        assert [point["id"] for point in item["items"]] == row["points"]


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ("voice=PRT", Filter(voice="PRT")),
        ("kind=practice&manner=floor", Filter(kind="practice", manner="floor")),
        ("about=chl", Filter(about="CHL")),
        ("gcm=5", Filter(codes=(("gcm", "5"),))),
        ("sdg=3&voice=spoken", Filter(codes=(("sdg", "3"),), voice="spoken")),
        ("group=migrant_workers", Filter(group="migrant_workers")),
        ("voice=participants", Filter(voice="participants")),
    ],
)
@pytest.mark.parametrize("name", ["statements", "points", "practices", "recommendations"])
def test_filters_choose_what_they_choose_on_the_command_line(
    api: TestClient, store: Engine, name: str, asked: str, wanted: Filter
) -> None:
    what = "sentences" if name == "points" else name
    rows = [row["id"] for row in EXPORTS[what](store, wanted)]
    items = [item["id"] for item in walk(api, f"{ROOT}/{name}?{asked}&limit=3")]
    assert sorted(items) == sorted(rows)


def test_a_dialogue_can_be_named_by_its_title(api: TestClient) -> None:
    one = next(walk(api, f"{ROOT}/dialogues"))
    by_title = api.get(f"{ROOT}/points", params={"dialogue": one["title"].upper()}).json()
    by_id = api.get(f"{ROOT}/points", params={"dialogue": one["id"]}).json()
    assert by_title["items"] == by_id["items"] != []


@pytest.mark.parametrize("name", IN_DIALOGUE)
def test_every_list_takes_a_dialogue_by_id_or_title_and_refuses_an_unknown_one(
    small: Engine, name: str
) -> None:
    dialogue = list_dialogues(small)[1]
    confirm(small, find_points(small, Filter(dialogue=dialogue.id))[0], By("Ana"))
    api = TestClient(make_app(small))
    by_id, by_title, loud = (
        list(walk(api, f"{ROOT}/{name}?dialogue={said}"))
        for said in (dialogue.id, dialogue.title, dialogue.title.upper())
    )
    assert by_id
    assert by_id == by_title == loud
    get_problem(api.get(f"{ROOT}/{name}?dialogue=Nowhere"), 400)


def test_whoever_speaks_is_among_the_entities_under_its_code_and_usual_names(
    small: Engine,
) -> None:
    run = make_run(f"{TEXT}more\n", "more.txt", "One more")
    save_run(small, speak_as(run, "AFG", "Weavers of Elsewhere"))
    api = TestClient(make_app(small))
    codes = [item["code"] for item in walk(api, f"{ROOT}/entities?limit=1")]
    assert codes == ["AFG", "PRT", "Weavers of Elsewhere"]
    for said, code in (
        ("AFG", "AFG"),
        ("afg", "AFG"),
        ("Afghanistan", "AFG"),
        ("Weavers of Elsewhere", "Weavers of Elsewhere"),
    ):
        one = api.get(f"{ROOT}/entities/{said}").json()
        whole = api.get(f"{ROOT}/entities/{said}/profile").json()
        assert one["code"] == whole["code"] == code
        assert one["dialogues"] == len(whole["dialogues"]) == 1
        assert sum(one["said"].values()) == 2
        assert one["links"]["self"].endswith(quote(code))
        assert ("about" in one["links"]) == (one["kind"] == "state")
    get_problem(api.get(f"{ROOT}/entities/Nowhere/profile"), 404)


def test_participants_are_chosen_by_the_name_of_their_state(small: Engine) -> None:
    api = TestClient(make_app(small))
    by_code, by_name, low = (
        list(walk(api, f"{ROOT}/participants?voice={said}")) for said in ("PRT", "Portugal", "prt")
    )
    assert by_code
    assert by_code == by_name == low
    get_problem(api.get(f"{ROOT}/participants?voice=Nowhere"), 400)


def test_a_quotation_can_be_cut_from_the_page_its_anchor_names(api: TestClient) -> None:
    for point in walk(api, f"{ROOT}/points?kind=practice"):
        anchor = point["anchor"]
        texts = {
            part["page"]: api.get(f"{ROOT}/sources/{anchor['source']}/pages/{part['page']}").json()
            for part in anchor["parts"]
        }
        cut = "".join(
            part["glue"] + texts[part["page"]]["text"][part["start"] : part["end"]]
            for part in anchor["parts"]
        )
        assert cut == point["text"]
        assert point["id"] in [p["id"] for p in texts[anchor["parts"][0]["page"]]["points"]]


def test_neighbours_stand_around_the_point_in_reading_order(api: TestClient) -> None:
    items = list(walk(api, f"{ROOT}/points"))
    middle = items[10]
    found = api.get(middle["links"]["neighbours"], params={"span": 3}).json()
    row = [*found["before"], found["point"], *found["after"]]
    assert found["point"] == middle
    assert [p["order"] for p in row] == list(range(middle["order"] - 3, middle["order"] + 4))


def test_a_search_counts_what_each_further_filter_would_leave(api: TestClient) -> None:
    asked = {"q": "migrants", "counts": "true", "limit": "1"}
    found = api.get(f"{ROOT}/search", params=asked).json()
    assert found["total"] > 1
    for name in ("kind", "voice", "region", "figures", "sure", "reviewed"):
        for one in found["counts"][name][:4]:
            narrowed = api.get(f"{ROOT}/search", params={**asked, name: one["value"]}).json()
            assert narrowed["total"] == one["points"], (name, one)
    assert api.get(f"{ROOT}/search?q=migrants").json()["counts"] is None


def test_a_search_says_why_and_where_the_words_stand(api: TestClient) -> None:
    hit = api.get(f"{ROOT}/search", params={"q": "nurses Germany"}).json()["items"][0]
    assert "nurses" in hit["why"]
    words = [hit["text"][start:end].lower() for start, end in hit["marks"]]
    assert set(words) == {"nurses", "germany"}
    assert hit["id"] == api.get(hit["links"]["self"]).json()["id"]


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("What did Germany do about nurses?", "quoted"),
        ("What did Mongolia do about nurses?", "silent"),
        ("What became of the QZT?", "unclear"),
    ],
)
def test_a_reply_tells_what_is_claimed_of_the_record(
    api: TestClient, question: str, outcome: str
) -> None:
    reply = api.get(f"{ROOT}/search", params={"q": question}).json()["reply"]
    assert reply["outcome"] == outcome
    assert bool(reply["quoted"]) == (outcome == "quoted")


def test_a_refused_file_is_among_the_notices(api: TestClient) -> None:
    assert "broken.pdf" in [notice["source_file"] for notice in walk(api, f"{ROOT}/notices")]


def test_saved_searches_can_be_read_with_their_feeds_but_not_changed(api: TestClient) -> None:
    found = {item["name"]: item for item in walk(api, f"{ROOT}/searches?limit=1")}
    assert set(found) == {"Nurses", "Of Chile"}
    nurses = found["Nurses"]
    assert (nurses["question"], nurses["filters"], nurses["who"]) == (
        "nurses", {"kind": "practice"}, "Ana",
    )  # fmt: skip
    assert api.get(nurses["links"]["self"]).json() == nurses
    for item in found.values():
        assert api.get(item["links"]["results"]).json()["items"]
        feed = api.get(item["links"]["feed"])
        assert feed.headers["content-type"].startswith("application/atom+xml")
        assert api.get(item["links"]["new"] + "?limit=1000").status_code == 200
        get_problem(api.get(item["links"]["new"] + "?limit=1001"), 422)
        get_problem(api.delete(item["links"]["self"]), 405)
