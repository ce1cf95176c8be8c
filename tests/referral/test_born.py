"""The birth date that an agency may tell: optional, possible, and no other than the age says."""

import pytest

from portal.referral.answers import explain, read_page
from portal.referral.handing_on.document_travel import Limits
from portal.referral.questions import by_agency, by_community, self_referral, vocabulary
from portal.referral.questions.question import Section
from portal.referral.readers import Reader
from portal.referral.shown import shown
from portal.referral.summary import summary
from portal.referral.words import Speaker
from tests.support.example import example_hub
from tests.support.of_somebody import TODAY

pytestmark = pytest.mark.core

HUB = example_hub()
AGENCY, ALL = by_agency(), vocabulary(HUB)
PAGE, BORN = AGENCY.page_of["born"], AGENCY.questions["born"]


def typed(born: str, age: str | None = None):
    year, month, day = [*born.split("-"), "", ""][:3]
    raw = {"born-day": [day], "born-month": [month], "born-year": [year]}
    return read_page(PAGE, raw | ({"age": [age]} if age else {}), {}, TODAY)


def problem(*given):
    reading = typed(*given)
    assert len(reading.problems) <= 1
    for each in reading.problems:
        return explain(each, BORN, Speaker(values=HUB.facts))
    return None


def test_it_is_asked_of_agencies_alone_with_the_age():
    assert [each.id for each in PAGE.questions] == ["age", "born"]
    assert "born" not in self_referral(HUB).questions
    assert "born" not in by_community().questions
    assert BORN.section is Section.PERSON


def test_it_may_be_left_empty():
    reading = typed("")
    assert not reading.problems
    assert reading.answers == {"age": None, "born": None}


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("1984-6-12", None),
        ("1984-6-12", "adult"),
        ("2008-3-2", "adult"),  # 18 today
        ("2008-3-3", "16_17"),  # 18 tomorrow
        ("2010-03-02", "16_17"),
        ("2010-03-03", "13_15"),
        ("2013-03-02", "13_15"),
        ("2013-03-03", "under_13"),
        ("2026-3-2", "under_13"),
        ("1906-3-2", "adult"),
        ("1905-3-3", "adult"),
        ("2008-2-29", "adult"),
    ],
)
def test_a_birth_date_that_fits_the_age_is_taken(born, age):
    assert problem(born, age) is None


@pytest.mark.parametrize(
    ("born", "age", "said"),
    [
        ("2011-1-1", "adult", "does not fit the age you chose"),
        ("1984-6-12", "under_13", "does not fit the age you chose"),
        ("2008-3-2", "16_17", "does not fit the age you chose"),
        ("2026-3-3", None, "not in the future"),
        ("2984-6-12", None, "not in the future"),
        ("1905-3-2", None, "more than 120 years old"),
        ("1084-6-12", "adult", "more than 120 years old"),
        ("84-6-12", None, "a year in four figures"),
        ("1984", None, "the day and the month too"),
        ("1984-6", None, "the day and the month too"),
        ("1985-2-29", None, "a day that is in that month"),
        ("1984-13-1", None, "a month from 1 to 12"),
    ],
)
def test_one_that_cannot_be_is_refused_in_plain_words(born, age, said):
    assert said in problem(born, age)


def test_the_age_chosen_now_counts_and_not_the_one_before():
    raw = {"age": ["13_15"], "born": ["2011-06-12"]}
    assert not read_page(PAGE, raw, {"age": "adult"}, TODAY).problems
    raw = {"born": ["1984-06-12"]}  # the age is left empty this time
    assert not read_page(PAGE, raw, {"age": "13_15"}, TODAY).problems


def test_a_child_is_known_for_one_since_the_age_decides_who_may_work_with_them():
    assert problem("2008-3-3") == "Choose their age too: they are under 18"
    assert problem("2008-3-2") is None


def test_the_person_sees_it_exactly_where_they_see_the_age():
    told = {"agency_reference": "A/1", "name": "Ann", "age": "adult", "born": "1984-06-12"}
    assert shown(ALL, told, ()) == {"name": "Ann"}
    assert shown(ALL, {**told, "safe_to_show": "yes"}, ()) == {
        each: told[each] for each in ("name", "age", "born")
    }


def test_it_goes_to_no_service_and_to_the_hubs_own_case_system_only_where_that_has_the_person():
    assert Reader.PARTNER not in BORN.readers
    assert not BORN.travels
    for sections, ground, goes in (
        ((), None, False),
        (("person",), None, False),
        ((), "The hub's own record", False),
        (("contact", "agency"), "The hub's own record", False),
        (("person",), "The hub's own record", True),
    ):
        assert Limits.of(sections, ground).let(BORN) is goes


@pytest.mark.parametrize("reader", [Reader.HUB, Reader.SPECIALIST, Reader.REFERRER])
def test_staff_read_it_and_so_does_who_told_it(reader):
    parts = summary(ALL, {"age": "adult", "born": "1984-06-12"}, reader, Speaker(values=HUB.facts))
    rows = {row.label: row.lines for part in parts for row in part.rows}
    assert rows["Birth date"] == ("12 June 1984",)
