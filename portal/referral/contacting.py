"""Getting in touch with a person: the check before, and what came of it after, kept for all to see.

What a check stops is refused here too. Only a specialist sets a rule aside, once, with a reason;
that is kept before anybody rings, so that it stands even if nothing more is ever written.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from .attempts import complete, keep, said_just_now, set_aside_by
from .clock import wind
from .contact import Channel, ContactRules
from .filing import read_answers
from .history import record
from .lifecycle import Move, Stage, possible
from .moving import change, move
from .office import Office
from .reaching import Check, Light, Outcome, before_contact
from .readers import Reader
from .records import Referral
from .records.contact_attempt import NOT_SAID
from .staff import Staff
from .words import say

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
    keep(session, office, referral, by, channel, NOT_SAID, office.now(), override=reason)
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
    if said_just_now(session, office, referral, by, (channel, outcome, at, note)):
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
        keep(session, office, referral, by, channel, outcome, at, note=note)
    else:
        complete(office, referral, allowed, outcome, at, note)
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


def _start_contacting(session: Session, office: Office, referral: Referral, by: Staff) -> None:
    """Whoever is accepted and has a worker is being contacted now. Elsewhere the stage stays."""
    if referral.owner_id is not None and Move.ALLOCATE in possible(Stage(referral.stage)):
        move(session, office, referral, Move.ALLOCATE, by.id)
    if Move.START_CONTACTING in possible(Stage(referral.stage)):
        move(session, office, referral, Move.START_CONTACTING, by.id)
