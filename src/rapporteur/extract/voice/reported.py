"""How far a voice reaches: reported speech goes on until another voice or the record takes over."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from rapporteur.evidence.segment import Segment
from rapporteur.evidence.source import Sentence
from rapporteur.evidence.voice import PARTICIPANTS, REPORT, Voice
from rapporteur.extract.voice.cast import posts_of
from rapporteur.extract.voice.narration import announces_findings, is_narration
from rapporteur.extract.voice.phrases import NUMBER, Opening, names_nobody
from rapporteur.extract.voice.recalled import Recall

# Parts that the record writes itself: a collective voice there ends with its paragraph.
OWN_PARTS = frozenset(
    ("front", "introduction", "overview", "recommendations", "conclusions", "agenda", "annex")
)
# What a body that was only mentioned said ends where the record goes on telling, with dates.
_DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2},?)?(?: (?:19|20)\d\d)?\b|\b(?:in|since|by|until) (?:19|20)\d\d\b|\bwere to be\b"
)
# The record in its own first person ("I am confident that"); "Annex I Parties" is none.
_FIRST_PERSON = re.compile(
    r"(?<!Annex )(?<!Part )(?<!Phase )(?<!Group )\bI (?:also |further |therefore )?"
    r"(?:am|was|have|had|would|will|wish|should|shall|[a-z]+)\b|\bmy (?:[a-z]+|[A-Z][a-z]+)\b"
)
# A life, not words: "He has advised several Governments", "She focuses on statistics".
_LETTER = re.compile(
    r"^[^.;]{0,200}?\b(?:[Ii]n|[Bb]y) (?:an?|another|its|his|her|their|the same|identical|separate)"
    r" (?:[a-z]+ )?letters?\b|^In (?:its|the|his|her) (?:[A-Z][a-z]+ )?report,"
)
# A paragraph that begins so goes on with the one before.
_GOES_ON = re.compile(
    r"(?:But|And|Equally|Similarly|Likewise|Furthermore|Moreover|In addition|At the same time"
    r"|Nonetheless|Nevertheless)\b"
)
_LIVES = re.compile(r"(?:[^,]{1,60}, )?(?:[Hh]e|[Ss]he) (?:also )?(?:has|had|is|[a-z]+[^s]s)\b")
_BACKSHIFT = re.compile(r"\b(?:had|would|was|were|could|might|should|did)\b")


@dataclass(slots=True)
class Turn:
    """Who has the floor between two sentences.

    `pending` is somebody who was announced and may speak in the next sentence, `brief` whether
    only a pronoun may lead back ("CARICOM welcomed ... They called"), `passing` whether a body
    that is only mentioned has the floor, for the paragraph at most; `lettered` whether a letter
    or report is retold, which its paragraph ends; `block` the
    paragraph of the sentence before; `listing` whether a list is led in or under way, by whom in
    `lead`; `holders` who last spoke in each post ("Director"); `organ` the organisation whose
    part of the meeting it is ("UNFPA segment"); `heard` who spoke, by surname; `default`
    the voice of unattributed sentences; `recall` the bodies named in full so far.
    """

    voice: Voice = REPORT
    pending: Voice | None = None
    brief: bool = False
    passing: bool = False
    block: int = -1
    segment: str = ""
    lettered: bool = False
    listing: bool = False
    lead: Voice = REPORT
    holders: dict[str, Voice] = field(default_factory=dict)
    organ: str = ""
    heard: dict[str, Voice] = field(default_factory=dict)
    default: Voice = field(default=REPORT)
    recall: Recall = field(default_factory=Recall)

    def restart(self, default: Voice) -> None:
        """Begin a section: nobody has spoken yet, and another may moderate."""
        self.holders = {
            post: held
            for post, held in self.holders.items()
            if post != "moderator" and (post not in posts_of("presiding") or self._is_ours(held))
        }
        self.voice = self.default = default
        self.pending = None
        self.listing = False

    def hear(
        self, sentence: Sentence, opening: Opening | None, segment: Segment | None, plain: bool
    ) -> Voice:
        """Return the sentence's voice, and remember who has the floor after it."""
        fresh = sentence.block != self.block
        if fresh and self.listing and sentence.kind == "item":
            self.voice = self.lead
        text = NUMBER.sub("", sentence.text)
        voice = self._weigh(text, opening, segment, fresh, plain)
        self.block = sentence.block
        if announces_findings(text) and not self.voice.entities:
            self.voice = self.default = PARTICIPANTS
        if text.rstrip().endswith(":"):
            self.listing, self.lead = True, self.voice
        elif sentence.kind != "item":
            self.listing = False
        return voice

    def _weigh(
        self,
        text: str,
        opening: Opening | None,
        segment: Segment | None,
        fresh: bool,
        plain: bool,
    ) -> Voice:
        if self._is_own_person(text):
            self.voice, self.pending, self.passing = self.default, None, False
            return self.voice
        if self._goes_back(opening):
            return self.voice
        if self.lettered and fresh:
            self.voice, self.pending, self.lettered = self.default, None, False
        opening = self._identify(opening, text, fresh)
        told = opening is not None and (_is_nobody(opening.voice) or opening.bare)
        if told and is_narration(text):
            opening = None  # "52 delegations made statements", "The Council adopted"
        if opening is None or self._is_mere_mention(opening, fresh):
            return self._go_on(text, segment, fresh and not _GOES_ON.match(text))
        before, voice = self.voice, self._open(opening, plain)
        kept = self.lettered and self.voice == before
        self.lettered = kept or _LETTER.search(text) is not None
        if opening.reach == "procedural" and (segment is None or segment.kind in OWN_PARTS):
            self.brief = True
        return voice

    def _go_on(self, text: str, segment: Segment | None, fresh: bool) -> Voice:
        """Return the voice of a sentence that opens none."""
        if self.passing and (fresh or _own(segment) or _DATED.search(text)):
            self.voice, self.passing = self.default, False
        if is_narration(text):
            self.voice, self.pending = self.default if self.default.entities else REPORT, None
            return REPORT
        if fresh and not self.listing and self._ends_with_paragraph(text, segment):
            self.voice = self.default
        waiting = self.pending is not None and not self.brief and not fresh
        if self.voice.manner == "report" and self.pending is not None and waiting:
            self.voice, self.pending = self.pending, None
        return self.voice

    def _is_new_stranger(self, text: str) -> bool:
        """Whether a paragraph begins with words that nobody is named for ("It was noted that")."""
        return names_nobody(text) and bool(self.voice.entities) and self.voice != self.default

    def _identify(self, opening: Opening | None, text: str, fresh: bool) -> Opening | None:
        """Replace what only points back ("She", "the Director", "Ms. Reis") by whom it means."""
        if opening is not None and opening.reach == "same":
            opening = self._resume(text)
        elif fresh and self._is_new_stranger(text):
            opening = Opening(PARTICIPANTS)
        elif self.brief:
            self.pending = None
        if opening is not None and (opening.post or opening.surname):
            opening = self._held(opening)
        if opening is not None and not opening.surname:
            self._hear_names(opening.voice)
        return opening

    def _hear_names(self, voice: Voice) -> None:
        """Remember who spoke, by surname; two of one surname leave nobody to be meant by it."""
        for name in voice.speakers:
            first, surname = name.split()[0], name.split()[-1]
            before = self.heard.get(surname, voice).speakers
            others = [other for other in before if other.split()[-1] == surname]
            same = any(other.split()[0][0] == first[0] for other in others)
            self.heard[surname] = voice if same else Voice("panellist", (), (surname,))

    def _goes_back(self, opening: Opening | None) -> bool:
        """Whether "He added" or "the interlocutors discussed" takes the same voice further."""
        return opening is not None and opening.reach == "same" and self.voice.manner != "report"

    def _is_ours(self, voice: Voice) -> bool:
        """Whether a voice is that of the organ that meets, or of a part of it."""
        own = self.recall.own
        return bool(own) and any(own in entity for entity in voice.entities)

    def _is_own_person(self, text: str) -> bool:
        """Whether the record speaks of itself as "I", outside quotation marks."""
        if self.default.entities or "“" in text or '"' in text:
            return False
        return self.voice.manner != "written" and _FIRST_PERSON.search(text) is not None

    def _open(self, opening: Opening, plain: bool) -> Voice:
        self.brief = self.passing = False
        if opening.reach in ("procedural", "named"):
            self.voice = REPORT
            self.pending = opening.voice
            self.brief = opening.reach == "named"  # "moderated by Ana Reis. She thanked ..."
            return REPORT
        if opening.reach == "aside":
            outside = self.voice.manner in ("report", "collective")
            return self.voice if outside and opening.bare else opening.voice
        if opening.bare and not plain and opening.voice.entities:
            self.pending, self.brief = opening.voice, True
            self.passing = True
        self.pending = opening.voice if self.passing else None
        self.voice = opening.voice
        return self.voice

    def _held(self, opening: Opening) -> Opening | None:
        """A post named without its body, or a surname, is that of whoever last spoke so."""
        if opening.surname:
            own = any(name.split()[-1] == opening.surname for name in self.voice.speakers)
            known = self.voice if own else self.heard.get(opening.surname)
            if known is None and opening.bare:
                return None  # a stranger's deed, not words: "Mr. Lund visited the harbour"
            return replace(opening, voice=known or opening.voice, bare=False)
        outside = posts_of("presiding") | posts_of("national")
        ours = (opening.inner or not opening.sure) and opening.post not in outside
        if self.organ and ours and opening.reach != "named":
            return replace(opening, voice=Voice("panellist", (self.organ,), opening.voice.speakers))
        if opening.sure or opening.reach == "named":
            self.holders[opening.post] = opening.voice
            return opening
        return replace(opening, voice=self.holders.get(opening.post, opening.voice))

    def _resume(self, text: str) -> Opening | None:
        """Somebody mentioned before goes on: "She added", "the delegation noted"."""
        if self.voice.manner != "report":
            return None
        if self.pending is not None:
            return Opening(self.pending, bare=self.brief)
        pronoun = re.match(r"(?:It|They|I|We)\b", text) or _LIVES.match(text)
        return None if pronoun else Opening(PARTICIPANTS)

    def _is_mere_mention(self, opening: Opening, fresh: bool) -> bool:
        """In somebody's speech, a State that "noted" something is only spoken about."""
        if not opening.bare or opening.reach == "aside":
            return False
        named = bool(self.voice.entities) and not self.passing
        return named and (not fresh or opening.voice.entities == self.voice.entities)

    def _ends_with_paragraph(self, text: str, segment: Segment | None) -> bool:
        if self.default.manner == "collective":
            return False
        own = _own(segment)
        if self.voice.entities:
            return own and segment is not None and segment.kind not in ("front",)
        return own or not _BACKSHIFT.search(text)


def _is_nobody(voice: Voice) -> bool:
    return not voice.entities and not voice.speakers


def _own(segment: Segment | None) -> bool:
    return segment is not None and segment.kind in OWN_PARTS


@cache
def is_state_under_review(title: str) -> bool:
    """Whether a section's title says that the State under review has the floor."""
    folded = title.casefold()
    return "state under review" in folded and "dialogue" not in folded
