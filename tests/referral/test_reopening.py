"""Opening a finished referral again: a new one that goes on from it."""

import pytest
from sqlalchemy import select, update

from portal.referral import drafts, following, links, owning, triage
from portal.referral.filing import EARLIER, key_of, read_answers, read_sections
from portal.referral.following import follow, sharing
from portal.referral.history import timeline
from portal.referral.lanes import lanes_in
from portal.referral.lifecycle import FINISHED, OPEN
from portal.referral.moving import ChangedMeanwhile
from portal.referral.notes import notes
from portal.referral.records import Draft, Referral
from portal.referral.reopening import NotFinished, reopen
from portal.referral.retention import erase
from tests.support.heart import BY_EMAIL, receive, referral_of

WORD = "blue kettle"


@pytest.fixture
def sent(session, office):
    """A referral with a way back, that was not accepted; and its code."""
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL, place="There", share_with=["vcas"])
        token = drafts.begin(db.connection(), office, "en_GB")
        held = drafts.look(db.connection(), office, token, lock=True)
        held = drafts.give_way_back(db.connection(), office, held, WORD)
        drafts.sent(db.connection(), office, held, receipt.referral_id)
        referral_of(db, receipt).stage = "not_accepted"
        referral_of(db, receipt).is_open = False
    return receipt, held.code


@pytest.fixture
def receipt(sent):
    return sent[0]


def again(session, office, receipt, pat, **said):
    with session.begin() as db:
        old = referral_of(db, receipt)
        given = {"version": old.version, "person_asked": True, "reason": "They rang", **said}
        return reopen(db, office, old, pat, **given)


def plain(session, receipt) -> dict:
    with session() as db:
        table = Referral.__table__
        row = db.execute(select(table).where(table.c.id == receipt.referral_id)).one()
        return {
            name: value
            for name, value in row._mapping.items()
            if name not in ("version", "updated_at")
        }


def test_a_new_referral_says_what_the_old_one_did(session, office, receipt, pat, clock):
    clock.forward(days=40)
    made = again(session, office, receipt, pat)
    with session() as db:
        old, new = referral_of(db, receipt), referral_of(db, made)
        assert read_answers(db, office, new) == read_answers(db, office, old)
        assert (new.stage, new.origin, new.is_open) == ("submitted", "reopened", True)
        assert new.reference != old.reference
        assert new.data_key != old.data_key
        assert new.received_at == clock.at
        assert new.due_at > clock.at
        assert [text for _, text in notes(db, office, new)] == ["They rang"]
        assert notes(db, office, old) == []


def test_the_old_one_stays_as_it_was(session, office, receipt, pat):
    before = plain(session, receipt)
    again(session, office, receipt, pat)
    assert plain(session, receipt) == before


def test_what_was_agreed_stands_with_the_day_it_was_said(session, office, receipt, pat, clock):
    clock.forward(days=40)
    made = again(session, office, receipt, pat)
    with session() as db:
        old = {
            each.service: (each.agreed, at) for each, at in sharing(db, referral_of(db, receipt))
        }
        new = {each.service: (each.agreed, at) for each, at in sharing(db, referral_of(db, made))}
    assert new == old
    assert new["vcas"][0] is True


def test_corrections_and_lanes_go_along(session, office, receipt, pat):
    with session.begin() as db:
        old = referral_of(db, receipt)
        following.correct(db, office, old, {**read_answers(db, office, old), "safety": ["hate"]})
        following.correct(db, office, old, {**read_answers(db, office, old), "safety": ["none"]})
    made = again(session, office, receipt, pat)
    with session() as db:
        old, new = referral_of(db, receipt), referral_of(db, made)
        assert lanes_in(office, new) == lanes_in(office, old) == {"hate"}
        assert new.specialist
        earlier = read_sections(db, key_of(office, new), new.id)[EARLIER]
        assert earlier == read_sections(db, key_of(office, old), old.id)[EARLIER]
        assert len(earlier) == 2


def test_the_two_are_linked_and_each_says_so(session, office, receipt, pat):
    made = again(session, office, receipt, pat)
    with session() as db:
        old, new = referral_of(db, receipt), referral_of(db, made)
        ((forward,), (back,)) = links.linked(db, old), links.linked(db, new)
        assert (forward.other.id, forward.kind, forward.later) == (new.id, "reopened", True)
        assert (back.other.id, back.kind, back.later) == (old.id, "reopened", False)
        assert timeline(db, old.id)[-1].details == {"asked": "person", "later": new.reference}
        told = next(each for each in timeline(db, new.id) if each.verb == "goes_on_from")
        assert told.details == {"asked": "person", "earlier": old.reference}


def test_doing_it_twice_makes_one(session, office, receipt, pat):
    first = again(session, office, receipt, pat, version=1)
    second = again(session, office, receipt, pat, version=1)
    assert (first.fresh, second.fresh) == (True, False)
    assert first.reference == second.reference


def test_code_and_word_lead_to_the_new_one_with_either_reference(session, office, sent, pat):
    receipt, code = sent
    made = again(session, office, receipt, pat)
    with session.begin() as db:
        referral_of(db, made).stage = "closed"
    third = again(session, office, made, pat)
    with session() as db:
        stranger = receive(db, office)
        for reference in (receipt.reference, made.reference, third.reference):
            draft_id = follow(db, office, reference, code, WORD)
            assert db.get_one(Draft, draft_id).referral_id == third.referral_id
        for given in (
            (stranger.reference, code, WORD),
            (receipt.reference, code, "green kettle"),
            (receipt.reference, "no such code at all", WORD),
        ):
            assert follow(db, office, *given) is None


@pytest.mark.parametrize("stage", sorted(OPEN))
def test_what_is_open_can_not_be_opened(session, office, receipt, pat, stage):
    with session.begin() as db:
        db.execute(update(Referral).where(Referral.id == receipt.referral_id).values(stage=stage))
    with pytest.raises(NotFinished):
        again(session, office, receipt, pat)


@pytest.mark.parametrize("stage", sorted(FINISHED))
def test_every_end_can_be_opened_again(session, office, receipt, pat, stage):
    with session.begin() as db:
        referral_of(db, receipt).stage = stage
    assert again(session, office, receipt, pat).fresh


def test_what_was_erased_stays_erased(session, office, receipt, pat):
    with session.begin() as db:
        erase(db, office, referral_of(db, receipt), pat.id)
    with pytest.raises(ChangedMeanwhile):
        again(session, office, receipt, pat)


def test_a_page_that_is_out_of_date_opens_nothing(session, office, receipt, pat):
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Please open it")
    with pytest.raises(ChangedMeanwhile):
        again(session, office, receipt, pat, version=1)
    with session() as db:
        assert links.goes_on_as(db, referral_of(db, receipt)) is None


def test_asking_for_erasure_is_about_all_that_it_goes_on_from(session, office, receipt, pat):
    made = again(session, office, receipt, pat)
    with session.begin() as db:
        stranger = receive(db, office)
        following.ask_erasure(db, office, referral_of(db, made))
    with session() as db:
        for each in (receipt, made):
            assert referral_of(db, each).erasure_asked_at is not None
        assert referral_of(db, stranger).erasure_asked_at is None


def test_the_new_one_goes_its_own_way(session, office, receipt, pat):
    made = again(session, office, receipt, pat)
    with session.begin() as db:
        new = referral_of(db, made)
        owning.take(db, office, new, pat, version=new.version)
        triage.accept(db, office, new, pat, version=new.version)
    with session() as db:
        assert referral_of(db, made).stage == "accepted"
        assert referral_of(db, receipt).stage == "not_accepted"
