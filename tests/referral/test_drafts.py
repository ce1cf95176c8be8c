"""Drafts, the visits that hold them open, and the way back."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.referral import drafts
from portal.referral.answers import write_whole
from portal.referral.codewords import make_code
from portal.referral.hub import Service
from portal.referral.intake import Source, receive_referral
from portal.referral.office import Office
from portal.referral.origins import Origin
from portal.referral.records import Draft, Visit
from portal.storage import passwords
from portal.storage.errors import Tampered
from tests.support.heart import ENOUGH

TOLD = {"who_for": "me", "name": "Ann"}


def start(engine, office, answers=TOLD) -> str:
    with engine.begin() as connection:
        token = drafts.begin(connection, office, "en_GB")
        held = drafts.look(connection, office, token, lock=True)
        drafts.save(connection, office, held, answers)
    return token


def look(engine, office, token):
    with engine.begin() as connection:
        return drafts.look(connection, office, token)


def give_way_back(engine, office, token, word="Blue kettle") -> str:
    with engine.begin() as connection:
        held = drafts.look(connection, office, token, lock=True)
        return drafts.give_way_back(connection, office, held, word).code


def come_back(engine, office, code, word):
    with engine.begin() as connection:
        return drafts.come_back(connection, office, code, word)


def leave(engine, office, token) -> None:
    with engine.begin() as connection:
        drafts.leave(connection, office, token)


def count(engine, table) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_what_was_saved_is_there_at_the_next_look(engine, office):
    token = start(engine, office)
    assert look(engine, office, token).answers == TOLD
    assert look(engine, office, "another token") is None


def test_a_draft_left_without_a_way_back_is_gone_and_back_opens_nothing(engine, office):
    before = count(engine, Draft)
    token = start(engine, office)
    leave(engine, office, token)
    assert count(engine, Draft) == before
    assert look(engine, office, token) is None
    leave(engine, office, token)  # and leaving twice harms nobody
    assert count(engine, Draft) == before


def test_a_draft_with_a_way_back_outlives_leaving_but_back_opens_nothing(engine, office):
    token = start(engine, office)
    code = give_way_back(engine, office, token)
    leave(engine, office, token)
    assert look(engine, office, token) is None
    again = come_back(engine, office, code, "blue kettle")
    assert look(engine, office, again).answers == TOLD
    assert again != token


def test_leaving_one_browser_leaves_another_where_it_is(engine, office):
    token = start(engine, office)
    code = give_way_back(engine, office, token)
    other = come_back(engine, office, code, "Blue Kettle")
    leave(engine, office, token)
    assert look(engine, office, other).answers == TOLD


def test_code_and_word_are_read_however_they_are_typed(engine, office):
    code = give_way_back(engine, office, start(engine, office))
    for typed in (code.upper(), code.replace(" ", "-"), f" {code}. "):
        assert come_back(engine, office, typed, " BLUE   kettle ") is not None


def test_an_unknown_code_and_a_wrong_word_get_the_same_answer_after_the_same_work(
    engine, office, monkeypatch
):
    code = give_way_back(engine, office, start(engine, office))
    unknown = make_code(lambda words: words[0])
    verified = []

    class Counting:
        def verify(self, hashed: str, secret: str) -> bool:
            verified.append(hashed.split("$")[1:4])
            return real.verify(hashed, secret)

    real = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    assert come_back(engine, office, unknown, "blue kettle") is None
    assert come_back(engine, office, code, "wrong word") is None
    assert come_back(engine, office, code, "") is None
    # One hash each, at the same cost.
    assert len(verified) == 3
    assert verified[0] == verified[1] == verified[2]


def test_the_word_can_be_changed_and_the_code_stays(engine, office):
    token = start(engine, office)
    code = give_way_back(engine, office, token, "first")
    assert give_way_back(engine, office, token, "second") == code
    assert come_back(engine, office, code, "first") is None
    assert come_back(engine, office, code, "second") is not None


def test_a_strangers_word_does_not_open_ones_own_code(engine, office):
    code = give_way_back(engine, office, start(engine, office))
    assert come_back(engine, office, code, "stranger") is None


def test_a_visit_ends_when_nobody_comes_for_long(engine, office, clock):
    token = start(engine, office)
    clock.forward(hours=11)
    with engine.begin() as connection:
        assert drafts.look(connection, office, token, lock=True) is not None
    clock.forward(hours=11)
    assert look(engine, office, token) is not None
    clock.forward(hours=2)
    assert look(engine, office, token) is None


def test_neither_code_nor_token_nor_answer_is_stored_in_the_open(engine, office):
    token = start(engine, office, {"name": "canary7731"})
    code = give_way_back(engine, office, token)
    with engine.connect() as connection:
        rows = [
            *connection.execute(select(Draft.__table__)).all(),
            *connection.execute(select(Visit.__table__)).all(),
        ]
    stored = b" ".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    for secret in (token, code, "canary7731", "blue kettle"):
        assert secret.encode() not in stored


def test_answers_to_earlier_questions_are_fitted_to_todays(engine, office):
    token = start(engine, office, {**TOLD, "share_with": ["vcas"]})
    fewer = tuple(service for service in office.hub.services if service.id != "vcas")
    new = Service(id="new", name="New", what="Help")
    hub = office.hub.model_copy(update={"services": (*fewer, new)})
    changed = Office(hub, office.vault, clock=office.clock)
    held = look(engine, changed, token)
    assert (held.answers, held.set_aside) == (TOLD, {"share_with": ["vcas"]})
    with engine.begin() as connection:
        drafts.save(connection, changed, held, held.answers)
    assert look(engine, changed, token).set_aside == {"share_with": ["vcas"]}


def test_what_was_sent_is_no_longer_in_the_draft_but_the_way_back_stays(engine, session, office):
    token = start(engine, office, ENOUGH)
    code = give_way_back(engine, office, token)
    with session.begin() as db:
        held = drafts.look(db.connection(), office, token, lock=True)
        raw = write_whole(office.questions, held.answers)
        receipt = receive_referral(db, office, raw, Source("self", held.id))
        drafts.sent(db.connection(), office, held, receipt.referral_id)
    leave(engine, office, token)
    found = look(engine, office, come_back(engine, office, code, "blue kettle"))
    assert (found.answers, found.referral_id) == ({}, receipt.referral_id)


def test_only_drafts_that_nobody_touched_for_long_are_forgotten(engine, office, clock):
    old = start(engine, office)
    clock.forward(days=office.hub.retention.draft_days - 1)
    touched = start(engine, office)
    clock.forward(days=1, seconds=1)
    fresh = start(engine, office)
    with engine.begin() as connection:
        assert drafts.forget_abandoned(connection, office) == 2  # the stranger's is as old
    assert look(engine, office, old) is None
    assert count(engine, Draft) == 2
    assert look(engine, office, fresh) is not None
    assert look(engine, office, touched) is None  # its visit ended, the draft is kept


def test_a_draft_sealed_with_another_key_is_refused(engine, office):
    token, other = start(engine, office), look(engine, office, start(engine, office))
    held = look(engine, office, token)
    with engine.begin() as connection:
        drafts.save(connection, office, replace(held, key=other.key), TOLD)
    with pytest.raises(Tampered):
        look(engine, office, token)


def test_what_a_group_told_goes_when_no_browser_has_it_open(engine, office, clock):
    """Nobody can come back to it. What a person began of their own is kept for its time."""
    with engine.begin() as connection:
        own = drafts.begin(connection, office, "en_GB")
        theirs = drafts.begin(connection, office, "en_GB", Origin.COMMUNITY)
        held = drafts.look(connection, office, theirs, lock=True)
        drafts.save(connection, office, held, {"name": "Ann"})
    clock.forward(hours=11)
    with engine.begin() as connection:
        assert drafts.forget_abandoned(connection, office) == 0
        assert drafts.look(connection, office, theirs).answers == {"name": "Ann"}
    clock.forward(hours=2)
    with engine.begin() as connection:
        assert drafts.forget_abandoned(connection, office) == 1
        journeys = set(connection.scalars(select(Draft.journey)))
        assert drafts.look(connection, office, own) is None
    assert journeys == {Origin.SELF}
