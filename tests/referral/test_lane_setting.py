"""A coordinator changes the lanes by hand: with a reason, at the version that was seen."""

import pytest

from portal.referral import notes, owning
from portal.referral.history import timeline
from portal.referral.lane_setting import set_lanes
from portal.referral.lanes import lanes_in
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import Task
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def lead(session, office):
    with session.begin() as db:
        return hire(db, office, "coordinator")


def test_lanes_are_put_in_and_taken_out_with_a_reason(session, office, lead):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate"])
    with session.begin() as db:
        referral = referral_of(db, receipt)
        set_lanes(
            db,
            office,
            referral,
            lead,
            version=1,
            added=["sexual", "children"],
            removed=["hate"],
            reason="She said more on the phone.",
        )
    with session() as db:
        referral = referral_of(db, receipt)
        assert lanes_in(office, referral) == {"sexual", "children"}
        assert referral.version == 2
        event = next(each for each in timeline(db, referral.id) if each.verb == "lanes_set")
        assert (event.actor, event.details) == (str(lead.id), {"added": 2, "removed": 1})
        ((_, note),) = notes.notes(db, office, referral)
        assert note == (
            "Put into specialist lanes: Sexual harm and Children. "
            "Taken out of specialist lanes: Hate.\n\nShe said more on the phone."
        )


def test_out_of_its_last_lane_it_is_open_to_all(session, office, lead):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, safety=["hate"]))
        set_lanes(db, office, referral, lead, version=1, removed=["hate"], reason="A slip.")
        assert (referral.specialist, lanes_in(office, referral)) == (False, frozenset())


def test_the_owner_and_their_tasks_go_to_nobody_when_they_lack_the_training(
    session, office, lead, pat
):
    with session.begin() as db:
        receipt = receive(db, office)
        other = receive(db, office)
        for each in (receipt, other):
            owning.take(db, office, referral_of(db, each), pat, version=1)
            _task(db, office, each, pat)
    with session.begin() as db:
        referral = referral_of(db, receipt)
        set_lanes(db, office, referral, lead, version=2, added=["abuse"], reason="Her brother.")
    with session() as db:
        assert referral_of(db, receipt).owner_id is None
        assert referral_of(db, other).owner_id == pat.id
        owners = dict(db.query(Task.referral_id, Task.owner_id).all())
        assert owners[receipt.referral_id] is None
        assert owners[other.referral_id] == pat.id


def _task(db, office, receipt, staff):
    referral = referral_of(db, receipt)
    key = office.vault.keyring.open_data_key(referral.data_key, f"referral:{referral.id}")
    db.add(
        Task(
            id=receipt.referral_id,
            referral_id=receipt.referral_id,
            author_id=staff.id,
            owner_id=staff.id,
            created_at=office.now(),
            due_at=office.now(),
            body=key.seal("Ring them", f"task.body:{receipt.referral_id}"),
        )
    )
    db.flush()


def test_a_colleague_who_was_faster_is_noticed(session, office, lead):
    with session.begin() as db:
        receipt = receive(db, office)
    with session() as db, pytest.raises(ChangedMeanwhile):
        set_lanes(
            db,
            office,
            referral_of(db, receipt),
            lead,
            version=9,
            added=["hate"],
            reason="Why",
        )
    with session() as db:
        assert not referral_of(db, receipt).specialist
