"""The main text of a web page: headings, paragraphs, items and cells, one line each.

A page is one page whatever its length. Navigation, advertisements and the like are left out.
Numbers and bullets of lists are not in the file's text, so they are not in the lines either.
"""

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from rapporteur.cues import load_cues
from rapporteur.errors import SourceError
from rapporteur.evidence import Notice, Page
from rapporteur.evidence.source import LineRole
from rapporteur.read.drafts import Draft, settle_page
from rapporteur.read.kind import decode_text
from rapporteur.settings import Settings
from rapporteur.wording import fold, squeeze

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_OLDER = re.compile(r"(?:windows|cp|iso|koi8|gb|big5|euc|shift|mac|tis)[\w.:-]*$", re.I)
_WESTERN = re.compile(r"8859-1$|1252$", re.I)  # pages that declare it are often in UTF-8
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BREAKS = re.compile(r"(?:<br\b[^<>]{0,200}>\s*){2,}", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STATUS = re.compile(r"^(?:http )?(?:error )?(?:40[0-9]|410|429|451|50[0-4])\b\W*(?:error$)?")
_TITLE_PARTS = re.compile(r"\s[|–—-]\s|[:!]")
_MARK = re.compile(r"\[?\d{1,3}\]?|[*†‡§]{1,3}")
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg")
_INLINE = {"hi", "ref", "lb", "del", "graphic", "span", "a"}
_MOST = 20_000_000  # characters; a page of text is a hundredth of this
_SHORT = 1_500  # characters; a page that tells of an error has less text
_DEEPEST = 60  # elements in one another in the main text


def read_html(content: bytes, settings: Settings) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Return a web page's main text as one page, its title first.

    Where no main text is told apart from the rest, the whole body is read and a notice says so.
    Raises SourceError for a page that tells of an error, and for one without text.
    """
    text = _decode(content)
    if len(text) > min(_MOST, settings.max_bytes):
        remedy = "save the text you need as a page of its own"
        raise SourceError(f"the web page is too long: {len(text):,} characters", remedy=remedy)
    tree = _parse(text)
    title = _find_title(tree)
    drafts, notices = _read_main(tree)
    _refuse_error_page(title, drafts)
    if not drafts:
        remedy = "its text may be drawn by a script; save it as PDF from the browser"
        raise SourceError("the web page holds no text", remedy=remedy)
    heads = [d for d in drafts if d.role == "heading"]
    if title and not any(d.level == 1 or fold(d.text) == fold(title) for d in heads):
        drafts.insert(0, Draft(title, "heading", 1))
    return (settle_page(1, drafts),), notices


def _decode(content: bytes) -> str:
    """Return the page as text, in the encoding it declares where that is an older one."""
    declared = _CHARSET.search(content[:2048])
    name = declared[1].decode("ascii") if declared else ""
    if not content.startswith(_MARKS) and _OLDER.match(name) and not _WESTERN.search(name):
        try:
            return content.decode(name, errors="replace")
        except LookupError:  # an encoding nobody knows is read as if none were declared
            return decode_text(content)
    return decode_text(content)


def _parse(text: str) -> lxml_html.HtmlElement:
    # Older pages part paragraphs by empty lines; they are paragraphs all the same.
    parted = _BREAKS.sub("</p><p>", _CONTROL.sub("", _DECLARATION.sub("", text)))
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = lxml_html.document_fromstring(parted, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        remedy = "open it in a browser and save it as PDF"
        raise SourceError("the web page cannot be read", remedy=remedy) from error
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for raised in list(tree.iter("sup")):
        if raised.find(".//a") is None and next(raised.iterancestors("a"), None) is None:
            raised.tag = "span"  # an exponent or an ordinal's ending, not a note's mark
    return tree


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _find_title(tree: lxml_html.HtmlElement) -> str:
    """Return the page's first main heading, else its title without the site's name."""
    heads = [squeeze(_text(e)) for e in tree.iter("h1")]
    named = squeeze(tree.findtext(".//head/title") or "")
    for head in heads:
        if head and (not named or fold(head) in fold(named)):
            return head
    return next(filter(None, (named.split(" | ")[0], *heads)), "")


def _read_main(tree: lxml_html.HtmlElement) -> tuple[list[Draft], tuple[Notice, ...]]:
    spare = lxml_html.tostring(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_formatting=True, favor_recall=True
    )
    body = getattr(found, "body", None)
    drafts = [] if body is None else list(_read_blocks(body))
    if drafts:
        return drafts, ()
    whole, _, _ = trafilatura.baseline(spare)
    drafts = list(_read_blocks(whole))
    notice = Notice(
        "read",
        "main-text-unsure",
        "the main text of the web page is not told apart from what surrounds it",
        remedy="look whether menus and the like were read as text",
    )
    return drafts, (notice,) if drafts else ()


def _read_blocks(
    parent: etree._Element, role: LineRole = "paragraph", level: int = 0, depth: int = 0
) -> Iterator[Draft]:
    """Yield a line for each block of trafilatura's tree; bare text in a block is one as well."""
    draft = Draft(role=role, level=level)
    _add(draft, parent.text, bold=False)
    for child in parent:
        if child.tag in _INLINE or depth > _DEEPEST:
            _add_inline(draft, child)
        else:
            yield from _ended(draft)
            draft = Draft(role=role, level=level)
            yield from _read_blocks(child, *_find_role(child, role, level), depth + 1)
        _add(draft, child.tail, bold=False)
    yield from _ended(draft)


def _ended(draft: Draft) -> Iterator[Draft]:
    if draft.text.strip():
        yield draft


def _find_role(element: etree._Element, role: LineRole, level: int) -> tuple[LineRole, int]:
    if role == "cell" or element.tag == "cell":
        return "cell", 0
    if element.tag == "head":
        rend = element.get("rend", "")
        return "heading", int(rend[1:]) if re.fullmatch(r"h[1-6]", rend) else 2
    if element.tag == "list":
        return role, level + 1 if role == "item" else 0
    if element.tag == "item":
        return "item", level
    return role, level


def _add(draft: Draft, text: str | None, *, bold: bool) -> None:
    if text:
        draft.add(re.sub(r"\s+", " ", text), bold=bold, italic=False, size=None)


def _add_inline(draft: Draft, element: etree._Element) -> None:
    text = squeeze(_text(element))
    if element.tag == "lb":
        _add(draft, " ", bold=False)
    elif element.get("rend") == "#sup" and _MARK.fullmatch(text) and draft.text.strip():
        draft.raise_(text)
    else:
        _add(draft, _text(element), bold=element.get("rend") == "#b")


def _refuse_error_page(title: str, drafts: list[Draft]) -> None:
    cues = load_cues("error_pages")
    titles = {fold(words) for words in cues["titles"]}
    body = fold(" ".join(draft.text for draft in drafts))
    heads = [title, *(draft.text for draft in drafts[:1] if draft.role == "heading")]
    parts = {fold(part) for head in heads for part in _TITLE_PARTS.split(head)} - {""}
    titled = any(_STATUS.sub("", part) in titles | {""} for part in parts)
    worded = any(fold(phrase) in body for phrase in cues["phrases"])
    if (titled and len(body) < _SHORT) or (worded and len(body) < _SHORT / 3):
        raise SourceError(
            f"the web page tells of an error: {title or body[:80]!r}",
            remedy="open the address in a browser, and save the page or document you see there",
        )
