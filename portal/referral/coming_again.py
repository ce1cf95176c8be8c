"""Coming again to tell of another matter: what was told before about the person goes along, and
waits until they have confirmed it. What happened, and whom we may tell, is asked as ever.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from portal.storage.passwords import matches

from . import drafts
from .answers import fit
from .codewords import read_word
from .draft_body import AGREED, CARRIED, OFFERED, SEAT, Held, open_body, seal_body
from .filing import key_of, read_answers
from .history import record
from .office import Office
from .origins import Origin
from .own_words import left_empty, own_words, referrers_of
from .questions.question import QuestionSet
from .records import Draft, Referral
from .shown import shown
from .staff import Staff
from .told_before import of_the_person, without_ways_to_reach

BEGUN = "another_begun"
"""The event by which a worker began to tell of another matter with the person."""


def seen_by_the_person(session: Session, office: Office, referral: Referral) -> dict[str, Any]:
    """The answers of ``referral`` that the person may see, fitted to today's questions.

    Raises Erased.
    """
    answers = fit(office.questions, read_answers(session, office, referral)).answers
    if not referrers_of(session, referral):
        return answers
    key = key_of(office, referral)
    own, left = own_words(session, key, referral), left_empty(session, key, referral)
    return shown(office.questions, answers, own, left)


def begin_again(
    session: Session, office: Office, seat: Held, referral: Referral, language: str
) -> str:
    """Begin to tell of another matter from ``seat``, a locked draft that became ``referral``, or go
    on with what was begun from there; gives the token of a visit to it."""
    connection = session.connection()
    for row in session.scalars(_begun_from(referral.id)):
        begun = open_body(office, row) if row.code is None and row.account_id is None else None
        if begun is not None and begun.again.get(SEAT) == str(seat.id) and CARRIED in begun.again:
            return drafts.sit_down(connection, office, begun.id)
    offered = of_the_person(
        office.journeys[Origin.SELF], seen_by_the_person(session, office, referral)
    )
    again = {CARRIED: True, SEAT: str(seat.id), OFFERED: offered}
    made = drafts.make(connection, office, language, begun_from=referral.id, again=again)
    return drafts.sit_down(connection, office, made.id)


def begin_after(session: Session, office: Office, seat: Held, language: str) -> str:
    """Begin an empty draft in a browser that has ``seat`` open, which was sent; gives the token of
    a visit to it."""
    connection = session.connection()
    again = {SEAT: str(seat.id)}
    made = drafts.make(connection, office, language, begun_from=seat.referral_id, again=again)
    return drafts.sit_down(connection, office, made.id)


def begin_with(session: Session, office: Office, referral: Referral, by: Staff, word: str) -> Held:
    """A worker begins to tell of another matter with the person of ``referral``, who comes to it
    with the draft's code and the ``word`` that the two agreed. Raises Erased."""
    offered = of_the_person(
        office.journeys[Origin.SELF], seen_by_the_person(session, office, referral)
    )
    connection = session.connection()
    made = drafts.make(
        connection,
        office,
        referral.language,
        begun_from=referral.id,
        again={CARRIED: True, OFFERED: offered},
        account_id=by.id,
    )
    made = drafts.give_way_back(connection, office, made, word)
    made = drafts.keep(connection, office, replace(made, again={**made.again, AGREED: True}))
    record(session, office, referral.id, BEGUN, by.id)
    return made


def begun_with(session: Session, office: Office, referral: Referral) -> Held | None:
    """What a worker began last with the person of ``referral``, while its word is still the one
    that they agreed; None when there is nothing such."""
    for row in session.scalars(_begun_from(referral.id)):
        begun = open_body(office, row)
        if begun is not None and AGREED in begun.again:
            return begun
    return None


def knows_word(connection: Connection, held: Held, word: str) -> bool:
    """Whether ``word`` is the one that a worker agreed with the person for this draft."""
    if AGREED not in held.again:
        return False
    hashed = connection.scalar(select(Draft.word_hash).where(Draft.id == held.id))
    return matches(hashed, read_word(word))


def confirmed(questions: QuestionSet, held: Held, *, reached_safely: bool) -> Held:
    """``held`` with what waited among its answers, now that the person has confirmed it.

    Where they don't say that they can still be reached safely so, that is asked anew as a whole.
    """
    offered = dict(held.again.get(OFFERED, {}))
    if not reached_safely:
        offered = without_ways_to_reach(questions, offered)
    again = {name: value for name, value in held.again.items() if name != OFFERED}
    return replace(held, answers={**held.answers, **offered}, again=again)


def cut_off(session: Session, office: Office, referral_id: UUID) -> None:
    """Let no draft that was begun from a referral know of it any more, or show what it told.

    For an erasure, and for when its ways back are closed. What the person has confirmed or written
    since is their own, and stays.
    """
    session.flush()
    for row in session.scalars(_begun_from(referral_id).with_for_update()):
        held = open_body(office, row)
        if held is None:
            continue
        kept = {name: value for name, value in held.again.items() if name == AGREED}
        session.execute(
            update(Draft)
            .where(Draft.id == row.id)
            .values(begun_from=None, body=seal_body(replace(held, again=kept)))
            .execution_options(synchronize_session=False)
        )


def _begun_from(referral_id: UUID) -> Any:
    """Drafts that were begun from a referral and not sent, the latest first."""
    return (
        select(Draft)
        .where(Draft.begun_from == referral_id, Draft.referral_id.is_(None))
        .order_by(Draft.id.desc())
        .execution_options(populate_existing=True)
    )
