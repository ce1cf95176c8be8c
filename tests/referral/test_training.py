"""The lanes: what brings a referral into one, and whose training opens it."""

import pytest

from portal.referral.training import ALL_LANES, LANES, Lane, lanes_of, opens

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("answers", "lanes"),
    [
        ({"age": "adult"}, set()),
        ({"age": "adult", "safety": ["weapon", "afraid"]}, set()),
        ({"age": "adult", "safety": ["child"]}, set()),
        ({"age": "adult", "safety": ["child", "afraid"]}, {"children"}),
        ({"age": "adult", "safety": ["child", "weapon"]}, {"children"}),
        ({"age": "under_13"}, {"children"}),
        ({"age": "13_15"}, {"children"}),
        ({"age": "16_17"}, {"children"}),
        ({"age": "adult", "safety": ["family"]}, {"abuse"}),
        ({"age": "adult", "safety": ["stalking"]}, {"stalking"}),
        ({"age": "adult", "safety": ["sexual"]}, {"sexual"}),
        ({"age": "adult", "safety": ["hate"]}, {"hate"}),
        ({"agency_abuse": "yes"}, {"abuse"}),
        ({"agency_abuse": "unsure", "agency_marac": "yes"}, {"abuse"}),
        ({"agency_child_protection": "yes"}, {"children"}),
        ({"agency_abuse": "no", "agency_marac": "no", "agency_child_protection": "no"}, set()),
        (
            {"age": "16_17", "safety": ["family", "stalking", "sexual", "hate"]},
            {"abuse", "stalking", "sexual", "hate", "children"},
        ),
    ],
)
def test_what_was_told_brings_a_referral_into_its_lanes(answers, lanes):
    assert lanes_of(answers) == lanes


def test_every_lane_has_words():
    assert set(LANES) == set(Lane) == ALL_LANES


@pytest.mark.parametrize(
    ("roles", "training", "lanes", "may"),
    [
        ({"practitioner"}, set(), set(), True),
        ({"practitioner"}, set(), {"hate"}, False),
        ({"practitioner"}, {"hate"}, {"hate"}, True),
        ({"practitioner"}, {"hate"}, {"hate", "sexual"}, False),
        ({"practitioner"}, {"hate", "sexual"}, {"sexual"}, True),
        ({"coordinator"}, set(), {"sexual"}, True),
        ({"administrator"}, set(), {"sexual"}, False),
    ],
)
def test_a_referral_opens_to_training_in_all_its_lanes(roles, training, lanes, may):
    assert opens(roles, training, lanes) is may
