"""Writing down attempts to reach a person, and setting a rule aside."""

from datetime import timedelta

import pytest

from portal.referral import asking, contacting, following, holding, owning, triage
from portal.referral.attempts import attempts
from portal.referral.clock import wind
from portal.referral.contact import Channel
from portal.referral.contacting import (
    ContactStopped,
    MayNotOverride,
    NothingToOverride,
    log_attempt,
    override,
)
from portal.referral.history import timeline
from portal.referral.moving import ChangedMeanwhile
from portal.referral.reaching import Outcome
from portal.referral.records import ContactAttempt
from tests.support.heart import hire, receive, referral_of

BY_PHONE = {
    "contact_ways": ["phone"],
    "phone_number": "+441632960301",
    "contact_times": ["weekday_morning"],
}


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_PHONE)


@pytest.fixture
def sam(session, office):
    """Somebody with specialist training."""
    with session.begin() as db:
        return hire(db, office, "coordinator")


def log(db, office, receipt, by, outcome=Outcome.NO_ANSWER, channel=Channel.PHONE, **changes):
    referral = referral_of(db, receipt)
    given = {"version": referral.version, "at": office.now(), **changes}
    log_attempt(db, office, referral, by, channel=channel, outcome=outcome, **given)
    return referral


def set_aside(db, office, receipt, by, channel=Channel.PHONE, reason="Her life is at risk"):
    referral = referral_of(db, receipt)
    override(db, office, referral, by, version=referral.version, channel=channel, reason=reason)
    return referral


def verbs(db, receipt):
    return [event.verb for event in timeline(db, receipt.referral_id)]


def test_an_attempt_is_kept_with_way_time_outcome_and_a_sealed_note(session, office, pat, receipt):
    with session.begin() as db:
        log(db, office, receipt, pat, note="Canary words")
    with session() as db:
        referral = referral_of(db, receipt)
        (kept,) = attempts(db, office, referral)
        assert (kept.channel, kept.outcome, kept.note) == ("phone", "no_answer", "Canary words")
        assert (kept.at, kept.by, kept.overridden) == (office.now(), pat.id, False)
        event = timeline(db, referral.id)[-1]
        assert event.verb == "contact_attempted"
        assert event.details == {"channel": "phone", "outcome": "no_answer"}
        row = db.query(ContactAttempt).filter_by(referral_id=referral.id).one()
        assert b"Canary" not in bytes(row.body)


def test_the_first_attempt_stops_its_clock_and_later_ones_leave_it(
    session, office, pat, receipt, clock
):
    with session.begin() as db:
        assert referral_of(db, receipt).due_for == "look"
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        assert referral_of(db, receipt).due_for == "first_attempt"
    first = office.now()
    with session.begin() as db:
        referral = log(db, office, receipt, pat)
        assert referral.first_attempt_at == first
        assert referral.due_for != "first_attempt"
    clock.forward(minutes=20)
    with session.begin() as db:
        assert log(db, office, receipt, pat).first_attempt_at == first
        assert [each.at for each in attempts(db, office, referral_of(db, receipt))] == [
            first + timedelta(minutes=20),
            first,
        ]


def test_once_accepted_with_a_worker_the_first_attempt_begins_contacting(
    session, office, pat, receipt
):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        owning.take(db, office, referral, pat, version=1)
        triage.accept(db, office, referral, pat, version=2)
        assert log(db, office, receipt, pat).stage == "contacting"
        assert verbs(db, receipt)[-1] == "start_contacting"


def test_in_triage_an_attempt_leaves_the_stage(session, office, pat, receipt):
    with session.begin() as db:
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        assert log(db, office, receipt, pat).stage == "in_triage"


def test_silence_closes_nothing(session, office, pat, receipt, clock):
    for _ in range(12):
        with session.begin() as db:
            assert log(db, office, receipt, pat).is_open
        clock.forward(days=7)


def test_a_click_that_came_twice_is_one_attempt(session, office, pat, receipt):
    with session.begin() as db:
        log(db, office, receipt, pat, note="Rang", version=1)
    with session.begin() as db:
        log(db, office, receipt, pat, note="Rang", version=1)
        assert len(attempts(db, office, referral_of(db, receipt))) == 1


def test_somebody_elses_change_is_noticed(session, office, pat, receipt):
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Please don't ring today")
    with session.begin() as db, pytest.raises(ChangedMeanwhile):
        log(db, office, receipt, pat, version=1)


@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.WORKER])
def test_an_unsafe_way_is_refused(session, office, pat, receipt, channel):
    with session.begin() as db, pytest.raises(ContactStopped) as stopped:
        log(db, office, receipt, pat, Outcome.SENT, channel)
    assert "did not say that this way is safe" in stopped.value.check.reason


def test_an_unsafe_time_is_refused_and_an_earlier_safe_one_is_not(
    session, office, pat, receipt, clock
):
    safe = office.now()
    clock.forward(hours=4)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, pat)
    with session.begin() as db:
        assert log(db, office, receipt, pat, at=safe).first_attempt_at == safe


def test_a_message_is_left_only_where_that_is_safe(session, office, pat, receipt):
    with session.begin() as db, pytest.raises(ContactStopped, match="never to leave a message"):
        log(db, office, receipt, pat, Outcome.MESSAGE_LEFT)
    with session.begin() as db:
        allowed = receive(db, office, BY_PHONE, phone_message="yes")
        log(db, office, allowed, pat, Outcome.MESSAGE_LEFT)


def test_a_refusal_keeps_nothing(session, office, pat, receipt, sam):
    with session() as db:
        with pytest.raises(ContactStopped):
            log(db, office, receipt, sam, Outcome.SENT, Channel.TEXT)
        db.rollback()
        assert attempts(db, office, referral_of(db, receipt)) == []
        assert referral_of(db, receipt).first_attempt_at is None


# --- Setting a rule aside ---------------------------------------------------------------------


def test_a_specialist_sets_a_rule_aside_with_a_reason_and_then_says_what_came_of_it(
    session, office, sam, receipt, clock
):
    clock.forward(hours=4)
    with session.begin() as db:
        set_aside(db, office, receipt, sam)
        assert verbs(db, receipt)[-1] == "contact_overridden"
        (open_one,) = attempts(db, office, referral_of(db, receipt))
        assert (open_one.outcome, open_one.overridden) == (None, True)
        assert open_one.override == "Her life is at risk"
        assert referral_of(db, receipt).first_attempt_at is None
    clock.forward(minutes=5)
    with session.begin() as db:
        log(db, office, receipt, sam, Outcome.REACHED, note="She is safe")
        (done,) = attempts(db, office, referral_of(db, receipt))
        assert (done.outcome, done.overridden, done.note) == ("reached", True, "She is safe")
        assert done.override == "Her life is at risk"
        assert referral_of(db, receipt).first_attempt_at == office.now()


def test_a_rule_is_set_aside_once_and_for_a_while(session, office, sam, receipt, clock):
    clock.forward(hours=4)
    with session.begin() as db:
        set_aside(db, office, receipt, sam)
        log(db, office, receipt, sam)
    clock.forward(minutes=1)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, sam)
    with session.begin() as db:
        set_aside(db, office, receipt, sam)
    clock.forward(hours=3)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, sam)


def test_it_helps_nobody_else_and_no_other_way(session, office, sam, pat, receipt, clock):
    clock.forward(hours=4)
    with session.begin() as db:
        set_aside(db, office, receipt, sam)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, pat)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, sam, Outcome.SENT, Channel.TEXT)


def test_setting_aside_twice_is_setting_aside_once(session, office, sam, receipt):
    with session.begin() as db:
        set_aside(db, office, receipt, sam, Channel.TEXT)
        set_aside(db, office, receipt, sam, Channel.TEXT)
        assert len(attempts(db, office, referral_of(db, receipt))) == 1


def test_without_the_training_nobody_sets_a_rule_aside(session, office, pat, receipt):
    with session.begin() as db, pytest.raises(MayNotOverride):
        set_aside(db, office, receipt, pat, Channel.TEXT)


def test_where_no_rule_stops_there_is_nothing_to_set_aside(session, office, sam):
    with session.begin() as db:
        free = receive(db, office, BY_PHONE, phone_message="yes")
    with session.begin() as db, pytest.raises(NothingToOverride):
        set_aside(db, office, free, sam)


def test_a_message_that_should_not_have_been_left_is_written_down_by_a_specialist(
    session, office, sam, receipt
):
    with session.begin() as db:
        set_aside(db, office, receipt, sam, reason="It was left before I read the rule")
        log(db, office, receipt, sam, Outcome.MESSAGE_LEFT)


def test_on_a_hold_only_a_specialist_gets_in_touch(session, office, sam, pat, receipt):
    with session.begin() as db:
        holding.hold(db, office, referral_of(db, receipt), pat, version=1, reason="Why")
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, pat)
    with session.begin() as db:
        set_aside(db, office, receipt, sam)
        assert log(db, office, receipt, sam).stage == "on_hold"


def test_nobody_contacts_a_person_who_stopped_it(session, office, sam, receipt):
    with session.begin() as db:
        set_aside(db, office, receipt, sam, Channel.TEXT)
        following.stop(db, office, referral_of(db, receipt))
    with session.begin() as db, pytest.raises(MayNotOverride):
        set_aside(db, office, receipt, sam)
    for channel in (Channel.PHONE, Channel.TEXT):
        with session.begin() as db, pytest.raises(ContactStopped):
            log(db, office, receipt, sam, Outcome.REACHED, channel)


def test_the_rule_of_now_decides_and_not_that_of_before(session, office, pat, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        said = {"contact_ways": ["here"], "phone_number": None, "contact_times": None}
        answers = {**contacting.read_answers(db, office, referral), **said}
        following.correct(db, office, referral, answers)
    with session.begin() as db, pytest.raises(ContactStopped):
        log(db, office, receipt, pat)


# --- A message on the portal -------------------------------------------------------------------


def test_a_message_to_somebody_who_looks_here_is_a_first_attempt(session, office, pat):
    with session.begin() as db:
        looks = receive(db, office)
        referral = referral_of(db, looks)
        owning.take(db, office, referral, pat, version=1)
        assert referral.due_for == "first_attempt"
        asking.write_to_person(db, office, referral, pat, text="When suits you?")
        assert referral.first_attempt_at == office.now()
        assert referral.due_for != "first_attempt"


def test_a_message_that_nobody_hears_of_is_none(session, office, pat, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        owning.take(db, office, referral, pat, version=1)
        asking.write_to_person(db, office, referral, pat, text="When suits you?")
        assert referral.first_attempt_at is None
        assert referral.due_for == "first_attempt"


def test_a_rule_set_aside_without_more_is_no_attempt_for_the_clock(session, office, sam, receipt):
    with session.begin() as db:
        owning.take(db, office, referral_of(db, receipt), sam, version=1)
        referral = set_aside(db, office, receipt, sam, Channel.TEXT)
        wind(db, office, referral)
        assert referral.due_for == "first_attempt"
