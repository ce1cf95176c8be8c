"""Makes a demonstration hub by the same verbs that a real one uses, at moments in the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from portal.referral import drafts, following, triage
from portal.referral.accounts import add_account, as_staff
from portal.referral.answers import write_whole
from portal.referral.intake import Source, receive_referral
from portal.referral.office import Office
from portal.referral.permissions import Role
from portal.referral.records import Account, Referral
from portal.referral.staff import Staff
from portal.referral.training import ALL_LANES
from portal.storage.engine import make_sessions

from .codes import give_app
from .new import NEW
from .stories import Step, Story
from .worked import WORKED

PASSWORD = "quiet-river-lantern"  # noqa: S105 - printed for whoever tries the demonstration
WORD = "kettle"


@dataclass(frozen=True)
class Person:
    """A member of staff at the demonstration hub."""

    key: str
    name: str
    email: str
    roles: tuple[Role, ...]
    training: frozenset[str] = frozenset()


STAFF = (
    Person("practitioner", "Priya Shah", "priya@larkfield.example", (Role.PRACTITIONER,)),
    Person("specialist", "Owen Hughes", "owen@larkfield.example", (Role.PRACTITIONER,), ALL_LANES),
    Person("coordinator", "Grace Mensah", "grace@larkfield.example", (Role.COORDINATOR,)),
    Person("administrator", "Alex Brook", "alex@larkfield.example", (Role.ADMINISTRATOR,)),
)


def is_made(engine: Engine) -> bool:
    """Whether this database has a hub in it already."""
    with make_sessions(engine)() as session:
        return session.scalar(select(Account.id).limit(1)) is not None


def make_hub(engine: Engine, office: Office) -> str:
    """Fill an empty database. Gives the code that leads back to the first story."""
    sessions, now = make_sessions(engine), office.now()
    office.clock = lambda: now - timedelta(days=60)
    with sessions.begin() as session:
        staff = {each.key: _employ(session, office, each) for each in STAFF}
    first = ""
    for story in reversed((*NEW, *WORKED)):  # the oldest came first
        first = _happen(sessions, office, story, staff, now)
    office.clock = lambda: now
    return first


def _employ(session: Session, office: Office, person: Person) -> Staff:
    account = add_account(
        session,
        office,
        person.email,
        person.name,
        person.roles,
        PASSWORD,
        training=person.training,
    )
    give_app(session, office, account)
    return as_staff(office, account)


def _happen(
    sessions: sessionmaker[Session],
    office: Office,
    story: Story,
    staff: Mapping[str, Staff],
    now: datetime,
) -> str:
    """Let one story happen; gives its code."""
    received = now - timedelta(hours=story.hours)
    office.clock = lambda: received
    code, reference = _refer(sessions, office, story)
    for step in story.steps:
        at = min(received + timedelta(hours=step.hours), now)
        office.clock = lambda at=at: at  # type: ignore[misc]
        with sessions.begin() as session:
            found = session.scalars(select(Referral).where(Referral.reference == reference)).one()
            _do(session, office, found, step, staff)
    return code


def _refer(sessions: sessionmaker[Session], office: Office, story: Story) -> tuple[str, str]:
    with sessions.begin() as session:
        connection = session.connection()
        token = drafts.begin(connection, office, story.language)
        held = drafts.look(connection, office, token, lock=True)
        if held is None:
            raise RuntimeError("a draft that was just begun is not there")
        held = drafts.save(connection, office, held, story.answers)
        held = drafts.give_way_back(connection, office, held, WORD)
        source = Source("self", held.id, story.language)
        raw = write_whole(office.questions, held.answers)
        receipt = receive_referral(session, office, raw, source)
        drafts.sent(connection, office, held, receipt.referral_id)
    return held.code, receipt.reference


def _do(
    session: Session, office: Office, referral: Referral, step: Step, staff: Mapping[str, Staff]
) -> None:
    if step.who == "person":
        match step.verb:
            case "stop":
                following.stop(session, office, referral)
            case "ask_erasure":
                following.ask_erasure(session, office, referral)
            case "write":
                following.write(session, office, referral, step.text)
        return
    by, version, text = staff[step.who], referral.version, step.text
    match step.verb:
        case "take":
            triage.take(session, office, referral, by, version=version)
        case "accept":
            triage.accept(session, office, referral, by, version=version)
        case "ask":
            triage.ask(session, office, referral, by, version=version, question=text)
        case "refuse":
            triage.not_accept(
                session,
                office,
                referral,
                by,
                version=version,
                reason="out_of_area",
                explanation=text,
            )
        case "hold":
            triage.hold(session, office, referral, by, version=version, reason=text)
        case "note":
            triage.write_note(session, office, referral, by, text=text)
        case "write":
            triage.write_to_person(session, office, referral, by, text=text)
