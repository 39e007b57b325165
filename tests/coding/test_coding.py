"""Points get the codes their words speak for, with the words as the reason."""

import pytest

from rapporteur.coding import KeywordCoder, code_points, combine_codings
from rapporteur.evidence import Anchor, Code, Coding, Framework, Kind, Point
from rapporteur.frameworks import load_framework, load_frameworks

GCM = KeywordCoder(load_framework("gcm"))
SDG = KeywordCoder(load_framework("sdg"))


def point(text: str, kind: Kind = "practice", order: int = 0) -> Point:
    return Point(f"p{order}", text, Anchor("s", ()), "seg", order, kind, 0.9, "test")


def tops(codings: tuple[Coding, ...], framework: str = "gcm") -> list[str]:
    return [c.code for c in codings if c.framework == framework and "." not in c.code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministry gathers disaggregated data on migrants every year.", "1"),
        ("A pre-departure course tells migrants about laws and wages.", "3"),
        ("Stateless migrants were given birth certificates.", "4"),
        ("Work permits of foreign workers were extended by six months.", "5"),
        ("Recruitment agencies may no longer charge migrant workers fees.", "6"),
        ("Unaccompanied children on the move were housed with families.", "7"),
        ("Search and rescue of migrants at sea went on.", "8"),
        ("The police broke up a ring engaged in the smuggling of migrants.", "9"),
        ("A hotline helps victims of trafficking.", "10"),
        ("Asylum-seekers were screened and referred on arrival.", "12"),
        ("Alternatives to detention were found for migrants.", "13"),
        ("The consulates in the Gulf visited nationals abroad.", "14"),
        ("Vaccination was free for all migrants.", "15"),
        ("Language courses help the integration of refugees.", "16"),
        ("A law punishes hate speech and xenophobia.", "17"),
        ("Diplomas of refugees are assessed, and recognition of qualifications is quick.", "18"),
        ("The diaspora built two clinics.", "19"),
        ("The fee for sending remittances fell.", "20"),
        ("Returnees received help with their reintegration.", "21"),
        ("Pensions of migrant workers became portable.", "22"),
    ],
)
def test_a_sentence_on_migration_gets_its_objective(text: str, code: str) -> None:
    assert code in tops(GCM.code(point(text)))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Food security is at risk in the highlands.", "2"),
        ("Girls were vaccinated against measles.", "3"),
        ("New teachers were hired for rural schools.", "4"),
        ("The wells give safe drinking water.", "6"),
        ("Solar panels bring electricity to the islands.", "7"),
        ("Prison conditions and the death penalty were discussed.", "16"),
        ("Carbon markets were reviewed.", "13"),
        ("Overfishing harms the ocean.", "14"),
    ],
)
def test_a_sentence_on_anything_gets_its_goal(text: str, goal: str) -> None:
    assert goal in tops(SDG.code(point(text)), "sdg")


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Families below the poverty line get a child benefit.", "1"),
        ("Aquifers are overdrawn, and the river runs dry before the delta.", "6"),
        ("Feed-in tariffs made wind farms pay.", "7"),
        ("Youth unemployment fell as vacancies grew.", "8"),
        ("Spending on research and development lags behind the patents filed.", "9"),
        ("The Gini coefficient rose and social mobility stalled.", "10"),
        ("Commuters moved from cars to light rail and bicycles.", "11"),
        ("Extended producer responsibility keeps packaging out of landfills.", "12"),
        ("Bycatch of sharks by trawlers went unreported.", "14"),
        ("Invasive species drive out the endemic flora.", "15"),
        ("Rules of origin keep exporters from using market access.", "17"),
    ],
)
def test_the_words_of_each_field_speak_for_its_goal(text: str, goal: str) -> None:
    assert tops(SDG.code(point(text)), "sdg")[0] == goal


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("A climate of fear kept the witnesses away.", "13"),
        ("The financial health of the bank was poor.", "3"),
        ("The poor quality of the paper was noted.", "1"),
        ("Overseas posts were closed.", "14"),
        ("The political landscape changed.", "15"),
        ("A moment of historic weight, said the hospitality minister.", "3"),
        ("The building of confidence takes years.", "11"),
    ],
)
def test_a_word_in_another_sense_speaks_for_no_goal(text: str, goal: str) -> None:
    assert goal not in tops(SDG.code(point(text)), "sdg")


FILLER = "They met again in spring and went on with what had been left open the year before. "


def test_a_word_in_passing_is_not_what_a_long_text_is_about() -> None:
    mention = "A hospital stood nearby."
    assert tops(SDG.code(point(mention)), "sdg") == ["3"]
    assert tops(SDG.code(point(FILLER * 6 + mention + FILLER * 6)), "sdg") == []


def test_a_long_text_is_about_what_it_says_again_and_again() -> None:
    text = (FILLER + "The hospital turned patients away. " + FILLER + "Nurses left. ") * 3
    assert tops(SDG.code(point(text)), "sdg") == ["3"]


def test_a_word_counts_where_it_stands_alone_though_hidden_elsewhere() -> None:
    text = "Drug trafficking was tried apart from the trafficking of women."
    assert "16" in tops(SDG.code(point(text)), "sdg")


def test_no_objective_is_given_where_nobody_migrates() -> None:
    assert GCM.code(point("Prisoners in detention have access to health care.")) == ()


def test_a_document_about_migration_need_not_say_so_in_each_sentence() -> None:
    clinic = point("Health care was free of charge.")
    assert GCM.code(clinic) == ()
    assert tops(GCM.code(clinic, in_scope=True)) == ["15"]


def test_what_was_said_before_speaks_for_a_sentence_without_words_of_its_own() -> None:
    follow = point("It had reached 300 people by May.")
    before = "The fund for remittances trains migrants."
    codings = GCM.code(follow, before, in_scope=True)
    assert "20" in tops(codings)
    assert "matched before: " in codings[0].reason


def test_the_reason_shows_the_words_as_they_stand() -> None:
    (first, *_) = GCM.code(point("The DIASPORA’s bonds were sold."))
    assert first.code == "19"
    assert first.reason == "matched: DIASPORA"
    assert 0.0 < first.confidence < 1.0


def test_more_words_make_a_coding_surer() -> None:
    one = GCM.code(point("Remittances fell."))[0]
    two = GCM.code(point("Remittances fell as transfer costs and bank account fees rose."))[0]
    assert two.code == one.code == "20"
    assert two.confidence > one.confidence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Climate change makes coastal families migrate.", "2"),
        ("Fingerprints of refugees are kept so that lost documents can be replaced.", "4"),
        ("The authorities took down people smugglers and criminal groups.", "9"),
        ("Migrants completed training programmes and their qualifications count abroad.", "18"),
        ("Restoring mobility of people on the move came first.", "5"),
        ("Asylum is decided under the 1951 Convention.", "12"),
        ("Social security coordination covers seasonal foreign workers.", "22"),
    ],
)
def test_the_words_of_an_objective_s_actions_speak_for_it(text: str, code: str) -> None:
    assert code in tops(GCM.code(point(text)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Global Compact for Safe, Orderly and Regular Migration turned two.", "5"),
        ("The Convention on the Elimination of All Forms of Discrimination against Women "
         "was signed by all countries of origin.", "17"),
    ],
)  # fmt: skip
def test_a_name_or_a_passing_word_speaks_for_no_objective(text: str, code: str) -> None:
    assert code not in tops(GCM.code(point(text)))


def test_drug_trafficking_is_not_trafficking_in_persons() -> None:
    assert "10" not in tops(GCM.code(point("Migrants were accused of drug trafficking.")))


def test_a_part_follows_its_code() -> None:
    codes = [
        c.code for c in SDG.code(point("The cost of sending remittances, a fee of 9 per cent."))
    ]
    assert codes[:2] == ["10", "10.c"]


def test_procedure_gets_no_code() -> None:
    assert GCM.code(point("The session on migrant health opened at ten.", kind="other")) == ()


def test_in_a_text_that_quotes_nobody_sentences_of_procedure_get_goals_and_headings_none() -> None:
    told = [
        point("This chapter is about drinking water for migrants.", kind="other", order=0),
        point("Drinking water", kind="other", order=1),
    ]
    frameworks = load_frameworks()
    assert code_points(told, frameworks) == ()
    assert [
        (c.point, c.framework, c.code)
        for c in code_points(told, frameworks, narrated=True)
        if "." not in c.code
    ] == [("p0", "sdg", "6"), ("p0", "sdg", "10")]


def test_at_most_three_codes_a_framework() -> None:
    text = (
        "Migrants lack health care, jobs, visas, passports, data, remittances, vaccines, "
        "consular help, integration, border control and face xenophobia and trafficking in persons."
    )
    assert len(tops(GCM.code(point(text)))) == 3


def test_all_points_are_coded_in_reading_order_and_groups_come_from_the_points() -> None:
    points = [
        point("Migrant women were sheltered.", order=0),
        Point(
            "p1", "Girls too.", Anchor("s", ()), "seg", 1, "practice", 0.8, "", groups=("girls",)
        ),
    ]
    codings = code_points(points, load_frameworks())
    assert next(c.point for c in codings if c.framework == "gcm") == "p0"
    assert [(c.point, c.code) for c in codings if c.framework == "groups"] == [("p1", "girls")]
    assert codings == code_points(points, load_frameworks())


def test_ones_own_framework_codes_too() -> None:
    own = Framework(
        "own", "Ports", "", (Code("1", "Harbours", cues=("!harbour*", "quay + crane*")),)
    )
    coder = KeywordCoder(own)
    assert [c.code for c in coder.code(point("The harbourmaster came."))] == ["1"]
    assert [c.code for c in coder.code(point("A crane stood on the quay."))] == ["1"]
    assert coder.code(point("A crane flew by.")) == ()


def test_two_coders_that_agree_are_surer_than_either() -> None:
    one = Coding("p", "gcm", "15", "keyword", 0.5, "matched: clinic")
    two = Coding("p", "gcm", "15", "trained", 0.6, "like labelled ones")
    other = Coding("p", "gcm", "7", "trained", 0.7, "like labelled ones")
    first, second = combine_codings([[one], [two, other]])
    assert (first.code, first.confidence, first.coder) == ("15", 0.8, "keyword+trained")
    assert second.code == "7"


def test_combining_keeps_the_best_three() -> None:
    many = [Coding("p", "sdg", str(n), "keyword", n / 20, "") for n in range(1, 9)]
    assert [c.code for c in combine_codings([many])] == ["8", "7", "6"]
