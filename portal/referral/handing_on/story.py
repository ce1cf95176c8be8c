"""What went where and when, what waits and why, what came back: one referral, place by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import (
    ConsentRequest,
    CrossReferral,
    DestinationHealth,
    HandOff,
    Organisation,
    Referral,
    ReturnedStatus,
)
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.working_days import close_of

from .asking_first import open_requests
from .crossing import crossed
from .hand_offs import differs
from .places import Place, key_of_organisation, organisation_of, places
from .possible import Bar, Do, possible
from .returning import Said, returned, said
from .standing import Standing, standing
from .versions import Why, agreed_to, handed, newest, why_not


@dataclass(frozen=True)
class Heard:
    """One piece of news of a place, and what went with it."""

    status: ReturnedStatus
    said: Said


@dataclass(frozen=True)
class AtPlace:
    """One place that a referral went to or was to go to.

    ``place`` is None where nothing goes any more. ``versions`` and ``heard`` are the oldest first.
    ``possible`` is what there is to do, each with what bars it. ``differs`` when what is known now
    is not what they were told.
    """

    key: str
    name: str
    place: Place | None
    standing: Standing
    versions: Sequence[HandOff]
    heard: Sequence[Heard] = ()
    asked: ConsentRequest | None = None
    answer_due: datetime | None = None
    health: DestinationHealth | None = None
    differs: bool = False
    possible: Mapping[Do, Bar] = field(default_factory=dict)

    def can(self, do: Do) -> bool:
        """Whether staff can do this now."""
        return self.possible.get(do, Why.NOTHING_TO_SEND) is None

    @property
    def last(self) -> HandOff:
        """The version that counts now."""
        return newest(self.versions) or self.versions[-1]

    @property
    def there(self) -> HandOff | None:
        """The last document that they were sent and that was not taken back since."""
        gone = [each for each in self.versions if each.state == HandOffState.SENT]
        return gone[-1] if gone and gone[-1].notice == Notice.DOCUMENT else None


def story(session: Session, office: Office, referral: Referral) -> list[AtPlace]:
    """Every place that ``referral`` went to or was to go to, in the order in which it first did."""
    rows = handed(session, referral)
    order = list(dict.fromkeys(each.destination for each in rows))
    rows.sort(key=lambda each: (order.index(each.destination), each.number))
    known = _Known.of(session, office, referral, rows)
    return [
        known.at(key, list(versions))
        for key, versions in groupby(rows, key=lambda each: each.destination)
    ]


def name_of_place(session: Session, known: Mapping[str, Place], key: str) -> str:
    """What a place is called, also one that nothing goes to any more."""
    if key in known:
        return known[key].name
    organisation_id = organisation_of(key)
    found = session.get(Organisation, organisation_id) if organisation_id else None
    return found.name if found is not None else key


@dataclass(frozen=True)
class _Known:
    """What all places of one referral are looked up in."""

    session: Session
    office: Office
    referral: Referral
    places: Mapping[str, Place]
    agreed: frozenset[str]
    heard: Mapping[str, list[Heard]]
    health: Mapping[str, DestinationHealth]
    crossed: Mapping[str, CrossReferral]
    asked: Mapping[str, ConsentRequest]

    @classmethod
    def of(
        cls, session: Session, office: Office, referral: Referral, rows: Sequence[HandOff]
    ) -> "_Known":
        keys = {each.destination for each in rows}
        heard: dict[str, list[Heard]] = {}
        for each in returned(session, rows):
            heard.setdefault(each.destination, []).append(Heard(each, said(office, referral, each)))
        fares = select(DestinationHealth).where(DestinationHealth.destination.in_(keys))
        return cls(
            session,
            office,
            referral,
            {each.key: each for each in places(session, office)},
            agreed_to(session, referral.id),
            heard,
            {each.destination: each for each in session.scalars(fares)},
            {
                key_of_organisation(each.organisation_id): each
                for each in crossed(session, referral)
                if each.organisation_id is not None
            },
            {waits.destination: asked for asked, waits in open_requests(session, referral)},
        )

    def at(self, key: str, versions: Sequence[HandOff]) -> AtPlace:
        place, health = self.places.get(key), self.health.get(key)
        news = [each.status for each in self.heard.get(key, ()) if not each.status.applied]
        due = self._answer_due(key, place, versions)
        last = newest(versions)
        changed = last is not None and differs(self.session, self.office, last)
        bars = why_not(self.referral, place, self.agreed) if place is not None else Why.GONE
        return AtPlace(
            key,
            name_of_place(self.session, self.places, key),
            place,
            standing(
                versions,
                news[-1] if news else None,
                now=self.office.now(),
                answer_due=due,
                down=health is not None and health.failing_since is not None,
            ),
            versions,
            self.heard.get(key, ()),
            self.asked.get(key),
            due,
            health,
            changed,
            possible(versions, bars, differs=changed),
        )

    def _answer_due(
        self, key: str, place: Place | None, versions: Sequence[HandOff]
    ) -> datetime | None:
        """By when they answer; None where nothing waits for an answer."""
        if organisation_of(key) is not None:
            found = self.crossed.get(key)
            return found.due_at if found is not None else None
        last = newest(versions)
        if place is None or last is None or last.finished_at is None:
            return None
        return close_of(last.finished_at, place.answers_in, self.office.zone)
