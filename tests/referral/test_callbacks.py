"""Who asks to be rung: by when, sealed, done once, and forgotten in time."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from portal.referral.accounts import add_account, as_staff
from portal.referral.callbacks import (
    DealtWith,
    ask,
    find,
    finish,
    forget_callbacks,
    look,
    rung,
    to_ring,
    waiting,
)
from portal.referral.digest import make_digest
from portal.referral.notice_words import claim, decide
from portal.referral.permissions import Role
from portal.referral.records import Account, Callback, Event, Notice
from portal.referral.waiting import Stop
from tests.support.heart import hire
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

SAID = {"caller_name": "Rosalind Quince", "caller_phone": "+441632960111"}
FRIDAY = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)


def asked(session, office, *, urgent=False, **said):
    with session.begin() as db:
        before = set(db.scalars(select(Callback.id)))
        ask(db, office, {**SAID, **said}, urgent=urgent)
        (made,) = set(db.scalars(select(Callback.id))) - before
        return made


def ended(session, office, by, which, words="Rang. They will ring us again."):
    with session.begin() as db:
        return finish(db, office, by, which, words)


@pytest.mark.parametrize(
    ("at", "urgent", "by"),
    [
        (datetime(2026, 3, 2, 10, tzinfo=UTC), True, datetime(2026, 3, 2, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 10, tzinfo=UTC), False, datetime(2026, 3, 3, 17, tzinfo=UTC)),
        (FRIDAY, True, datetime(2026, 3, 9, 17, tzinfo=UTC)),
        (FRIDAY, False, datetime(2026, 3, 10, 17, tzinfo=UTC)),
    ],
)
def test_they_are_rung_the_same_working_day_when_urgent_else_the_next(
    session, office, clock, at, urgent, by
):
    clock.at = at
    with session.begin() as db:
        assert ask(db, office, SAID, urgent=urgent) == by


def test_what_they_said_is_sealed_and_no_event_holds_it(session, office):
    which = asked(session, office)
    with session() as db:
        row = db.get_one(Callback, which)
        assert b"Quince" not in bytes(row.body)
        assert find(db, office, which).said == SAID
        events = [(e.verb, e.actor, str(e.details)) for e in db.scalars(select(Event))]
    about = [each for each in events if each[0] == "callback_asked"]
    assert [each[1] for each in about] == ["group"]
    assert not any("Quince" in each[2] or "960111" in each[2] for each in events)


def test_the_list_begins_with_what_is_due_first(session, office, clock):
    later, first = asked(session, office), asked(session, office, urgent=True)
    clock.forward(hours=8)
    with session() as db:
        assert [each.id for each in to_ring(db, office)] == [first, later]
        assert (waiting(db, office).all, waiting(db, office).overdue) == (2, 1)


def test_it_is_done_once_with_how_it_ended(session, office, pat):
    which, other = asked(session, office), asked(session, office)
    with session.begin() as db:
        look(db, office, pat, which)
    assert ended(session, office, pat, which)
    with pytest.raises(DealtWith):
        ended(session, office, pat, which, "Once more")
    with session() as db:
        done = find(db, office, which)
        assert (done.ending, done.done_by) == ("Rang. They will ring us again.", pat.id)
        assert b"ring us again" not in bytes(db.get_one(Callback, which).body)
        assert [each.id for each in to_ring(db, office)] == [other]
        assert [each.id for each in rung(db, office)] == [which]
        known = select(Event.verb).where(Event.actor == str(pat.id)).order_by(Event.number)
        assert list(db.scalars(known))[-2:] == ["callback_viewed", "callback_done"]


def test_what_is_done_is_forgotten_in_time_and_what_waits_never(session, office, clock, pat):
    done, waits = asked(session, office), asked(session, office)
    ended(session, office, pat, done)
    clock.forward(days=150)
    with session.begin() as db:
        forget_callbacks(db, office)
        assert find(db, office, done) is not None
    clock.forward(days=50)
    with session.begin() as db:
        forget_callbacks(db, office)
        assert find(db, office, done) is None
        assert [each.id for each in to_ring(db, office)] == [waits]


def test_who_may_ring_reads_of_it_in_the_digest(session, office):
    asked(session, office)
    with session.begin() as db:
        line = "Waiting to be rung back"
        for role, count in (("practitioner", 1), ("coordinator", 1), ("administrator", 0)):
            digest = make_digest(db, office, hire(db, office, role))
            assert [each.count for each in digest.own if each.words == line] == [count]


def test_an_urgent_one_is_told_at_once_to_who_wants_it(session, office, clock):
    with session.begin() as db:
        for name, role in (
            ("one", Role.PRACTITIONER),
            ("two", Role.PRACTITIONER),
            ("three", Role.ADMINISTRATOR),
        ):
            email = f"{name}@larkfield.example"
            account = add_account(db, office, email, name, [role], "a quiet river at dawn")
            account.urgent_at_once = name != "two"
            if name == "one":
                willing = account.id
        db.execute(update(Account).where(Account.roles == []).values(urgent_at_once=False))
    asked(session, office)
    with session() as db:
        assert db.scalars(select(Notice)).all() == []
    asked(session, office, urgent=True)
    with session() as db:
        told = db.scalars(select(Notice)).all()
        assert [(each.account_id, each.kind) for each in told] == [(willing, "callback")]
    with session.begin() as db:
        (claimed,) = claim(db, office)
        said = decide(db, office, claimed)
        assert "/hub/callbacks" in said.body
        assert "Quince" not in said.subject + said.body
        for each in to_ring(db, office):
            finish(db, office, as_staff(office, db.get_one(Account, willing)), each.id, "Rang.")
        assert decide(db, office, claimed) == Stop("no_longer_open")
