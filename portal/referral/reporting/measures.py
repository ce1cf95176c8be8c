"""What is counted, each with its groups in words and a definition that stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.referral.closing_codes import ACTIONS, OUTCOMES, REASONS
from portal.referral.lifecycle import TRIAGE, WORK, Stage
from portal.referral.words import say

UNKNOWN = "unknown"


class Counted(StrEnum):
    """Whom a table counts."""

    RECEIVED = "received"
    CLOSED = "closed"


@dataclass(frozen=True)
class Measure:
    """One table. When it is ``parted``, everything counted is in exactly one of its groups;
    when it is ``covering``, in one at least."""

    id: str
    title: str
    counted: Counted
    groups: Mapping[str, str]
    definition: str
    parted: bool = True
    covering: bool = False


COUNTED: Mapping[Counted, tuple[str, str]] = {
    Counted.RECEIVED: (
        say("Referrals received"),
        say(
            "Referrals that came in during these months. One that was opened again is not counted "
            "anew, and two that were joined count once. One that was erased still counts: only "
            "that it came is known of it."
        ),
    ),
    Counted.CLOSED: (
        say("Referrals closed"),
        say(
            "Referrals that were closed during these months with an action and an outcome, "
            "whenever they came in. One that was stopped, passed on or not accepted in triage "
            "is not among them."
        ),
    ),
}
"""What the number at the foot of a table counts, and its definition."""

_TRIED = {
    "in_time": say("Within five working days"),
    "later": say("Later than that"),
    "not_yet": say("Not tried so far"),
}
_STAGES = {
    "triage": say("Being looked at"),
    "work": say("Being worked on"),
    "paused": say("Paused"),
    "closed": say("Closed"),
    "redirected": say("Passed on in triage"),
    "not_accepted": say("Not accepted"),
    "withdrawn": say("Stopped by the person"),
}
STAGE_GROUPS: Mapping[str, str] = {
    **{stage.value: "triage" for stage in TRIAGE | {Stage.ON_HOLD}},
    **{stage.value: "work" for stage in WORK},
    **{
        stage.value: stage.value
        for stage in (
            Stage.PAUSED,
            Stage.CLOSED,
            Stage.REDIRECTED,
            Stage.NOT_ACCEPTED,
            Stage.WITHDRAWN,
        )
    },
}

MEASURES: tuple[Measure, ...] = (
    Measure(
        "origin",
        say("Where referrals come from"),
        Counted.RECEIVED,
        {
            "self": say("The person, or somebody for their child"),
            "community": say("A community organisation"),
            "partner": say("A partner agency"),
            UNKNOWN: say("Another way"),
        },
        say("Who sent the referral. Each is counted once, in one group."),
    ),
    Measure(
        "kind",
        say("Crime or dispute"),
        Counted.RECEIVED,
        {
            "crime": say("A crime"),
            "dispute": say("A dispute or anti-social behaviour"),
            "other": say("Something else, or not sure"),
            UNKNOWN: say("Not said"),
        },
        say("What the person said it is about, as they sent it."),
    ),
    Measure(
        "stage",
        say("Where they stand now"),
        Counted.RECEIVED,
        _STAGES | {UNKNOWN: say("Somewhere else")},
        say(
            "The stage today of the referrals that came in during these months. “Being looked at” "
            "is all of triage, holds too. This table changes as work goes on; the others don’t."
        ),
    ),
    Measure(
        "contact",
        say("Time to first contact"),
        Counted.RECEIVED,
        _TRIED,
        say(
            "When somebody first tried to reach the person. A referral that comes in after the "
            "hub closes counts from the next working day. Working days are Monday to Friday "
            "without the bank holidays of England and Wales."
        ),
    ),
    Measure(
        "actions",
        say("What was done"),
        Counted.CLOSED,
        ACTIONS,
        say("Actions named when it was closed. One referral can have several, or one."),
        parted=False,
        covering=True,
    ),
    Measure(
        "reasons",
        say("Why nothing restorative happened"),
        Counted.CLOSED,
        REASONS,
        say("Reasons named when it was closed. One referral can have several, or none."),
        parted=False,
    ),
    Measure(
        "outcomes",
        say("What came of it"),
        Counted.CLOSED,
        OUTCOMES,
        say("Outcomes named when it was closed. One referral can have several, or one."),
        parted=False,
        covering=True,
    ),
)

BY_ID: Mapping[str, Measure] = {measure.id: measure for measure in MEASURES}
