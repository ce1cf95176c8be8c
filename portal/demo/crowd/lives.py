"""How the many fare: looked at, asked, accepted, reached, worked with, or left waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from portal.demo.case import Case
from portal.demo.scene import Life, Scene
from portal.referral import asking, following, holding, owning, prioritising, reopening, triage
from portal.referral.notes import write_note
from portal.referral.records import Referral
from portal.referral.tasks import add_task

from .happenings import MESSAGES, NOTES, QUESTIONS, REPLIES, TASKS
from .referrers import begin, between
from .work import work

OFTEN = (230, 200, 100, 45, 8)
"""Days back within which each may come: months of work done, and a busy last week."""

_FATES = {
    "accepted": 60,
    "asked": 12,
    "refused": 6,
    "passed_on": 6,
    "stopped": 5,
    "held": 4,
    "duplicate": 3,
    "reviewed": 4,
}


def crowd(scene: Scene, many: int, now: datetime) -> list[tuple[datetime, Life]]:
    """So many lives, each with the moment it begins: over months, and most in the last days."""
    chance, earlier = scene.chance, list[Case]()
    lives: list[tuple[datetime, Life]] = []
    for _ in range(many):
        days = chance.uniform(0, chance.choice(OFTEN))
        lives.append((now - timedelta(days=days, minutes=30), _live(scene, earlier)))
    return lives


def _live(scene: Scene, earlier: list[Case]) -> Life:
    chance = scene.chance
    case = begin(scene)
    able = case.able()
    busy = [each for each in able if "coordinator" not in each.roles] or able
    yield scene.at_work(0, chance.choice((0, 0, 0, 1, 2)))
    case.owner = chance.choice(busy)
    case.do(owning.take)
    yield from between(case)
    yield scene.at_work(0, 1)
    yield from _decide(case, chance, earlier)
    earlier.append(case)


def _decide(case: Case, chance: Random, earlier: list[Case]) -> Iterator[datetime]:
    scene = case.scene
    if chance.random() < 0.8:
        case.do(prioritising.confirm_priority)
    if chance.random() < 0.4:
        case.add(write_note, text=chance.choice(NOTES))
    fate = chance.choices(tuple(_FATES), tuple(_FATES.values()))[0]
    match fate:
        case "asked":
            case.do(asking.ask, question=chance.choice(QUESTIONS))
            if chance.random() < 0.35:
                return  # and nothing came back so far
            yield scene.later(5, 90)
            case.say(following.write, chance.choice(REPLIES))
            yield scene.at_work(1, 3)
        case "refused":
            why = chance.choice(("out_of_area", "live_proceedings", "resolved"))
            words = "We are sorry that we can't help with this. It is not your fault."
            case.do(triage.not_accept, reason=why, explanation=words)
            return
        case "passed_on":
            service = _agreed(case)
            if service:
                words = "They can help you better than we can, and will get in touch."
                case.do(triage.redirect, service=service, told=False, words=words)
                return
        case "stopped":
            yield scene.later(5, 200)
            case.say(following.stop)
            return
        case "held":
            case.do(holding.hold, reason="Something new came up. Strategy call first.")
            if chance.random() < 0.5:
                return
            yield scene.at_work(1, 4)
            case.do(holding.release)
        case "duplicate":
            other = next((each for each in reversed(earlier) if case.owner in each.able()), None)
            if other is not None:
                _query(case, other)
                if chance.random() < 0.5:
                    return
                yield scene.at_work(1, 2)
                case.do(triage.go_on_with_triage)
        case "reviewed":
            specialist = scene.staff["specialist"]
            lanes = [chance.choice(("abuse", "stalking", "hate"))]
            case.do(triage.refer_to_specialist, lanes=lanes, reason="Please read this with me.")
            case.owner = specialist
            yield scene.at_work(1, 2)
            case.do(owning.take)
    yield scene.at_work(0, 2)
    case.do(triage.accept)
    case.do(owning.take)
    _plan(case, chance)
    if chance.random() < 0.3:
        case.add(asking.write_to_person, text=chance.choice(MESSAGES))
    closed = yield from work(case, chance)
    if closed and chance.random() < 0.06:
        yield scene.later(200, 600)
        why = "It has started again, and they would like to go on."
        case.do(reopening.reopen, person_asked=True, reason=why)


def _plan(case: Case, chance: Random) -> None:
    """A task or two."""
    for what in chance.sample(TASKS, chance.choice((0, 0, 1, 2))):
        due = case.scene.at_work(1, 8).date()
        case.add(add_task, what=what, due=due)


def _query(case: Case, other: Case) -> None:
    with case.opened() as (session, referral):
        same = session.get_one(Referral, other.id)
        version, why = referral.version, "The same street, and the same sort of noise."
        triage.query_duplicate(
            session, case.scene.office, referral, case.owner, version=version, of=same, reason=why
        )


def _agreed(case: Case) -> str | None:
    with case.opened() as (session, referral):
        decided = following.sharing(session, referral)
        return next((each.service for each, _ in decided if each.agreed), None)
