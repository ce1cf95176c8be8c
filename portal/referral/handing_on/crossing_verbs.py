"""What a provider does with a cross-referral: take it on, say no, finish it.

Each happens for the provider inside ``hub_at_work``, after the row was found behind its wall. What
it says goes the same way as what other systems send back.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.checking_back import bring_up
from portal.referral.clock import wind
from portal.referral.closing_codes import Conflict, conflicts
from portal.referral.history import record
from portal.referral.moving import ChangedMeanwhile
from portal.referral.office import Office
from portal.referral.records import CrossReferral, HandOff, Referral

from .crossing import Ended, Standing, key_of_cross, step
from .returning import Way, take
from .returning_news import News, Word

ACCEPTED, DECLINED, FINISHED = "cross_accepted", "cross_declined", "cross_finished"
"""The events of these. What was said with them is sealed elsewhere."""


def accept(session: Session, office: Office, cross_id: UUID, by: UUID, *, version: int) -> None:
    """The provider takes it on. Raises ChangedMeanwhile when somebody was quicker."""
    referral, cross = claim(session, cross_id, version, Standing.WAITING)
    _go_on(session, office, referral, cross, by, Standing.ACCEPTED, Ended())


def decline(
    session: Session,
    office: Office,
    cross_id: UUID,
    by: UUID,
    *,
    version: int,
    why: str,
    words: str = "",
) -> None:
    """The provider says no, and why: it comes back to the hub. Raises ChangedMeanwhile."""
    referral, cross = claim(session, cross_id, version, Standing.WAITING)
    ended = Ended(why=why, words=words)
    _go_on(session, office, referral, cross, by, Standing.DECLINED, ended)


def finish(
    session: Session,
    office: Office,
    cross_id: UUID,
    by: UUID,
    *,
    version: int,
    actions: Collection[str],
    outcomes: Collection[str],
    words: str = "",
) -> None:
    """The provider has done what it could, and says what, and what came of it.

    Raises ChangedMeanwhile. See ``unfit`` for what can't stand together.
    """
    referral, cross = claim(session, cross_id, version, Standing.ACCEPTED)
    ended = Ended("", tuple(actions), tuple(outcomes), words)
    _go_on(session, office, referral, cross, by, Standing.FINISHED, ended)


def unfit(actions: Collection[str], outcomes: Collection[str]) -> list[Conflict]:
    """What is missing from how a provider finished, and what can't be true together."""
    # Why nothing restorative happened is the hub's to say: most providers do something else.
    return [each for each in conflicts(actions, (), outcomes) if each.where != "reasons"]


def claim(
    session: Session, cross_id: UUID, version: int | None, *standing: Standing
) -> tuple[Referral, CrossReferral]:
    """The cross-referral with its referral, for nobody else to change before this transaction
    ends. Raises ChangedMeanwhile unless it stands so, in that ``version``."""
    wanted = select(CrossReferral.referral_id).where(CrossReferral.id == cross_id)
    referral_id = session.scalar(wanted)
    if referral_id is None:
        raise ChangedMeanwhile
    # The referral first, as every other verb does, so that two never wait crosswise.
    referral = session.get_one(Referral, referral_id, with_for_update=True)
    cross = session.get_one(CrossReferral, cross_id, with_for_update=True, populate_existing=True)
    if cross.data_key is None or Standing(cross.state) not in standing:
        raise ChangedMeanwhile
    if version is not None and cross.version != version:
        raise ChangedMeanwhile
    return referral, cross


def _go_on(
    session: Session,
    office: Office,
    referral: Referral,
    cross: CrossReferral,
    by: UUID,
    standing: Standing,
    ended: Ended,
) -> None:
    at = step(office, cross, standing)
    cross.decided_by = by
    if standing is not Standing.ACCEPTED:
        said = {
            "why": ended.why,
            "actions": list(ended.actions),
            "outcomes": list(ended.outcomes),
            "words": ended.words,
        }
        place = f"cross_referral.reason:{cross.id}"
        cross.reason = key_of_cross(office, cross).seal(said, place)
    session.flush()
    record(
        session,
        office,
        referral.id,
        _EVENTS[standing],
        by,
        organisation=str(cross.organisation_id),
        hand_off=str(cross.hand_off_id),
        **({"why": ended.why} if ended.why else {}),
    )
    name = f"{cross.id}:{cross.version}"
    news = News(
        name, _WORDS[standing], at, ended.actions, ended.outcomes, ended.words, reason=ended.why
    )
    take(session, office, session.get_one(HandOff, cross.hand_off_id), news, Way.PORTAL)
    wind(session, office, referral)
    bring_up(office, referral)
    referral.version += 1
    referral.updated_at = office.now()


_EVENTS = {
    Standing.ACCEPTED: ACCEPTED,
    Standing.DECLINED: DECLINED,
    Standing.FINISHED: FINISHED,
}
_WORDS = {
    Standing.ACCEPTED: Word.ACCEPTED,
    Standing.DECLINED: Word.DECLINED,
    Standing.FINISHED: Word.CLOSED,
}
"""What a provider's step is among all that destinations say."""
