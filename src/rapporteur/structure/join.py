"""Bring the dialogues read from several files of one meeting together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapporteur.evidence import Dialogue, Notice, Segment, Source, content_id
from rapporteur.gazetteer import load_gazetteer
from rapporteur.structure.contradictions import STAGE, find_moderators
from rapporteur.structure.forms import read_number
from rapporteur.structure.roster import find_place, merge_participants
from rapporteur.structure.segments import TIED, best_slot, find_slot
from rapporteur.wording import fold, squeeze

_LEAST = 0.7  # share of two titles' words that have to be common
_CHECK = "Check which source is right; the first one that was read is kept until then."


def same_dialogue(one: Dialogue, other: Dialogue) -> bool:
    """Tell whether two dialogues are one meeting: titles agree, and days where both state them.

    Without days on either side the titles have to consist of the same words, a year among them.
    Titles that name different States are of different meetings, such as the reviews of a day.
    """
    if one.id == other.id:
        return True
    of_one, of_other = _states(one.title), _states(other.title)
    if of_one and of_other and not of_one & of_other:
        return False
    a, b = _words(one.title), _words(other.title)
    if not a or not b:
        return False
    if one.starts and one.ends and other.starts and other.ends:
        if one.ends < other.starts or other.ends < one.starts:
            return False
        whole = min(len(a), len(b)) >= 3 and (a <= b or b <= a)
        return whole or len(a & b) / len(a | b) >= _LEAST or _share_acronym(one, other)
    return a == b and any(re.fullmatch(r"(?:19|20)\d\d", word) for word in a)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(title))) - {"the", "of", "on", "and", "a", "in", "for"}


def _states(title: str) -> frozenset[str]:
    return frozenset(m.code for m in load_gazetteer().find_names(title) if m.kind == "state")


def _share_acronym(one: Dialogue, other: Dialogue) -> bool:
    a, b = (set(re.findall(r"\b[A-Z]{3,}\b", d.title)) for d in (one, other))
    return bool((a | {_initials(one.title)}) & (b | {_initials(other.title)}) - {""})


def _initials(title: str) -> str:
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]\w*", title) if word[0].isupper())
    return letters if len(letters) >= 3 else ""


def join_dialogues(known: Dialogue, new: Dialogue) -> Dialogue:
    """Add what `new` says of the meeting to `known`, whose id and facts lead.

    A source read again replaces its earlier reading. Facts that differ give a Notice; so do
    moderators. Panels tie to the agenda of either; the themes that a concept note lists become
    segments tied to the panels they grew into.
    """
    read_again = {source.id for source in new.sources}
    kept = [s for s in known.segments if s.source not in read_again]
    segments = _tie_all([*kept, *new.segments])
    sources: list[Source] = []
    added: list[Segment] = []
    for source in _unite(known.sources, new.sources):
        source, themes = _take_themes(source, [*segments, *added])
        sources.append(source)
        added += themes
    segments = [*segments, *added]
    places = {s.id: s for s in segments}
    mentions = [p for p in known.participants if p.source not in read_again]
    mentions += new.participants
    notices = [n for n in known.notices if n.source not in read_again]
    notices += [*new.notices, *_differences(known, new)]
    placed = [replace(p, segment=find_place(p.segment, places)) for p in mentions]
    files = {source.id: source.name for source in sources}
    newest = new.sources[0].id if new.sources else ""
    moderators = find_moderators(newest, segments, placed, files)
    entities = {e.code: e for e in (*known.entities, *new.entities)}
    return replace(
        _complete(known, new),
        sources=tuple(sources),
        segments=tuple(segments),
        participants=merge_participants(mentions, segments),
        entities=tuple(entities.values()),
        notices=_once([*notices, *moderators]),
    )


def _unite(known: Sequence[Source], new: Sequence[Source]) -> list[Source]:
    fresh = {source.id: source for source in new}
    united = [fresh.pop(source.id, source) for source in known]
    return [*united, *fresh.values()]


def _complete(known: Dialogue, new: Dialogue) -> Dialogue:
    dated = known if known.starts else new
    return replace(
        known,
        title=known.title or new.title,
        theme=known.theme or new.theme,
        starts=dated.starts,
        ends=dated.ends,
        place=known.place or new.place,
        edition=known.edition or new.edition,
        convenor=known.convenor or new.convenor,
    )


def _tie_all(segments: Sequence[Segment]) -> list[Segment]:
    """Tie the sections that no agenda of their own file explains to the agenda of another."""
    agendas = {s.id for s in segments if s.kind == "agenda"}
    slots = [s for s in segments if s.parent in agendas]
    first = [s for s in slots if s.source == slots[0].source]
    tied = []
    for segment in segments:
        others = [s for s in first if s.source != segment.source]
        if not segment.panel and segment.kind in TIED and others:
            segment = replace(segment, panel=find_slot(segment, others))
        tied.append(segment)
    return tied


def _take_themes(source: Source, segments: Sequence[Segment]) -> tuple[Source, list[Segment]]:
    """Make a segment of each theme that a concept note lists and a panel was held on."""
    slots = _panels(segments, source.id)
    if source.genre != "concept note" or not slots:
        return source, []
    taken = {s.panel for s in segments if s.source == source.id and s.panel}
    blocks = list(source.blocks)
    found: list[Segment] = []
    order = 1 + max((s.order for s in segments if s.source == source.id), default=-1)
    for index, block in enumerate(blocks):
        title = re.sub(r"[;,.]\s*(?:and|or)?$", "", squeeze(block.text))
        slot = best_slot(title, slots) if block.kind == "item" else ""
        if not slot or slot in taken:
            continue
        named = content_id("seg", source.id, order + len(found), title)
        page = block.pieces[0].page
        place = Segment(named, title, "panel", block.segment, panel=slot, source=source.id)
        found.append(replace(place, page=page, order=order + len(found)))
        blocks[index] = replace(block, segment=named)
        taken.add(slot)
    sentences = tuple(replace(s, segment=blocks[s.block].segment) for s in source.sentences)
    return replace(source, blocks=tuple(blocks), sentences=sentences), found


def _panels(segments: Sequence[Segment], source: str) -> list[Segment]:
    """The panels of another file: its agenda's, else those the report itself tells of."""
    panels = [s for s in segments if s.kind == "panel" and s.source != source]
    agendas = {s.id for s in segments if s.kind == "agenda"}
    listed = [s for s in panels if s.parent in agendas]
    return listed or panels


def _differences(known: Dialogue, new: Dialogue) -> list[Notice]:
    """Facts that both state, and state differently."""
    found = []
    pairs = [
        ("theme", known.theme, new.theme, _same_words(known.theme, new.theme)),
        ("dates", _days(known), _days(new), _days(known) == _days(new)),
        ("edition", known.edition, new.edition, _same_edition(known.edition, new.edition)),
    ]
    for name, one, other, agrees in pairs:
        if one and other and not agrees:
            message = (
                f"Two sources of “{known.title or new.title}” do not agree on the {name}: "
                f"{_name(known)} says “{one}”, {_name(new)} says “{other}”."
            )
            source = new.sources[0].id if new.sources else ""
            found.append(Notice(STAGE, f"{name}-differs", message, source, (), _CHECK))
    return found


def _name(dialogue: Dialogue) -> str:
    return f"“{dialogue.sources[0].name}”" if dialogue.sources else "the first"


def _days(dialogue: Dialogue) -> str:
    if dialogue.starts is None:
        return ""
    ends = dialogue.ends or dialogue.starts
    return f"{dialogue.starts:%d %B %Y} to {ends:%d %B %Y}"


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", fold(one)) == re.findall(r"\w+", fold(other))


def _same_edition(one: str, other: str) -> bool:
    a, b = (read_number(e.split()[0]) if e else None for e in (one, other))
    return a == b if a is not None and b is not None else _same_words(one, other)


def _once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple({(n.code, n.message): n for n in notices}.values())
