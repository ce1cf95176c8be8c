"""The worker of the demonstration's past: it sends what waits, and the case system answers.

Nothing leaves: what a real worker would write down is written, and no adapter is asked. Since
yesterday nothing gets through to the case system, so that this can be seen, too.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import exists, select

from portal.referral.handing_on import queue
from portal.referral.handing_on.returning import Way, take
from portal.referral.handing_on.returning_news import News, Word
from portal.referral.handing_on.versions import newest, versions
from portal.referral.records import HandOff, Referral, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.waiting import Later, Stop

from .scene import Life, Scene

LONGEST_NAME = 60
"""The case system takes no longer name, so that somebody at the hub has to see to it."""

_DOWN = timedelta(hours=30)
"""For so long nothing has got through to the case system."""

_SEED = 7


def post(scene: Scene, now: datetime) -> list[tuple[datetime, Life]]:
    """The worker, from the beginning on."""
    return [(now - timedelta(days=240), _work(scene, now))]


def _work(scene: Scene, now: datetime) -> Iterator[datetime]:
    chance = Random(_SEED)  # noqa: S311 - chance, not secrets
    while True:
        at = scene.office.now()
        down = at > now - _DOWN
        while _one(scene, down=down):
            pass
        if not down:
            _answer(scene, chance)
        recent = at > now - timedelta(days=6)
        yield at + timedelta(hours=2.5 if recent else 40)


def _one(scene: Scene, *, down: bool) -> bool:
    """Send one thing that is due, or fail to; False when nothing is due."""
    with scene.sessions.begin() as session:
        office = scene.office
        claimed = queue.claim(session, office)
        if not claimed:
            return False
        (one,) = claimed
        what = queue.decide(session, office, one)
        if isinstance(what, Stop):
            queue.was_stopped(session, office, one, what.reason)
        elif isinstance(what, Later):
            queue.put_off(session, office, one, what.at)
        elif down:
            queue.was_not_sent(session, office, one, "no_answer", 0.5)
        elif len(_name(what.document)) > LONGEST_NAME:
            queue.gave_up(session, office, one, "http_422")
        else:
            queue.was_sent(session, office, one)
    return True


def _name(document: dict[str, Any]) -> str:
    told = document.get("answers", {}).get("person", {}).get("name", {})
    return str(told.get("value") or "")


_OLD_ENOUGH = timedelta(days=2)
_ENDINGS = (
    (("coaching",), ("coping",)),
    (("joint_mediation", "agreement"), ("agreement_kept", "side_by_side")),
    (("advice_only",), ("answers",)),
)


def _answer(scene: Scene, chance: Random) -> None:
    """The case system says how it stands with some of what it got."""
    office = scene.office
    heard = exists().where(ReturnedStatus.hand_off_id == HandOff.id)
    waits = select(HandOff).where(
        HandOff.destination.in_([each.id for each in office.hub.destinations]),
        HandOff.state == HandOffState.SENT,
        HandOff.notice == Notice.DOCUMENT,
        HandOff.finished_at < office.now() - _OLD_ENOUGH,
        ~heard,
    )
    with scene.sessions.begin() as session:
        for each in session.scalars(waits.order_by(HandOff.id)).all():
            referral = session.get_one(Referral, each.referral_id)
            last = newest(versions(session, referral.id, each.destination))
            if referral.data_key is None or last is not each or each.id.int % 12 == 0:
                continue  # of some they never say anything
            news = News(str(each.id), Word.ACCEPTED, office.now())
            if not referral.is_open:
                ending = chance.choice(_ENDINGS)
                news = News(str(each.id), Word.CLOSED, office.now(), *ending)
            take(session, office, each, news, Way.FILE)
