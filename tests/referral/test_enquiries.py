"""Asking whoever referred somebody: one question, one answer, and never while a hold stops it."""

import pytest
from sqlalchemy import select

from portal.referral import amending, enquiries, holding
from portal.referral.enquiries import AnsweredBefore, NobodyToAsk, NoEnquiry
from portal.referral.history import timeline
from portal.referral.lifecycle import FINISHED, MoveRefused, Stage
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import Enquiry, Referral, Referring
from portal.referral.referring import Sees
from portal.referral.retention import erase
from tests.support.heart import receive, referral_of
from tests.support.referring import partner_of, refer


@pytest.fixture
def sent(session, office, pat):
    """A referral that an organisation sent, beside another of another one that was asked too."""
    with session.begin() as db:
        other, _ = refer(db, office, partner_of(db, office, "Police"), name="Wilhelmina")
        enquiries.ask_referrer(db, office, other, pat.id, version=1, question="Not yours")
        return refer(db, office, partner_of(db, office, "Housing"))[0].id


@pytest.fixture
def ask(session, office, sent, pat):
    def one(question="Which block?", version=None, **columns):
        with session.begin() as db:
            referral = db.get_one(Referral, sent)
            for name, value in columns.items():
                setattr(referral, name, value)
            at = version or referral.version
            enquiry = enquiries.ask_referrer(
                db, office, referral, pat.id, version=at, question=question
            )
            return enquiry.id

    return one


@pytest.fixture
def answer(session, office, sent, pat):
    def one(enquiry_id, text="Block two"):
        with session.begin() as db:
            enquiries.answer_hub(db, office, enquiry_id, pat.id, text)

    return one


@pytest.fixture
def look(session, office, sent):
    """What was asked and answered, what happened, and the referral."""

    def one():
        with session() as db:
            parts = db.scalars(select(Referring).where(Referring.referral_id == sent)).all()
            said = [(e.question, e.answer) for e in enquiries.enquiries(db, office, parts)]
            verbs = [event.verb for event in timeline(db, sent)]
            return said, verbs, db.get_one(Referral, sent)

    return one


def test_what_is_asked_and_answered_is_read_by_both_and_by_no_event(
    session, sent, ask, answer, look
):
    answer(ask("Which block is it, Zacharias?"), "The second, says Zacharias")
    said, verbs, _ = look()
    assert said == [("Which block is it, Zacharias?", "The second, says Zacharias")]
    assert verbs[-2:] == ["referrer_asked", "referrer_answered"]
    with session() as db:
        events = str([event.details for event in timeline(db, sent)])
        kept = db.scalars(select(Enquiry)).all()
    assert "Zacharias" not in events
    assert all(b"Zacharias" not in (each.question + (each.answer or b"")) for each in kept)


def test_the_work_goes_on_while_it_waits_and_then_the_answer_is_to_be_read(
    ask, answer, look, clock
):
    enquiry = ask(stage="preparing")
    _, _, referral = look()
    assert (referral.stage, referral.due_for) == ("preparing", "enquiry")
    clock.forward(days=1)
    answer(enquiry)
    _, _, referral = look()
    assert (referral.stage, referral.due_for) == ("preparing", "referrer")


def test_it_is_answered_once(ask, answer, look):
    enquiry = ask()
    answer(enquiry, "First")
    with pytest.raises(AnsweredBefore):
        answer(enquiry, "Second")
    assert look()[0] == [("Which block?", "First")]


def test_an_answer_after_the_end_brings_it_up_again(session, sent, ask, answer, look, office):
    enquiry = ask()
    with session.begin() as db:
        referral = db.get_one(Referral, sent)
        referral.stage, referral.is_open, referral.finished_at = "closed", False, office.now()
    answer(enquiry)
    assert look()[2].check_back_at == office.now()


@pytest.mark.parametrize("stage", sorted(FINISHED | {Stage.ON_HOLD}))
def test_nothing_is_asked_on_hold_or_after_the_end(ask, look, stage):
    with pytest.raises(MoveRefused):
        ask(stage=stage)
    assert look()[0] == []


def test_what_was_asked_before_a_hold_may_still_be_answered(
    session, office, sent, pat, ask, answer, look
):
    enquiry = ask()
    with session.begin() as db:
        referral = db.get_one(Referral, sent)
        holding.hold(db, office, referral, pat, version=referral.version, reason="Why")
    answer(enquiry)
    assert look()[0] == [("Which block?", "Block two")]


@pytest.mark.parametrize("why", ["they see nothing", "they withdrew", "they were erased"])
def test_nobody_is_asked_whom_the_person_lets_see_nothing_or_who_withdrew(
    session, office, sent, pat, ask, look, why
):
    with session.begin() as db:
        part = db.scalars(select(Referring).where(Referring.referral_id == sent)).one()
        if why == "they see nothing":
            part.sees = Sees.NOTHING
        elif why == "they withdrew":
            amending.withdraw(db, office, part, by=pat.id, reason="A mistake")
        else:
            part.data_key = None
    with pytest.raises(NobodyToAsk):
        ask()
    assert "referrer_asked" not in look()[1]


def test_a_question_to_whoever_was_overtaken_is_not_sent(ask, look):
    with pytest.raises(ChangedMeanwhile):
        ask(version=7)
    assert look()[0] == []


def test_nobody_can_be_asked_about_whom_nobody_referred(session, office, pat):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office))
        with pytest.raises(MoveRefused):
            enquiries.ask_referrer(db, office, referral, pat.id, version=1, question="Who?")


def test_erasing_takes_it_all_away(session, office, sent, ask, answer):
    enquiry = ask()
    with session.begin() as db:
        erase(db, office, db.get_one(Referral, sent), "system")
    with pytest.raises(NoEnquiry):
        answer(enquiry)
    with session() as db:
        assert len(db.scalars(select(Enquiry)).all()) == 1, "the other one's stays"
