"""What changed about a referral since somebody opened a page of it: so that nobody is overtaken
unseen."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.lifecycle import FOR_STAFF, Stage
from portal.referral.office import Office
from portal.referral.records import Event, Referral
from portal.referral.words import Speaker
from portal.web.guard import current_staff
from portal.web.language import t

from . import saying
from .match_words import readable

LOOKS = ("viewed", "printed")
"""Events of somebody looking: they change nothing."""

_MOST = 20


@dataclass(frozen=True)
class Meanwhile:
    """What changed, newest first, and the stage that it was at before, in words."""

    was: str
    changes: list[dict[str, str]]


def newest_event(session: Session, referral: Referral) -> int:
    """The number of the last thing that happened to ``referral``: a page carries it along."""
    found = select(func.max(Event.number)).where(Event.referral_id == referral.id)
    return session.scalar(found) or 0


def meanwhile(
    session: Session, office: Office, referral: Referral, seen: int, speak: Speaker
) -> Meanwhile | None:
    """What happened to ``referral`` after the event ``seen``. None when nothing did, or when
    nobody can say because the page carried no number of ours."""
    if seen < 1:
        return None
    since = (
        select(Event)
        .where(
            Event.referral_id == referral.id,
            Event.number > seen,
            Event.verb.not_in(LOOKS),
        )
        .order_by(Event.number)
    )
    found = readable(session.scalars(since), current_staff())
    if not found:
        return None
    stages = [event.details["before"] for event in found if "before" in event.details]
    was = Stage(stages[0] if stages else referral.stage)
    known = names(session, office, _accounts(found))
    changes = [saying.happened(event, known, speak) for event in found[-_MOST:]]
    return Meanwhile(t(FOR_STAFF[was]), changes[::-1])


def _accounts(events: list[Event]) -> set[UUID]:
    found = set()
    for event in events:
        try:
            found.add(UUID(event.actor))
        except ValueError:
            continue  # the person, or the portal itself
    return found
