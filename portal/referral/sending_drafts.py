"""Sending a draft of an organisation: once, whoever there presses and however often."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.storage.walls import hub_at_work

from . import limits, shared_drafts
from .answers import write_whole
from .draft_body import Held
from .intake import Source
from .limits import REFER, REFER_TOGETHER
from .office import Office
from .on_behalf import Made, questions_for, receive_on_behalf
from .origins import Origin
from .records import Organisation
from .told_twice import link_to, part_begun_from


class TooMany(RuntimeError):
    """As many referrals were sent in a short time as are taken in; ``until`` is when to go on."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def send(
    session: Session, office: Office, held: Held, organisation: Organisation, account_id: UUID
) -> Made:
    """Make a referral of ``held``, a locked draft of ``organisation`` whose session this is.

    Sending it again gives the same. Raises NotReceived, and TooMany for one more than an account
    or its organisation may send; the draft then stays as it is.
    """
    questions = questions_for(office, Origin.PARTNER, organisation)
    begun_from = part_begun_from(session, held)
    with hub_at_work(session):
        if held.referral_id is None:
            _refuse_too_many(session, office, organisation.id, account_id)
        made = receive_on_behalf(
            session,
            office,
            write_whole(questions, held.answers),
            Source(Origin.PARTNER, held.id, held.language, account_id),
            organisation_id=organisation.id,
            account_id=account_id,
            set_aside=held.set_aside,
        )
        if made.receipt.fresh:
            shared_drafts.sent(session, office, held, made.receipt.referral_id)
            for limit, whose in _counted(organisation.id, account_id):
                limits.count_try(session.connection(), office, limit, whose)
    if made.receipt.fresh and begun_from is not None:
        link_to(session, office, held, begun_from, made.receipt.referral_id, account_id)
    return made


def _refuse_too_many(
    session: Session, office: Office, organisation_id: UUID, account_id: UUID
) -> None:
    for limit, whose in _counted(organisation_id, account_id):
        if limits.is_over(session.connection(), office, limit, whose):
            raise TooMany(limits.free_again(office, limit))


def _counted(organisation_id: UUID, account_id: UUID) -> tuple[tuple[limits.Limit, str], ...]:
    return (REFER, str(account_id)), (REFER_TOGETHER, str(organisation_id))
