"""Who agreed to what, and which answers may travel."""

import pytest

from portal.referral.consent import Decision, changed, decisions, may_travel
from portal.referral.questions import self_referral
from tests.support.example import example_hub

pytestmark = pytest.mark.core

HUB = example_hub()
QUESTIONS = self_referral(HUB).questions


def agreed(answers) -> set[str]:
    made = decisions(HUB, answers)
    assert [each.service for each in made] == [service.id for service in HUB.services]
    return {each.service for each in made if each.agreed}


@pytest.mark.parametrize(
    ("share_with", "expected"),
    [
        (["vcas", "police"], {"vcas", "police"}),
        (["nobody"], set()),
        (None, set()),
        ([], set()),
        (["a service that is gone"], set()),
    ],
)
def test_only_what_was_ticked_is_agreed(share_with, expected):
    assert agreed({"share_with": share_with, "other": ["housing"]}) == expected


def test_where_the_person_was_never_asked_nothing_is_decided():
    assert decisions(HUB, {"agency_basis": "consent", "agreed_how": "phone"}) == []


def test_only_new_or_different_decisions_are_changes():
    before = [Decision("vcas", True), Decision("vip", False)]
    now = [Decision("vcas", True), Decision("vip", True), Decision("police", False)]
    assert changed(now, before) == now[1:]
    assert changed(before, before) == []


@pytest.mark.parametrize(
    ("question", "services", "travels"),
    [
        ("what_happened", ["vcas"], True),
        ("what_happened", ["police"], False),
        ("what_happened", [], False),
        ("other_name", ["vcas"], False),
        ("code_word", ["vcas"], False),
    ],
)
def test_an_answer_travels_when_it_may_and_the_person_agreed(question, services, travels):
    assert may_travel(QUESTIONS[question], services, "vcas") is travels
