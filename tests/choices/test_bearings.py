"""What matters to a person meets every option both ways, and never as a score."""

from dataclasses import fields

import pytest

from portal.choices.guide import OPTION_IDS
from portal.choices.matters import BEARINGS, MATTERS, Bearing, bearings
from portal.referral.questions.wishes import PAGES

IDS = [each.id for each in MATTERS]


def test_what_a_referral_asks_about_is_among_what_can_matter():
    asked = next(each for page in PAGES for each in page.questions if each.id == "what_matters")
    assert {choice.value for choice in asked.kind.choices} - {"unsure"} <= set(IDS)


@pytest.mark.parametrize("option_id", OPTION_IDS)
@pytest.mark.parametrize("matter_id", IDS)
def test_every_option_bears_on_every_matter_both_ways(matter_id, option_id):
    found = bearings(matter_id, option_id)
    assert [each.helps for each in found] == [True, False]
    assert all(each.text.endswith(".") for each in found)
    assert found[0].text != found[1].text


@pytest.mark.parametrize("option_id", OPTION_IDS)
def test_no_option_gets_more_words_for_it_than_against_it_by_much(option_id):
    counts = [
        sum(
            len(each.text.split())
            for each in BEARINGS
            if each.option == option_id and each.helps is helps
        )
        for helps in (True, False)
    ]
    assert abs(counts[0] - counts[1]) <= 0.35 * max(counts), counts


def test_the_options_always_stand_in_the_order_of_the_guide():
    for matter_id in IDS:
        found = [each.option for each in bearings(matter_id)]
        assert list(dict.fromkeys(found)) == list(OPTION_IDS)


def test_a_bearing_has_no_weight_that_could_be_added_up():
    assert [each.name for each in fields(Bearing)] == ["option", "matter", "helps", "text"]


def test_an_unknown_matter_has_no_bearings():
    assert bearings("luck") == ()
