"""A destination's own field names: what a mapping makes of documents, and its mistakes in words."""

import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from portal.referral.handing_on.document_travel import Limits
from portal.referral.handing_on.mapping import FieldMissing, Mapping, MappingMistakes
from portal.referral.handing_on.mapping_paths import read_path
from portal.referral.handing_on.schema_kept import examples
from portal.referral.questions.question import Section
from tests.referral.handing_on.test_document_form import answers, whole
from tests.support.example import ROOT, example_hub
from tests.support.strategies import few

pytestmark = pytest.mark.core

EXAMPLE = (ROOT / "handing-on" / "first.example.toml").read_text("utf-8")
BACK = '[[withdrawal]]\nname = "Id"\nfrom = "id"\n'
ONE = '[[fields]]\nname = "A"\n'

WISHES = examples()["by-consent"]["answers"]["wishes"]["what_matters"]["in_words"]
ANSWERS_AND_STOPS = " / ".join(WISHES)


def parsed(text: str) -> Mapping:
    return Mapping.parse(text, example_hub())


def mapping(fields: str) -> Mapping:
    return parsed(f"version = 1\n{fields}\n{BACK}")


def mistakes(fields: str, rest: str = f"version = 1\n{BACK}") -> list[str]:
    with pytest.raises(MappingMistakes) as wrong:
        parsed(f"{rest}\n{fields}")
    return wrong.value.mistakes


def test_the_example_turns_a_document_into_another_systems_fields():
    made = parsed(EXAMPLE).apply(examples()["two-tellings"])
    assert made["MessageType"] == "REFERRAL"
    assert made["Source"]["Version"] == 2
    assert made["ReceivedOn"] == "02/03/2026 10:00"
    assert made["Alert"]["DoNotContact"] == "Not on Tuesdays, he is at home then."
    assert made["Alert"]["OthersMightSee"] == "Y"
    assert "Never leave a voice message." in made["Alert"]["Text"]
    assert made["Contact"]["SafeWays"] == "TEL,SMS"
    assert made["Contact"]["Telephone"] == "+441632960001"
    assert "Email" not in made["Contact"]
    assert made["Client"]["AgeBand"] == "18+"
    assert made["Client"]["Vulnerability"] == ["FEAR"]
    assert made["Matter"]["Incidents"] == [{"Date": "14/02/2026", "Place": "At home"}]
    assert made["Matter"]["AlsoToldAs"] == examples()["two-tellings"]["also_told"][0]["reference"]


def test_the_example_turns_a_withdrawal_into_another_systems_fields():
    document = examples()["withdrawal"]
    assert parsed(EXAMPLE).apply(document) == {
        "MessageType": "WITHDRAWAL",
        "MessageId": document["id"],
        "Source": {"System": "RJHUB", "Reference": document["reference"], "Version": 3},
    }


def test_what_a_mapping_sends_can_be_read_back_to_what_the_document_says():
    document = examples()["on-a-ground"]
    made = json.loads(json.dumps(parsed(EXAMPLE).apply(document)))
    back = {"00-12": "under_13", "13-15": "13_15", "16-17": "16_17", "18+": "adult"}
    told = document["answers"]
    assert back[made["Client"]["AgeBand"]] == told["person"]["age"]["value"]
    assert made["Client"]["KnownAs"] == told["person"]["name"]["value"]
    assert made["Matter"]["Summary"] == told["matter"]["what_happened"]["value"]
    ways = {"TEL": "phone", "SMS": "text"}
    sent = [ways[each] for each in made["Contact"]["SafeWays"].split(",")]
    assert sent == [each["way"] for each in document["contact"]["ways"]]


@few
@given(told=answers)
def test_whatever_anybody_answers_the_example_can_say_it(told):
    everything = Limits(frozenset(Section), ground=True)
    made = parsed(EXAMPLE).apply(whole(told, everything, told))
    assert made["Client"]["KnownAs"] == told["name"]
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("value = 7", 7),
        ("value = true", True),
        ('from = "answers.person.place.value"', None),
        ('from = "answers.person.place.value"\notherwise = "none"', "none"),
        ('from = ["answers.person.place.value", "answers.person.postcode.value"]', "LK1 2AB"),
        ('from = "answers.person.postcode.told.in_words"', "The person"),
        ('from = "contact.ways[*].reach"', ["+441632960001", "+447700900982"]),
        ('from = "contact.ways[way=email].reach"', None),
        ('from = "contact.ways[way=text].reach"', "+447700900982"),
        ('from = "answers.wishes.what_matters.value"', ["answers", "stops"]),
        ('from = "answers.wishes.what_matters.in_words"\njoin = " / "', ANSWERS_AND_STOPS),
        ('from = "answers.matter.incidents[*].incident_when.value"', ["2026-02-14"]),
        ('from = "made_at"\ndate = "%H:%M:%S %d %b %y"', "10:00:00 02 Mar 26"),
        ('from = "answers.matter.what_happened.value"\nlongest = 20', "Somebody broke o […]"),
        ('from = "also_told_left_out"', 0),
    ],
)
def test_a_field_says(field, expected):
    rules = '[[fields]]\nname = "R"\nfrom = "contact.rules"\n'
    rules += '[[fields]]\nname = "N"\nfrom = "contact.never"\n'
    made = mapping(f"{ONE}{field}\n{rules}").apply(examples()["by-consent"])
    assert made.get("A") == expected


def test_moments_are_written_by_the_hubs_own_clock():
    document = {**examples()["by-consent"], "made_at": "2026-07-01T22:30:00Z"}
    made = mapping(f'{ONE}from = "made_at"\ndate = "%d/%m/%Y %H:%M"').apply(document)
    assert made == {"A": "01/07/2026 23:30"}
    assert ZoneInfo(example_hub().timezone).key == "Europe/London"


@pytest.mark.parametrize(
    ("day", "one", "three"),
    [
        ("2026-02-14", "14/02/2026", "14.02.2026"),
        ("2026-02", "2026-02", "02.2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_a_day_known_less_exactly_is_written_less_exactly(day, one, three):
    document = json.loads(json.dumps(examples()["by-consent"]))
    document["answers"]["matter"]["incidents"][0]["incident_when"]["value"] = day
    where = f'{ONE}from = "answers.matter.incidents[*].incident_when.value"\njoin = ","\n'
    assert mapping(where + 'date = "%d/%m/%Y"').apply(document)["A"] == one
    forms = 'date = { day = "%d.%m.%Y", month = "%m.%Y", year = "%Y" }'
    assert mapping(where + forms).apply(document)["A"] == three


def test_what_a_destination_must_have_and_nobody_told_stops_it_by_the_fields_name():
    made = mapping(f'{ONE}from = "answers.person.place.value"\nrequired = true')
    with pytest.raises(FieldMissing, match=r"^A$"):
        made.apply(examples()["by-consent"])


def test_a_code_from_a_time_when_there_were_others_is_left_out():
    document = json.loads(json.dumps(examples()["by-consent"]))
    document["answers"]["matter"]["about"]["value"] = "gone"
    codes = "codes = { crime = 1, dispute = 2, other = 3 }"
    made = mapping(f'{ONE}from = "answers.matter.about.value"\n{codes}')
    assert made.apply(document) == {}
    assert made.apply(examples()["by-consent"]) == {"A": 1}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("", "needs either a value that is always the same, or from, where it comes from"),
        ('value = 1\nfrom = "id"', "needs either a value"),
        ("value = [1]", "has a value that is neither text, a number, nor true or false"),
        ('value = "x"\njoin = ","', "has join, which goes with from and not with a value"),
        ("from = []", "needs from to be a path in quotes, or a list of them"),
        ('from = "id"\nform = "id"', "has “form”, which we don’t know"),
        ('from = "Id"', "comes from “Id”, and “Id” is not a name"),
        ('from = "idd"', "comes from “idd”, and there is no “idd” there; there is also_told"),
        ('from = "id.value"', "there is no “value” there, nor anything else"),
        ('from = "answers.person.surname.value"', "there is no “surname” there; there is adult"),
        ('from = "answers.person.name[*]"', "“name” is not a list"),
        ('from = "contact.ways[way=pigeon].way"', "“way” is never “pigeon”; its codes are email"),
        ('from = "contact.ways[colour=red].way"', "entries of “ways” have no “colour”"),
        ('from = "answers.person.name"', "comes from a whole group"),
        ('from = "answers.matter.incidents"', "comes from a whole group"),
        ('from = "id"\njoin = ","', "has join, but comes from one thing and not from a list"),
        ('from = "id"\ndate = "%d"', "has a date’s form, but doesn’t come from a date"),
        ('from = "made_at"\ndate = "%d %Q"', "has “%Q” in its date; there is %H"),
        ('from = "made_at"\ndate = "%"', "has “%” in its date"),
        ('from = "made_at"\ndate = 7', "needs date to be a form in quotes"),
        ('from = "made_at"\ndate = { day = "%d" }', "or a table of three: day, month and year"),
        ('from = "id"\ncodes = { a = "b" }', "has codes, but what it comes from is free text"),
        (
            'from = "answers.matter.about.value"\ncodes = { crime = "C", war = "W" }',
            "lacks codes for dispute, other",
        ),
        (
            'from = "answers.matter.about.value"\n'
            "codes = { crime = 1, dispute = 2, other = 3, war = 4 }",
            "has codes that never come: war",
        ),
        ('from = "id"\nlongest = 3', "needs longest to be a whole number of characters, from 10"),
        ('from = "contact.rules"\njoin = " "\nlongest = 100', "cuts what keeps somebody safe"),
        ('from = "id"\nrequired = "yes"', "needs required to be true or false"),
        ('from = "id"\nrequired = true\notherwise = "x"', "has both required and otherwise"),
        ('from = "id"\n[[fields.each]]\nname = "B"\nfrom = "id"', "doesn’t come from a list of"),
        (
            'from = "also_told"\n[[fields.each]]\nname = "B"\nfrom = "refrence"',
            "comes from “refrence”, and there is no “refrence” there; there is answers",
        ),
        ('value = 1\n[[fields]]\nname = "A"\nvalue = 2', "can’t stand beside “A”"),
        ('value = 1\n[[fields]]\nname = "A.B"\nvalue = 2', "can’t stand beside “A”"),
        ('value = 1\n[[fields]]\nname = "A..B"\nvalue = 2', "needs a name, with dots only between"),
    ],
)
def test_a_mistake_is_said_with_where(field, expected):
    found = mistakes(ONE + field)
    assert any(expected in each for each in found), found
    assert all(each.startswith(("fields 1 ", "fields 2 ")) for each in found)
    assert all(each.endswith(".") for each in found)


def test_mistakes_of_the_whole_file_are_said_too():
    assert mistakes("= 1")[0].startswith("The file is not valid TOML")
    missing = mistakes("", rest="")
    assert any(each.startswith("version: must be 1, the version") for each in missing)
    assert any(each.startswith("fields: is missing") for each in missing)
    assert any(each.startswith("withdrawal: is missing") for each in missing)
    assert mistakes(f"{ONE}value = 1\n[colour]\nx = 1") == [
        "colour: is not a part of a mapping: check its spelling or remove it."
    ]
    assert len(mistakes(f'{ONE}from = "x"\n[[fields]]\nname = "B"\nfrom = "y"')) == 2


def test_a_withdrawal_can_say_nothing_of_a_person():
    found = mistakes(
        f"{ONE}value = 1\n",
        rest='version = 1\n[[withdrawal]]\nname = "W"\nfrom = "answers.person.name.value"',
    )
    assert found[0].startswith("withdrawal 1 “W”: comes from “answers.person.name.value”, and")


def test_a_number_never_goes_without_the_rules_of_using_it():
    found = mistakes(f'{ONE}from = "contact.ways[way=phone].reach"')
    assert found == [
        "fields: send a number or an address, so they must send contact.rules and contact.never "
        "too: whoever reads the one must see the others."
    ]


def test_a_path_finds_nothing_in_what_is_not_there():
    path = read_path("answers.person.name.value")
    for odd in ({}, {"answers": []}, {"answers": {"person": None}}, [], None, "x"):
        assert path.find(odd) == []
