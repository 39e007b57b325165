"""Make large corpora of recombined sentences, with labels, and questions to them."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from rapporteur.find.entries import Entry
from rapporteur.find.facets import list_fixed
from rapporteur.find.passages import LENGTH
from rapporteur.find.schema import EVERY
from rapporteur.find.words import PLAIN, cut, stop_words
from rapporteur.gazetteer import load_states
from rapporteur.gazetteer.regions import list_regions
from rapporteur.store.select import Filter

SENTENCE = re.compile(r"(?<=[a-z]\.)\s+(?=[A-Z])")
DIALOGUES = 200
SKEW = 2.0  # labels follow a long tail, as they do in records
PER_SEGMENT = 150  # points


class Corpus:
    """Halves of real sentences, joined anew at random; the same seed gives the same corpus."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._heads: list[str] = []
        self._tails: list[str] = []
        for path in sorted(folder.rglob("*.txt")):
            for sentence in SENTENCE.split(" ".join(path.read_text("utf-8", "ignore").split())):
                words = sentence.split()
                if 6 <= len(words) <= 60:
                    half = len(words) // 2
                    self._heads.append(" ".join(words[:half]))
                    self._tails.append(" ".join(words[half:]))
        if not self._heads:
            raise SystemExit(f"{folder} holds no text files with sentences")
        self._states = [state.code for state in load_states()]

    def sentence(self) -> str:
        return f"{self._random.choice(self._heads)} {self._random.choice(self._tails)}"

    def entries(self, number: int) -> Iterator[Entry]:
        for serial in range(1, number + 1):
            yield self._entry(serial, self.sentence())

    def questions(self, number: int) -> list[str]:
        """Two to five telling words that stand together in a sentence; some with a State."""
        small = stop_words("en")
        found: list[str] = []
        while len(found) < number:
            words = [w.text for w in cut(self._random.choice(self._heads), PLAIN)]
            telling = [w for w in words if w not in small][: self._random.randint(2, 5)]
            if len(telling) >= 2:
                found.append(" ".join(telling))
        return found

    def filters(self) -> Filter:
        """Three filters at once."""
        fixed = list_fixed()
        return Filter(
            kind=self._pick(fixed["kind"][:5]),
            region=self._pick(("Africa", "Asia", "Europe", "Americas")),
            codes=(("gcm", self._pick(tuple(str(n) for n in range(1, 24)))),),
        )

    def _entry(self, serial: int, text: str) -> Entry:
        fixed = list_fixed()
        state = self._pick(self._states)
        sure = self._random.random()
        gcm = [self._pick(tuple(str(n) for n in range(1, 24))) for _ in range(2)]
        date = 20_010_101 + 10_000 * self._random.randrange(25)
        facets = (
            EVERY,
            "language:en",
            f"dialogue:dlg-{serial * DIALOGUES // 1_000_003 % DIALOGUES}",
            f"year:{date // 10_000}",
            f"voice:{state}",
            "voice:spoken",
            *(f"region:{region}" for region in list_regions(state)),
            f"manner:{self._pick(fixed['manner'])}",
            f"kind:{self._pick(fixed['kind'])}",
            f"about:{self._pick(self._states)}",
            *(f"gcm:{code}" for code in gcm),
            f"sdg:{self._pick(fixed['sdg'])}",
            f"group:{self._pick(fixed['group'])}",
            f"figures:{self._pick(('no', 'yes'))}",
            f"sure:{'high' if sure >= 0.8 else 'middle' if sure >= 0.5 else 'low'}",
            "heading:no",
        )
        return Entry(
            serial=serial,
            language="en",
            text=text,
            title="",
            passage=serial - serial % LENGTH,
            said_by=state,
            segment=f"seg-{serial // PER_SEGMENT}",
            tier=0,
            sure=round(100 * sure),
            date=date,
            facets=tuple(dict.fromkeys(facets)),
        )

    def _pick(self, values: tuple[str, ...] | list[str]) -> str:
        return values[int(self._random.random() ** SKEW * len(values))]
