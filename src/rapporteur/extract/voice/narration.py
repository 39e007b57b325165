"""Sentences in which the record tells what the meeting did, not what anybody said."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.voice.presiding import is_presiding, is_serving

_MEETING = re.compile(
    r"^(?:(?:Also )?(?:[Aa]t|[Ii]n|[Oo]n|[Dd]uring) (?:its|the|their|that|an?|the same) "
    r"(?:[\w-]+ )?(?:(?:\d+(?:st|nd|rd|th)|to|and),? ){0,6}"
    r"(?:\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth)|[a-z]+tieth|tenth|opening|closing|same)"
    r" (?:plenary |formal |informal )?(?:meeting|session|part)"
    r"|At the same meeting"
    r"|(?:Following|After|Before|Prior to) (?:the|its) (?:vote|election|adoption|discussion)"
    r"|(?:The|A) (?:recorded |subsequent )?vote\b|In favour:|Against:|Abstaining:"
    r"|(?:The following|No) (?:speakers?|statements?|panellists?|delegations?|representatives"
    r"|officers)"
    r"|[^.;]{3,400}? (?:also )?made (?:a |an )?(?:[a-z]+ )?statements?(?: \([^()]*\))?"
    r"(?:\.?$|: [A-Z])"
    r"|[^.;:]{3,200}? (?:was|were) (?:also )?(?:appointed|elected|nominated|designated)\b"
    r"|[^.;:]{3,200}? (?:also )?joined (?:in sponsoring|(?:as (?:a )?|the )(?:co-)?sponsors?)"
    r"|(?:An? |One )?(?:[a-z]+ )?[Ss]tatements? (?:in [a-z ]+ )?(?:was|were) (?:also )?"
    r"(?:made|delivered|read)"
    r"|The (?:record|list) of (?:speakers|participants)\b|https?://\S+$"
    r"|(?:[^,;]{1,80}, )?[Ii]t was (?:also )?decided (?:that|to)\b"
    r"|The (?:[a-z-]+ ){0,2}discussions? (?:that followed )?(?:was|were|focused|centred|revolved"
    r"|consisted|covered|included|featured|began|took place)\b"
    r"|It (?:included|featured|comprised|consisted of"
    r"|was (?:moderated|attended|chaired|organized))\b"
    r"|There (?:was|were) (?:also )?(?:no|(?:more than |over |some |about )?\d+|a total)"
    r"|The present (?:report|document|summary)\b"
    r"|[^,.;]{0,80}\b(?:conclusions|resolutions?|decisions?|declaration|outcome document)\b"
    r"[^,.;]{0,60} (?:was|were) (?:also )?(?:adopted|approved)\b"
    r"|(?:During|In) the (?:interactive dialogue|ensuing discussion), \d+ delegations"
    r"|(?:[^,]{1,80}, )?(?:[Ss]everal|[Mm]any|[Ss]ome|[Aa] number of|[Tt]he|[Ff]ollowing)"
    r" (?:[a-z]+ ){0,2}(?:representatives|members|delegations|delegates|speakers|participants"
    r"|countries|States) (?:also |then )?(?:spoke\b(?! (?:of|about|to))|took the floor|intervened"
    r"|made (?:[a-z]+ )?(?:statements|interventions|remarks|comments|presentations))"
    r"|(?:[^,]{1,80}, )?[Tt]he (?:representatives|members|experts|parties) [^,;]{0,120}? met\b"
    r"|(?:Members|Representatives) of [^,;]{3,80} (?:made|delivered|gave|read)"
    r" (?:[a-z]+ )?(?:statements|presentations|remarks|interventions)"
    r"|(?:[^,]{1,80}, )?[Tt]he [a-z ]*(?:mission|team|delegation) (?:also |then )?"
    r"(?:met|held|visited|travelled|arrived|departed|was accompanied|toured|conducted)\b"
    r"|Additional statements|Recommendations made during|The recommendations? (?:formulated|listed)"
    r"|All conclusions and/or recommendations|In accordance with (?:paragraph|rule|decision|Human)"
    r"|The text of|For the text of"
    r"|The (?:draft )?(?:decision|resolution|report|agenda)s? (?:was|were|is)\b"
    r")"
)
# "At its tenth session, the Board had approved": what a speaker recalls, not what is recorded.
_EARLIER = re.compile(
    r"^(?:At|In|On|During) (?:its|their|the|that) [^,.;]{3,60}(?:session|meeting)s?"
    r"(?:,(?: held)? (?:in|on) [^,]{3,30})?, (?:the )?[A-Z][\w-]+(?: [A-Za-z][\w-]+){0,5}?"
    r" (?:also )?had\b"
)
_REMARKS = re.compile(
    r"\b(?:remarks|comments|statements|interventions|questions|presentations|contributions"
    r"|support for[^.]*?)\b[^.]{0,90}?"
    r"\b(?:was|were) (?:also )?(?:made|voiced|delivered|raised|heard)\b"
)
_DEED = (
    r"(?:decided|adopted|elected|approved|heard|considered|concluded its|resumed|held|had before"
    r"|took note|endorsed|met|convened|observed a minute|agreed to (?:convene|hold|meet|include"
    r"|postpone|defer)|authorized|entrusted|was informed|was briefed|began its|continued its"
    r"|was accompanied|selected|established|conducted|opened|closed|reviewed|discussed)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cues = load_cues("voices")
    subjects = "|".join(cues["narration"]["subjects"])
    verbs = "|".join(cues["narration"]["verbs"])
    bodies = "|".join(cues["bodies"])
    heads = "participants?|panell?ists?|speakers?|delegat(?:e|ion)s?|members|experts?|discussants?"
    ordinal = r"(?:\w+(?:st|nd|rd|th)|first|second|third|final|final, \w+,|one entire|entire|\d+)"
    return (
        _MEETING,
        re.compile(
            rf"^(?:[\w’,“” -]{{0,60}}?, )?(?:The|the|This|this|One|A)?\s?(?:{ordinal} )?"
            rf"(?:(?!(?:on|of|in|at|for|from|to) )[\w’-]+ ){{0,3}}"
            rf"(?i:{subjects})(?: \d+| session| meeting| discussion)?"
            rf"(?:,? which [^,]+,)?(?: also| then)? (?:{verbs}|[a-z]+ed)\b"
        ),
        re.compile(
            rf"^(?:[^;:]{{0,320}}?, )?[Tt]he (?:[A-Z][\w-]+ )?(?:{bodies})(?:, [^,;]{{3,80}},)? "
            rf"(?:also |then )?{_DEED}"
        ),
        re.compile(
            rf"^(?:[^,;]{{1,80}}, )?(?:[Tt]he|[Aa]) (?:{ordinal} )?"
            rf"(?:{subjects}|discussion|dialogue)\b[^.]{{0,250}}? "
            r"(?:was|were) (?:moderated|chaired|facilitated|opened|co-chaired|convened|organized"
            r"|held)"
        ),
        re.compile(r"^(?:They|The panels?) (?:was|were) followed by\b"),
        re.compile(  # which topics were dealt with, not what was said of them
            rf"^(?:[^;:]{{0,120}}?, )?(?:[Tt]he |[Aa]ll )?(?:[a-z]+ ){{0,2}}?(?i:{heads})s?"
            r" (?:also |then )?(?:addressed|discussed|considered|examined|explored|covered"
            r"|exchanged views on|deliberated on) (?:a (?:wide )?(?:range|number|variety|series) of"
            r"|[a-z]+|the following) (?:[a-z]+ ){0,2}(?:issues|questions|topics|themes|subjects)\b"
        ),
    )


_SITTING = re.compile(
    r"^(?:[^,;]{1,80}, )?(?:[Tt]he|[Tt]his|[Oo]ne) (?:[\w’-]+ ){0,4}?"
    r"(?:panel|session|segment|discussions?|workshop|meeting|round table|dialogue|debate)"
    r"(?: \d+)? (?:also |further |therefore )?(?:(?:emphasized|stressed|underlined|underscored"
    r"|reinforced|reaffirmed|reiterated) (?:the|that|how|why)\b|(?:pointed out|noted|recognized"
    r"|concluded|acknowledged|agreed) that\b)"
)


def is_of_all(text: str) -> bool:
    """Whether those who sat on a panel said something: "The third panel stressed the need"."""
    return _SITTING.match(text) is not None


def is_narration(text: str) -> bool:
    """Whether a sentence is the record's own account of the proceedings."""
    if _EARLIER.match(text) or is_of_all(text):
        return False
    if _REMARKS.search(text) and not re.search(r"\bsaid\b", text):
        return True
    told = any(pattern.search(text) for pattern in _patterns())
    return told or is_presiding(text) or is_serving(text)


@cache
def _findings() -> re.Pattern[str]:
    return re.compile("|".join(load_cues("voices")["findings"]))


def announces_findings(text: str) -> bool:
    """Whether a sentence leads in a list of what the meeting found."""
    return (
        _findings().search(text) is not None
        and re.search(r"\b(?:conclusions?|messages|points|findings|discussions?)\b", text)
        is not None
    )
