"""What of a person is compared."""

import pytest

from portal.referral.matching import Traits, keys, of_answers, of_fields
from portal.referral.matching.traits import other_person
from tests.support.heart import BY_EMAIL, ENOUGH

pytestmark = pytest.mark.core


def test_the_least_that_makes_a_referral_makes_a_person_without_keys():
    person = of_answers(ENOUGH)
    assert person == Traits(given=("ann",), age="adult")
    assert keys(person) == frozenset()


def test_answers_become_what_is_compared_in_one_form():
    person = of_answers(
        {
            "name": "Dr. José  O’Brien-Smith",
            "age": "adult",
            "postcode": "DH1 5UL",
            "place": "Low Fell",
            "letter_address": "Flat 2, 7 Mill Lane",
            "phone_number": "+441632960001",
            "text_number": "+447700900982",
            "email_address": "Jose@Person.example",
            "agency_reference": "cr/123 456",
            "reports": [{"report_reference": "INC-9"}, {"report_reference": None}],
            "born": "1984-06-02",
        }
    )
    assert person == Traits(
        given=("jose", "obrien"),
        family=("smith",),
        born="19840602",
        age="adult",
        postcode="DH1 5UL",
        place=("low", "fell"),
        number="2",
        address=("flat", "7", "mill", "lane"),
        phones=frozenset({"+441632960001", "+447700900982"}),
        emails=frozenset({"jose@person.example"}),
        references=frozenset({"CR123456", "INC9"}),
    )


@pytest.mark.parametrize("told", [None, "1984", "1984-06"])
def test_a_birth_date_that_is_not_whole_is_not_compared(told):
    assert of_answers(ENOUGH | {"born": told}) == of_answers(ENOUGH)


def test_the_adult_who_speaks_for_a_child_is_not_the_child():
    told = ENOUGH | BY_EMAIL | {"who_for": "child", "name": "Kit Ash", "adult_name": "Jo Fern"}
    assert of_answers(told).names == ("kit", "ash")


def test_the_other_person_is_never_mixed_with_the_one_who_tells():
    told = ENOUGH | {"other_name": "Len Dover", "postcode": "DH1 5UL"}
    assert of_answers(told).names == ("ann",)
    assert other_person(told) == Traits(given=("len",), family=("dover",))
    assert other_person(ENOUGH) == Traits()


def test_a_row_of_a_public_data_set_is_read_without_its_national_number():
    row = {
        "given_name": "michaela ",
        "surname": "o'neumann",
        "street_number": "8",
        "address_1": "stanley street",
        "address_2": None,
        "suburb": "winston hills",
        "postcode": "4223",
        "date_of_birth": "19151111",
        "soc_sec_id": "5304218",
    }
    assert of_fields(row) == Traits(
        given=("michaela",),
        family=("oneumann",),
        born="19151111",
        postcode="4223",
        place=("winston", "hills"),
        number="8",
        address=("stanley", "street"),
    )
    assert of_fields({}) == of_fields(dict.fromkeys(row, "")) == Traits()
    assert of_fields({"date_of_birth": "1915"}).born == ""
