"""Deciding how soon: suggested, then confirmed or changed with a reason."""

import pytest

from portal.referral import following
from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.moving import ChangedMeanwhile
from portal.referral.prioritising import (
    SamePriority,
    change_priority,
    confirm_priority,
    last_change,
)
from portal.referral.priority import Priority, suggest, suggested_by
from portal.referral.triage import start_triage
from tests.support.heart import receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, safety=["afraid"])


def look(session, receipt):
    with session() as db:
        return referral_of(db, receipt)


def events(session, receipt) -> list[tuple[str, dict]]:
    with session() as db:
        return [(each.verb, each.details) for each in timeline(db, receipt.referral_id)]


def decide(session, office, receipt, by, priority=Priority.P1, reason="canary7731", version=1):
    with session.begin() as db:
        change_priority(
            db,
            office,
            referral_of(db, receipt),
            by,
            version=version,
            priority=priority,
            reason=reason,
        )


def correct(session, office, receipt, **changes) -> None:
    with session.begin() as db:
        referral = referral_of(db, receipt)
        answers = read_answers(db, office, referral)
        following.correct(db, office, referral, {**answers, **changes})


def test_a_new_one_is_only_suggested(session, receipt):
    found = look(session, receipt)
    assert (found.priority, found.priority_by) == (2, None)


def test_confirming_says_who_did(session, office, receipt, pat):
    with session.begin() as db:
        confirm_priority(db, office, referral_of(db, receipt), pat, version=1)
    found = look(session, receipt)
    assert (found.priority, found.priority_by, found.version) == (2, pat.id, 2)
    assert events(session, receipt)[-1] == ("priority_confirmed", {"priority": 2})
    with session() as db:
        assert last_change(db, office, found) is None


def test_changing_keeps_what_it_was_and_why_and_moves_the_due_time(session, office, receipt, pat):
    assert look(session, receipt).due_at.day == 3
    decide(session, office, receipt, pat)
    found = look(session, receipt)
    assert (found.priority, found.priority_by, found.due_at.day) == (1, pat.id, 2)
    with session() as db:
        change = last_change(db, office, referral_of(db, receipt))
    assert (change.was, change.by, change.because) == (Priority.P2, pat.id, "canary7731")
    verb, details = events(session, receipt)[-1]
    assert (verb, details["was"], details["priority"]) == ("priority_changed", 2, 1)
    assert "canary7731" not in str(events(session, receipt))


def test_less_urgent_counts_from_when_it_came_in(session, office, receipt, pat, clock):
    clock.forward(days=1)
    decide(session, office, receipt, pat, Priority.P3)
    assert look(session, receipt).due_at.day == 4


def test_more_urgent_counts_from_when_somebody_knew(session, office, receipt, pat, clock):
    clock.forward(days=1)
    decide(session, office, receipt, pat, Priority.P1)
    assert look(session, receipt).due_at.day == 3


def test_a_change_to_the_same_is_none(session, office, receipt, pat):
    with pytest.raises(SamePriority):
        decide(session, office, receipt, pat, Priority.P2)
    assert look(session, receipt).version == 1
    assert len(events(session, receipt)) == 1


def test_a_second_decision_on_the_same_sight_is_noticed(session, office, receipt, pat):
    decide(session, office, receipt, pat)
    with pytest.raises(ChangedMeanwhile):
        decide(session, office, receipt, pat, Priority.P3)
    assert look(session, receipt).priority == 1


def test_a_finished_one_is_decided_no_more(session, office, receipt, pat):
    with session.begin() as db:
        following.stop(db, office, referral_of(db, receipt))
    with pytest.raises(ChangedMeanwhile):
        decide(session, office, receipt, pat, version=look(session, receipt).version)


def test_a_correction_that_tells_of_danger_makes_it_suggested_again(session, office, receipt, pat):
    decide(session, office, receipt, pat, Priority.P3)
    correct(session, office, receipt, safety=["afraid", "self_harm"])
    found = look(session, receipt)
    assert (found.priority, found.priority_by) == (1, None)
    assert ("priority_raised", {"was": 3, "priority": 1}) in events(session, receipt)
    with session() as db:
        assert last_change(db, office, referral_of(db, receipt)) is None


def test_a_correction_that_says_nothing_new_leaves_what_a_person_decided(
    session, office, receipt, pat
):
    decide(session, office, receipt, pat, Priority.P3)
    correct(session, office, receipt, name="Another name")
    found = look(session, receipt)
    assert (found.priority, found.priority_by) == (3, pat.id)


def test_a_correction_after_triage_began_asks_for_contact_the_same_day(
    session, office, receipt, pat, clock
):
    with session.begin() as db:
        start_triage(db, office, referral_of(db, receipt), pat, version=1)
    clock.forward(days=1)
    correct(session, office, receipt, safety=["self_harm"])
    found = look(session, receipt)
    assert (found.due_for, found.due_at.day) == ("first_attempt", 3)


@pytest.mark.core
def test_reasons_lead_back_to_the_priority_they_were_given_for():
    for answers in (
        {"safety": ["hate", "self_harm"]},
        {"safety": ["hate"], "age": "16_17"},
        {"safety": []},
    ):
        found = suggest(answers)
        assert suggested_by(found.reasons) == found.priority
