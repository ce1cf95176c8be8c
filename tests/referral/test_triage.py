"""The verbs of hub staff, each with its event."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from portal.referral import asking, following, holding, links, notes, owning, triage
from portal.referral.history import timeline
from portal.referral.lanes import may_open
from portal.referral.lifecycle import Move, MoveRefused
from portal.referral.messages import messages
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import Event, Referral
from portal.referral.retention import erase
from tests.support.heart import BY_EMAIL, hire, outgoing_of, put_out, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def do(session, office, receipt, verb, *given, **said):
    """Load the referral, act on it, and commit."""
    with session.begin() as db:
        referral = referral_of(db, receipt)
        verb(db, office, referral, *given, **said)


def look(session, receipt):
    with session() as db:
        return referral_of(db, receipt)


def verbs(session, receipt) -> list[str]:
    with session() as db:
        return [event.verb for event in timeline(db, receipt.referral_id)]


def others(session, receipt) -> list:
    """Everything in plain columns of all other referrals."""
    with session() as db:
        table = Referral.__table__
        return db.execute(
            select(table).where(table.c.id != receipt.referral_id).order_by(table.c.id)
        ).all()


def test_taking_a_new_referral_puts_it_in_triage(session, office, receipt, pat):
    before = others(session, receipt)
    do(session, office, receipt, owning.take, pat, version=1)
    taken = look(session, receipt)
    assert (taken.owner_id, taken.stage, taken.version) == (pat.id, "in_triage", 2)
    assert verbs(session, receipt) == ["received", "taken", "start_triage"]
    assert others(session, receipt) == before


def test_taking_one_over_leaves_its_stage(session, office, receipt, pat):
    do(session, office, receipt, owning.take, pat, version=1)
    with session.begin() as db:
        kim = hire(db, office)
    do(session, office, receipt, owning.take, kim, version=2)
    assert (look(session, receipt).owner_id, look(session, receipt).stage) == (kim.id, "in_triage")


def test_two_who_act_on_what_they_both_saw_notice_each_other(session, office, receipt, pat):
    do(session, office, receipt, triage.start_triage, pat, version=1)
    with pytest.raises(ChangedMeanwhile):
        do(session, office, receipt, triage.accept, pat, version=1)
    assert look(session, receipt).stage == "in_triage"
    assert "accept" not in verbs(session, receipt)


def test_a_move_the_stage_does_not_allow_leaves_no_trace(session, office, receipt, pat):
    do(session, office, receipt, triage.accept, pat, version=1)
    with pytest.raises(MoveRefused) as refusal:
        do(
            session,
            office,
            receipt,
            triage.not_accept,
            pat,
            version=2,
            reason="unsafe",
            explanation="No",
        )
    assert Move.ALLOCATE in refusal.value.possible
    assert look(session, receipt).version == 2
    assert verbs(session, receipt)[-2:] == ["accept", "handed_on"]
    with session() as db:
        assert messages(db, office, referral_of(db, receipt)) == []


def test_asking_writes_to_the_person_and_puts_a_note_out(session, office, receipt, pat):
    do(session, office, receipt, asking.ask, pat, version=1, question="When can we meet?")
    with session() as db:
        referral = referral_of(db, receipt)
        ((message, words),) = messages(db, office, referral)
        (note,) = outgoing_of(db, receipt)
    assert (words, message.author_id, message.read_at) == ("When can we meet?", pat.id, None)
    assert (referral.stage, note.channel, note.purpose) == ("waiting", "email", "message")


def test_turning_down_says_why_and_closes_it(session, office, receipt, pat):
    said = {"reason": "out_of_area", "explanation": "Because"}
    do(session, office, receipt, triage.not_accept, pat, version=1, **said)
    ended = look(session, receipt)
    assert (ended.stage, ended.is_open) == ("not_accepted", False)
    with session() as db:
        assert [words for _, words in messages(db, office, referral_of(db, receipt))] == ["Because"]


def test_a_hold_stops_what_waits_for_this_person_and_nobody_else(session, office, receipt, pat):
    with session.begin() as db:
        other = receive(db, office, BY_EMAIL)
        put_out(db, office, receipt)
        put_out(db, office, other)
    do(session, office, receipt, holding.hold, pat, version=1, reason="Worried")
    with session() as db:
        assert [each.state for each in outgoing_of(db, receipt)] == ["stopped"]
        assert [each.state for each in outgoing_of(db, other)] == ["waiting"]
        assert [words for _, words in notes.notes(db, office, referral_of(db, receipt))] == [
            "Worried"
        ]


def test_on_hold_a_message_can_be_written_and_no_note_goes_out(session, office, receipt, pat):
    do(session, office, receipt, holding.hold, pat, version=1, reason="Worried")
    do(session, office, receipt, asking.write_to_person, pat, text="Hello")
    with session() as db:
        assert outgoing_of(db, receipt) == []
    do(session, office, receipt, holding.release, pat, version=2)
    assert look(session, receipt).stage == "submitted"


def test_notes_are_for_staff_and_come_newest_first(session, office, receipt, pat, clock):
    do(session, office, receipt, notes.write_note, pat, text="One")
    clock.forward(minutes=1)
    do(session, office, receipt, notes.write_note, pat, text="Two")
    with session() as db:
        referral = referral_of(db, receipt)
        assert [words for _, words in notes.notes(db, office, referral)] == ["Two", "One"]
        assert messages(db, office, referral) == []


def test_what_was_erased_moves_no_more(session, office, receipt, pat):
    do(session, office, receipt, erase, pat.id)
    with pytest.raises(ChangedMeanwhile):
        do(session, office, receipt, triage.accept, pat, version=look(session, receipt).version)
    with pytest.raises(ChangedMeanwhile):
        do(session, office, receipt, following.stop)
    assert not look(session, receipt).is_open


VERBS = (
    (owning.take, {}),
    (triage.start_triage, {}),
    (triage.accept, {}),
    (triage.not_accept, {"reason": "unsafe", "explanation": "x"}),
    (asking.ask, {"question": "x"}),
    (holding.hold, {"reason": "x"}),
)


@pytest.mark.parametrize(("verb", "said"), VERBS, ids=[verb.__name__ for verb, _ in VERBS])
def test_state_and_event_stand_or_fall_together(session, office, receipt, pat, verb, said):
    with session() as db:
        referral = referral_of(db, receipt)
        verb(db, office, referral, pat, version=1, **said)
        db.flush()
        db.rollback()
    assert (look(session, receipt).stage, look(session, receipt).version) == ("submitted", 1)
    assert verbs(session, receipt) == ["received"]


def test_events_can_be_neither_changed_nor_deleted(session, receipt):
    with session() as db:
        before = db.scalar(select(func.count()).select_from(Event))
    for change in (update(Event).values(verb="other"), Event.__table__.delete()):
        with session() as db, pytest.raises(DBAPIError):
            db.execute(change)
    with session() as db:
        assert db.scalar(select(func.count()).select_from(Event)) == before
        assert db.scalar(select(func.count()).where(Event.verb == "other")) == 0


def test_events_hold_nothing_personal(session, office, pat):
    canary = "canary7731"
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL, name=canary, what_happened=canary)
        referral = referral_of(db, receipt)
        asking.ask(db, office, referral, pat, version=1, question=canary)
        following.write(db, office, referral, canary)
        holding.hold(db, office, referral, pat, version=3, reason=canary)
    with session() as db:
        told = [str(vars(event)) for event in timeline(db, receipt.referral_id)]
    assert len(told) > 5
    assert not any(canary in each for each in told)


# --- What triage can doubt, and where it can lead -------------------------------------------


def note_of(session, office, receipt) -> list[str]:
    with session() as db:
        return [words for _, words in notes.notes(db, office, referral_of(db, receipt))]


def linked(session, receipt) -> list[tuple]:
    with session() as db:
        found = links.linked(db, referral_of(db, receipt))
        return [(each.other.id, str(each.kind)) for each in found]


@pytest.fixture
def doubted(session, office, receipt, pat):
    """A referral that may be the same as an earlier one."""
    with session.begin() as db:
        other = receive(db, office, BY_EMAIL)
        referral, of = referral_of(db, receipt), referral_of(db, other)
        triage.query_duplicate(db, office, referral, pat, version=1, of=of, reason="Same words")
    return receipt, other


def test_a_possible_duplicate_is_linked_and_says_why(session, office, doubted):
    receipt, other = doubted
    assert look(session, receipt).stage == "possible_duplicate"
    assert look(session, other).stage == "submitted"
    assert linked(session, receipt) == [(other.referral_id, "possible_duplicate")]
    assert linked(session, other) == [(receipt.referral_id, "possible_duplicate")]
    assert note_of(session, office, receipt) == ["Same words"]


def test_one_that_is_no_duplicate_goes_on_without_the_link(session, office, doubted, pat):
    receipt, other = doubted
    do(session, office, receipt, triage.go_on_with_triage, pat, version=2)
    assert look(session, receipt).stage == "in_triage"
    assert linked(session, receipt) == linked(session, other) == []


@pytest.mark.parametrize(("reason", "left"), [("duplicate", ["duplicate"]), ("out_of_area", [])])
def test_turned_down_as_a_duplicate_it_stays_linked_as_one(
    session, office, doubted, pat, reason, left
):
    receipt, _ = doubted
    said = {"reason": reason, "explanation": "You told us before"}
    do(session, office, receipt, triage.not_accept, pat, version=2, **said)
    assert [kind for _, kind in linked(session, receipt)] == left


def test_two_are_linked_once_and_none_with_itself(session, office, doubted, pat):
    receipt, other = doubted
    do(session, office, receipt, triage.go_on_with_triage, pat, version=2)
    for of, version in ((receipt, 3), (other, 3)):
        with session.begin() as db:
            referral = referral_of(db, receipt)
            said = {"of": referral_of(db, of), "reason": "x"}
            if of is receipt:
                with pytest.raises(links.AlreadyLinked):
                    triage.query_duplicate(db, office, referral, pat, version=version, **said)
                db.rollback()
            else:
                triage.query_duplicate(db, office, referral, pat, version=version, **said)
    assert len(linked(session, receipt)) == 1


def test_a_specialist_review_adds_lanes_and_closes_it_to_others(session, office, receipt, pat):
    said = {"lanes": ["stalking"], "reason": "She is followed"}
    do(session, office, receipt, triage.refer_to_specialist, pat, version=1, **said)
    referral = look(session, receipt)
    assert (referral.stage, referral.specialist) == ("specialist_review", True)
    assert not may_open(office, pat, referral)
    assert note_of(session, office, receipt) == ["She is followed"]


def test_passing_on_needs_the_persons_consent_for_that_service(session, office, pat):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL, share_with=["vcas"])
    said = {"words": "They can help you better", "told": False}
    with pytest.raises(triage.NotAgreed):
        do(session, office, receipt, triage.redirect, pat, version=1, service="police", **said)
    assert look(session, receipt).stage == "submitted"
    do(session, office, receipt, triage.redirect, pat, version=1, service="vcas", **said)
    assert (look(session, receipt).stage, look(session, receipt).is_open) == ("redirected", False)
    with session() as db:
        referral = referral_of(db, receipt)
        assert [text for _, text in messages(db, office, referral)] == ["They can help you better"]
        moved = [each for each in timeline(db, referral.id) if each.verb == "redirect"]
        assert moved[0].details["service"] == "vcas"


def test_what_the_person_tells_a_worker_is_written_down_as_their_consent(
    session, office, receipt, pat, clock
):
    clock.forward(days=1)
    said = {"service": "police", "words": "They will ring you", "told": True}
    do(session, office, receipt, triage.redirect, pat, version=1, **said)
    with session() as db:
        decided = {
            each.service: (each.agreed, at)
            for each, at in following.sharing(db, referral_of(db, receipt))
        }
    assert decided["police"] == (True, clock.at)
    assert decided["vcas"][0] is False


def test_a_reason_that_is_not_on_the_list_turns_nothing_down(session, office, receipt, pat):
    with pytest.raises(ValueError, match="no reason"):
        do(
            session,
            office,
            receipt,
            triage.not_accept,
            pat,
            version=1,
            reason="dull",
            explanation="No",
        )
