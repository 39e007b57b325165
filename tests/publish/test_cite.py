"""Citations that reference managers take as they are."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from rapporteur.publish.cite import (
    FORMATS,
    Quotation,
    cite_bibtex,
    cite_csl,
    cite_plain,
    cite_ris,
)
from rapporteur.publish.person import PersonName, split_name

QUOTATION = Quotation(
    id="pnt-fe3bfd8d5fba978d",
    text="Costs fell by 5% & more.",
    event="Dialogue on Permits 2020",
    file="report_2020.pdf",
    page="4",
    address="http://example.org/sources/src-1/pages/4#pnt-fe3bfd8d5fba978d",
    speakers=("Maria van der Berg",),
    bodies=("Portugal",),
    convenor="Office of Permits",
    place="Geneva",
    starts=date(2020, 10, 15),
    ends=date(2020, 10, 16),
    when="15–16 October 2020",
    language="en",
)
FLOOR = replace(QUOTATION, speakers=(), bodies=("Permits, Visas and Passports Agency",))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Laura Thompson", PersonName("Thompson", "Laura")),
        ("Maria van der Berg", PersonName("Berg", "Maria", "van der")),
        ("José Ortega y Gasset", PersonName("Ortega y Gasset", "José")),
        ("Juan de la Cruz", PersonName("Cruz", "Juan", "de la")),
        ("María de los Ángeles Gómez", PersonName("Gómez", "María de los Ángeles")),
        ("Mr. Ahmed bin Salman", PersonName("Salman", "Ahmed", "bin")),
        ("Ana DA SILVA", PersonName("DA SILVA", "Ana")),
        ("Martin King Jr.", PersonName("King", "Martin", "", "Jr.")),
        ("Berg, Maria", PersonName("Berg", "Maria")),
        ("de la Cruz, Juan", PersonName("Cruz", "Juan", "de la")),
        ("H.E. Dr. Ana Lua", PersonName("Lua", "Ana")),
        ("Suharto", PersonName("Suharto")),
        ("ANA LUA", PersonName("LUA", "ANA")),
        ("", PersonName("")),
    ],
)
def test_a_name_is_parted_as_reference_lists_have_it(name: str, parts: PersonName) -> None:
    assert split_name(name) == parts


def test_plain_says_who_where_when_and_on_which_page() -> None:
    assert cite_plain(QUOTATION) == (
        "“Costs fell by 5% & more.” Maria van der Berg (Portugal), Dialogue on Permits 2020, "
        "Geneva, 15–16 October 2020, report_2020.pdf, p. 4. "
        "http://example.org/sources/src-1/pages/4#pnt-fe3bfd8d5fba978d"
    )


def test_bibtex_keeps_signs_and_names_from_being_read_as_commands() -> None:
    entry = cite_bibtex(QUOTATION)
    assert entry.startswith("@misc{berg2020-fe3bfd8d,\n")
    assert "author = {van der Berg, Maria}" in entry
    assert r"annote = {Costs fell by 5\% \& more.}" in entry
    assert r"note = {In report\_2020.pdf, p.~4}" in entry
    assert "month = oct," in entry
    assert "author = {{Permits, Visas and Passports Agency}}" in cite_bibtex(FLOOR)


@pytest.mark.parametrize("text", ["}\n}\n@misc{evil,", "a { b", "\\input{x}", "x\r\nER  - \r\nTY"])
def test_no_quotation_breaks_out_of_its_record(text: str) -> None:
    hostile = replace(QUOTATION, text=text, event=text, speakers=(text,))
    entry = re.sub(r"\\[{}]", "", cite_bibtex(hostile))
    assert entry.count("{") == entry.count("}")
    assert len(re.findall(r"^@", entry, re.MULTILINE)) == 1
    lines = cite_ris(hostile).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line[:2] for line in lines].count("ER") == 1
    assert json.loads(cite_csl(hostile))[0]["abstract"] == text


def test_ris_has_one_author_a_line_and_days_with_slashes() -> None:
    lines = cite_ris(replace(QUOTATION, speakers=("Ana Lua", "Bo Ek"))).split("\r\n")
    assert lines[0] == "TY  - CONF"
    assert [x for x in lines if x.startswith("AU")] == ["AU  - Lua, Ana", "AU  - Ek, Bo"]
    assert "DA  - 2020/10/15/" in lines
    assert lines[-2:] == ["ER  - ", ""]
    # A comma would make given names of half an organisation.
    assert "AU  - Permits Visas and Passports Agency" in cite_ris(FLOOR)


def test_csl_json_tells_people_from_organisations() -> None:
    (item,) = json.loads(cite_csl(QUOTATION))
    assert item["author"] == [
        {"family": "Berg", "given": "Maria", "non-dropping-particle": "van der"}
    ]
    assert item["type"] == "speech"
    assert item["issued"] == {"date-parts": [[2020, 10, 15], [2020, 10, 16]]}
    (floor,) = json.loads(cite_csl(FLOOR))
    assert floor["author"] == [{"literal": "Permits, Visas and Passports Agency"}]


def test_the_record_s_own_words_are_its_convenor_s() -> None:
    own = replace(QUOTATION, speakers=(), bodies=(), report=True)
    assert json.loads(cite_csl(own))[0]["author"] == [{"literal": "Office of Permits"}]
    assert json.loads(cite_csl(own))[0]["title"] == own.event
    assert "Office of Permits, Dialogue on Permits" in cite_plain(own)


def test_nobody_is_named_where_the_record_names_nobody() -> None:
    unnamed = replace(QUOTATION, speakers=(), bodies=(), starts=None, ends=None, convenor="")
    assert "author" not in cite_bibtex(unnamed)
    assert "AU  -" not in cite_ris(unnamed)
    assert "author" not in json.loads(cite_csl(unnamed))[0]
    assert all(write(unnamed) for _, write in FORMATS.values())
