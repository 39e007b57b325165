"""Names of States, organisations and groups are found where they are meant, and only there."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapporteur.evidence import Entity
from rapporteur.gazetteer import load_gazetteer, load_states
from rapporteur.gazetteer.letters import lowered, plain

GAZETTEER = load_gazetteer()


def codes(text: str) -> list[str]:
    return [mention.code for mention in GAZETTEER.find_names(text)]


# Forms in which United Nations prose and negotiation bulletins write names.
PROBES = [
    ("the representative of Portugal noted", ["PRT"]),
    ("The delegation of the Niger thanked Nigeria", ["NER", "NGA"]),
    ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
    ("the Congo and the Democratic Republic of the Congo", ["COG", "COD"]),
    ("a court in the DRC ruled", ["COD"]),
    ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
    ("the Sudan, unlike South Sudan, agreed", ["SDN", "SSD"]),
    ("Iran (Islamic Republic of) and the Islamic Republic of Iran", ["IRN", "IRN"]),
    ("Bolivia (Plurinational State of) asked", ["BOL"]),
    ("the Plurinational State of Bolivia asked", ["BOL"]),
    ("the Bolivarian Republic of Venezuela", ["VEN"]),
    ("Venezuela (Bolivarian Republic of) and Peru", ["VEN", "PER"]),
    ("the Republic of Korea replied", ["KOR"]),
    ("the Democratic People's Republic of Korea replied", ["PRK"]),
    ("the Democratic People’s Republic of Korea replied", ["PRK"]),
    ("the Lao People’s Democratic Republic", ["LAO"]),
    ("Türkiye, formerly Turkey", ["TUR", "TUR"]),
    ("TURKEY supported the text", ["TUR"]),
    ("roast turkey for the staff", []),
    ("Côte d’Ivoire, Cote d'Ivoire and CÔTE D'IVOIRE", ["CIV", "CIV", "CIV"]),
    ("Viet Nam and Vietnam", ["VNM", "VNM"]),
    ("the Syrian Arab Republic and Syria", ["SYR", "SYR"]),
    ("the United Kingdom of Great Britain and Northern Ireland", ["GBR"]),
    ("the UK and the United Kingdom", ["GBR", "GBR"]),
    ("United States of America, the United States and the US", ["USA", "USA", "USA"]),
    ("it gave us hope", []),
    ("a loan of US$ 5 million in US dollars", []),
    ("the Russian Federation; Russia", ["RUS", "RUS"]),
    ("the United Republic of Tanzania", ["TZA"]),
    ("the Republic of Moldova", ["MDA"]),
    ("North Macedonia and Czechia", ["MKD", "CZE"]),
    ("Eswatini, formerly Swaziland", ["SWZ", "SWZ"]),
    ("the Holy See took the floor", ["VAT"]),
    ("the State of Palestine", ["PSE"]),
    ("Micronesia (Federated States of)", ["FSM"]),
    ("Netherlands (Kingdom of the)", ["NLD"]),
    ("Timor-Leste and Viet Nam", ["TLS", "VNM"]),
    ("St. Kitts and Nevis, Saint Vincent and the Grenadines", ["KNA", "VCT"]),
    ("the British Virgin Islands and French Guiana", ["VGB", "GUF"]),
    ("NEW ZEALAND, opposed by SAUDI ARABIA", ["NZL", "SAU"]),
    ("the US, the EU and the UK, for the G-77/CHINA", ["USA", "EU", "GBR", "G77"]),
    ("on behalf of the Group of 77 and China", ["G77"]),
    ("the G77 and China met China", ["G77", "CHN"]),
    ("for the LDCs, AOSIS and the African Group", ["LDCs", "AOSIS", "African Group"]),
    ("the ENVIRONMENTAL INTEGRITY GROUP and the Umbrella Group", None),
    ("on behalf of JUSSCANNZ", ["JUSSCANNZ"]),
    ("Chad said that Chad Wilson was a panellist", ["TCD"]),
    ("Jordan thanked Michael Jordan", ["JOR"]),
    ("Ms. Ireland thanked Ireland", ["IRL"]),
    ("Mr. German praised German law", ["DEU"]),
    ("the Indian Ocean and the Gulf of Guinea", []),
    ("a family in New Mexico moved to Mexico", ["MEX"]),
    ("Latin American States welcomed the American people", ["USA"]),
    ("the Organization of American States", ["OAS"]),
    ("The French version stands; French law applies", ["FRA"]),
    ("available in English, French and Spanish", []),
    ("published in Spanish.", []),
    ("in Spanish schools", ["ESP"]),
    ("Portuguese-speaking migrants", []),
    (
        "Bangladeshi, Filipino, Swiss, Dutch and Emirati workers",
        ["BGD", "PHL", "CHE", "NLD", "ARE"],
    ),
    ("Chileans, Guatemalans and Filipinos", ["CHL", "GTM", "PHL"]),
    ("Nigerien and Nigerian officials", ["NER", "NGA"]),
    ("South Sudanese and Sudanese refugees", ["SSD", "SDN"]),
    ("the island of Réunion; a family Reunion", ["REU"]),
    ("the European Commission and the European External Action Service", ["EU", "EU"]),
    ("the International Organization for Migration (IOM)", ["IOM", "IOM"]),
    ("the people who know", []),
    ("WHO said so", ["WHO"]),
    ("A GUIDE FOR ALL WHO WORK WITH US ABROAD", []),
    ("United Nations Children’s Fund", ["UNICEF"]),
    ("the Office of the United Nations High Commissioner for Refugees", ["UNHCR"]),
    ("the Secretary-General of UNCTAD; the Secretary-General", ["UNCTAD", "UN"]),
    ("UN Women, UN-Women and the UN", ["UN-Women", "UN-Women", "UN"]),
    ("the United Nations Major Group for Children and Youth", ["UNMGCY"]),
    ("International Federation of Medical Students’ Associations", ["IFMSA"]),
    ("Global Policy Insight", ["Global Policy Insights"]),
    ("the Parliamentary Assembly of the Mediterranean", ["PAM"]),
    ("la République démocratique du Congo et l'Équateur", ["COD", "ECU"]),
    ("los Estados Unidos y España", ["USA", "ESP"]),
    ("Российская Федерация", ["RUS"]),
    ("中国", ["CHN"]),
    ("romantic womanly formalities", []),
]


@pytest.mark.parametrize(("text", "expected"), PROBES)
def test_a_name_is_found_as_the_register_writes_it(text: str, expected: list[str] | None) -> None:
    expected = ["Environmental Integrity Group", "Umbrella Group"] if expected is None else expected
    assert codes(text) == expected


def test_a_name_over_a_line_break_is_found_whole() -> None:
    text = "on behalf of New\n Zealand  and the United \n Kingdom"
    assert [(m.text, m.code) for m in GAZETTEER.find_names(text)] == [
        ("New\n Zealand", "NZL"),
        ("United \n Kingdom", "GBR"),
    ]


def test_kinds_tell_a_state_from_its_people_and_from_a_group() -> None:
    found = GAZETTEER.find_names("Ghana met Ghanaian officials, UNDP and CARICOM")
    assert [m.kind for m in found] == ["state", "demonym", "organisation", "group"]


NAMES = ("Peru", "MALTA", "Côte d’Ivoire", "Turkiye", "EU", "United Nations", "Ghanaian")
AROUND = (" ", "\n", "-", "’s ", "(", ". ", "İ", "ß", "中", "é", "n")


@given(st.lists(st.sampled_from(NAMES + AROUND), max_size=16).map("".join))
@example("In İßPeru, Peru’s\nUnited Nations (EU)")
def test_a_mention_is_always_the_text_at_its_place(text: str) -> None:
    reach = 0
    for mention in GAZETTEER.find_names(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= reach
        reach = mention.end


def test_a_city_gives_its_state() -> None:
    assert GAZETTEER.find_state_of_place("Accra") == "GHA"
    assert GAZETTEER.find_state_of_place("rabat") == "MAR"
    assert GAZETTEER.find_state_of_place("Johannesburg") == "ZAF"
    assert GAZETTEER.find_state_of_place("Atlantis") is None


def test_a_city_in_an_agreements_name_is_no_city() -> None:
    text = "The Paris Agreement and the Rabat Process were praised in Paris by the Mayor of Accra"
    assert [m.code for m in GAZETTEER.find_places(text)] == ["FRA", "GHA"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("the European Union", "EU"),
        ("european union", "EU"),
        ("Government of Canada", "CAN"),
        ("International Organization for Migration (IOM)", "IOM"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Cote d'Ivoire", "CIV"),
        ("the Holy See", "VAT"),
        ("PRT", "PRT"),
        ("us", None),
        ("who", None),
        ("", None),
        ("Nobody’s Land", None),
    ],
)
def test_a_whole_name_is_looked_up(name: str, code: str | None) -> None:
    entity = GAZETTEER.find_entity(name)
    assert (entity.code if entity else None) == code


@pytest.mark.parametrize(
    "short",
    [
        "EU",
        "IOM",
        "UN",
        "UNDP",
        "WHO",
        "UN-Women",
        "UNODC",
        "FAO",
        "UNMGCY",
        "INTERPOL",
        "Freedom Fund",
        "ISS",
        "IDB",
        "ACT Alliance",
        "ADEPT",
        "Oxfam",
        "IOE",
        "IFMSA",
        "SOLIDAR",
        "Save the Children",
        "Global Policy Insights",
        "PAM",
        "VAT",
        "Female Returnee Forum",
        "Creative Spaces",
        "OHCHR",
        "ILO",
        "G77",
        "JUSSCANNZ",
        "ENI",
        "UNICEF",
        "UNCTAD",
        "CARICOM",
        "OECS",
        "UNAIDS",
    ],
)
def test_the_codebooks_short_names_are_known(short: str) -> None:
    assert GAZETTEER.get_entity(short).code == short
    entity = GAZETTEER.find_entity(short)
    assert entity is not None
    assert entity.code == short


def test_an_organisation_is_no_state() -> None:
    assert GAZETTEER.find_state("IOM") is None
    assert GAZETTEER.find_state("Viet Nam") == "VNM"


def test_a_documents_own_abbreviation_goes_before_ours() -> None:
    own = {"TCM": Entity("Trade Council", "Trade Council of Mariners", "organisation")}
    more = GAZETTEER.extended(own)
    assert [m.code for m in more.find_names("The TCM met Peru")] == ["Trade Council", "PER"]
    assert more.get_entity("Trade Council").name == "Trade Council of Mariners"
    assert GAZETTEER.find_names("The TCM met") == []


def test_every_state_has_its_codes_and_names_in_six_languages() -> None:
    states = {state.code: state for state in load_states()}
    assert len(states) == len(load_states()) == 249
    assert (
        sum(state.status == "State" for state in states.values()) == 195
    )  # 193 Members and two observers
    assert states["PRT"].m49 == "620"
    assert states["AFG"].m49 == "004"
    assert all(all(state.names) for state in states.values() if state.status == "State")


def test_no_organisation_takes_a_states_code() -> None:
    states = {state.code for state in load_states()}
    known = [GAZETTEER.get_entity(code) for code in states]
    assert all(entity.kind == "state" for entity in known)


@pytest.mark.parametrize("text", ["THE REPRESENTATIVE OF TÜRKİYE", "the TÜRKİYE pavilion"])
def test_turkiye_is_found_in_capitals(text: str) -> None:
    assert [m.code for m in GAZETTEER.find_names(text)] == ["TUR"]


def test_no_letter_is_two_in_lower_case() -> None:
    letters = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x20000)]))
    assert len(lowered(letters)) == len(letters)


@pytest.mark.parametrize("letter", "ıłŁøØđĐ")
def test_letters_without_an_accent_to_take_off_are_read_as_their_likes(letter: str) -> None:
    assert plain(letter) in "ilLoOdD"


def test_letters_that_name_a_movement_are_namibias_code_all_the_same() -> None:
    called, coded = GAZETTEER.find_entity("NAM"), GAZETTEER.find_coded("NAM")
    assert (called and called.code, coded and coded.name) == ("Non-Aligned Movement", "Namibia")
    assert GAZETTEER.find_coded("Namibia") is None


def test_a_long_record_is_read_in_no_time() -> None:
    text = "The representative of Portugal thanked the European Union and Ghana. " * 5000
    started = time.perf_counter()
    GAZETTEER.find_names(text)
    assert time.perf_counter() - started < 3.0
