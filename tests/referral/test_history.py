"""Events hold codes and no words; nothing that anybody wrote about a person is ever in one."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.referral import asking, following, holding, notes, owning, retention
from portal.referral.history import NotACode, record, record_plainly
from portal.referral.lane_setting import set_lanes
from portal.referral.permissions import Role
from portal.referral.records import Event
from tests.support.heart import BY_TEXT, hire, receive, referral_of

WORDS = [
    "Ann Archer",
    "ann@person.example",
    "+447700900982",
    "07700900982",
    "LK1 4QT",
    "<script>alert(1)</script>",
    "Zoë",
    "عبد",
    "a/b",
    "x" * 65,
    "line\nbreak",
]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_refused(session, office, words):
    with session.begin() as db:
        for details in ({"said": words}, {"said": [words]}, {"said": {"more": [words]}}):
            with pytest.raises(NotACode):
                record(db, office, None, "noted", "system", **details)
            with pytest.raises(NotACode):
                record_plainly(db.connection(), office, "noted", "system", **details)
        with pytest.raises(NotACode):
            record(db, office, None, "noted", "system", said=object())


def test_codes_ids_moments_and_numbers_are_taken(session, office):
    taken = {
        "code": "not_accepted",
        "id": str(uuid4()),
        "at": "2026-03-02T10:00:00+00:00",
        "day": "2026-12-01",
        "count": 5,
        "whole": True,
        "nothing": None,
        "questions": ["what_happened", "name"],
    }
    with session.begin() as db:
        record(db, office, None, "noted", "system", **taken)
    with session() as db:
        assert db.scalars(select(Event).order_by(Event.number.desc())).first().details == taken


HOSTILE = "Hostile Harriet <script>alert('xss')</script> \u202e{{7*7}} %(name)s'; DROP TABLE event"


def test_nothing_that_anybody_wrote_is_in_any_event(session, office, clock):
    """A life in which everybody writes the same words everywhere; then they are looked for."""
    office.sends = frozenset()
    with session.begin() as db:
        receipt = receive(
            db,
            office,
            BY_TEXT,
            name=HOSTILE,
            what_happened=HOSTILE,
            place=HOSTILE[:40],
            safety=["hate"],
            safety_more=HOSTILE,
            contact_others=HOSTILE,
            share_with=["vcas"],
        )
        other = receive(db, office, name=HOSTILE)
        pat, lead = hire(db, office), hire(db, office, Role.COORDINATOR)

    def step(verb, *more, of=receipt, **words):
        clock.forward(minutes=1)
        with session.begin() as db:
            referral = referral_of(db, of)
            if "version" in words:
                words["version"] = referral.version
            verb(db, office, referral, *more, **words)

    step(owning.take, lead, version=0)
    step(notes.write_note, lead, text=HOSTILE)
    step(asking.write_to_person, lead, text=HOSTILE)
    step(asking.ask, lead, version=0, question=HOSTILE)
    step(following.write, HOSTILE)
    step(set_lanes, lead, version=0, added=["sexual"], reason=HOSTILE)
    step(following.correct, {**_answers(session, office, receipt), "what_happened": HOSTILE * 2})
    step(holding.hold, lead, version=0, reason=HOSTILE)
    step(following.ask_erasure)
    step(following.stop)
    step(retention.erase, lead.id)
    step(owning.take, pat, version=0, of=other)
    with session() as db:
        rows = db.scalars(select(Event)).all()
        said = [f"{row.actor} {row.verb} {json.dumps(row.details)}" for row in rows]
    assert len(said) > 15
    for line in said:
        for piece in ("Harriet", "script", "alert", "7*7", "DROP", "7700900982", "\\u202e"):
            assert piece.casefold() not in line.casefold()


def _answers(session, office, receipt):
    from portal.referral.filing import read_answers

    with session() as db:
        return read_answers(db, office, referral_of(db, receipt))
