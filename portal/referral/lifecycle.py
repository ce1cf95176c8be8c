"""The life of a referral: its stages, the moves between them, and what each reader is told.

Source: DOMAIN section 6 (a proposal of this project). The table is the rule: a move that is not
in it is refused, with what is possible instead.
"""

from collections.abc import Mapping
from enum import StrEnum

from .words import say


class Stage(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    WAITING = "waiting"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    ON_HOLD = "on_hold"
    SPECIALIST_REVIEW = "specialist_review"
    ACCEPTED = "accepted"
    REDIRECTED = "redirected"
    NOT_ACCEPTED = "not_accepted"
    ALLOCATED = "allocated"
    CONTACTING = "contacting"
    ASSESSING = "assessing"
    APPROACHING = "approaching"
    PREPARING = "preparing"
    ACTIVITY = "activity"
    MONITORING = "monitoring"
    FOLLOW_UP = "follow_up"
    PAUSED = "paused"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    """It goes on in another referral: the same person told of the same matter twice."""


_S = Stage

TRIAGE = frozenset(
    {_S.SUBMITTED, _S.IN_TRIAGE, _S.WAITING, _S.POSSIBLE_DUPLICATE, _S.SPECIALIST_REVIEW}
)
WORK = frozenset(
    {
        _S.ACCEPTED,
        _S.ALLOCATED,
        _S.CONTACTING,
        _S.ASSESSING,
        _S.APPROACHING,
        _S.PREPARING,
        _S.ACTIVITY,
        _S.MONITORING,
        _S.FOLLOW_UP,
        _S.PAUSED,
    }
)
FINISHED = frozenset({_S.REDIRECTED, _S.NOT_ACCEPTED, _S.CLOSED, _S.WITHDRAWN})
OPEN = frozenset(Stage) - FINISHED - {_S.JOINED}
"""Stages at which somebody works on it. One that was joined is neither open nor finished."""

JOINABLE = OPEN - {_S.ON_HOLD, _S.PAUSED}
"""Stages at which two referrals can become one case."""


class Move(StrEnum):
    """A change of stage, named as staff say it."""

    START_TRIAGE = "start_triage"
    GO_ON_WITH_TRIAGE = "go_on_with_triage"
    ASK = "ask"
    ANSWERED = "answered"
    QUERY_DUPLICATE = "query_duplicate"
    HOLD = "hold"
    RELEASE = "release"
    REFER_TO_SPECIALIST = "refer_to_specialist"
    ACCEPT = "accept"
    REDIRECT = "redirect"
    NOT_ACCEPT = "not_accept"
    ALLOCATE = "allocate"
    START_CONTACTING = "start_contacting"
    START_ASSESSING = "start_assessing"
    ASSESS_AGAIN = "assess_again"
    APPROACH_OTHER = "approach_other"
    PREPARE = "prepare"
    START_ACTIVITY = "start_activity"
    MONITOR = "monitor"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    JOIN = "join"
    PART = "part"


MOVES: Mapping[Move, tuple[frozenset[Stage], Stage | None]] = {
    Move.START_TRIAGE: (frozenset({_S.SUBMITTED}), _S.IN_TRIAGE),
    Move.GO_ON_WITH_TRIAGE: (TRIAGE - {_S.SUBMITTED, _S.IN_TRIAGE}, _S.IN_TRIAGE),
    Move.ASK: (TRIAGE, _S.WAITING),
    Move.ANSWERED: (frozenset({_S.WAITING}), _S.IN_TRIAGE),
    Move.QUERY_DUPLICATE: (TRIAGE - {_S.POSSIBLE_DUPLICATE}, _S.POSSIBLE_DUPLICATE),
    Move.HOLD: (OPEN - {_S.ON_HOLD}, _S.ON_HOLD),
    Move.RELEASE: (frozenset({_S.ON_HOLD}), None),
    Move.REFER_TO_SPECIALIST: (TRIAGE - {_S.SPECIALIST_REVIEW}, _S.SPECIALIST_REVIEW),
    Move.ACCEPT: (TRIAGE, _S.ACCEPTED),
    Move.REDIRECT: (TRIAGE, _S.REDIRECTED),
    Move.NOT_ACCEPT: (TRIAGE, _S.NOT_ACCEPTED),
    Move.ALLOCATE: (frozenset({_S.ACCEPTED}), _S.ALLOCATED),
    Move.START_CONTACTING: (frozenset({_S.ALLOCATED}), _S.CONTACTING),
    Move.START_ASSESSING: (frozenset({_S.CONTACTING}), _S.ASSESSING),
    Move.ASSESS_AGAIN: (
        frozenset({_S.APPROACHING, _S.PREPARING, _S.ACTIVITY, _S.MONITORING}),
        _S.ASSESSING,
    ),
    Move.APPROACH_OTHER: (frozenset({_S.ASSESSING}), _S.APPROACHING),
    Move.PREPARE: (frozenset({_S.ASSESSING, _S.APPROACHING}), _S.PREPARING),
    Move.START_ACTIVITY: (frozenset({_S.PREPARING}), _S.ACTIVITY),
    Move.MONITOR: (frozenset({_S.ACTIVITY}), _S.MONITORING),
    Move.FOLLOW_UP: (frozenset({_S.ACTIVITY, _S.MONITORING}), _S.FOLLOW_UP),
    Move.PAUSE: (WORK - {_S.PAUSED}, _S.PAUSED),
    Move.RESUME: (frozenset({_S.PAUSED}), None),
    Move.CLOSE: (WORK, _S.CLOSED),
    Move.WITHDRAW: (OPEN, _S.WITHDRAWN),
    Move.JOIN: (JOINABLE, _S.JOINED),
    Move.PART: (frozenset({_S.JOINED}), None),
}
"""Each move: the stages it starts from, and the one it leads to; None leads back to where the
referral was before."""

INTERRUPTS = frozenset({Move.HOLD, Move.PAUSE, Move.JOIN})
"""Moves that interrupt: the stage that they leave is kept, to go back to."""

_WITHOUT_A_BEFORE: Mapping[Move, Stage] = {
    Move.RELEASE: _S.IN_TRIAGE,
    Move.RESUME: _S.ALLOCATED,
    Move.PART: _S.IN_TRIAGE,
}
"""Where those lead that were interrupted before the stage they left was kept."""


class MoveRefused(ValueError):
    """A move that the present stage does not allow; ``possible`` holds the ones it does."""

    def __init__(self, move: Move, stage: Stage) -> None:
        super().__init__(f"{move} from {stage}")
        self.move = move
        self.stage = stage
        self.possible = possible(stage)


def possible(stage: Stage) -> list[Move]:
    """The moves that a referral at ``stage`` can make."""
    return [move for move, (starts, _) in MOVES.items() if stage in starts]


def moved(stage: Stage, move: Move, before: Stage | None = None) -> Stage:
    """The stage that ``move`` leads to from ``stage``. Raises MoveRefused when it may not.

    ``before`` is where an interrupted referral was, and goes back to.
    """
    starts, end = MOVES[move]
    if stage not in starts:
        raise MoveRefused(move, stage)
    return end or before or _WITHOUT_A_BEFORE[move]


_RECEIVED = say("Received")
_LOOKING = say("Looking at it")
_WITH_WORKER = say("With a worker")
_READY = say("Getting ready")
_CHECKING = say("Checking how things are")
_FINISHED = say("Finished")

FOR_PERSON: Mapping[Stage, str] = {
    _S.SUBMITTED: _RECEIVED,
    _S.IN_TRIAGE: _LOOKING,
    _S.WAITING: say("We need to ask you something"),
    _S.POSSIBLE_DUPLICATE: _LOOKING,
    _S.ON_HOLD: _LOOKING,
    _S.SPECIALIST_REVIEW: _LOOKING,
    _S.ACCEPTED: _WITH_WORKER,
    _S.REDIRECTED: _FINISHED,
    _S.NOT_ACCEPTED: _FINISHED,
    _S.ALLOCATED: _WITH_WORKER,
    _S.CONTACTING: _WITH_WORKER,
    _S.ASSESSING: _WITH_WORKER,
    _S.APPROACHING: _READY,
    _S.PREPARING: _READY,
    _S.ACTIVITY: say("Happening"),
    _S.MONITORING: _CHECKING,
    _S.FOLLOW_UP: _CHECKING,
    _S.PAUSED: _WITH_WORKER,
    _S.CLOSED: _FINISHED,
    _S.WITHDRAWN: say("Stopped by you"),
    _S.JOINED: _LOOKING,
}
"""What the person reads. A hold looks like any other triage: saying more could endanger them. Of
one that was joined they read how the one stands in which it goes on."""

FOR_STAFF: Mapping[Stage, str] = {
    _S.SUBMITTED: say("New"),
    _S.IN_TRIAGE: say("In triage"),
    _S.WAITING: say("Waiting for the person"),
    _S.POSSIBLE_DUPLICATE: say("Possible duplicate"),
    _S.ON_HOLD: say("Safeguarding hold"),
    _S.SPECIALIST_REVIEW: say("Specialist review"),
    _S.ACCEPTED: say("Accepted"),
    _S.REDIRECTED: say("Redirected"),
    _S.NOT_ACCEPTED: say("Not accepted"),
    _S.ALLOCATED: say("Allocated"),
    _S.CONTACTING: say("Contacting"),
    _S.ASSESSING: say("Assessing"),
    _S.APPROACHING: say("Approaching the other party"),
    _S.PREPARING: say("Preparing"),
    _S.ACTIVITY: say("Restorative activity"),
    _S.MONITORING: say("Agreement monitoring"),
    _S.FOLLOW_UP: say("Follow-up"),
    _S.PAUSED: say("Paused"),
    _S.CLOSED: say("Closed"),
    _S.WITHDRAWN: say("Stopped by the person"),
    _S.JOINED: say("Joined"),
}


class Progress(StrEnum):
    """How a referral stands, as far as whoever referred it may know: process only."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    PASSED_ON = "passed_on"
    WORKING = "working"
    FINISHED = "finished"
    NOT_GOING_AHEAD = "not_going_ahead"


FOR_PARTNER: Mapping[Progress, str] = {
    Progress.RECEIVED: _RECEIVED,
    Progress.ACCEPTED: say("Accepted"),
    Progress.PASSED_ON: say("Passed on"),
    Progress.WORKING: say("Working"),
    Progress.FINISHED: _FINISHED,
    Progress.NOT_GOING_AHEAD: say("Not going ahead"),
}
"""What a partner reads. Source: DOMAIN sections 2 and 6."""

ENDS = frozenset({Progress.PASSED_ON, Progress.FINISHED, Progress.NOT_GOING_AHEAD})
"""Progress after which nothing more is to come."""

_PROGRESS: Mapping[Stage, Progress] = {
    **dict.fromkeys(TRIAGE, Progress.RECEIVED),
    _S.ACCEPTED: Progress.ACCEPTED,
    _S.ALLOCATED: Progress.ACCEPTED,
    **dict.fromkeys(WORK - {_S.ACCEPTED, _S.ALLOCATED, _S.PAUSED}, Progress.WORKING),
    _S.REDIRECTED: Progress.PASSED_ON,
    _S.NOT_ACCEPTED: Progress.NOT_GOING_AHEAD,
    _S.CLOSED: Progress.FINISHED,
    _S.WITHDRAWN: Progress.NOT_GOING_AHEAD,
}


def progress(stage: Stage, before: Progress) -> Progress:
    """How a referral at ``stage`` stands for its referrer, who read ``before`` until now.

    A hold and a pause change nothing that they read: saying so could endanger somebody.
    """
    return _PROGRESS.get(stage, before)


_ORDER = (Progress.RECEIVED, Progress.ACCEPTED, Progress.WORKING)


def progress_joined(stage: Stage, before: Progress, *, now: bool) -> Progress:
    """The same for the referrer of one that goes on in another, which is at ``stage``.

    It never runs back, and as they are joined (``now``) it says no more than "accepted": a step
    that is left out would say that the person was known already.
    """
    after = progress(stage, before)
    if after in ENDS:
        return after
    furthest = min(after, Progress.ACCEPTED, key=_ORDER.index) if now else after
    return max(before, furthest, key=_ORDER.index) if before in _ORDER else furthest
