"""A DOCX file is read as it is printed: text, notes, numbers, tables and pages."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.errors import SourceError
from rapporteur.evidence import Line, Page
from rapporteur.read.word import read_word
from rapporteur.settings import Settings

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int, depth: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=numbered)


def table(*rows: tuple[str, ...]) -> str:
    made = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def note(kind: str, id_: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


def notes(kind: str, *texts: str) -> str:
    made = "".join(
        f'<w:{kind} w:id="{i}">{p(f"<w:r><w:{kind}Ref/></w:r>", r(" " + text))}</w:{kind}>'
        for i, text in enumerate(texts, 1)
    )
    separator = f'<w:{kind} w:type="separator" w:id="0">{p("rule")}</w:{kind}>'
    return f"<w:{kind}s {NAMES}>{separator}{made}</w:{kind}s>"


def make(body: str, **parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            place = "docProps/app.xml" if name == "app" else f"word/{name}.xml"
            archive.writestr(place, content)
    return out.getvalue()


def read(body: str, **parts: str) -> tuple[Page, ...]:
    return read_word(make(body, **parts), Settings())[0]


def seen(pages: tuple[Page, ...]) -> list[tuple[str, int, str]]:
    return [(line.role, line.level, cut(page, line)) for page in pages for line in page.lines]


def cut(page: Page, line: Line) -> str:
    return page.text[line.start : line.end]


def texts(pages: tuple[Page, ...]) -> list[list[str]]:
    return [[cut(page, line) for line in page.lines] for page in pages]


STYLES = f"""<w:styles {NAMES}>
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Chapter"/><w:basedOn w:val="Titre1"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Titre1"/>
<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="U2"><w:name w:val="Überschrift 2"/></w:style>
<w:style w:type="paragraph" w:styleId="H23G"><w:name w:val="_ H_2/3_G"/></w:style>
<w:style w:type="paragraph" w:styleId="HChG"><w:name w:val="_ H _Ch_G"/></w:style>
<w:style w:type="paragraph" w:styleId="Harbour"><w:name w:val="Harbour 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="NewPage"><w:name w:val="Part"/>
<w:pPr><w:pageBreakBefore/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/>
</w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style>
</w:styles>"""


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = f"""<w:numbering {NAMES}>
<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "(%2)")}
{level(2, "lowerRoman", "%1.%2.%3")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "Part %1")}
{level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{level(0, "hindiVowels", "%1)")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
<w:lvlOverride w:ilvl="99"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>"""


def test_headings_are_known_by_level_by_style_and_by_the_styles_it_is_based_on() -> None:
    body = (
        p("One", style="Titre1")
        + p("Two", style="Own")
        + p("Three", style="U2")
        + p("Four", style="H23G")
        + p("Five", style="HChG")
        + p("Six", properties='<w:outlineLvl w:val="3"/>')
        + p("Seven", style="Titre1", properties='<w:outlineLvl w:val="9"/>')
        + p("Eight", style="Plain")
        + p("Nine", style="Harbour")
        + p("Table 1", style="Cap")
        + p("Ten", style="Round")
    )
    assert seen(read(body, styles=STYLES)) == [
        ("heading", 1, "One"),
        ("heading", 1, "Two"),
        ("heading", 2, "Three"),
        ("heading", 3, "Four"),
        ("heading", 1, "Five"),
        ("heading", 4, "Six"),
        ("paragraph", 0, "Seven"),
        ("paragraph", 0, "Eight"),
        ("paragraph", 0, "Nine"),
        ("caption", 0, "Table 1"),
        ("paragraph", 0, "Ten"),
    ]


@pytest.mark.parametrize(
    ("name", "depth"),
    [
        ("heading 3", 3),
        ("Heading 4", 4),
        ("Titre 2", 2),
        ("Título 1", 1),
        ("Заголовок 2", 2),
        ("Title", 1),
        ("_ H _M_G", 1),
        ("_ H _Ch_G", 1),
        ("_ H_1", 2),
        ("_ H_2/3", 3),
        ("Reg_H__Ch_G", 1),
        ("_ H_5/6_G", 6),
        ("Header", 0),
        ("H text", 0),
        ("_ Single Txt_G", 0),
    ],
)
def test_the_names_of_styles_tell_headings(name: str, depth: int) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{name}"/></w:style>'
    (page,) = read(p("Text", style="S"), styles=f"<w:styles {NAMES}>{style}</w:styles>")
    assert page.lines[0].level == depth
    assert page.lines[0].role == ("heading" if depth else "paragraph")


def test_numbers_stand_before_items_as_word_prints_them_and_bullets_do_not() -> None:
    body = (
        item("first", 1)
        + item("inner", 1, 1)
        + item("inner again", 1, 1)
        + item("deep", 1, 2)
        + item("second", 1)
        + item("inner anew", 1, 1)
        + item("bullet", 2)
        + item("part", 3)
        + item("legal", 3, 1)
        + item("restarted", 4)
        + item("goes on", 4)
        + item("letters of another script", 5)
        + p("by its style", style="Numbered")
        + item("no number", 0)
    )
    assert seen(read(body, styles=STYLES, numbering=NUMBERING)) == [
        ("paragraph", 0, "1. first"),
        ("item", 1, "(a) inner"),
        ("item", 1, "(b) inner again"),
        ("item", 2, "1.b.i deep"),
        ("paragraph", 0, "2. second"),
        ("item", 1, "(a) inner anew"),
        ("item", 0, "bullet"),
        ("item", 0, "Part I part"),
        ("item", 1, "1.1 legal"),
        ("paragraph", 0, "7. restarted"),
        ("paragraph", 0, "8. goes on"),
        ("item", 0, "letters of another script"),
        ("paragraph", 0, "9. by its style"),
        ("paragraph", 0, "no number"),
    ]


def test_a_footnote_stands_at_the_end_of_the_page_that_calls_it() -> None:
    body = (
        p("The ferry runs", note("footnote", 1), " again.", note("footnote", 2))
        + p("Thanks were given.")
        + p(BREAK, "On the next page", note("footnote", 3), ".")
    )
    first, second = read(body, footnotes=notes("footnote", "See note A.", "Ibid.", "Third."))
    assert texts((first, second)) == [
        ["The ferry runs1 again.2", "Thanks were given.", "1 See note A.", "2 Ibid."],
        ["On the next page3.", "3 Third."],
    ]
    assert [first.text[a:b] for a, b in first.lines[0].raised] == ["1", "2"]
    assert [second.text[a:b] for a, b in second.lines[0].raised] == ["3"]
    assert [line.role for line in first.lines[2:]] == ["footnote", "footnote"]


def test_a_mark_is_found_behind_the_number_of_its_paragraph() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p("  Text", note("footnote", 1), properties=numbered)
    (page,) = read(body, numbering=NUMBERING, footnotes=notes("footnote", "Note."))
    assert page.text == "1. Text1\n1 Note."
    assert page.lines[0].raised == ((7, 8),)


def test_endnotes_come_last_with_their_own_numbers_and_own_marks_are_kept() -> None:
    own = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = p("End", note("endnote", 1)) + p("Own", own) + p(BREAK, "Last.")
    pages = read(body, footnotes=notes("footnote", "Starred."), endnotes=notes("endnote", "Late."))
    assert texts(pages) == [["Endi", "Own*", "* Starred."], ["Last.", "i Late."]]
    assert pages[0].lines[1].raised == ((8, 9),)


def test_notes_count_anew_on_each_page_where_the_file_says_so() -> None:
    rule = f'<w:settings {NAMES}><w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    body = p("A", note("footnote", 1)) + p(BREAK, "B", note("footnote", 2))
    parts = {"footnotes": notes("footnote", "X.", "Y."), "settings": rule + "</w:settings>"}
    assert texts(read(body, **parts)) == [["A1", "1 X."], ["B1", "1 Y."]]


def test_a_comment_names_its_author() -> None:
    comments = (
        f'<w:comments {NAMES}><w:comment w:id="4" w:author="Ana">{p("Check this.")}'
        "</w:comment></w:comments>"
    )
    body = p("Claim.", '<w:r><w:commentReference w:id="4"/></w:r>')
    assert seen(read(body, comments=comments)) == [
        ("paragraph", 0, "Claim."),
        ("comment", 0, "Ana: Check this."),
    ]


def test_tracked_changes_read_as_if_accepted_and_are_reported() -> None:
    body = (
        p(
            "We ",
            f"<w:ins>{r('shall')}</w:ins>",
            "<w:del><w:r><w:delText>may</w:delText></w:r></w:del>",
        )
        + p(f"<w:moveFrom>{r('moved away')}</w:moveFrom>")
        + p(f"<w:moveTo>{r('moved here')}</w:moveTo>")
        + p("joined ", properties="<w:rPr><w:del/></w:rPr>")
        + p("up")
        + p("D", properties='<w:framePr w:dropCap="drop"/>')
        + p("rop cap")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>"
        + p("gone")
        + "</w:tc></w:tr></w:tbl>"
    )
    pages, notices = read_word(make(body), Settings())
    assert texts(pages) == [["We shall", "moved here", "joined up", "Drop cap"]]
    assert [notice.code for notice in notices] == ["tracked-changes"]


def test_tables_are_read_by_row_and_a_frame_around_text_is_no_table() -> None:
    nested = table((p("inner 1"), p("inner 2")))
    body = table(
        (p("State"), p("Measure")), (p("Atlantis") + p("(islands)"), nested + p("ferry"))
    ) + table((p("Boxed", style="Titre1") + p("text"),))
    assert seen(read(body, styles=STYLES)) == [
        ("cell", 0, "State"),
        ("cell", 0, "Measure"),
        ("cell", 0, "Atlantis"),
        ("cell", 0, "(islands)"),
        ("cell", 0, "inner 1"),
        ("cell", 0, "inner 2"),
        ("cell", 0, "ferry"),
        ("heading", 1, "Boxed"),
        ("paragraph", 0, "text"),
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(p("Before ", drawing, "and after") + p("Next"))) == [
        ["Before and after", "In the box", "Next"]
    ]


def test_links_fields_controls_tabs_breaks_and_symbols_give_their_text() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Controlled')}</w:sdtContent></w:sdt>"
    blank = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{p('Click to enter text')}</w:sdtContent></w:sdt>"
    )
    body = (
        p("See ", f"<w:hyperlink>{r('the site')}</w:hyperlink>", "<w:r><w:br/></w:r>", "below")
        + p(
            field("begin"),
            "<w:r><w:instrText>REF x</w:instrText></w:r>",
            r("shown code"),
            field("separate"),
            r("Figure 3"),
            field("end"),
            "<w:r><w:tab/></w:r>",
            "co",
            "<w:r><w:noBreakHyphen/></w:r>",
            "operate",
        )
        + p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 5", r("secret", "<w:vanish/>"))
        + control
        + blank
        + p("a", "<w:r><w:softHyphen/></w:r>", "b\n c")
    )
    assert texts(read(body)) == [
        ["See the site below", "Figure 3\tco\u2011operate", "≥ 5", "Controlled", "ab c"]
    ]


def test_pages_begin_at_breaks_of_the_author_and_where_word_saw_them() -> None:
    section = "<w:sectPr/>"
    body = (
        p("one", BREAK)
        + p(RENDERED, "two")  # the same break, seen by Word
        + p(RENDERED, "three, and on to the next page ", RENDERED, "where it ends")
        + p("four", properties=section)
        + p("five", style="NewPage")
        + p("six a ", BREAK, "six b")
        + '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    )
    assert texts(read(body, styles=STYLES)) == [
        ["one"],
        ["two"],
        ["three, and on to the next page where it ends"],
        ["four"],
        ["five", "six a"],
        ["six b"],
    ]


def test_a_section_that_goes_on_the_same_page_begins_none() -> None:
    body = p("one", properties="<w:sectPr/>") + p("two")
    assert len(read(body + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>')) == 1
    assert len(read(body + "<w:sectPr/>")) == 2


def test_a_page_that_ends_within_a_row_ends_once_for_all_its_cells() -> None:
    left, right = p("left ") + p(RENDERED, "left on"), p("right") + p(RENDERED, "right on")
    body = table((left, right), (p("next"), p("row"))) + table((p(RENDERED, "x"), p(RENDERED, "y")))
    assert texts(read(body)) == [
        ["left", "right"],
        ["left on", "right on", "next", "row"],
        ["x", "y"],
    ]


def test_pages_that_the_file_does_not_record_are_reported() -> None:
    app = "<Properties><Pages>14</Pages></Properties>"
    _, notices = read_word(make(p("one") + p("two"), app=app), Settings())
    assert [notice.code for notice in notices] == ["pages-unsure"]
    assert "14 pages" in notices[0].message


def test_a_table_of_contents_is_left_out_and_its_pages_are_counted() -> None:
    names = {"T": "TOC Heading", "A": "toc 1", "F": "table of figures"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    body = (
        p("Contents", style="T")
        + p("Opening", "<w:r><w:tab/></w:r>", "2", style="A")
        + p(BREAK, "Figure 1", style="F")
        + p("Opening")
    )
    assert texts(read(body, styles=f"<w:styles {NAMES}>{styles}</w:styles>")) == [[], ["Opening"]]


def test_letters_keep_their_look() -> None:
    bold = r("bold", '<w:rStyle w:val="Strong"/>')
    body = (
        p(bold, r(" too", "<w:b/>"), style="Normal")
        + p(bold, " not all")
        + p(r("italic", "<w:i/>"))
        + p("big", style="Titre1")
        + p(r("light", '<w:b w:val="0"/>'), style="Titre1")
    )
    (page,) = read(body, styles=STYLES)
    assert [line.bold for line in page.lines] == [True, False, False, True, False]
    assert [line.italic for line in page.lines] == [False, False, True, False, False]
    assert [line.size for line in page.lines] == [10.5, 10.5, 10.5, 16.0, 16.0]


def test_the_strict_variant_is_read_as_well() -> None:
    document = make(p("Strict.", note("footnote", 1)), footnotes=notes("footnote", "Too."))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
            new.writestr(name, old.read(name).decode().replace(MAIN, strict))
    assert texts(read_word(out.getvalue(), Settings())[0]) == [["Strict.1", "1 Too."]]


def test_a_document_under_another_name_is_found_by_its_relations() -> None:
    out = BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packed}"><Relationship Id="a" Type="{office}/officeDocument"'
            ' Target="/word/document2.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document2.xml.rels",
            f'<Relationships xmlns="{packed}"><Relationship Id="b" Type="{office}/footnotes"'
            ' Target="notes7.xml"/></Relationships>',
        )
        body = p("Found.", note("footnote", 1))
        archive.writestr(
            "word/document2.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/notes7.xml", notes("footnote", "Here."))
    assert texts(read_word(out.getvalue(), Settings())[0]) == [["Found.1", "1 Here."]]


BOMB = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]>"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (make(p("x"))[:-30], "damaged"),
        (make(p("x"))[:80], "damaged"),
        (make(p("x" * 5_000_000)), "made to harm"),
        (make(p("x"), media="y" * 200_000), "unpacks to"),
        (make(""), "no text"),
        (make("<w:p>" * 2000), "cannot be read"),
        (make(p("x")).replace(b"word/document.xml", b"word/documents.xm"), "no document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (make("").replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_word(content, Settings(max_bytes=100_000 if word == "unpacks to" else 100_000_000))
    assert word in caught.value.what
    assert caught.value.remedy


def test_a_file_that_declares_entities_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        document = f"{BOMB}<w:document {NAMES}><w:body>{p('&y;')}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
    with pytest.raises(SourceError, match="declares"):
        read_word(out.getvalue(), Settings())


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(SourceError, match="more pages"):
        read_word(make(p("x") + p(BREAK) * 50), Settings(max_pages=20))


@pytest.mark.parametrize("nest", ["tbl", "ins", "sdt"])
def test_deep_nesting_is_read_or_refused(nest: str) -> None:
    body = {
        "tbl": "<w:tbl><w:tr><w:tc>" * 82 + p("deep") + "</w:tc></w:tr></w:tbl>" * 82,
        "ins": "<w:ins>" * 248 + p("deep") + "</w:ins>" * 248,
        "sdt": "<w:sdt><w:sdtContent>" * 124 + p("deep") + "</w:sdtContent></w:sdt>" * 124,
    }[nest]
    assert texts(read(body))[-1] == ["deep"]


@settings(max_examples=60, deadline=2000)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    parts = {"styles": STYLES, "numbering": NUMBERING, "footnotes": notes("footnote", "N.")}
    content = bytearray(make(p("One", note("footnote", 1)) + item("two", 1), **parts))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pages, _ = read_word(bytes(content), Settings())
    except SourceError as error:
        assert error.remedy
    else:
        assert_lines_fit(pages)


TAGS = re.findall(
    r"\w+",
    "p r t tbl tr tc sdt sdtContent ins del pPr rPr sectPr br footnoteReference drawing pict"
    " txbxContent fldChar lastRenderedPageBreak numPr numId ilvl hyperlink sym",
)
trees = st.recursive(
    st.sampled_from(["<w:t>word</w:t>", "<w:r><w:t>said</w:t></w:r>", BREAK, RENDERED]),
    lambda inner: st.builds(
        lambda tag, value, children: (
            f'<w:{tag} w:val="{value}" w:id="{value}" w:type="{value}" w:fldCharType="{value}"'
            f' w:char="{value}">{"".join(children)}</w:{tag}>'
        ),
        st.sampled_from(TAGS),
        st.sampled_from(["1", "-1", "99999999999", "page", "begin", "", "F0B7", "D800"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=2000)
@given(trees)
def test_any_order_of_elements_is_read_or_refused(tree: str) -> None:
    try:
        pages = read(
            tree, styles=STYLES, numbering=NUMBERING, footnotes=notes("footnote", "A note.")
        )
    except SourceError as error:
        assert error.remedy
    else:
        assert_lines_fit(pages)


def assert_lines_fit(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert "\n".join(cut(page, line) for line in page.lines) == page.text
        for line in page.lines:
            assert cut(page, line).strip() == cut(page, line) != ""
            assert "\n" not in cut(page, line)
            assert all(line.start <= a <= b <= line.end for a, b in line.raised)


def test_a_real_document_is_read_whole(shared: Path) -> None:
    content = next((shared / "data/iom-docs").glob("*.docx")).read_bytes()
    pages, notices = read_word(content, Settings())
    assert_lines_fit(pages)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        document = archive.read("word/document.xml").decode()
    printed = "".join(re.findall(r"<w:t[ >][^<]*", document))
    letters = sum(map(str.isalpha, re.sub(r"<[^>]*>", "", printed)))
    body = "".join(cut(q, x) for q in pages for x in q.lines if x.role != "footnote")
    assert letters * 0.99 < sum(map(str.isalpha, body)) <= letters
    roles = [line.role for page in pages for line in page.lines]
    assert roles.count("footnote") == 1
    assert roles.count("item") == 56
    marks = [page.text[a:b] for page in pages for line in page.lines for a, b in line.raised]
    assert marks == ["1"]
    assert "pages-unsure" in [notice.code for notice in notices]
