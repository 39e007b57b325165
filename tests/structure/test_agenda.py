"""The agenda of a meeting: days, slots, descriptions, people."""

from datetime import date

import pytest

from rapporteur.gazetteer import load_gazetteer
from rapporteur.structure.agenda import Agenda, Slot, find_agenda
from rapporteur.structure.forms import find_dates, read_number, read_time_span
from rapporteur.structure.listed import split_people
from rapporteur.structure.people import parse_person
from tests.structure.made import PAGE, lay

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("10:15-11:15 Panel 1", "10:15", "11:15"),
        ("17:45– 18:00 Closing", "17:45", "18:00"),
        ("10 a.m.–1 p.m. Plenary", "10:00", "13:00"),
        ("9.30 – 11.00 Opening", "09:30", "11:00"),
        ("3–6 p.m. Panel", "15:00", "18:00"),
        ("11–1 p.m. Panel", "11:00", "13:00"),
        ("09h00 - 10h30 Ouverture", "09:00", "10:30"),
        ("12 noon to 2:30 PM Lunch", "12:00", "14:30"),
        ("10:00 Registration", "10:00", ""),
    ],
)
def test_times_are_read_as_agendas_print_them(text: str, begins: str, ends: str) -> None:
    span = read_time_span(text)
    assert span is not None
    assert (span.begins, span.ends) == (begins, ends)
    assert text[span.length :][:1].isupper()


@pytest.mark.parametrize("text", ["10-15 people came", "2030 Agenda", "3 to 4 States", "1. Title"])
def test_counts_and_numbers_are_not_taken_for_times(text: str) -> None:
    assert read_time_span(text) is None


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("15 and 16 October 2020, Geneva", date(2020, 10, 15), date(2020, 10, 16)),
        ("(4–8 March 2024)", date(2024, 3, 4), date(2024, 3, 8)),
        ("from 7 to 11 April 2025", date(2025, 4, 7), date(2025, 4, 11)),
        ("12 May–13 June 2025", date(2025, 5, 12), date(2025, 6, 13)),
        ("30 December 2023 to 2 January 2024", date(2023, 12, 30), date(2024, 1, 2)),
        ("du 1er au 3 février 2021", date(2021, 2, 1), date(2021, 2, 3)),
        ("del 7 al 11 de abril de 2025", date(2025, 4, 7), date(2025, 4, 11)),
        ("May 4-8, 2026", date(2026, 5, 4), date(2026, 5, 8)),
        ("on Thursday, 22 May 2025, at 10 a.m.", date(2025, 5, 22), date(2025, 5, 22)),
    ],
)
def test_dates_are_read_in_three_languages(text: str, starts: date, ends: date) -> None:
    (span,) = find_dates(text)
    assert (span.starts, span.ends) == (starts, ends)


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert find_dates("31 February 2020") == ()


@pytest.mark.parametrize(
    ("word", "number"),
    [("39", 39), ("four", 4), ("20th", 20), ("twentieth", 20), ("sixty-fifth", 65), ("many", None)],
)
def test_numbers_are_read_in_figures_and_words(word: str, number: int | None) -> None:
    assert read_number(word) == number


@pytest.mark.parametrize(
    ("text", "name", "entity", "country"),
    [
        ("Ana Lua, Secretary of State for Migration, Portugal", "Ana Lua", "PRT", "PRT"),
        ("Bo Ek, Director General, WHO", "Bo Ek", "WHO", ""),
        ("Bo Ek, WHO Chief of Staff", "Bo Ek", "WHO", ""),
        ("Ali Ba, UN Resident Coordinator in Cambodia", "Ali Ba", "UN", "KHM"),
        (
            "Eva Paz, Permanent Representative of Mexico to the United Nations in Geneva",
            "Eva Paz",
            "MEX",
            "MEX",
        ),
        ("The Honourable Kofi Adu, Mayor of Accra", "Kofi Adu", "GHA", "GHA"),
        ("Jo Dube, Head, City of Johannesburg, South Africa", "Jo Dube", "ZAF", "ZAF"),
        ("Mona Adel, President of National Council for Women in Egypt", "Mona Adel", "EGY", "EGY"),
        ("Ife Obi, Founder of ‘Moonlit Returnees’, Nigeria", "Ife Obi", "Moonlit Returnees", "NGA"),
        ("Tom Roe, CEO Lantern Fund, United Kingdom", "Tom Roe", "Lantern Fund", "GBR"),
        ("Ms. Lea Roy (Kenya)", "Lea Roy", "KEN", "KEN"),
        ("H.E. Mr. Ivo de la Cruz – Minister of Labour – Peru", "Ivo de la Cruz", "PER", "PER"),
        ("Ada Ng, Senior Project Assistant, IOM Djibouti", "Ada Ng", "IOM", "DJI"),
        ("Max Poe, Legal Officer, DG Home Affairs, European Commission", "Max Poe", "EU", ""),
    ],
)
def test_a_person_is_read_with_entity_and_country(
    text: str, name: str, entity: str, country: str
) -> None:
    person = parse_person(text, GAZETTEER)
    assert person is not None
    assert (person.name, person.entity, person.country) == (name, entity, country)


@pytest.mark.parametrize(
    "text", ["Representative of the host country", "Coffee", "Human Mobility Division, IOM"]
)
def test_no_person_is_made_of_what_names_nobody(text: str) -> None:
    assert parse_person(text, GAZETTEER) is None


def test_and_parts_two_people_but_not_the_name_of_a_ministry() -> None:
    text = (
        "Ana Lua, Head, Labour and Social Affairs, IOM and Bo Ek, Adviser, UNDP; "
        "and Cy Od, Minister of Trade and Regional Cooperation, Kenya"
    )
    assert [part.split(",")[0] for part in split_people(text, GAZETTEER)] == [
        "Ana Lua",
        "Bo Ek",
        "Cy Od",
    ]


def an_agenda() -> Agenda:
    source = lay(
        ("heading", "Day 1"),
        "09:30–10:00 Opening session",
        ("item", "Opening remarks by Ana Lua, Director General, IOM"),
        "10:00–11:15 Panel 1: Fair hiring of people who work far away from\n"
        "their homes\n"
        "Hiring at a fair price is a matter on which many have something to say, and this\n"
        "panel lets them say it.",
        "Moderator: Bo Ek, Senior Adviser, ILO",
        "Speakers:",
        ("item", "Cy Od, Minister of Labour, Kenya"),
        ("item", "Di Fu, Ambassador, Permanent"),
        PAGE,
        "Representative of Mexico to the United Nations in Geneva",
        "11:15–11:30 Break",
        ("heading", "Day 2"),
        "10:00–11:00 Stories of the road",
        "A lantern for the road\nSpeaker: Ed Gu, Founder of Lantern, Nigeria",
        "11:00–12:00 Closing session",
        ("item", "Closing remarks by Flo Ha, Chief of Staff, IOM"),
        ("heading", "IMPRINT OF THE PUBLISHER"),
        "Printed on paper.",
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    return agenda


def people(slot: Slot) -> list[tuple[str, str, str]]:
    return [(p.person.name, p.person.entity, p.function) for p in slot.people]


def test_an_agenda_gives_its_slots_with_days_times_and_kinds() -> None:
    slots = an_agenda().slots
    assert [(s.kind, s.day, s.begins, s.ends) for s in slots] == [
        ("opening", 1, "09:30", "10:00"),
        ("panel", 1, "10:00", "11:15"),
        ("break", 1, "11:15", "11:30"),
        ("stories", 2, "10:00", "11:00"),
        ("closing", 2, "11:00", "12:00"),
    ]


def test_a_title_over_two_lines_is_parted_from_its_description() -> None:
    panel = an_agenda().slots[1]
    assert panel.title == "Panel 1: Fair hiring of people who work far away from their homes"
    assert panel.number == "1"
    assert panel.description.startswith("Hiring at a fair price")
    assert panel.description.endswith("lets them say it.")


def test_a_dash_at_the_head_of_a_line_of_prose_is_no_bullet() -> None:
    source = lay(
        "10:00–11:00 Panel 1: Roads",
        "Only by a road\n– truly a long one – can home be reached.",
        "11:00–12:00 Panel 2: Rivers",
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    assert agenda.slots[0].description.startswith("Only by a road – truly a long one")


def test_everybody_an_agenda_names_comes_out_with_function_and_entity() -> None:
    opening, panel, _, stories, closing = an_agenda().slots
    assert people(opening) == [("Ana Lua", "IOM", "opening")]
    assert people(panel) == [
        ("Bo Ek", "ILO", "moderator"),
        ("Cy Od", "KEN", "panellist"),
        ("Di Fu", "MEX", "panellist"),
    ]
    assert people(stories.inner[0]) == [("Ed Gu", "Lantern", "panellist")]
    assert people(closing) == [("Flo Ha", "IOM", "closing")]


def test_a_presentation_within_a_slot_keeps_its_own_title() -> None:
    assert an_agenda().slots[3].inner[0].title == "A lantern for the road"


def test_a_title_that_fills_its_line_goes_on_and_one_that_does_not_is_followed_by_words() -> None:
    agenda = find_agenda(
        lay(
            ("heading", "Agenda", 1),
            "10:00–11:00 How the towns of the valley came back: the roads of the Northern\n"
            "Harbour and those who mended them",
            "11:00–12:00 Boats and bridges\n"
            "The session asks who paid for the first boats, and what became of the bridges.",
            "12:00–13:00 The session on what is left to do for the crews of the harbours",
        ),
        GAZETTEER,
    )
    assert agenda is not None
    first, second, _ = agenda.slots
    assert first.title.endswith("roads of the Northern Harbour and those who mended them")
    assert first.description == ""
    assert (second.title, second.description[:16]) == ("Boats and bridges", "The session asks")


def test_an_agenda_ends_where_its_last_slot_does() -> None:
    assert an_agenda().last == 14


def test_an_agenda_in_a_table_reads_like_one_in_lines() -> None:
    source = lay(
        ("cell", "9 a.m.–10 a.m."),
        ("cell", "Welcome and opening"),
        ("cell", "10 a.m.–noon"),
        ("cell", "Panel II: Ways home"),
        ("cell", "Chair: Bo Ek, Head of Unit, UNHCR"),
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    first, second = agenda.slots
    assert (first.kind, first.begins) == ("opening", "09:00")
    assert (second.kind, second.number, second.ends) == ("panel", "2", "12:00")
    assert people(second) == [("Bo Ek", "UNHCR", "moderator")]


def test_days_given_as_dates_are_counted() -> None:
    source = lay(
        "Thursday, 15 October 2020",
        "10:00–11:00 Panel 1: Roads",
        "Friday, 16 October 2020",
        "10:00–11:00 Panel 2: Rivers",
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    assert [slot.day for slot in agenda.slots] == [1, 2]


def test_prose_with_times_in_it_is_no_agenda() -> None:
    source = lay(
        "The meeting was opened at\n10:00 and went on until late in the day.",
        "It met again from\n3–6 p.m. and had 10-15 people in the room.",
    )
    assert find_agenda(source, GAZETTEER) is None


def test_an_agenda_without_times_is_known_by_its_panels_and_labels() -> None:
    source = lay(
        ("heading", "Panel 1: Roads"),
        "Roads lead home.",
        "Moderator: Bo Ek, Senior Adviser, ILO",
        ("heading", "Panel 2: Rivers"),
        "Speakers: Ana Lua (Kenya); Cy Od (Peru)",
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    assert [slot.title for slot in agenda.slots] == ["Panel 1: Roads", "Panel 2: Rivers"]
    assert agenda.slots[0].description == "Roads lead home."
    assert people(agenda.slots[1]) == [
        ("Ana Lua", "KEN", "panellist"),
        ("Cy Od", "PER", "panellist"),
    ]


def test_headings_of_a_report_are_no_agenda() -> None:
    source = lay(
        ("heading", "Panel 1: Roads"),
        "The panel was moderated by Bo Ek, Senior Adviser, ILO.",
        ("heading", "Panel 2: Rivers"),
        "The panel had two speakers.",
    )
    assert find_agenda(source, GAZETTEER) is None


def test_a_slot_that_is_called_like_a_label_keeps_its_title() -> None:
    source = lay(
        ("cell", "10:00–10:30"),
        ("cell", "Presentations"),
        ("cell", "10:30–11:00"),
        ("cell", "Panel 1: Roads"),
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    assert [slot.title for slot in agenda.slots] == ["Presentations", "Panel 1: Roads"]


def test_people_parted_by_commas_only_are_told_apart() -> None:
    text = "Ana Lua, Director, IOM, Bo Ek, Head, UNDP"
    assert len(split_people(text, GAZETTEER)) == 2
    text = "Ana Lua, CEO, Lantern Fund, Kenya"
    assert len(split_people(text, GAZETTEER)) == 1


def test_the_people_of_the_last_slot_are_not_cut_off() -> None:
    source = lay(
        "10:00–11:00 Panel 1: Roads",
        "11:00–12:00 Panel 2: Rivers",
        "Rivers are crossed by bridges.",
        "Moderator: Bo Ek, Senior Adviser, ILO",
        "Speakers:",
        ("item", "Ana Lua, Director, IOM"),
    )
    agenda = find_agenda(source, GAZETTEER)
    assert agenda is not None
    assert people(agenda.slots[1]) == [
        ("Bo Ek", "ILO", "moderator"),
        ("Ana Lua", "IOM", "panellist"),
    ]
