"""Makes a demonstration hub by the same verbs that a real one uses, at moments in the past."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.referral import asking, following, holding, owning, triage
from portal.referral.accounts import add_account, as_staff
from portal.referral.notes import write_note
from portal.referral.office import Office
from portal.referral.permissions import Role
from portal.referral.records import Account
from portal.referral.staff import Staff
from portal.referral.training import ALL_LANES
from portal.storage.engine import make_sessions

from .case import Case, refer
from .codes import give_app
from .crowd.lives import crowd
from .new import NEW
from .scene import Life, Scene
from .stories import Step, Story
from .worked import WORKED

PASSWORD = "quiet-river-lantern"  # noqa: S105 - printed for whoever tries the demonstration
WORD = "kettle"

MANY = 190
"""How many referrals there are beside those that are told in full."""

_SEED = 20260302


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
    Person(
        "second",
        "Tomasz Nowak",
        "tomasz@larkfield.example",
        (Role.PRACTITIONER,),
        frozenset({"children", "hate"}),
    ),
    Person("third", "Ffion Price", "ffion@larkfield.example", (Role.PRACTITIONER,)),
    Person("coordinator", "Grace Mensah", "grace@larkfield.example", (Role.COORDINATOR,)),
    Person("administrator", "Alex Brook", "alex@larkfield.example", (Role.ADMINISTRATOR,)),
)


def is_made(engine: Engine) -> bool:
    """Whether this database has a hub in it already."""
    with make_sessions(engine)() as session:
        return session.scalar(select(Account.id).limit(1)) is not None


def make_hub(engine: Engine, office: Office, many: int = MANY) -> str:
    """Fill an empty database, with so ``many`` referrals beside those that are told in full.

    Gives what leads back to the first story: its reference, and on a line of its own its code.
    """
    sessions, now = make_sessions(engine), office.now()
    office.clock = lambda: now - timedelta(days=250)
    with sessions.begin() as session:
        staff = {each.key: _employ(session, office, each) for each in STAFF}
    scene = Scene(sessions, office, staff, Random(_SEED))  # noqa: S311 - chance, not secrets
    ways_back: dict[int, str] = {}
    stories = [
        (now - timedelta(hours=story.hours), _tell(scene, story, number, ways_back))
        for number, story in enumerate((*NEW, *WORKED))
    ]
    scene.play([*stories, *crowd(scene, many, now)], now)
    return ways_back[0]


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


def _tell(scene: Scene, story: Story, number: int, ways_back: dict[int, str]) -> Life:
    """Let one story happen, and keep what leads back to it."""
    case, code = refer(scene, story.answers, story.language, WORD)
    ways_back[number] = f"{case.reference}\n{code}"
    received = scene.office.now()
    for step in story.steps:
        yield received + timedelta(hours=step.hours)
        case.owner = scene.staff.get(step.who, case.owner)
        _do(case, step)


def _do(case: Case, step: Step) -> None:
    match step.who, step.verb:
        case "person", "stop":
            case.say(following.stop)
        case "person", "ask_erasure":
            case.say(following.ask_erasure)
        case "person", "write":
            case.say(following.write, step.text)
        case _, "take":
            case.do(owning.take)
        case _, "accept":
            case.do(triage.accept)
        case _, "ask":
            case.do(asking.ask, question=step.text)
        case _, "refuse":
            case.do(triage.not_accept, reason="out_of_area", explanation=step.text)
        case _, "hold":
            case.do(holding.hold, reason=step.text)
        case _, "note":
            case.add(write_note, text=step.text)
        case _, "write":
            case.add(asking.write_to_person, text=step.text)
