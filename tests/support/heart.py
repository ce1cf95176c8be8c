"""Referrals for tests of the heart, of delivery and of the doors, made by the heart's own verbs."""

from collections.abc import Collection
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from portal.referral import (
    contacting,
    drafts,
    following,
    holding,
    notes,
    outbox,
    owning,
    tasks,
)
from portal.referral.answers import write_whole
from portal.referral.contact import Channel
from portal.referral.hub import Hub
from portal.referral.intake import Receipt, Source, receive_referral
from portal.referral.office import Office
from portal.referral.reaching import Outcome
from portal.referral.records import Account, Draft, Outgoing, Referral
from portal.referral.records.outgoing import Purpose
from portal.referral.staff import Staff
from portal.storage.engine import make_sessions
from portal.storage.ids import new_id
from portal.storage.passwords import hash_password
from portal.storage.sealing import Keyring, SealedBytes
from portal.storage.vault import open_vault
from tests.support.apps import MASTER_KEYS, Clock
from tests.support.example import example_hub

ENOUGH: dict[str, Any] = {
    "who_for": "me",
    "safe_now": "yes",
    "name": "Ann",
    "age": "adult",
    "contact_ways": ["here"],
    "about": "crime",
    "share_with": ["nobody"],
}
"""The least that makes a referral."""

BY_EMAIL: dict[str, Any] = {
    "contact_ways": ["email"],
    "email_address": "ann@person.example",
    "contact_times": ["any"],
}
"""Adds that email is safe at any time, in neutral words."""

BY_TEXT: dict[str, Any] = {
    "contact_ways": ["text"],
    "text_number": "+447700900982",
    "contact_times": ["any"],
}
"""Adds that a text message is safe at any time, in neutral words."""


def make_office(engine: Engine, clock: Clock | None = None, hub: Hub | None = None) -> Office:
    """The office of the example hub, whose clock stands still until a test moves it."""
    vault = open_vault(engine, Keyring.parse(MASTER_KEYS))
    return Office(hub or example_hub(), vault, clock=clock or Clock())


def receive(session: Session, office: Office, *added: dict[str, Any], **changes: Any) -> Receipt:
    """Receive a referral that says ENOUGH, and what is added or changed; None takes away."""
    answers = dict(ENOUGH)
    for each in (*added, changes):
        answers |= each
    given = {name: value for name, value in answers.items() if value is not None}
    raw = write_whole(office.questions, given)
    return receive_referral(session, office, raw, Source("self", uuid4()))


def referral_of(session: Session, receipt: Receipt) -> Referral:
    """The row that ``receipt`` is for."""
    return session.get_one(Referral, receipt.referral_id)


def put_out(
    session: Session, office: Office, receipt: Receipt, purpose: Purpose = Purpose.RECEIVED
) -> UUID:
    """Put a note to the person of ``receipt`` in the outbox; fails when no way is safe."""
    outgoing = outbox.put_out(session, office, referral_of(session, receipt), purpose)
    assert outgoing is not None
    return outgoing.id


def outgoing_of(session: Session, receipt: Receipt) -> list[Outgoing]:
    """What the outbox holds for one referral, oldest first."""
    found = select(Outgoing).where(Outgoing.referral_id == receipt.referral_id)
    return list(session.scalars(found.order_by(Outgoing.id)))


def hire(session: Session, office: Office, *roles: str, training: Collection[str] = ()) -> Staff:
    """A member of staff with an account; a practitioner when no roles are given."""
    held = list(roles or ("practitioner",))
    account = Account(
        id=new_id(office.now()),
        data_key=None,
        email_token=uuid4().bytes,
        profile=SealedBytes(b"sealed"),
        password_hash="none",
        roles=held,
        training=sorted(training),
        created_at=office.now(),
    )
    session.add(account)
    session.flush()
    return Staff(account.id, "Pat", frozenset(held), frozenset(training))


@cache
def _word() -> str:
    """A stranger's word, hashed once: hashing is slow on purpose, and every test has strangers."""
    return hash_password("stranger")


def strangers(engine: Engine, office: Office) -> None:
    """Rows that no test asks for, of every kind, so that a forgotten WHERE is noticed."""
    sessions = make_sessions(engine)
    with sessions.begin() as session:
        pat = hire(session, office)
        plain = receive(session, office, BY_TEXT, name="Stranger One", postcode="LK9 9ZZ")
        held = receive(session, office, name="Stranger Two")
        stopped = receive(session, office, name="Stranger Three")
        owning.take(session, office, referral_of(session, plain), pat, version=1)
        notes.write_note(session, office, referral_of(session, plain), pat, text="A note")
        tried = {"channel": Channel.TEXT, "outcome": Outcome.SENT, "at": office.now()}
        contacting.log_attempt(
            session, office, referral_of(session, plain), pat, version=2, **tried
        )
        tasks.add_task(
            session, office, referral_of(session, plain), pat, what="A task", due=office.today()
        )
        following.write(session, office, referral_of(session, plain), "A message")
        holding.hold(session, office, referral_of(session, held), pat, version=1, reason="Why")
        following.stop(session, office, referral_of(session, stopped))
    with engine.begin() as connection:
        token = drafts.begin(connection, office, "en_GB")
        draft = drafts.look(connection, office, token, lock=True)
        assert draft is not None
        drafts.save(connection, office, draft, {"who_for": "me", "name": "Stranger Four"})
        way_back = {"code": office.vault.blinder.token("code", "stranger"), "word_hash": _word()}
        connection.execute(update(Draft).where(Draft.id == draft.id).values(way_back))
