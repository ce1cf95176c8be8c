"""The verbs of the person after sending: stop it, write, correct, share, ask for erasure."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.sealing import DataKey

from . import recognising
from .checking_back import bring_up
from .clock import wind
from .consent import Decision, changed
from .drafts import recognise
from .filing import EARLIER, file_answers, keep_document, key_of, read_answers, read_document
from .handing_on.agreeing import consent_changed
from .handing_on.agreeing_together import taken_back
from .handing_on.places import organisation_of
from .handing_on.stopped_by_person import stopped_by_person
from .handing_on.versions import agreed_to
from .history import PERSON, record
from .intake import decide_sharing
from .joined import goes_on_in, joined_into
from .joined_news import tell_case
from .lanes import add_lanes, lanes_in
from .lifecycle import Move, Stage, possible
from .links import came_before
from .messages import add_message
from .moving import move
from .office import Office
from .outbox import stop_all
from .own_words import say_oneself
from .prioritising import raise_priority
from .records import Consent, Draft, Message, Organisation, Referral
from .training import lanes_of


def follow(session: Session, office: Office, reference: str, code: str, word: str) -> UUID | None:
    """The draft of whoever knows code and word, if ``reference`` is what it became.

    The reference of one that was opened again still leads there. None in all other cases, so that
    nobody learns which of the three was wrong. It only reads.
    """
    draft_id = recognise(session.connection(), office, code, word)
    became = session.scalar(
        select(Referral).join(Draft, Draft.referral_id == Referral.id).where(Draft.id == draft_id)
    )
    if became is None:
        return None
    known = {became.reference, *(each.reference for each in came_before(session, became))}
    return draft_id if reference in known else None


def stop(session: Session, office: Office, referral: Referral) -> None:
    """The person stops the referral: it is kept, and staff see it as stopped.

    Whoever was told of it by consent is told to stop too. Of one that was joined, that is the one
    in which it goes on. Raises MoveRefused when it is finished already.
    """
    referral = goes_on_in(session, referral)
    move(session, office, referral, Move.WITHDRAW, PERSON)
    stop_all(session, office, referral.id, "withdrawn")
    stopped_by_person(session, office, referral, None)
    _touch(office, referral)


def write(session: Session, office: Office, referral: Referral, text: str) -> None:
    """The person writes to the hub. If the hub was waiting for them, triage goes on.

    It is a message on the one in which the referral goes on.
    """
    referral = goes_on_in(session, referral)
    add_message(session, office, referral, text, author=None)
    record(session, office, referral.id, "person_wrote", PERSON)
    if Move.ANSWERED in possible(Stage(referral.stage)):
        move(session, office, referral, Move.ANSWERED, PERSON)
    elif referral.stage == Stage.ON_HOLD and referral.stage_before == Stage.WAITING:
        referral.stage_before = Stage.IN_TRIAGE  # it waits no more when the hold ends
    else:
        wind(session, office, referral)
    bring_up(office, referral)
    _touch(office, referral)


def correct(
    session: Session,
    office: Office,
    referral: Referral,
    answers: Mapping[str, Any],
    said: Collection[str] = (),
    left: Collection[str] = (),
) -> None:
    """Put ``answers`` in place of what was said; what it said before is kept for staff to see.

    ``said`` names the questions of the page that the person kept, the unchanged ones too: where
    somebody else told of them, these answers are the person's own from now on. Those ``left``
    empty stay as somebody else told them.
    """
    before = read_answers(session, office, referral)
    differing = {
        question: before.get(question)
        for question in sorted({*before, *answers})
        if before.get(question) != answers.get(question)
    }
    key = key_of(office, referral)
    new = say_oneself(session, office, key, referral, {*said, *differing}, left)
    new |= answers.keys() - before.keys()
    if not differing and not new:
        return
    file_answers(session, office, referral, key, answers, lanes_in(office, referral))
    recognising.recognise(session, office, referral, answers)
    if differing:
        _note_correction(session, office, referral, key, differing)
    if "share_with" in differing:
        agreed = agreed_to(session, referral.id)
        decide_sharing(session, office, referral, answers)
        consent_changed(session, office, referral)
        taken_back(session, office, referral, agreed - agreed_to(session, referral.id))
    # A correction may bring a case into a specialist lane; only a person takes one out of it.
    add_lanes(session, office, referral, lanes_of(answers) - lanes_of(before), PERSON)
    raise_priority(session, office, referral, before, answers)
    verb, questions = ("corrected", differing) if differing else ("confirmed", new)
    record(session, office, referral.id, verb, PERSON, questions=sorted(questions))
    bring_up(office, referral)
    _touch(office, referral)
    if verb == "corrected":
        tell_case(session, office, referral, PERSON)


def _note_correction(
    session: Session,
    office: Office,
    referral: Referral,
    key: DataKey,
    differing: Mapping[str, Any],
) -> None:
    earlier = read_document(session, key, referral.id, EARLIER) or []
    earlier.append({"at": office.now().isoformat(), "answers": dict(differing)})
    keep_document(session, key, referral.id, EARLIER, earlier)


def ask_erasure(session: Session, office: Office, referral: Referral) -> None:
    """The person asks that everything about them be erased; a coordinator does it.

    That is about what it goes on from, too, and about all that is one case with it.
    """
    case = goes_on_in(session, referral)
    both = dict.fromkeys((*came_before(session, referral), referral, case))
    for each in dict.fromkeys((*both, *joined_into(session, case))):
        if each.erasure_asked_at is None and each.erased_at is None:
            each.erasure_asked_at = office.now()
            record(session, office, each.id, "erasure_asked", PERSON)
            bring_up(office, each)
            _touch(office, each)


def mark_read(session: Session, office: Office, referral: Referral) -> None:
    """The person has the hub's messages before them now."""
    unread = select(Message).where(
        Message.referral_id == referral.id,
        Message.author_id.is_not(None),
        Message.read_at.is_(None),
    )
    for message in session.scalars(unread):
        message.read_at = office.now()


def sharing(session: Session, referral: Referral) -> list[tuple[Decision, datetime]]:
    """The decision in force for each service, with when it was made."""
    latest: dict[str, tuple[Decision, datetime]] = {}
    decided = select(Consent).where(Consent.referral_id == referral.id).order_by(Consent.id)
    for consent in session.scalars(decided):
        said = Decision(consent.service, consent.agreed, _name(session, consent.service))
        if consent.service not in latest or changed([said], [latest[consent.service][0]]):
            latest[consent.service] = (said, consent.at)
    return list(latest.values())


def _name(session: Session, service: str) -> str:
    """The organisation that agreement is kept under; empty for a service of hub.toml."""
    organisation_id = organisation_of(service)
    found = session.get(Organisation, organisation_id) if organisation_id is not None else None
    return found.name if found is not None else ""


def _touch(office: Office, referral: Referral) -> None:
    referral.version += 1
    referral.updated_at = office.now()
