"""Names of States, organisations, groups of States and cities: look up one, or find all."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Entity
from rapporteur.gazetteer.doubt import Doubts
from rapporteur.gazetteer.matcher import Found, Matcher, is_abbreviation
from rapporteur.gazetteer.mention import Mention, MentionKind
from rapporteur.wording import fold

ARTICLE = re.compile(r"^(?:the|la|le|les|los|las|el|l') ?(?=\w)")
OFFICE = re.compile(
    r"^(?:the )?(?:government|permanent mission|mission|delegation|representative|embassy)"
    r" of (?:the )?"
)
BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")


class Name(NamedTuple):
    """What a spelling stands for; a "blocked" one hides the shorter names inside it."""

    code: str
    kind: MentionKind | Literal["blocked"]
    unless_before: tuple[str, ...] = ()


class Gazetteer:
    """Every name known, by spelling; immutable."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        names: tuple[tuple[str, Name], ...],
        unsaid: tuple[tuple[str, Name], ...],
        places: tuple[tuple[str, str], ...],
        doubts: Doubts,
        accented: frozenset[str] = frozenset(),
    ) -> None:
        """`names` are looked for in texts, `unsaid` ones only when asked for as a whole."""
        self._entities = entities
        self._names = names
        self._unsaid = unsaid
        self._places = places
        self._doubts = doubts
        self._accented = accented
        self._matcher = Matcher(names, accented)
        self._whole = _index((*names, *unsaid))
        self._cities = {fold(city): code for city, code in places}

    def find_names(self, text: str) -> list[Mention]:
        """Return the States, nationalities, organisations and groups named in `text`."""
        found = self._matcher.find(text)
        return [_mention(text, one) for one in found if self._is_meant(text, one)]

    def find_places(self, text: str) -> list[Mention]:
        """Return the cities named in `text`, each with the State it lies in."""
        found = self._place_matcher.find(text)
        return [
            _mention(text, one)
            for one in found
            if one.value.kind == "place"
            and not self._doubts.is_instrument(text, one.end)
            and not self._doubts.is_person(text, one.start, one.end)
            and not self._doubts.is_last_name(text, one.start)
        ]

    def find_entity(self, name: str) -> Entity | None:
        """Return what `name`, as a whole, stands for; case, accents and "the" do not matter.

        Abbreviations of up to three letters count in capitals only ("us", "who" are words).
        """
        code = self._code_of(name)
        return self._entities[code] if code else None

    def find_state(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of the State or territory called `name`."""
        entity = self.find_entity(name)
        return entity.code if entity is not None and entity.kind == "state" else None

    def find_state_of_place(self, name: str) -> str | None:
        """Return the ISO3 code of the State that the city called `name` lies in."""
        folded = fold(name.replace("’", "'"))
        return self._cities.get(folded) or self._cities.get(ARTICLE.sub("", folded))

    def find_coded(self, code: str) -> Entity | None:
        """Return the entity with this very code.

        What a text calls by the same letters may be another: "NAM" is the code of Namibia, and
        in a text the Non-Aligned Movement.
        """
        return self._entities.get(code)

    def find_asked(self, said: str) -> Entity | None:
        """Return what somebody asks for by its code or by any name; codes go first."""
        return self.find_coded(said.upper()) or self.find_entity(said)

    def get_entity(self, code: str) -> Entity:
        """Return the entity with `code` ("PRT", "IOM"); raise EvidenceError if there is none."""
        if code not in self._entities:
            raise EvidenceError(
                f"no State, organisation or group has the code {code!r}",
                remedy="add it to the gazetteer, or use its full name",
            )
        return self._entities[code]

    def list_entities(self) -> tuple[Entity, ...]:
        """Return every State, organisation and group of States that is known."""
        return tuple(self._entities.values())

    def list_spellings(self) -> tuple[tuple[str, str, MentionKind], ...]:
        """Return every spelling known with the code and the kind of what it stands for."""
        return tuple(
            (spelling, name.code, name.kind)
            for spelling, name in (*self._names, *self._unsaid)
            if name.kind != "blocked"
        )

    def extended(self, entities: Mapping[str, Entity]) -> "Gazetteer":
        """Return a gazetteer that also knows a document's own names; they go before ours."""
        added = tuple((name, Name(e.code, e.kind)) for name, e in entities.items() if name.strip())
        if not added:
            return self
        known = {**{e.code: e for e in entities.values()}, **self._entities}
        return Gazetteer(
            known, (*added, *self._names), self._unsaid, self._places, self._doubts, self._accented
        )

    @cached_property
    def _place_matcher(self) -> Matcher[Name]:
        cities = ((city, Name(code, "place")) for city, code in self._places)
        return Matcher((*cities, *self._names), self._accented)

    def _code_of(self, name: str) -> str | None:
        for form in _forms(name):
            code = self._whole.get(form) or self._whole.get(fold(form))
            if code:
                return code
        return None

    def _is_meant(self, text: str, one: Found[Name]) -> bool:
        name = one.value
        if name.kind == "blocked" or text[one.end : one.end + 1] == "$":
            return False
        after = text[one.end : one.end + 60].lstrip()
        if name.unless_before and after.startswith(name.unless_before):
            return False
        if self._doubts.is_word_in_capitals(text, one.start, one.end):
            return False
        if name.kind not in ("state", "demonym"):
            return True
        if name.kind == "state" and self._doubts.is_agenda(text, one.end):
            return False
        if name.kind == "demonym" and self._doubts.is_language(text, one.start, one.end):
            return False
        return not self._doubts.is_person(text, one.start, one.end)


def _mention(text: str, one: Found[Name]) -> Mention:
    kind = one.value.kind
    if kind == "blocked":
        raise AssertionError("a blocked name is never mentioned")
    return Mention(one.start, one.end, text[one.start : one.end], one.value.code, kind)


def _index(names: Iterable[tuple[str, Name]]) -> dict[str, str]:
    index: dict[str, str] = {}
    for name, value in names:
        if value.kind in ("blocked", "demonym"):
            continue
        index.setdefault(name, value.code)
        if not (is_abbreviation(name) and len(name) <= 3):
            index.setdefault(fold(name), value.code)
    return index


def _forms(name: str) -> Iterable[str]:
    """Yield the ways to read `name`, most literal first."""
    name = " ".join(name.replace("’", "'").split()).strip(" ,;:")
    yield name
    folded = fold(name)
    yield folded
    bare = ARTICLE.sub("", folded)
    yield bare
    if name.lower().startswith("the "):
        yield name[4:]
    yield OFFICE.sub("", folded)
    bracketed = BRACKETED.match(name)
    if bracketed:
        yield from (bracketed[2], ARTICLE.sub("", fold(bracketed[1])))
