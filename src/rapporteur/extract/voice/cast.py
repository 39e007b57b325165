"""Who is who in one document: its people, its officers, its own body, the State it reviews."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Dialogue, Participant, Source
from rapporteur.extract.voice.abbreviations import find_abbreviations
from rapporteur.gazetteer import Gazetteer, Mention
from rapporteur.wording import fold

HEAD = 60  # sentences at the start of a document that tell which meeting it is of
_PLACED = r"New|Geneva|Vienna|Nairobi|Rome|Paris|Bonn|January|February|March|April|May|June|July"
_ORDINAL = r"(?:[A-Z][a-z]+-)?(?:[Ff]irst|[Ss]econd|[Tt]hird|[A-Z]?[a-z]+(?:th|tieth))\b"
_BODY = re.compile(
    r"(?:[Rr]eport of the |^|(?=Executive Board))"
    r"(?P<body>(?:[A-Z][\w’'-]+ (?:(?:of|and|for|on|the|in) )*)*?"
    r"(?:Board|Committee of Experts|Committee|Commission|Forum|Council|Working Group|Working Party)"
    rf"(?: (?:on|for) [A-Z][\w’-]+(?:(?: |, | and |-| and the | for | in (?!{_PLACED}))"
    rf"(?!{_ORDINAL})[A-Z][a-z][\w’-]+){{0,5}})?)"
    r"(?P<of> of the [A-Z][\w’' -]+)?"
)
# An organ called by what it is, its subject being too long to repeat ("the Special Committee").
_STANDING = re.compile(
    r"\b(?P<organ>(?:Special|Executive|Ad Hoc|Preparatory|Standing|Advisory) "
    r"(?:Committee|Board|Commission))(?= (?:on|for|established)\b)"
)
_REVIEW = re.compile(r"[Uu]niversal [Pp]eriodic [Rr]eview")


@dataclass(frozen=True, slots=True)
class Cast:
    """What a document says about its speakers.

    `body` is the code of the organisation whose meeting it is, `board` the name of the organ
    that meets ("Trade and Development Board"), `reviewed` the ISO3 code of a State under review,
    `subject` that of the one State or territory that the title names.
    `offices` leads from a post to the organisation that the document names with it. `plain` is
    true where States speak in their own name ("Algeria noted ..."). `administering` is the
    State that administers the territory a document is about.
    """

    gazetteer: Gazetteer
    participants: tuple[Participant, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    body: str = ""
    board: str = ""
    reviewed: str = ""
    subject: str = ""
    offices: dict[str, str] = field(default_factory=dict)
    plain: bool = False
    names: re.Pattern[str] | None = None
    title: str = ""
    administering: str = ""


def read_cast(dialogue: Dialogue, source: Source, gazetteer: Gazetteer) -> Cast:
    """Return the cast of a source that has its sentences."""
    texts = [block.text for block in source.blocks] or [s.text for s in source.sentences]
    known = gazetteer.extended(find_abbreviations(texts, gazetteer))
    head = _head(dialogue, source)
    people = {
        fold(name): person.entity or person.country
        for person in dialogue.participants
        for name in (person.name, *person.spellings)
        if person.entity or person.country
    }
    body, joint = _body(head, known)
    return Cast(
        known,
        dialogue.participants,
        people,
        body,
        _board(head, known),
        _reviewed(head, known),
        _reviewed(head, known) or _subject(dialogue.title, known),
        _offices(texts, known) if joint else {},
        bool(_reviewed(head, known)) or _is_plain(source, known),
        _names(dialogue.participants),
        dialogue.title,
        _administering(head, known),
    )


def _names(participants: tuple[Participant, ...]) -> re.Pattern[str] | None:
    names = {name for p in participants for name in (p.name, *p.spellings) if " " in name}
    if not names:
        return None
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b")


def _head(dialogue: Dialogue, source: Source) -> str:
    first = source.pages[0].text[:3000] if source.pages else ""
    start = " ".join(s.text for s in source.sentences[:HEAD])
    return f"{dialogue.title}\n{dialogue.convenor}\n{first}\n{start}"


def _body(head: str, gazetteer: Gazetteer) -> tuple[str, bool]:
    """Return the organisation that the head names most, "UN" only failing others; and whether
    it shares the meeting with others, named nearly as often."""
    counts: Counter[str] = Counter()
    for mention in gazetteer.find_names(head[:6000]):
        if mention.kind == "organisation":
            counts[mention.code] += 1
    counts.pop("UN", None)
    organs = load_cues("voices")["organs_of_un"]
    if counts and counts.most_common(1)[0][0] in organs:
        return "UN", True
    if counts and counts.most_common(1)[0][1] >= 2:
        code, most = counts.most_common(1)[0]
        return code, sum(count >= max(2, most / 2) for count in counts.values()) > 1
    return ("UN", True) if re.search(r"United Nations|UNITED NATIONS", head) else ("", True)


def _board(head: str, gazetteer: Gazetteer) -> str:
    """Return the organ that meets; an Executive Board with the organisation that it governs."""
    counts: Counter[str] = Counter()
    governs: dict[str, str] = {}
    for match in _BODY.finditer(re.sub(r"\s+", " ", head)):
        if " " not in match["body"]:
            continue
        counts[match["body"]] += 1
        mention = _leading(gazetteer.find_names(re.sub("^ of the ", "", match["of"] or "")))
        if mention and mention.kind == "organisation":
            governs[match["body"]] = mention.code
    counts.pop("Security Council", None)
    if not counts:
        standing = _STANDING.search(re.sub(r"\s+", " ", head))
        return standing["organ"] if standing else ""
    organ = counts.most_common(1)[0][0]
    if organ == "Executive Board" and organ in governs:
        return f"{governs[organ]} {organ}"
    return organ if len(organ.split()) <= 12 else ""


def _subject(title: str, gazetteer: Gazetteer) -> str:
    states = {m.code for m in gazetteer.find_names(title) if m.kind == "state"}
    return states.pop() if len(states) == 1 else ""


def _reviewed(head: str, gazetteer: Gazetteer) -> str:
    if not _REVIEW.search(head):
        return ""
    flat = re.sub(r"\s+", " ", head)
    match = re.search(
        r"(?:adopted the report on|the review of|Working Group on the Universal Periodic Review)\W+"
        r"(?:the )?(?P<state>[A-Z][^.,;]{2,60})",
        flat,
    )
    states = (
        [m.code for m in gazetteer.find_names(match["state"]) if m.kind == "state"] if match else []
    )
    return states[0] if states else ""


def _administering(head: str, gazetteer: Gazetteer) -> str:
    """Return the State that administers a territory, as its Governor speaks for that State."""
    flat = re.sub(r"\s+", " ", head)
    for match in re.finditer(r"\badminister(?:ed by|ing Power:?) (?:the )?(?=[A-Z])", flat):
        mention = _leading(gazetteer.find_names(flat[match.end() : match.end() + 80]))
        if mention and mention.kind == "state":
            return mention.code
    return ""


def _offices(texts: list[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Learn which organisation a post belongs to: "the Administrator, UNDP", "IOM Director"."""
    telling = posts_of("roles") - posts_of("common_posts") - posts_of("national")
    telling -= posts_of("presiding")
    posts = "|".join(re.escape(p) for p in sorted(telling, key=len, reverse=True))
    after = re.compile(rf"(?P<post>{posts})(?:,| of(?: the)?) (?:the )?$")
    before = re.compile(rf" (?P<post>{posts})\b")
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for mention in gazetteer.find_names(text):
            if mention.kind != "organisation":
                continue
            match = before.match(text, mention.end) or after.search(
                text[max(0, mention.start - 60) : mention.start]
            )
            if match:
                counts.setdefault(match["post"], Counter())[mention.code] += 1
    return {
        post: seen.most_common(1)[0][0]
        for post, seen in counts.items()
        if seen.most_common(1)[0][1] >= 0.8 * seen.total()
    }


def _leading(mentions: list[Mention]) -> Mention | None:
    return mentions[0] if mentions and mentions[0].start == 0 else None


@cache
def posts_of(group: str) -> frozenset[str]:
    """Return a group of posts from the cue file: "roles", "presiding" or "national"."""
    return frozenset(load_cues("voices")[group])


def _is_plain(source: Source, gazetteer: Gazetteer) -> bool:
    """Whether paragraphs open with States that speak in their own name."""
    bare = envoys = 0
    for sentence in source.sentences:
        if sentence.kind == "heading" or not sentence.first:
            continue
        start = re.sub(r"^\W*\d+\.\s+", "", sentence.text)[:90]
        envoys += bool(re.search(r"\brepresentative of\b", start))
        lead = re.sub(r"^The ", "", start)
        mention = _leading(gazetteer.find_names(lead))
        if mention and mention.kind == "state":
            bare += bool(re.match(r" (?:also )?[a-z]+(?:ed|id)\b", lead[mention.end :]))
    return bare >= 5 and bare > envoys
