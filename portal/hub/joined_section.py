"""What a referral's page and its copy on paper say of those that were joined into it."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral.joined import joined_into
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.tasks import tasks
from portal.referral.words import Speaker
from portal.web.language import t

from .banner import contact_rule
from .filter_words import ORIGINS


@dataclass(frozen=True)
class Joined:
    """One that was joined into this one: who told it, and how it says the person is reached."""

    reference: str
    told_by: str
    received: str
    rule: str
    tasks: int
    href: str


def joined_here(
    session: Session, office: Office, referral: Referral, staff: Staff, speak: Speaker
) -> list[Joined]:
    """Each that was joined into ``referral`` and that ``staff`` may open, for the page."""
    return [
        Joined(
            reference=each.reference,
            told_by=_told_by(each),
            received=speak.moment(each.received_at),
            rule=contact_rule(session, office, each, said=True),
            tasks=len([todo for todo in tasks(session, office, each) if todo.done_at is None]),
            href=url_for("hub.match", reference=referral.reference, other=each.reference),
        )
        for each in _opened(session, office, referral, staff)
    ]


def also_told(
    session: Session, office: Office, referral: Referral, staff: Staff
) -> list[tuple[str, datetime, str]]:
    """The same for paper: the reference of each, when it was received, and who told it."""
    return [
        (each.reference, each.received_at, _told_by(each))
        for each in _opened(session, office, referral, staff)
    ]


def _opened(session: Session, office: Office, referral: Referral, staff: Staff) -> list[Referral]:
    return [
        each
        for each in joined_into(session, referral)
        if each.data_key is not None and may_open(office, staff, each)
    ]


def _told_by(referral: Referral) -> str:
    return t(ORIGINS.get(referral.origin, referral.origin))
