"""The words with which a voice opens: who begins to speak in a sentence, and how far it reaches."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import PARTICIPANTS, Manner, Voice
from rapporteur.extract.actors import MENTION, PERSON, Actor, Shape, find_actors, shape_of
from rapporteur.extract.cast import Cast, posts_of
from rapporteur.extract.clauses import ACTORS, Clause, find_clauses
from rapporteur.extract.parties import Party, find_affiliation, find_party, is_name
from rapporteur.extract.speech import load_speech

Reach = Literal["on", "aside", "procedural", "same"]
NUMBER = re.compile(r"^\W*(?:\(?\d+(?:\.\d+)*\.?\)?|[IVX]+\.)\s+(?=[A-Z“\"])")
_BRACKETED = rf"{PERSON} \([^()]+\)"
_PEOPLE = re.compile(
    rf"(?P<people>{_BRACKETED}(?:(?:,| and|, and) {_BRACKETED})*)"
    rf"(?P<after>,? (?:[a-z]|,)[^.]*)"
)
_TELLS = re.compile(
    r",? (?:(?:also|then|further|similarly|moreover|in turn|[a-z]+ly),? )*"
    r"(?:[a-z]+ed|said|spoke|told|gave|made|drew|took|felt|saw|put|held|led|ran|began|set|wrote"
    r"|asked|was|were|had|has|says|notes|agreed)\b"
)
_TITLED = re.compile(r"^(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?) ")
_AUXILIARY = re.compile(
    r"\b(?:should|must|may|can|will|would|could|is|are|was|were|be|been|has|have|do|does|did|needs?)\b"
)
_ASIDE = re.compile(r"^,? (?:[a-z]+ing\b|who\b|speaking\b|on behalf\b|joining\b)")
_ACCORDING = re.compile(
    rf"^(?:And |But |However, )?(?:According to|In the words of|In the view of)"
    rf" (?P<who>(?:the )?{MENTION})"
)
_AS_SAID = re.compile(rf"^(?:[Aa]s|[Ww]hile) (?P<who>(?:the )?{ACTORS})")
_AS_BY = re.compile(rf"^As (?:was )?(?:[a-z]+ly )?[a-z]+ed (?:out )?by (?P<who>{ACTORS}),")
_BY_WHO = re.compile(
    rf"\b(?:opened|closed|moderated|chaired|facilitated|delivered|introduced) by (?:the )?"
    rf"(?P<who>{MENTION})(?:, [^,]+){{0,4}}?, who (?:also )?(?P<verb>[a-z]+)"
)
_BY_MANY = re.compile(rf"\b(?:was|were) (?:also )?[a-z]+ed by (?:the )?(?P<who>{ACTORS})[^,;]*\.?$")


# Nobody is named, but somebody said it: "The view was expressed that", "It was noted that".
_UNNAMED = re.compile(
    r"^(?:[^,]{1,60}, )?(?:[Ii]t was (?:also |further |[a-z]+ly )?[a-z]+ed (?:out )?that"
    r"|(?:The|A|An|Some|Several|Another|Also, the|Further|Additional|Broad|Strong|Deep|Particular|Wide)?"
    r" ?(?:[a-z]+ ){0,2}(?:[Vv]iews?|[Oo]pinions?|[Cc]oncerns?|[Ss]upport|[Aa]ppreciation"
    r"|[Cc]larifications?|[Qq]uestions?|[Ii]nformation|[Rr]equests?|[Pp]reference|[Hh]ope|[Rr]egret"
    r"|[Ss]atisfaction|[Ii]nterest|[Ee]xplanations?|[Dd]etails|[Dd]isappointment|[Gg]ratitude"
    r"|[Rr]eservations?|[Cc]onfidence|[Ee]mphasis|[Cc]omments?|[Dd]oubts?|[Uu]pdates?|[Nn]ote"
    r"|[Rr]ecognition|[Tt]he importance|[Cc]autious?|[Pp]oint)\b[^.]{0,120}?"
    r"\b(?:was|were) (?:also |further |[a-z]+ly )?"
    r"(?:expressed|sought|raised|requested|made|noted|conveyed|voiced|reiterated|asked|posed"
    r"|welcomed|stressed|emphasized|highlighted|underscored|underlined|placed|taken)\b)"
)
_BARE = ("state", "organisation", "group", "name")


@dataclass(frozen=True, slots=True)
class Opening:
    """A voice, and its reach: on to the next sentences, this one only ("aside"), from the next
    sentence ("procedural": the sentence itself is the record's account), or the voice before."""

    voice: Voice
    reach: Reach = "on"
    bare: bool = False  # a State or organisation in its own name, without an envoy
    post: str = ""  # the post that its holder was named by
    sure: bool = True  # whether the sentence itself says for whom the holder speaks


def find_opening(text: str, cast: Cast) -> Opening | None:
    """Return the voice that opens in a sentence, or None where it goes on as before."""
    text = NUMBER.sub("", text).strip()
    people = _find_people(text, cast)
    if people is not None:
        return people
    shape = shape_of(text, find_actors(text, cast.gazetteer, cast.names))
    return _find_aside(shape, cast) or _find_speaker(shape, cast) or _find_agent(shape, cast)


def _find_people(text: str, cast: Cast) -> Opening | None:
    """Read "Ana Reis (Portugal) and Jo Lund (Harbour Trust) said"."""
    for match in _PEOPLE.finditer(text):
        left = text[: match.start()]
        if not _may_precede(left) or not (
            _TELLS.match(match["after"]) or _ASIDE.match(match["after"])
        ):
            continue
        entities, speakers = [], []
        for person in re.finditer(rf"({PERSON}) \(([^()]+)\)", match["people"]):
            code = find_affiliation(person.group(2), cast)
            if not code or not is_name(_TITLED.sub("", person.group(1)), cast):
                return None
            entities.append(code)
            speakers.append(_TITLED.sub("", person.group(1)))
        manner = _manner(left + match["after"][:120], "panellist")
        entities = list(dict.fromkeys(entities)) if len(set(entities)) == 1 else entities
        reach: Reach = "procedural" if _is_procedure(match["after"].lstrip(" ,")) else "on"
        return Opening(Voice(manner, tuple(entities), tuple(speakers)), reach)
    return None


def _may_precede(left: str) -> bool:
    """Whether a subject may follow: the sentence's start, or an opening phrase and a comma."""
    if not left.strip():
        return True
    if not re.search(r"[,;:–—] $", left):
        return False
    lead = left.strip(' ,;:–—"“').casefold()
    return any(lead.startswith(adjunct) for adjunct in _adjuncts()) or len(lead.split()) <= 4


@cache
def _adjuncts() -> tuple[str, ...]:
    return tuple(adjunct.casefold() for adjunct in load_cues("voices")["adjuncts"])


def _manner(words: str, default: Manner) -> Manner:
    words = words.casefold()
    for manner in ("written", "floor", "moderator"):
        if any(cue in words for cue in load_cues("voices")["manners"][manner]):
            return manner  # type: ignore[return-value]
    return default


def _find_aside(shape: Shape, cast: Cast) -> Opening | None:
    """Read "According to X,", "As X observed," and "as pointed out by X,"."""
    if _UNNAMED.match(shape.text):
        return Opening(PARTICIPANTS, "on", True)
    match = _ACCORDING.match(shape.text) or _AS_BY.match(shape.text)
    if match is None:
        match = _AS_SAID.match(shape.text)
        cue = load_speech().finite.match(shape.text, match.end() + 1) if match else None
        if match is None or cue is None or cue.group("cue").startswith(("had", "has")):
            return None
    actors = shape.actors_in(*match.span("who"))
    party = _parties(actors, shape, cast)
    if party is None:
        return None
    if party.collective:
        return Opening(PARTICIPANTS)
    bare = all(actor.kind in _BARE for actor in actors)
    return Opening(Voice("panellist", party.entities, party.speakers), "aside" if bare else "on", bare)


def _parties(actors: tuple[Actor, ...], shape: Shape, cast: Cast) -> Party | None:
    found = [party for a in actors if (party := find_party(a, shape.sentence, cast))]
    if not found or len(found) < len(actors):
        return found[0] if found and found[0].collective else None
    if any(party.collective for party in found):
        return Party(collective=True)
    return Party(
        tuple(dict.fromkeys(code for party in found for code in party.entities)),
        tuple(dict.fromkeys(name for party in found for name in party.speakers)),
        envoy=any(party.envoy for party in found),
        post=found[0].post,
        sure=all(party.sure for party in found),
    )


def _find_speaker(shape: Shape, cast: Cast) -> Opening | None:
    clause = _main_clause(shape)
    if clause is None:
        return _find_many(shape) or _find_envoy_of_any_verb(shape, cast)
    actors = clause.subject.actors
    if actors and actors[0].kind == "pronoun":
        return Opening(PARTICIPANTS, "same")
    if actors and _is_anaphor(shape, clause, actors[0]):
        return Opening(PARTICIPANTS, "same")
    party = _parties(actors, shape, cast)
    if party is None:
        return None
    bare = all(a.kind in _BARE or _is_outsider(a) or _is_body(a) for a in actors)
    cue = shape.text[slice(*clause.cue)]
    if re.match(r"(?:had|has|have|would|could|will|can)\b", cue):
        if bare:
            return None
        bare = True
    reach = _reach(shape, clause, actors)
    return Opening(_voice(party, clause, shape, cast), reach, bare, party.post, party.sure)


def _is_outsider(actor: Actor) -> bool:
    if actor.kind != "collective":
        return False
    words = re.sub(r"^[Rr]epresentatives? of .*", "", actor.text)
    return any(words.endswith(word) for word in load_cues("voices")["outsiders"])


def _is_body(actor: Actor) -> bool:
    """Whether an actor is a Government or another body than the one that meets."""
    posts = posts_of("roles")
    named = actor.kind == "role" and not any(re.search(rf"\b{p}\b", actor.text) for p in posts)
    return named or (actor.kind == "delegate" and "Government" in actor.text)


def _find_many(shape: Shape) -> Opening | None:
    """Read a collective with more behind it: "Several speakers on Panel 3 observed"."""
    for mention in re.finditer(MENTION, shape.text):
        actor = shape.actors_in(*mention.span())[0]
        left = re.sub(r"(?:[Tt]he|[Aa]n?) $", "", shape.text[: mention.start()])
        if not _is_collective(actor) or not _may_precede(left):
            continue
        cue = load_speech().finite.search(shape.text, mention.end())
        between = shape.text[mention.end() : cue.start()] if cue else ""
        if cue and re.fullmatch(r"(?: [^,;:.]{1,80})? (?:had )?|, [^,;:.]{1,80}, ", between):
            if not _AUXILIARY.search(between):
                return Opening(PARTICIPANTS, "on", _is_outsider(actor))
        if not _is_outsider(actor) and _TELLS.match(shape.text, mention.end()):
            return Opening(PARTICIPANTS, "on", True)
    return None


def _is_collective(actor: Actor) -> bool:
    unnamed = r"representatives of (?:[a-z]|Member States|Governments|States\b)"
    return actor.kind == "collective" or re.match(unnamed, actor.text) is not None


def _main_clause(shape: Shape) -> Clause | None:
    for clause in find_clauses(shape):
        if clause.form not in ("finite", "inverted"):
            continue
        left = shape.text[: clause.subject.start]
        if clause.form == "inverted" or _may_precede(left) or left in ("While ", "Although "):
            return clause
        return None
    return None


def _voice(party: Party, clause: Clause, shape: Shape, cast: Cast) -> Voice:
    left = shape.text[: clause.subject.start]
    behalf = _behalf(clause, left, shape, cast)
    if party.collective:
        return Voice("on behalf", behalf, (), behalf) if behalf else PARTICIPANTS
    entities = tuple(dict.fromkeys((*party.entities, *behalf)))
    manner = _manner(left, "floor" if party.envoy else "panellist")
    return Voice("on behalf" if behalf else manner, entities, party.speakers, behalf)


def _behalf(clause: Clause, left: str, shape: Shape, cast: Cast) -> tuple[str, ...]:
    spoken = [*clause.subject.spoken]
    early = re.search(rf"(?:on behalf of|[Ss]peaking for) (?P<who>{ACTORS})", left)
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
    return "procedural" if _is_procedure(shape.text[clause.cue[0] :]) else "on"


def _is_procedure(predicate: str) -> bool:
    cues = load_cues("voices")
    things = "|".join(sorted(cues["presented"], key=len, reverse=True))
    verbs = "|".join(cues["presenting"])
    procedure = re.match(rf"(?:{verbs}) (?:\S+ ){{0,5}}?(?:{things})\b", predicate)
    thanks = re.match(r"thanked\b.*\band (?:opened|closed|invited|gave)\b", predicate)
    return bool(procedure or thanks)


def _find_envoy_of_any_verb(shape: Shape, cast: Cast) -> Opening | None:
    """An envoy or officer who does something that is no reporting verb ("made a statement")."""
    match = re.match(rf"(?:The |A )?(?P<who>{MENTION})(?P<after>,? [a-z].*)", shape.text)
    if match is None:
        return None
    actor = shape.actors_in(*match.span("who"))[0]
    if (
        actor.kind not in ("delegate", "role")
        or _is_body(actor)
        or not _TELLS.match(match["after"])
    ):
        return None
    if re.match(r",? (?:was|were|had|has)\b", match["after"]):
        return None
    party = find_party(actor, shape.sentence, cast)
    if party is None or party.collective:
        return None
    manner: Manner = "floor" if party.envoy else "panellist"
    aside = re.search(r", ([a-z]+ing)\b", match["after"])
    tells = aside is not None and load_speech().gerund.match(aside.group(1)) is not None
    voice = Voice(manner, party.entities, party.speakers)
    return Opening(voice, "on" if tells else "procedural")


def _find_agent(shape: Shape, cast: Cast) -> Opening | None:
    """Read "was opened by X, who welcomed ..." and "was echoed by many participants"."""
    match = _BY_WHO.search(shape.text)
    if match and load_speech().finite.match(shape.text, match.start("verb")):
        party = _parties(shape.actors_in(*match.span("who")), shape, cast)
        if party and not party.collective:
            return Opening(Voice("panellist", party.entities, party.speakers))
    closing = re.search(
        rf"\b(?:remarks|statement|address|speech|message) (?:by|from|of) (?:the )?(?P<who>{MENTION})"
        rf"(?:, [^,]+){{0,3}}\.?$",
        shape.text,
    )
    if closing:
        party = _parties(shape.actors_in(*closing.span("who")), shape, cast)
        if party and not party.collective:
            return Opening(Voice("panellist", party.entities, party.speakers), "procedural")
    many = _BY_MANY.search(shape.text)
    if many:
        party = _parties(shape.actors_in(*many.span("who")), shape, cast)
        if party and party.collective:
            return Opening(PARTICIPANTS, "aside")
    return None
