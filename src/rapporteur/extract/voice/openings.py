"""The words with which a voice opens: who begins to speak in a sentence, and how far it reaches."""

import re
from dataclasses import replace

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import PARTICIPANTS, Manner, Voice
from rapporteur.extract.voice.actors import MENTION, Actor, Shape, find_actors, shape_of
from rapporteur.extract.voice.cast import Cast, posts_of
from rapporteur.extract.voice.clauses import Clause, find_clauses
from rapporteur.extract.voice.collectives import find_many, is_outsider
from rapporteur.extract.voice.named import find_holder, find_moderator, find_named
from rapporteur.extract.voice.narration import is_of_all
from rapporteur.extract.voice.parties import Party, find_parties, find_party
from rapporteur.extract.voice.phrases import (
    NUMBER,
    PREAMBLE,
    STRANGER,
    TELLS,
    Opening,
    Reach,
    find_manner,
    is_procedure,
    may_precede,
    names_nobody,
)
from rapporteur.extract.voice.presiding import is_presiding, is_serving
from rapporteur.extract.voice.speech import load_speech
from rapporteur.extract.voice.subjects import ACTORS
from rapporteur.extract.voice.works import find_statement, find_work

_ACCORDING = re.compile(
    rf"^(?:And |But |However, )?(?:According to|In the words of|In the view of)"
    rf" (?P<who>(?:the )?{MENTION})"
)
_AS_SAID = re.compile(rf"^(?:[Aa]s|[Ww]hile) (?P<who>(?:the )?{ACTORS})")
_AS_BY = re.compile(rf"^As (?:was )?(?:[a-z]+ly )?[a-z]+ed (?:out )?by (?P<who>{ACTORS}),")
_BY_WHO = re.compile(
    rf"\b(?:opened|closed|delivered|introduced) by (?:the )?"
    rf"(?P<who>{MENTION})(?:, [^,]+){{0,4}}?, who (?:also )?(?P<verb>[a-z]+)"
)
_TAKES_SIDES = "|".join(load_cues("voices")["joining"]) + "|welcomed|rejected|criticized"
_SIDED = re.compile(
    rf"^[^,;]{{3,160}} (?:was|were) (?:also |[a-z]+ly )?(?:{_TAKES_SIDES}) by (?P<who>{ACTORS})"
)
_BY_MANY = re.compile(
    rf"\b(?:was|were) (?:also )?(?!organized|attended|hosted|prepared|submitted|convened|signed"
    rf"|joined|supported by the)[a-z]+ed by (?:the )?(?P<who>{ACTORS})[^,;]*\.?$"
)
# These say what a document holds, not what its presenter thinks.
_DESCRIBING = (
    "outlin|present|introduc|describ|summariz|detail|review|shar|focus|includ|highlight|cit"
)
_BY_SAYING = re.compile(
    r"(?:began|opened|started|continued|concluded|closed|ended|responded|replied)\b[^.;]{0,160}?"
    r" by (?!(?:adopt|approv|elect|invit)ing\b)[a-z]+ing\b"
)
# "The secretariat will report": nobody has spoken yet.
_FUTURE = re.compile(r"(?:will|can) (?!not\b)")
_BARE = ("state", "organisation", "group", "name")


def find_opening(text: str, cast: Cast) -> Opening | None:
    """Return the voice that opens in a sentence, or None where it goes on as before."""
    text = NUMBER.sub("", text).strip()
    if PREAMBLE.match(text) or is_serving(text):
        return None
    found = find_named(text, cast) or _find_other(text, cast)
    if found is None or found.bare or not found.voice.entities or not is_presiding(text):
        return found
    return Opening(replace(found.voice, manner="moderator"), "named", post="moderator")


def _find_other(text: str, cast: Cast) -> Opening | None:
    shape = shape_of(text, find_actors(text, cast.gazetteer, cast.names))
    if is_of_all(text):
        return Opening(PARTICIPANTS)
    found = _find_aside(shape, cast) or find_work(shape, cast) or find_statement(shape, cast)
    return found or _find_speaker(shape, cast) or _find_agent(shape, cast)


def _find_aside(shape: Shape, cast: Cast) -> Opening | None:
    """Read "According to X,", "As X observed," and "as pointed out by X,"."""
    if names_nobody(shape.sentence):
        return Opening(PARTICIPANTS, "on", True)
    match = _ACCORDING.match(shape.text) or _AS_BY.match(shape.text)
    if match is None:
        match = _AS_SAID.match(shape.text)
        cue = load_speech().finite.match(shape.text, match.end() + 1) if match else None
        if match is None or cue is None or cue.group("cue").startswith(("had", "has")):
            return None
    actors = shape.actors_in(*match.span("who"))
    party = find_parties(actors, shape, cast)
    if party is None:
        return None
    if party.collective:
        return Opening(PARTICIPANTS)
    bare = all(actor.kind in _BARE for actor in actors)
    return Opening(
        Voice("panellist", party.entities, party.speakers), "aside" if bare else "on", bare
    )


def _find_speaker(shape: Shape, cast: Cast) -> Opening | None:
    clause = _main_clause(shape)
    if clause is None:
        known = find_many(shape) or _find_envoy_of_any_verb(shape, cast)
        known = known or find_holder(shape.sentence, cast)
        stranger = STRANGER.match(shape.text) or STRANGER.match(shape.sentence)
        return known or (Opening(PARTICIPANTS) if stranger else None)
    actors = clause.subject.actors
    if actors and actors[0].kind == "pronoun":
        return Opening(PARTICIPANTS, "same")
    if actors and _is_anaphor(shape, clause, actors[0]):
        return Opening(PARTICIPANTS, "same")
    party = find_parties(actors, shape, cast)
    if party is None:
        return None
    bare = all(a.kind in _BARE or is_outsider(a, shape.sentence) or _is_body(a) for a in actors)
    cue = shape.text[slice(*clause.cue)]
    if _FUTURE.match(cue):
        return None
    if re.match(r"(?:had|has|have|would|could|will|can)\b", cue):
        if bare:
            return None
        bare = True
    reach = _reach(shape, clause, actors)
    voice = _voice(party, clause, shape, cast)
    return Opening(voice, reach, bare, party.post, party.sure, party.inner)


def _is_body(actor: Actor) -> bool:
    """Whether an actor is a Government or another body than the one that meets."""
    posts = posts_of("roles")
    named = actor.kind == "role" and not any(re.search(rf"\b{p}\b", actor.text) for p in posts)
    return named or (actor.kind == "delegate" and "Government" in actor.text)


def _main_clause(shape: Shape) -> Clause | None:
    for clause in find_clauses(shape):
        if clause.form not in ("finite", "inverted"):
            continue
        left = shape.text[: clause.subject.start]
        if clause.form == "inverted" or may_precede(left) or left in ("While ", "Although "):
            return clause
        return None
    return None


def _voice(party: Party, clause: Clause, shape: Shape, cast: Cast) -> Voice:
    left = shape.text[: clause.subject.start]
    behalf = _behalf(clause, left, shape, cast)
    if party.collective:
        return Voice("on behalf", behalf, (), behalf) if behalf else PARTICIPANTS
    if behalf and party.post in posts_of("presiding"):
        board = cast.board.split(" ", 1)[
            -1
        ]  # "Executive Board Bureau" is "UNICEF Executive Board"'s
        behalf = tuple(b.replace(board, cast.board) if b.startswith(board) else b for b in behalf)
        if all(cast.board and b.startswith(cast.board) for b in behalf):
            return Voice("on behalf", behalf, party.speakers, behalf)
    entities = tuple(dict.fromkeys((*party.entities, *behalf)))
    manner = find_manner(left, "floor" if party.envoy else "panellist")
    return Voice("on behalf" if behalf else manner, entities, party.speakers, behalf)


def _behalf(clause: Clause, left: str, shape: Shape, cast: Cast) -> tuple[str, ...]:
    spoken = [*clause.subject.spoken]
    early = re.search(rf"(?:[Oo]n behalf of|[Ss]peaking for) (?P<who>{ACTORS})", left)
    if early:
        spoken += shape.actors_in(*early.span("who"))
    parties = [find_party(actor, shape.sentence, cast) for actor in spoken]
    return tuple(dict.fromkeys(c for party in parties if party for c in party.entities))


def _is_anaphor(shape: Shape, clause: Clause, actor: Actor) -> bool:
    """Whether a subject only points back: "the delegation", "the Director"."""
    start = shape.original(clause.subject.start, clause.subject.start)[0]
    words = shape.sentence[start : actor.end]
    heads = "|".join(sorted(load_cues("voices")["anaphors"], key=len, reverse=True))
    return re.match(rf"[Tt]h(?:e|is|ese|at) (?:{heads})$", words) is not None


def _reach(shape: Shape, clause: Clause, actors: tuple[Actor, ...]) -> Reach:
    """Presenting a document or making "a statement" is the record's own account."""
    if not actors or actors[0].kind not in ("role", "delegate", "person"):
        return "on"
    start = shape.original(clause.cue[0], clause.cue[0])[0]
    done = is_procedure(shape.sentence[start:]) and not _tells_aside(shape.sentence[start:])
    return "procedural" if done else "on"


def _tells_aside(predicate: str) -> bool:
    """Whether words follow the business: "delivered the report, noting that ..."."""
    if _BY_SAYING.match(predicate):
        return True
    aside = re.search(rf"(?:, | by )(?!(?:{_DESCRIBING})ing\b)([a-z]+ing)\b", predicate)
    return aside is not None and load_speech().gerund.match(aside.group(1)) is not None


def _find_envoy_of_any_verb(shape: Shape, cast: Cast) -> Opening | None:
    """An envoy or officer who does something that is no reporting verb ("made a statement")."""
    match = re.match(
        rf"(?P<lead>(?:[A-Z][^;]{{0,220}}?, )?)(?:[Tt]he |[Aa]n? )?(?P<what>(?:[a-z]+ ){{0,2}})"
        rf"(?P<who>{MENTION})"
        r"(?P<after>,? [a-z].*)",
        shape.text,
    )
    if match is None or not may_precede(match["lead"]):
        return None
    if match["what"] and not may_precede(f"The {match['what']}"):
        return None
    actor = shape.actors_in(*match.span("who"))[0]
    body = _is_body(actor) or actor.kind in ("organisation", "group")
    if (body or match["lead"]) and not is_procedure(match["after"].lstrip(" ,")):
        return None
    if not (body or actor.kind in ("delegate", "role")) or not TELLS.match(match["after"]):
        return None
    if re.match(r",? (?:was|were|had|has)\b", match["after"]):
        return None
    party = find_party(actor, shape.sentence, cast)
    if party is None or party.collective:
        return None
    manner: Manner = "floor" if party.envoy else "panellist"
    voice = Voice(manner, party.entities, party.speakers)
    return Opening(voice, "on" if _tells_aside(match["after"]) else "procedural")


def _find_agent(shape: Shape, cast: Cast) -> Opening | None:
    """Read "was opened by X, who welcomed ..." and "was echoed by many participants"."""
    agent = find_moderator(shape.sentence, cast)
    if agent is not None:
        return agent
    match = _BY_WHO.search(shape.text)
    if match and load_speech().finite.match(shape.text, match.start("verb")):
        party = find_parties(shape.actors_in(*match.span("who")), shape, cast)
        if party and not party.collective:
            return Opening(Voice("panellist", party.entities, party.speakers))
    closing = re.search(
        rf"\b(?:remarks|statement|address|speech|message) (?:by|from|of) (?:the )?"
        rf"(?P<who>{MENTION})"
        rf"(?:, [^,]+){{0,3}}\.?$",
        shape.text,
    )
    if closing:
        party = find_parties(shape.actors_in(*closing.span("who")), shape, cast)
        if party and not party.collective:
            return Opening(Voice("panellist", party.entities, party.speakers), "procedural")
    sided = _SIDED.match(shape.text)
    if sided:
        party = find_parties(shape.actors_in(*sided.span("who")), shape, cast)
        if party and party.entities and not party.speakers:
            return Opening(Voice("panellist", party.entities), bare=True)
    many = _BY_MANY.search(shape.text)
    if many:
        party = find_parties(shape.actors_in(*many.span("who")), shape, cast)
        if party and party.collective:
            return Opening(PARTICIPANTS, "aside")
    return None
