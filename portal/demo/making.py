"""Makes a demonstration hub by the same verbs that a real one uses, at moments in the past."""

from datetime import timedelta
from random import Random
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.referral import asking, following, holding, owning, triage
from portal.referral.accounts import add_account, as_staff
from portal.referral.notes import write_note
from portal.referral.office import Office
from portal.referral.records import Account
from portal.referral.staff import Staff
from portal.storage.engine import make_sessions

from . import handing, partners
from .beside import beside
from .case import Case, refer
from .codes import give_app
from .crowd.lives import crowd
from .new import NEW
from .people import PASSWORD, STAFF, WORD, Person
from .post import post
from .referred import REFERRED
from .scene import Life, Scene
from .stories import GROUP, Step, Story
from .twice import JOINED, TWICE
from .went import WENT
from .worked import WORKED

MANY = 185
"""How many referrals there are beside those that are told in full."""

_SEED = 20260302


def is_made(engine: Engine) -> bool:
    """Whether this database has a hub in it already."""
    with make_sessions(engine)() as session:
        return session.scalar(select(Account.id).limit(1)) is not None


def make_hub(engine: Engine, office: Office, many: int = MANY) -> tuple[str, str, str]:
    """Fill an empty database, with so ``many`` referrals beside those that are told in full.

    Gives what leads back to the first story, its reference and its code, and the code on the card
    of somebody who was referred and has not taken it over.
    """
    sessions, now = make_sessions(engine), office.now()
    office.clock = lambda: now - timedelta(days=250)
    with sessions.begin() as session:
        staff = {each.key: _employ(session, office, each) for each in STAFF}
        staff |= partners.establish(session, office, _employ, staff["administrator"])
    scene = Scene(sessions, office, staff, Random(_SEED))  # noqa: S311 - chance, not secrets
    cases: dict[Story, Case] = {}
    stories = [
        (now - timedelta(hours=story.hours), _tell(scene, story, cases))
        for story in (*NEW, *WORKED, *REFERRED, *TWICE, *WENT)
    ]
    lives = [*stories, *crowd(scene, many, now), *beside(scene, now), *post(scene, now)]
    scene.play(lives, now)
    first = cases[NEW[0]]
    return first.reference, first.code, cases[REFERRED[0]].code


def _employ(
    session: Session, office: Office, person: Person, organisation_id: UUID | None = None
) -> Staff:
    account = add_account(
        session,
        office,
        person.email,
        person.name,
        person.roles,
        PASSWORD,
        training=person.training,
        organisation_id=organisation_id,
    )
    give_app(session, office, account)
    return as_staff(office, account)


def _tell(scene: Scene, story: Story, cases: dict[Story, Case]) -> Life:
    """Let one story happen, and keep what leads back to it."""
    if story.by:
        by = None if story.by == GROUP else scene.staff[story.by]
        case = partners.refer_for(scene, by, story.answers)
    else:
        case = refer(scene, story.answers, story.language, WORD if story is NEW[0] else "")
    cases[story] = case
    received = scene.office.now()
    for step in story.steps:
        yield received + timedelta(hours=step.hours)
        if step.who in scene.staff and scene.staff[step.who].organisation is None:
            case.owner = scene.staff[step.who]
        if step.verb == "join":
            handing.join(case, cases[JOINED[story]])
        else:
            _do(case, step)


def _do(case: Case, step: Step) -> None:
    match step.who, step.verb:
        case "person", "stop":
            case.say(following.stop)
        case "person", "ask_erasure":
            case.say(following.ask_erasure)
        case "person", "write":
            case.say(following.write, step.text)
        case "person", "correct":
            handing.say_anew(case, what_happened=step.text)
        case "person", "take_over":
            partners.take_over(case)
        case _, "ask_referrer":
            partners.ask(case, step.text)
        case _, "answer":
            partners.answer(case, step.text)
        case _, "amend":
            partners.amend(case, "They told us more.", what_happened=step.text)
        case _, "withdraw":
            partners.withdraw(case, step.text)
        case _, "hand_on":
            handing.hand_on(case, step.text)
        case _, "ask_first":
            handing.ask_first(case, step.text)
        case _, verb if verb in handing.VERBS:
            handing.about(case, handing.VERBS[verb], step.text)
        case who, verb if verb.endswith("_there"):
            handing.there(case, who, verb, step.text)
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
