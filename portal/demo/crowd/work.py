"""Working with the many: reaching them, what is done with them, and how it ends."""

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from portal.demo.case import Case
from portal.referral import closing, distance, following, holding, working
from portal.referral.closing import Ending
from portal.referral.distance import Point
from portal.referral.lifecycle import Move
from portal.referral.notes import write_note
from portal.referral.questions.distance import QUESTIONS
from portal.referral.reaching import Outcome
from portal.referral.records import Task
from portal.referral.tasks import finish, tasks

from .happenings import NOTES, OWN_WORDS, REPLIES

Work = Generator[datetime, None, bool]
"""Goes on from moment to moment, and says at last whether it was closed."""

_COURSES = (
    (Move.PREPARE, Move.START_ACTIVITY, Move.MONITOR, Move.FOLLOW_UP),
    (Move.APPROACH_OTHER, Move.PREPARE, Move.START_ACTIVITY, Move.FOLLOW_UP),
    (Move.APPROACH_OTHER,),
    (),
)

_WENT_WELL = (
    (("joint_mediation", "agreement"), (), ("agreement_kept", "side_by_side")),
    (("conference",), (), ("answers", "apology", "heard")),
    (("messages_carried",), (), ("stopped_or_less", "heard")),
    (("letter",), (), ("answers",)),
    (("circle", "monitoring"), (), ("agreement_partly_kept",)),
    (("agreement",), (), ("agreement_not_kept", "no_change")),
)
_CAME_TO_NOTHING = (
    (("coaching",), ("other_declined",), ("coping", "heard")),
    (("advice_only",), ("chose_not_to",), ("needs_met",)),
    (("needs_plan", "onward_referral"), ("unsafe",), ("safer", "needs_met")),
    (("multi_agency",), ("facts_not_accepted",), ("no_change",)),
    (("advice_only",), ("other_not_identified",), ("heard",)),
)
_SETTLED = (("resolved_before_contact",), ("resolved",), ("stopped_or_less",))


def work(case: Case, chance: Random) -> Work:
    """From the first try at reaching the person to the end, as far as it gets."""
    scene = case.scene
    reached = False
    for _ in range(chance.choice((1, 1, 2, 3))):
        yield scene.at_work(0, 3)
        spoke = chance.random() < 0.55
        if case.try_to_reach(Outcome.REACHED if spoke else Outcome.NO_ANSWER) and spoke:
            reached = True
            break
    if not reached:
        if chance.random() < 0.3:
            return False  # nobody has reached them; silence closes nothing
        yield scene.later(5, 60)
        case.say(following.write, chance.choice(REPLIES))
    if chance.random() < 0.1:
        yield scene.at_work(1, 2)
        return _close(case, chance, *_SETTLED)
    with case.opened() as (_, referral):
        contacting = referral.stage == "contacting"
    if not contacting:
        case.do(working.step, to=Move.START_CONTACTING)
    yield scene.at_work(1, 6)
    _tick_off(case, chance)
    case.do(working.step, to=Move.START_ASSESSING)
    if chance.random() < 0.6:
        _ask_how_things_are(case, chance, Point.START)
    yield from _pause(case, chance)
    course = chance.choice(_COURSES)
    for to in course:
        yield scene.at_work(3, 11)
        _tick_off(case, chance)
        case.do(working.step, to=to)
        if chance.random() < 0.4:
            case.add(write_note, text=chance.choice(NOTES))
    yield scene.at_work(3, 11)
    _tick_off(case, chance)
    ends = _WENT_WELL if Move.START_ACTIVITY in course else _CAME_TO_NOTHING
    return _close(case, chance, *chance.choice(ends))


def _tick_off(case: Case, chance: Random) -> None:
    """Most of what was to be done is done by now."""
    with case.opened() as (session, referral):
        for todo in tasks(session, case.scene.office, referral):
            if todo.done_at is None and chance.random() < 0.9:
                task = session.get_one(Task, todo.id)
                finish(session, case.scene.office, referral, task, case.owner)


def _pause(case: Case, chance: Random) -> Generator[datetime, None, None]:
    if chance.random() > 0.12:
        return
    yield case.scene.at_work(1, 3)
    until = (case.scene.office.now() + timedelta(days=chance.randint(10, 40))).date()
    case.do(holding.pause, until=until, reason="They asked us to wait until after the trial.")
    yield case.scene.later(12 * 24, 45 * 24)
    case.do(holding.resume)


def _ask_how_things_are(case: Case, chance: Random, point: Point) -> None:
    low, high = (1, 6) if point is Point.START else (3, 9)
    numbers = {each.id: chance.randint(low, high) for each in QUESTIONS}
    case.add(distance.write_down, point=point, scores=numbers)


def _close(
    case: Case,
    chance: Random,
    actions: tuple[str, ...],
    reasons: tuple[str, ...],
    outcomes: tuple[str, ...],
) -> bool:
    ending = Ending(actions, outcomes, reasons, chance.choice(OWN_WORDS))
    case.do(closing.close, ending=ending, ask_them=False)
    if chance.random() < 0.5:
        _ask_how_things_are(case, chance, Point.CLOSE)
    return True
