"""Asking the person first: may what they told go to this service?

They answer where they follow their referral, or a worker writes down what they said. With a yes it
goes at once, without anybody at the hub doing anything more. Without any answer it comes back.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.checking_back import bring_up
from portal.referral.clock import wind
from portal.referral.contact import Channel
from portal.referral.contacting import count_attempt, rules_of
from portal.referral.due_times import WORKING_DAYS, Due
from portal.referral.history import PERSON, record
from portal.referral.moving import change
from portal.referral.office import Office
from portal.referral.outbox import put_out
from portal.referral.records import ConsentRequest, HandOff, Referral
from portal.referral.records.hand_off import HandOffState
from portal.referral.records.outgoing import Purpose
from portal.referral.staff import Staff
from portal.referral.working_days import close_of
from portal.storage.ids import new_id

from .agreeing import await_consent, consent_changed, refused
from .agreeing_together import taken_back
from .asking_first_decided import decide
from .places import Place
from .versions import Why, agreed_to, why_not

GIVEN, REFUSED = "consent_given", "consent_refused"
"""The events of each answer."""

STOPPED = "hand_on_refused"
"""The event by which a yes came when something else stopped it from going."""


class Through(StrEnum):
    """Who brought the answer."""

    PERSON = "person"
    WORKER = "worker"


class CannotAsk(ValueError):
    """There is nothing to ask the person about this place just now; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooLate(ValueError):
    """A day that has not come."""


def ask_first(
    session: Session, office: Office, referral: Referral, to: Place, by: Staff, *, version: int
) -> ConsentRequest:
    """Ask the person whether what they told may go there; they hear of it only as is safe.

    Raises ChangedMeanwhile or CannotAsk.
    """
    change(session, office, referral, version)
    why = why_not_ask(session, referral, to)
    if why is not None:
        raise CannotAsk(why)
    request = _begin(session, office, referral, to, by)
    note = put_out(session, office, referral, Purpose.MESSAGE)
    if note is not None or Channel.HERE in rules_of(session, office, referral).ways:
        count_attempt(referral, office.now())
    session.flush()
    wind(session, office, referral)
    return request


def why_not_ask(session: Session, referral: Referral, to: Place) -> str | None:
    """Why the person is not to be asked about this place just now; None when they may be."""
    why = why_not(referral, to, agreed_to(session, referral.id))
    if why is None:
        return "agreed"
    if why is not Why.NO_CONSENT:
        return str(why)
    return "asked" if open_request(session, referral, to) is not None else None


def write_down(
    session: Session,
    office: Office,
    referral: Referral,
    to: Place,
    by: Staff,
    *,
    version: int,
    yes: bool,
    how: str,
    on: date,
) -> bool:
    """A worker asked them: write down what they said, ``how`` and on which day.

    Gives whether it went. Raises ChangedMeanwhile, CannotAsk or TooLate.
    """
    change(session, office, referral, version)
    if on > office.today():
        raise TooLate
    why = why_not_ask(session, referral, to)
    if why not in (None, "asked"):
        raise CannotAsk(str(why))
    request = open_request(session, referral, to) or _begin(session, office, referral, to, by)
    request.through, request.how, request.said_on = Through.WORKER, how, on
    return _settle(session, office, referral, request, by.id, yes=yes)


def answer(
    session: Session, office: Office, referral: Referral, request_id: UUID, *, yes: bool
) -> bool:
    """The person answers. False when it was answered before, or is asked no more."""
    request = session.get(ConsentRequest, request_id, with_for_update=True, populate_existing=True)
    if request is None or request.referral_id != referral.id or not is_open(session, request):
        return False
    request.through = Through.PERSON
    _settle(session, office, referral, request, PERSON, yes=yes)
    bring_up(office, referral)
    referral.version += 1
    referral.updated_at = office.now()
    return True


def take_consent_back(session: Session, office: Office, referral: Referral, service: str) -> bool:
    """The person does not agree any more to what they were asked about apart from all others.

    What was handed on there is taken back. False where they did not agree to it now.
    """
    if service not in agreed_to(session, referral.id):
        return False
    decide(session, office, referral, service, agreed=False)
    record(session, office, referral.id, REFUSED, PERSON, service=service, through=Through.PERSON)
    consent_changed(session, office, referral)
    taken_back(session, office, referral, {service})
    wind(session, office, referral)
    bring_up(office, referral)
    referral.version += 1
    referral.updated_at = office.now()
    return True


def is_open(session: Session, request: ConsentRequest) -> bool:
    """Whether ``request`` still waits for an answer."""
    if request.answered_at is not None or request.hand_off_id is None:
        return False
    hand_off = session.get(HandOff, request.hand_off_id)
    return hand_off is not None and hand_off.state == HandOffState.ASKING


def open_requests(session: Session, referral: Referral) -> list[tuple[ConsentRequest, HandOff]]:
    """What the person is asked just now, the oldest first."""
    found = session.execute(
        select(ConsentRequest, HandOff)
        .join(HandOff, HandOff.id == ConsentRequest.hand_off_id)
        .where(
            ConsentRequest.referral_id == referral.id,
            ConsentRequest.answered_at.is_(None),
            HandOff.state == HandOffState.ASKING,
        )
        .order_by(ConsentRequest.id)
    )
    return [(request, hand_off) for request, hand_off in found]


def open_request(session: Session, referral: Referral, to: Place) -> ConsentRequest | None:
    """The question about one place that waits for an answer."""
    found = open_requests(session, referral)
    return next((each for each, hand_off in found if hand_off.destination == to.key), None)


def requests(session: Session, referral: Referral) -> list[ConsentRequest]:
    """Everything that the person was asked in this way, the oldest first."""
    wanted = select(ConsentRequest).where(ConsentRequest.referral_id == referral.id)
    return list(session.scalars(wanted.order_by(ConsentRequest.id)))


def _begin(
    session: Session, office: Office, referral: Referral, to: Place, by: Staff
) -> ConsentRequest:
    waits = await_consent(session, office, referral, to, by)
    now = office.now()
    request = ConsentRequest(
        id=new_id(now),
        referral_id=referral.id,
        service=to.consent or to.key,
        hand_off_id=waits.id,
        asked_by=by.id,
        asked_at=now,
        due_at=close_of(now, WORKING_DAYS[Due.ANSWER], office.zone),
    )
    session.add(request)
    session.flush()
    return request


def _settle(
    session: Session,
    office: Office,
    referral: Referral,
    request: ConsentRequest,
    actor: str | UUID,
    *,
    yes: bool,
) -> bool:
    """Keep the answer, and do as it says. Gives whether it went."""
    request.answer, request.answered_at, request.late_at = yes, office.now(), None
    decide(session, office, referral, request.service, agreed=yes)
    said_on = {"day": request.said_on.isoformat()} if request.said_on else {}
    record(
        session,
        office,
        referral.id,
        GIVEN if yes else REFUSED,
        actor,
        service=request.service,
        through=request.through,
        **({"how": request.how} if request.how else {}),
        **said_on,
    )
    waits = session.get_one(HandOff, request.hand_off_id)
    if not yes:
        refused(session, office, waits)
    consent_changed(session, office, referral)
    if not yes:
        taken_back(session, office, referral, {request.service})
    went = waits.state in (HandOffState.SENT, HandOffState.WAITING)
    if yes and not went:
        record(session, office, referral.id, STOPPED, PERSON, reason=waits.reason)
    session.flush()
    wind(session, office, referral)
    return went
