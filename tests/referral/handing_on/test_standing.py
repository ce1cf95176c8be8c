"""How things stand with one place, and by when it should have answered: rules by themselves."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.handing_on.late import should_have_answered
from portal.referral.handing_on.possible import Do, NotNow, possible
from portal.referral.handing_on.standing import Standing, standing
from portal.referral.handing_on.versions import Why
from portal.referral.records import HandOff, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.working_days import close_of

S, N = HandOffState, Notice
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def version(number, state, notice=N.DOCUMENT, reason="", to="first"):
    facts = {"number": number, "state": state, "notice": notice, "reason": reason}
    return HandOff(id=uuid4(), attempts=0, destination=to, **facts)


def news(of, word):
    return ReturnedStatus(hand_off_id=of.id, word=word, applied="")


@pytest.mark.parametrize(
    ("state", "reason", "down", "found"),
    [
        (S.ASKING, "", False, Standing.ASKING),
        (S.WAITING, "", False, Standing.WAITING),
        (S.WAITING, "no_answer", False, Standing.TRYING),
        (S.WAITING, "no_answer", True, Standing.RESTING),
        (S.HELD, "staff", True, Standing.HELD),
        (S.STOPPED, "on_hold", False, Standing.STOPPED),
        (S.FAILED, "refused", False, Standing.FAILED),
    ],
)
def test_before_it_went_its_own_state_says_it(state, reason, down, found):
    one = version(1, state, reason=reason)
    assert standing([one], None, now=NOW, down=down) is found


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (S.WAITING, Standing.TAKING_BACK),
        (S.SENT, Standing.TAKEN_BACK),
        (S.FAILED, Standing.NOT_TAKEN_BACK),
    ],
)
def test_what_is_taken_back_is_so_only_once_they_were_told(state, found):
    went, back = version(1, S.SENT), version(2, state, N.WITHDRAWAL)
    assert standing([went, back], news(went, "accepted"), now=NOW) is found


def test_silence_is_late_only_after_their_time():
    one = version(1, S.SENT)
    early, late = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
    assert standing([one], None, now=NOW, answer_due=early) is Standing.UNANSWERED
    assert standing([one], None, now=NOW, answer_due=late) is Standing.SILENT
    assert standing([one], news(one, "working"), now=NOW, answer_due=late) is Standing.WORKING


def test_that_they_said_no_to_an_earlier_version_says_nothing_of_a_newer_one():
    first, second = version(1, S.SENT), version(2, S.SENT)
    assert standing([first, second], news(first, "declined"), now=NOW) is Standing.UNANSWERED
    assert standing([first, second], news(first, "accepted"), now=NOW) is Standing.ACCEPTED


def test_what_never_went_counts_no_more_once_a_newer_one_does():
    versions = [version(1, S.SUPERSEDED), version(2, S.HELD)]
    assert standing(versions, None, now=NOW) is Standing.HELD


def test_each_state_offers_what_can_be_done_about_it_and_says_what_bars_it():
    def offers(state, bars=None, differs=False, to="first"):
        return dict(possible([version(1, state, to=to)], bars, differs=differs))

    assert offers(S.WAITING) == {Do.HOLD: None}
    assert offers(S.HELD, Why.ON_HOLD) == {Do.LET_GO: Why.ON_HOLD}
    assert offers(S.STOPPED) == {Do.LET_GO: None}
    assert offers(S.FAILED) == {Do.RESEND: None}
    went = {Do.RESEND: None, Do.CORRECT: NotNow.SAME, Do.RECALL: None}
    assert offers(S.SENT) == went
    assert offers(S.SENT, differs=True) == went | {Do.CORRECT: None}
    assert Do.RESEND not in offers(S.SENT, to="org:" + "0" * 32)
    assert offers(S.SENT, Why.ERASED) == {}


@given(
    went=st.integers(0, 60 * 24 * 200).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    later=st.integers(0, 60 * 24 * 60),
    answers_in=st.integers(1, 30),
)
def test_what_went_before_that_moment_should_have_been_answered_and_nothing_else(
    went, later, answers_in
):
    now = went + timedelta(minutes=later)
    late = close_of(went, answers_in, LONDON) < now
    assert (went < should_have_answered(now, answers_in, LONDON)) is late
