"""An organisation sends the same twice within an hour: whether it is the same matter, as it says.

It is asked about what it sent itself, found behind its wall, and about nothing else: whether the
hub knows a person is told to nobody.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.walls import hub_at_work

from . import shared_drafts
from .amending import NotAmendable, amend
from .answers import fit
from .draft_body import CARRIED, Held
from .moving import ChangedMeanwhile
from .names import words
from .office import Office
from .questions.question import QuestionSet
from .records import Referral, Referring
from .referring import label_of, own_reference_token, told
from .same_matter import SO_SOON, say_another, say_same
from .told_before import NotExact, added, is_of_the_same

_LATEST = 200
"""How many of its last referrals are looked at: more than an organisation may send in an hour."""


def sent_before(session: Session, office: Office, held: Held) -> Referring | None:
    """The organisation's own part in what it sent within the hour, with the same reference of its
    own or about somebody of the same name; None when there is none, or ``held`` was sent."""
    if held.referral_id is not None:
        return None
    since = office.now() - SO_SOON
    latest = select(Referring).where(Referring.created_at > since, Referring.data_key.is_not(None))
    own = own_reference_token(office, held.answers.get("agency_reference") or "")
    name = words(held.answers.get("name") or "")
    for each in session.scalars(latest.order_by(Referring.id.desc()).limit(_LATEST)):
        if each.withdrawn_at is not None:
            continue
        same_name = name and words(label_of(office, each)["name"]) == name
        if same_name or (own is not None and each.own_reference == own):
            return each
    return None


def tell_more(
    session: Session,
    office: Office,
    held: Held,
    first: Referring,
    questions: QuestionSet,
    *,
    by: UUID,
    reason: str,
) -> bool:
    """Tell what ``held`` says as a new version of ``first``, of which the organisation says that it
    is the same matter. False, with nothing changed, where that would lose something of either."""
    latest = told(session, office, first)[-1]
    try:
        both = added(questions, fit(questions, latest.answers).answers, held.answers)
        with hub_at_work(session):
            amend(session, office, first, both, by=by, reason=reason, after=latest.number)
            shared_drafts.sent(session, office, held, first.referral_id)
    except (NotExact, NotAmendable, ChangedMeanwhile):
        return False
    return True


def say_which(
    session: Session,
    office: Office,
    held: Held,
    first: Referring,
    later_id: UUID,
    *,
    same: bool,
    by: UUID,
) -> None:
    """Keep for staff what the organisation said of two that it sent, each its own referral."""
    if same:
        with hub_at_work(session):
            earlier = session.get_one(Referral, first.referral_id)
            say_same(session, office, earlier, session.get_one(Referral, later_id), by)
    else:
        link_to(session, office, held, first, later_id, by)


def part_begun_from(session: Session, held: Held) -> Referring | None:
    """The organisation's own part in the referral from which it began ``held``, or None."""
    if CARRIED not in held.again or held.begun_from is None:
        return None
    found = select(Referring).where(Referring.referral_id == held.begun_from)
    return session.scalars(found.order_by(Referring.id).limit(1)).first()


def link_to(
    session: Session, office: Office, held: Held, first: Referring, later_id: UUID, by: UUID
) -> None:
    """Link two that the organisation sent, as two matters of one person: unless what it tells now
    is of somebody else."""
    if first.data_key is None:
        return
    if is_of_the_same(told(session, office, first)[-1].answers, held.answers):
        with hub_at_work(session):
            earlier = session.get_one(Referral, first.referral_id)
            say_another(session, office, earlier, session.get_one(Referral, later_id), by)
