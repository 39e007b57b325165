"""Turn a question into what the index can answer: which points match, and how well."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tantivy import FieldType, Occur, Query, Schema, Searcher

from rapporteur.errors import QueryError
from rapporteur.find.counts import these_points
from rapporteur.find.names import Names, Thesaurus, short_words
from rapporteur.find.question import (
    All,
    Beginning,
    Not,
    Phrase,
    Question,
    Range,
    Some,
    Wish,
    Words,
)
from rapporteur.find.schema import EVERY, make_passage_schema, make_schema
from rapporteur.find.words import (
    CAPITAL,
    CAPITALS,
    EXACT,
    PLAIN,
    STEMMERS,
    composed,
    cut,
    other_number,
    stop_words,
)
from rapporteur.gazetteer import load_state_codes

SAID_BY = 0.8  # a word of the voice's name
ALL_WORDS = 0.5  # what having all words adds, by their own worth
VOICED, TOLD_OF = 8.0, 8.0  # a State that speaks, a State that is told of: like a rare word
SHARE = re.compile(r"(\d[\d.,]*)%")
FORMS = 12  # spellings of a name that are looked for
OCCURS: dict[type, Occur] = {Not: Occur.MustNot, Wish: Occur.Should}
EVERYWHERE = 50_000  # points that have a word; beside rarer ones it finds nothing by itself
ENOUGH = 1_000  # points that those rarer ones must have
WRITTEN_CODES = ("USA",)  # of States, that texts use for them
CHECKED = 2_000  # points that hold the words of a phrase in some form, and are read
ENDINGS = 200  # words that a beginning may stand for


Run: TypeAlias = tuple[str, ...]  # words that stand together, as the index keeps them
_Part: TypeAlias = str | tuple[Names, str]  # a word, or a name with how it is written


@dataclass(slots=True)
class Match:
    """`query` matches and ranks points; `bare` matches the same, and ranks them roughly.

    `bare` costs a fraction: it leaves out what only adds to a score. `rough` is cheaper still: a
    plain union of words, which tantivy cuts short best; it finds the best, and what does not match
    besides. `parts` add up to what `query` gives. `passages` add up to what a passage gets for
    the question's words, whatever signs join them. `runs` are the words looked for, by language;
    each is of words that stand together, as the index keeps them.
    """

    query: Query
    bare: Query
    rough: Query
    parts: Sequence[Query]
    passages: Sequence[Query] = ()
    runs: dict[str, set[Run]] = field(default_factory=dict)


class Matcher:
    """Makes queries for one index and the languages in it."""

    def __init__(
        self,
        searcher: Searcher,
        languages: Sequence[str],
        thesaurus: Thesaurus,
        read: Callable[[Sequence[int]], Mapping[int, tuple[str, str]]] | None = None,
    ) -> None:
        """Make one that reads what points say, their ids beside it, by `read`: for exact phrases.

        Without it, phrases are looked for in all forms of their words.
        """
        self._searcher = searcher
        self._read = read
        self._exact: dict[str, Query | None] = {}
        self._schema: Schema = make_schema()
        self._languages = tuple(languages) or ("en",)
        self._thesaurus = thesaurus
        self._small = frozenset().union(*(stop_words(code) for code in STEMMERS))
        self._runs: dict[str, set[Run]] = {}
        self._formed: dict[str, list[tuple[str, Run]]] = {}  # by how a name is written
        self._parts: list[Query] = []
        self._passages: list[Query] = []
        self._depth: Literal["rough", "bare", "full"] = "full"

    def match(self, question: Question) -> Match:
        """Return the query of a question; raise QueryError where it asks for everything."""
        self._runs = {code: set() for code in (*self._languages, CAPITALS, EXACT, PLAIN)}
        self._parts, self._passages = [], []
        self._depth = "rough"
        rough = self._make(question)
        self._depth = "bare"
        bare = self._make(question)
        self._depth = "full"
        query = self._make(question)
        if query is None or bare is None or rough is None:
            raise QueryError("there is no word to look for", remedy="give at least one word")
        parts = self._parts if isinstance(question, Words) else [query]
        return Match(query, bare, rough, parts, self._passages, self._runs)

    def _make(self, question: Question) -> Query | None:
        match question:
            case Words(text):
                return self._any_of(text)
            case Beginning(text):
                return self._beginning(text)
            case Phrase(text, slop):
                return self._phrase(text, slop)
            case Range():
                return self._range(question)
            case All(parts):
                return self._all(parts)
            case Some(parts):
                return _some([q for part in parts if (q := self._make(part)) is not None])
            case Wish(part):
                return self._make(part)
            case Not(part):
                query = self._make(part)
                every = Query.term_query(self._schema, "facet", EVERY)
                return None if query is None else _without(every, query)

    def _all(self, parts: Sequence[Question]) -> Query | None:
        pairs = []
        for part in parts:
            inner = part.part if isinstance(part, Not | Wish) else part
            query = self._make(inner)
            if query is not None:
                pairs.append((OCCURS.get(type(part), Occur.Must), query))
        if all(occur == Occur.MustNot for occur, _ in pairs):
            every = Query.const_score_query(Query.term_query(self._schema, "facet", EVERY), 0.0)
            pairs.append((Occur.Must, every))
        return Query.boolean_query(pairs) if len(pairs) > 1 else pairs[0][1] if pairs else None

    def _any_of(self, text: str) -> Query | None:
        """Any of the words and names; all together count more."""
        parts = self._divide(text)
        if self._depth != "full":
            return self._plainly(parts)
        made = (self._word(p) if isinstance(p, str) else self._names(*p) for p in parts)
        found = [query for query in made if query is not None]
        if len(found) > 1:
            together = Query.boolean_query([(Occur.Must, query) for query in found])
            found.append(Query.boost_query(together, ALL_WORDS))
        self._parts = found
        return _some(found)

    def _divide(self, text: str) -> list[_Part]:
        """Words and names; small words only where there is nothing else: then they are meant."""
        parts: list[_Part] = []
        at = 0
        for start, end, names in self._thesaurus.find(text):
            parts += [*self._telling(text[at:start]), (names, text[start:end])]
            at = end
        parts = [*parts, *self._telling(text[at:])] or list(text.split())
        return [_share(part) if isinstance(part, str) else part for part in parts]

    def _telling(self, text: str) -> list[str]:
        return [
            word
            for word in text.split()
            if not all(w.text in self._small for w in cut(word, PLAIN))
        ]

    def _plainly(self, parts: Sequence[_Part]) -> Query | None:
        """A union; words found everywhere find nothing beside rarer ones, they only add."""
        words = [self._terms(part) for part in parts if isinstance(part, str)]
        names = [part for part in parts if not isinstance(part, str)]
        rarer = [(terms, number) for terms, number in words if number <= EVERYWHERE]
        enough = sum(number for _, number in rarer) + sum(self._number(n) for n, _ in names)
        kept = rarer if enough >= ENOUGH else words
        found = [term for terms, _ in kept for term in terms]
        if self._depth == "rough":
            found += [term for part in names for term in self._name_words(*part)]
            # A name that stands nowhere is a word to look for all the same.
            return _some(found or ([Query.empty_query()] if names else []))
        return _some([*found, *(self._names(*part) for part in names)])

    def _terms(self, word: str) -> tuple[list[Query], int]:
        """A word in the text or in a voice's name, and about how many points have it."""
        found, number = [], 0
        for one in dict.fromkeys((word, other_number(word))):
            found += [q for c in self._languages if (q := self._in_text(one, c)) is not None]
            number += sum(
                min((self._held(f"text_{c}", w.text) for w in cut(one, c)), default=0)
                for c in self._languages
            )
        plain = [w.text for w in cut(word, PLAIN)]
        if len(plain) == 1 and self._held("said_by", plain[0]):
            found.append(Query.term_query(self._schema, "said_by", plain[0]))
        return found, number

    def _number(self, names: Names) -> int:
        if not names.code:
            return ENOUGH
        return sum(self._held("facet", f"{facet}:{names.code}") for facet in ("voice", "about"))

    def _held(self, field: str, term: str) -> int:
        return self._searcher.doc_freq(field, term)

    def _word(self, word: str) -> Query | None:
        """A word in the text or in the voice's name, in every language held."""
        forms = dict.fromkeys((word, other_number(word)))
        made = [self._in_text(form, code) for code in self._languages for form in forms]
        found = [query for query in made if query is not None]
        plain = [w.text for w in cut(word, PLAIN)]
        if not found:
            return None
        if len(plain) == 1:
            self._runs[PLAIN].add(tuple(plain))
            if self._held("said_by", plain[0]):
                said = Query.term_query(self._schema, "said_by", plain[0])
                found.append(Query.boost_query(said, SAID_BY))
        self._in_any_passage(*forms)
        return found[0] if len(found) == 1 else Query.disjunction_max_query(found, 0.1)

    def _in_text(self, text: str, language: str, slop: int = 0) -> Query | None:
        words = tuple(w.text for w in cut(text, language))
        if not words:
            return None
        self._runs[language].update([words] if not slop else [(w,) for w in words])
        return self._run(language, words, slop)

    def _run(self, language: str, words: Run, slop: int = 0) -> Query:
        """Words that stand together."""
        if len(words) == 1:
            return Query.term_query(self._schema, f"text_{language}", words[0])
        return Query.phrase_query(self._schema, f"text_{language}", list(words), slop)

    def _in_any_passage(self, *texts: str) -> None:
        """Any of the words of each; those spread over a passage tell what it is about."""
        schema, forms = make_passage_schema(), dict[tuple[str, Run], None]()
        for code in self._languages:
            for text in texts:
                if words := tuple(w.text for w in cut(text, f"passage_{code}")):
                    forms[(code, words)] = None
        queries = (
            _some(Query.term_query(schema, f"passage_{code}", word) for word in form)
            for code, form in _shortest(list(forms))
        )
        if found := [query for query in queries if query is not None]:
            self._passages.append(Query.disjunction_max_query(found, 0.0))

    def _forms(self, names: Names, written: str) -> list[tuple[str, Run]]:
        """The spellings that differ in a language and may stand somewhere, each with it."""
        if written in self._formed:
            return self._formed[written]
        found: dict[tuple[str, Run], None] = {}
        for spelling in _spellings(names, written):
            small = CAPITAL.fullmatch(spelling) and spelling.casefold() in short_words()
            for code in (CAPITALS,) if small else self._languages:
                words = tuple(w.text for w in cut(spelling, code))
                if words and all(self._held(f"text_{code}", word) for word in words):
                    found[(code, words)] = None
        self._formed[written] = list(found)[: FORMS * len(self._languages)]
        return self._formed[written]

    def _name_words(self, names: Names, written: str) -> list[Query]:
        """The rarest word of each spelling: wherever that spelling stands, it does."""
        found: dict[tuple[str, str], None] = {}
        for code, form in self._forms(names, written):
            words = [word for word in form if word not in self._small] or form
            field = f"text_{code}"
            found[(field, min(words, key=lambda word: self._held(field, word)))] = None
        if names.code:
            found |= {("facet", f"{facet}:{names.code}"): None for facet in ("voice", "about")}
        # No weights: tantivy cuts a union of bare terms short, of others it does not.
        return [Query.term_query(self._schema, *key) for key in found]

    def _names(self, names: Names, written: str) -> Query:
        """Any spelling of a name, or what is said by or about it: all of equal worth."""
        forms = self._forms(names, written)
        if self._depth == "full":
            for code, form in forms:
                self._runs[code].add(form)
            spellings = _spellings(names, written)
            short = [one for one in spellings if len(cut(one, PLAIN)) == 1]
            self._in_any_passage(*(short or spellings)[:FORMS])
        queries = [self._run(code, form) for code, form in _shortest(forms)]
        if names.code:
            for facet, worth in (("voice", VOICED), ("about", TOLD_OF)):
                held = Query.term_query(self._schema, "facet", f"{facet}:{names.code}")
                queries.append(Query.const_score_query(held, worth))
        return Query.disjunction_max_query(queries, 0.0)

    def _beginning(self, text: str) -> Query | None:
        """Words that begin so; a stem may be shorter than the beginning that was typed."""
        found: list[Query] = []
        folded = "".join(w.text for w in cut(text, PLAIN))
        for code in self._languages:
            stem = "".join(w.text for w in cut(text, code))
            field = f"text_{code}"
            terms: set[str] = set()
            for start in {folded, stem} - {""}:
                terms |= {
                    term
                    for term, _ in self._searcher.terms_with_prefix(field, start, limit=ENDINGS)
                }
            if terms:
                self._runs[code] |= {(term,) for term in terms}
                found.append(Query.term_set_query(self._schema, field, sorted(terms)))
        return _some(found) if found else Query.empty_query()

    def _phrase(self, text: str, slop: int) -> Query | None:
        words = tuple(w.text for w in cut(text, EXACT))
        exact = not slop and self._read is not None and len(words) > 1
        before = {code: set(runs) for code, runs in self._runs.items()}
        found = [q for code in self._languages if (q := self._in_text(text, code, slop))]
        query = Query.disjunction_max_query(found) if found else None
        if query is None or not exact:
            return query
        if text not in self._exact:
            self._exact[text] = self._as_it_stands(query, words)
        as_it_stands = self._exact[text]
        if as_it_stands is None:
            return query
        self._runs = before
        self._runs[EXACT].add(words)
        return as_it_stands

    def _as_it_stands(self, query: Query, words: Run) -> Query | None:
        """Those of the points in which the words stand just so; None for too many to read."""
        assert self._read is not None
        bare = Query.const_score_query(query, 1.0)
        hits = self._searcher.search(bare, CHECKED + 1, count=False).hits
        if len(hits) > CHECKED:
            return None
        found = self._searcher.fast_field_values("serial", [address for _, address in hits])
        texts = self._read([int(serial or 0) for serial in found])
        held = [
            serial
            for serial, (_, text) in texts.items()
            if _holds(tuple(w.text for w in cut(composed(text), EXACT)), words)
        ]
        if not held:
            return Query.empty_query()
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, these_points(held))])

    def _range(self, asked: Range) -> Query:
        whole = asked.name in ("date", "sure")
        low, high = asked.low, asked.high
        query = Query.range_query(
            self._schema,
            asked.name,
            FieldType.Unsigned if whole else FieldType.Float,
            None if low is None else max(0, int(low)) if whole else low,
            None if high is None else max(0, int(high)) if whole else high,
            include_lower=asked.with_low,
            include_upper=asked.with_high,
        )
        return Query.const_score_query(query, 1.0)


def _spellings(names: Names, written: str) -> list[str]:
    """How a name may stand in a text; the same for all ways of typing it.

    A State's code stands in tables: in text it would be another word ("AND" is Andorra's).
    """
    return [
        one
        for one in dict.fromkeys((*names.spellings, written))
        if one != names.code or one not in load_state_codes() or one in WRITTEN_CODES
    ]


def _shortest(forms: Sequence[tuple[str, Run]]) -> list[tuple[str, Run]]:
    """Leave out those that hold another: where "Republic of Chile" stands, "Chile" does."""
    return [
        (code, form)
        for code, form in forms
        if not any(_holds(form, part) for other, part in forms if other == code and part != form)
    ]


def _holds(form: Run, part: Run) -> bool:
    return any(form[at : at + len(part)] == part for at in range(len(form) - len(part) + 1))


def _share(word: str) -> _Part:
    """A percentage is looked for in every way of writing it."""
    share = SHARE.fullmatch(word)
    forms = (word, f"{share[1]} per cent", f"{share[1]} percent") if share else ()
    return (Names(forms), word) if share else word


def _some(queries: Iterable[Query]) -> Query | None:
    found = list(queries)
    if len(found) < 2:
        return found[0] if found else None
    return Query.boolean_query([(Occur.Should, query) for query in found])


def _without(query: Query, unwanted: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, unwanted)])
