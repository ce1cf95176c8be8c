"""Getting in touch with a person: the check before, and what came of it after, kept for all to see.

What a check stops is refused here too. Only a specialist sets a rule aside, once, with a reason;
that is kept before anybody rings, so that it stands even if nothing more is ever written.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .clock import wind
from .contact import Channel, ContactRules
from .filing import key_of, read_answers
from .history import record
from .lifecycle import Move, Stage, possible
from .moving import change, move
from .office import Office
from .reaching import Check, Light, Outcome, before_contact
from .readers import Reader
from .records import ContactAttempt, Referral
from .records.contact_attempt import NOT_SAID
from .staff import Staff
from .words import say

LASTS = timedelta(hours=2)
"""How long after setting a rule aside what came of it may be written down."""

_CLICK = timedelta(seconds=30)
"""The same words by the same hand within this time are one click that came twice."""

_NO_MESSAGE = say("They said never to leave a message.")


class ContactStopped(ValueError):
    """Contact that the rules stop; ``check`` says why."""

    def __init__(self, check: Check) -> None:
        super().__init__(check.reason)
        self.check = check


class MayNotOverride(ValueError):
    """Somebody without the training tried to set a rule aside, or nobody may."""


class NothingToOverride(ValueError):
    """No rule stops this way just now."""


@dataclass(frozen=True)
class Attempted:
    """One attempt, opened. Without an ``outcome`` a rule was set aside and no more was said."""

    at: datetime
    by: UUID
    channel: Channel
    outcome: Outcome | None
    overridden: bool
    note: str
    override: str


def rules_of(session: Session, office: Office, referral: Referral) -> ContactRules:
    """What the person of ``referral`` says of reaching them, as it stands now."""
    return ContactRules.of(read_answers(session, office, referral))


def check_now(session: Session, office: Office, referral: Referral, channel: Channel) -> Check:
    """Whether ``channel`` may be used at this moment."""
    rules = rules_of(session, office, referral)
    return before_contact(rules, Stage(referral.stage), channel, office.now(), office.zone)


def may_override(by: Staff) -> bool:
    """Whether ``by`` may set a rule aside: those with specialist training, and coordinators."""
    return by.reader is Reader.SPECIALIST


def set_aside_by(
    session: Session, office: Office, referral: Referral, by: Staff, channel: Channel
) -> ContactAttempt | None:
    """The rule that ``by`` set aside for ``channel`` a short while ago, and wrote no more about."""
    return session.scalar(
        select(ContactAttempt)
        .where(
            ContactAttempt.referral_id == referral.id,
            ContactAttempt.author_id == by.id,
            ContactAttempt.channel == channel,
            ContactAttempt.outcome == NOT_SAID,
            ContactAttempt.at > office.now() - LASTS,
        )
        .order_by(ContactAttempt.id.desc())
        .limit(1)
    )


def override(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    channel: Channel,
    reason: str,
) -> None:
    """Set the rule for ``channel`` aside, once.

    Raises MayNotOverride, NothingToOverride or ChangedMeanwhile.
    """
    if set_aside_by(session, office, referral, by, channel):
        return
    change(session, office, referral, version)
    rules = rules_of(session, office, referral)
    check = before_contact(rules, Stage(referral.stage), channel, office.now(), office.zone)
    no_messages = channel is Channel.PHONE and not rules.leave_message
    if not may_override(by) or (check.stopped and not check.overridable):
        raise MayNotOverride
    if not check.stopped and not no_messages:
        raise NothingToOverride
    _keep(session, office, referral, by, channel, NOT_SAID, office.now(), override=reason)
    record(session, office, referral.id, "contact_overridden", by.id, channel=channel)


def log_attempt(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    channel: Channel,
    outcome: Outcome,
    at: datetime,
    note: str = "",
) -> None:
    """Write down an attempt at the aware moment ``at``, and what came of it.

    The first one sets the referral to contacting. Raises ContactStopped when the rules stop it and
    ``by`` has not set them aside, or ChangedMeanwhile.
    """
    if _just_now(session, office, referral, by, (channel, outcome, at, note)):
        return
    change(session, office, referral, version)
    rules, stage = rules_of(session, office, referral), Stage(referral.stage)
    check = before_contact(rules, stage, channel, at, office.zone)
    if not check.stopped and outcome is Outcome.MESSAGE_LEFT and not rules.leave_message:
        check = Check(Light.STOP, _NO_MESSAGE, overridable=True)
    allowed = set_aside_by(session, office, referral, by, channel)
    if check.stopped and (allowed is None or not check.overridable):
        raise ContactStopped(check)
    if allowed is None:
        _keep(session, office, referral, by, channel, outcome, at, note=note)
    else:
        _complete(office, referral, allowed, outcome, at, note)
    record(
        session, office, referral.id, "contact_attempted", by.id, channel=channel, outcome=outcome
    )
    count_attempt(referral, at)
    _start_contacting(session, office, referral, by)
    session.flush()
    wind(session, office, referral)


def count_attempt(referral: Referral, at: datetime) -> None:
    """Let what was done at ``at`` count as the first attempt to reach the person, if it is."""
    if referral.first_attempt_at is None or at < referral.first_attempt_at:
        referral.first_attempt_at = at


def attempts(session: Session, office: Office, referral: Referral) -> list[Attempted]:
    """The attempts on ``referral``, the latest first."""
    key = key_of(office, referral)
    found = session.scalars(select(ContactAttempt).where(ContactAttempt.referral_id == referral.id))
    made = []
    for each in sorted(found, key=lambda one: (one.at, one.id), reverse=True):
        body = key.open(each.body, _place(each.id))
        made.append(
            Attempted(
                at=each.at,
                by=each.author_id,
                channel=Channel(each.channel),
                outcome=None if each.outcome == NOT_SAID else Outcome(each.outcome),
                overridden=each.overridden,
                note=body["note"],
                override=body["override"],
            )
        )
    return made


def _keep(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    channel: Channel,
    outcome: str,
    at: datetime,
    *,
    note: str = "",
    override: str = "",
) -> None:
    attempt_id = new_id(office.now())
    body = {"note": note, "override": override}
    session.add(
        ContactAttempt(
            id=attempt_id,
            referral_id=referral.id,
            author_id=by.id,
            at=at,
            channel=channel,
            outcome=outcome,
            overridden=bool(override),
            body=key_of(office, referral).seal(body, _place(attempt_id)),
        )
    )


def _complete(
    office: Office,
    referral: Referral,
    attempt: ContactAttempt,
    outcome: Outcome,
    at: datetime,
    note: str,
) -> None:
    """Say what came of an attempt for which a rule was set aside."""
    key = key_of(office, referral)
    body = key.open(attempt.body, _place(attempt.id))
    attempt.outcome, attempt.at = outcome, at
    attempt.body = key.seal({**body, "note": note}, _place(attempt.id))


def _start_contacting(session: Session, office: Office, referral: Referral, by: Staff) -> None:
    """Whoever is accepted and has a worker is being contacted now. Elsewhere the stage stays."""
    if referral.owner_id is not None and Move.ALLOCATE in possible(Stage(referral.stage)):
        move(session, office, referral, Move.ALLOCATE, by.id)
    if Move.START_CONTACTING in possible(Stage(referral.stage)):
        move(session, office, referral, Move.START_CONTACTING, by.id)


def _just_now(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    said: tuple[Channel, Outcome, datetime, str],
) -> bool:
    channel, outcome, at, note = said
    last = session.scalar(
        select(ContactAttempt)
        .where(ContactAttempt.referral_id == referral.id, ContactAttempt.author_id == by.id)
        .order_by(ContactAttempt.id.desc())
        .limit(1)
    )
    if last is None or (last.channel, last.outcome) != (channel, outcome):
        return False
    same = last.at == at or abs(office.now() - last.at) < _CLICK
    return same and key_of(office, referral).open(last.body, _place(last.id))["note"] == note


def _place(attempt_id: UUID) -> str:
    return f"contact_attempt.body:{attempt_id}"
