"""What lies in a provider's inbox of one that was joined since: whoever has the case sees to it."""

import pytest

from portal.referral.handing_on import crossing_late
from portal.referral.handing_on.crossing_questions import (
    StoppedByHold,
    answer_provider,
    ask_hub,
    questions_on,
)
from portal.referral.history import timeline
from portal.referral.holding import hold
from portal.referral.joining import join
from portal.referral.pairs import notice
from portal.referral.records import CrossReferral, Referral
from tests.support.crossed import agreeing, hand, provider
from tests.support.heart import hire


@pytest.fixture
def lies(session, office, pat):
    """A cross-referral, of a referral that was joined since; gives it and the case."""
    with session.begin() as db:
        hand(db, office, agreeing(db, office, "vip"), provider(db, office, "Other", "vip"), pat)
        told = agreeing(db, office, "vcas")
        cross = hand(db, office, told, provider(db, office), pat)
        case = agreeing(db, office)
        match = notice(db, office, told, case, pat)
        join(db, office, match, keep=case, by=pat, version=match.version)
        return cross.id, case.id


@pytest.fixture
def ask(session, office, lies):
    """The provider asks something; gives the question's id."""

    def one():
        with session.begin() as db:
            there = hire(db, office, "referrer")
            return ask_hub(db, office, lies[0], there.id, "Is a bus near?")

    return one


def answer(session, office, lies, question, pat):
    with session.begin() as db:
        cross = db.get_one(CrossReferral, lies[0])
        referral = db.get_one(Referral, cross.referral_id)
        said = {"version": referral.version, "text": "Yes, the 7."}
        answer_provider(db, office, referral, question, pat, **said)
        return questions_on(db, office, [cross])[0].answer


def news(session, case_id):
    with session() as db:
        return [e.verb for e in timeline(db, case_id) if e.verb == "told_in_joined"]


def test_a_question_comes_up_where_the_case_goes_on_and_is_answered(
    session, office, pat, lies, ask
):
    question = ask()
    assert news(session, lies[1]) == ["told_in_joined"]
    assert answer(session, office, lies, question, pat) == "Yes, the 7."


def test_a_hold_on_the_case_stops_the_answer(session, office, pat, lies, ask):
    question = ask()
    with session.begin() as db:
        case = db.get_one(Referral, lies[1])
        hold(db, office, case, pat, version=case.version, reason="A danger.")
    with pytest.raises(StoppedByHold):
        answer(session, office, lies, question, pat)


def test_silence_comes_up_where_the_case_goes_on(session, office, lies):
    office.clock.forward(days=10)
    with session.begin() as db:
        crossing_late.mark_late(db, office)
    assert news(session, lies[1]) == ["told_in_joined"]
