"""The verbs of the person after sending."""

import pytest
from sqlalchemy import select

from portal.referral import asking, drafts, following
from portal.referral.filing import EARLIER, key_of, read_answers, read_sections
from portal.referral.history import timeline
from portal.referral.lifecycle import MoveRefused
from portal.referral.messages import messages
from portal.referral.records import Consent, Visit
from tests.support.heart import BY_EMAIL, outgoing_of, put_out, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL, place="There")


def test_stopping_keeps_it_and_stops_what_waits(session, office, receipt):
    with session.begin() as db:
        put_out(db, office, receipt)
        following.stop(db, office, referral_of(db, receipt))
    with session() as db:
        referral = referral_of(db, receipt)
        assert (referral.stage, referral.is_open) == ("withdrawn", False)
        assert read_answers(db, office, referral)["place"] == "There"
        assert [each.state for each in outgoing_of(db, receipt)] == ["stopped"]


def test_what_is_finished_cannot_be_stopped(session, office, receipt):
    with session.begin() as db:
        following.stop(db, office, referral_of(db, receipt))
    with session() as db, pytest.raises(MoveRefused):
        following.stop(db, office, referral_of(db, receipt))


def test_an_answer_to_our_question_moves_triage_on(session, office, receipt, pat):
    with session.begin() as db:
        asking.ask(db, office, referral_of(db, receipt), pat, version=1, question="When?")
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Monday")
    with session() as db:
        referral = referral_of(db, receipt)
        assert referral.stage == "in_triage"
        assert {words for _, words in messages(db, office, referral)} == {"When?", "Monday"}


def test_a_message_nobody_asked_for_leaves_the_stage(session, office, receipt):
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Hello")
    with session() as db:
        assert referral_of(db, receipt).stage == "submitted"


def test_a_correction_keeps_what_was_said_before(session, office, receipt, clock):
    with session.begin() as db:
        other = receive(db, office, place="Elsewhere")
        for place in ("Here", "Nowhere"):
            referral = referral_of(db, receipt)
            told = read_answers(db, office, referral)
            following.correct(db, office, referral, {**told, "place": place})
            clock.forward(minutes=1)
    with session() as db:
        referral = referral_of(db, receipt)
        assert read_answers(db, office, referral)["place"] == "Nowhere"
        earlier = read_sections(db, key_of(office, referral), referral.id)[EARLIER]
        assert [each["answers"] for each in earlier] == [{"place": "There"}, {"place": "Here"}]
        assert read_answers(db, office, referral_of(db, other))["place"] == "Elsewhere"
        assert timeline(db, referral.id)[-1].details == {"questions": ["place"]}


def test_correcting_nothing_leaves_no_trace(session, office, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        following.correct(db, office, referral, read_answers(db, office, referral))
    with session() as db:
        assert referral_of(db, receipt).version == 1
        assert len(timeline(db, receipt.referral_id)) == 1


def test_a_correction_may_call_for_a_specialist_and_never_sends_one_away(session, office, receipt):
    for safety, specialist in ([["sexual"], True], [["none"], True]):
        with session.begin() as db:
            referral = referral_of(db, receipt)
            told = read_answers(db, office, referral)
            following.correct(db, office, referral, {**told, "safety": safety})
        with session() as db:
            assert referral_of(db, receipt).specialist is specialist


def test_every_decision_about_sharing_is_kept_and_the_latest_is_in_force(
    session, office, receipt, clock
):
    start = clock.at
    for share_with in (["vcas"], ["vcas", "police"], ["police"]):
        clock.forward(days=1)
        with session.begin() as db:
            referral = referral_of(db, receipt)
            told = read_answers(db, office, referral)
            following.correct(db, office, referral, {**told, "share_with": share_with})
    with session() as db:
        force = {
            each.service: (each.agreed, (at - start).days)
            for each, at in following.sharing(db, referral_of(db, receipt))
        }
        kept = db.scalars(select(Consent).where(Consent.referral_id == receipt.referral_id)).all()
    assert force["police"] == (True, 2)
    assert force["vcas"] == (False, 3)
    assert force["housing"] == (False, 0)
    assert len(kept) == 4 * len(office.hub.services)


def test_erasure_is_asked_for_once(session, office, receipt, clock):
    for _ in range(2):
        with session.begin() as db:
            following.ask_erasure(db, office, referral_of(db, receipt))
        clock.forward(days=1)
    with session() as db:
        asked = [e for e in timeline(db, receipt.referral_id) if e.verb == "erasure_asked"]
        assert len(asked) == 1
        assert referral_of(db, receipt).erasure_asked_at == asked[0].at


def test_only_the_hubs_messages_to_this_person_are_marked_as_read(session, office, receipt, pat):
    with session.begin() as db:
        other = receive(db, office)
        for each in (receipt, other):
            asking.write_to_person(db, office, referral_of(db, each), pat, text="Hello")
        following.write(db, office, referral_of(db, receipt), "Mine")
        following.mark_read(db, office, referral_of(db, receipt))
    with session() as db:
        read = {words: m.read_at for m, words in messages(db, office, referral_of(db, receipt))}
        ((theirs, _),) = messages(db, office, referral_of(db, other))
    assert read["Hello"] is not None
    assert read["Mine"] is None
    assert theirs.read_at is None


def test_following_needs_reference_code_and_word_that_belong_together(session, office, engine):
    made = []
    for word in ("one", "two"):
        with session.begin() as db:
            receipt = receive(db, office)
            token = drafts.begin(db.connection(), office, "en_GB")
            held = drafts.look(db.connection(), office, token, lock=True)
            held = drafts.give_way_back(db.connection(), office, held, word)
            drafts.sent(db.connection(), office, held, receipt.referral_id)
            made.append((receipt.reference, held.code, word))
    (reference, code, word), (other, other_code, other_word) = made
    tries = {
        (reference, code, word): True,
        (other, other_code, other_word): True,
        (other, code, word): False,
        (reference, other_code, other_word): False,
        (reference, code, other_word): False,
        (reference, "no such code at all", word): False,
    }
    for given, allowed in tries.items():
        with session.begin() as db:
            visits = len(db.scalars(select(Visit)).all())
            found = following.follow(db, office, *given)
            assert (found is not None) is allowed
            assert len(db.scalars(select(Visit)).all()) == visits
