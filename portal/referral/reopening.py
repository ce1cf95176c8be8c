"""Opening a finished referral again: a new one goes on from it, and the old one stays as it was."""

from uuid import UUID, uuid5

from sqlalchemy import update
from sqlalchemy.orm import Session

from .answers import beside, fit
from .filing import (
    CHOICES,
    EARLIER,
    OWN_WORDS,
    SET_ASIDE,
    keep_document,
    key_of,
    read_answers,
    read_sections,
)
from .following import sharing
from .history import PERSON, record
from .intake import Receipt, Source, receive_answers
from .lanes import add_lanes, lanes_in
from .lifecycle import FINISHED, Stage
from .links import Kind, goes_on_as, link
from .moving import ChangedMeanwhile, change
from .notes import write_note
from .office import Office
from .origins import Origin
from .recognising import recognise
from .records import Draft, Handover, Referral
from .staff import Staff

ORIGIN = "reopened"

_ONE_SENDING = UUID("5b1f3f43-8f5c-4e0e-9a2c-3d3a7f0f9d11")
"""Makes the token of the one sending that can come of opening a referral again."""


class NotFinished(ValueError):
    """A referral that is still open can't be opened again."""


def can_reopen(referral: Referral) -> bool:
    """Whether ``referral`` has ended, and there is still something to go on from."""
    return Stage(referral.stage) in FINISHED and referral.erased_at is None


def reopen(
    session: Session,
    office: Office,
    old: Referral,
    by: Staff,
    *,
    version: int,
    person_asked: bool,
    reason: str,
) -> Receipt:
    """Make a new referral of what ``old`` says, linked to it. The reason is a note on the new one.

    The person's code and word lead to the new one from now on, and so does a card. Doing it twice
    gives the same one. Raises NotFinished, or ChangedMeanwhile.
    """
    if old.erased_at is not None:
        raise ChangedMeanwhile
    if not can_reopen(old):
        raise NotFinished
    already = goes_on_as(session, old)
    if already is not None:
        return Receipt(already.id, already.reference, fresh=False)
    change(session, office, old, version)
    old.check_back_at = None  # the person is asked about the new one
    source = Source(ORIGIN, uuid5(_ONE_SENDING, str(old.id)), old.language, by.id)
    fitted = fit(office.questions, read_answers(session, office, old))
    receipt = receive_answers(
        session, office, fitted.answers, source, fitted.set_aside, sharing(session, old)
    )
    new = session.get_one(Referral, receipt.referral_id)
    _carry_over(session, office, old, new)
    add_lanes(session, office, new, lanes_in(office, old), by.id)
    link(session, office, old, new, Kind.REOPENED)
    recognise(session, office, new, fitted.answers)
    # What a referrer sent goes on leading to what they sent; the person's own leads to the new one.
    theirs = Draft.referral_id == old.id, Draft.journey == Origin.SELF
    session.execute(update(Draft).where(*theirs).values(referral_id=new.id))
    cards = Handover.referral_id == old.id
    session.execute(update(Handover).where(cards).values(referral_id=new.id))
    asked = PERSON if person_asked else "worker"
    record(session, office, old.id, "reopened", by.id, asked=asked, later=new.reference)
    record(session, office, new.id, "goes_on_from", by.id, asked=asked, earlier=old.reference)
    write_note(session, office, new, by, text=reason)
    return receipt


def _carry_over(session: Session, office: Office, old: Referral, new: Referral) -> None:
    """What stands beside the answers goes along, sealed anew under the new referral's key."""
    documents = read_sections(session, key_of(office, old), old.id)
    key = key_of(office, new)
    for name in (EARLIER, CHOICES, OWN_WORDS):
        if name in documents:
            keep_document(session, key, new.id, name, documents[name])
    if SET_ASIDE in documents:
        aside = read_sections(session, key, new.id).get(SET_ASIDE, {})
        keep_document(session, key, new.id, SET_ASIDE, beside(documents[SET_ASIDE], aside))
