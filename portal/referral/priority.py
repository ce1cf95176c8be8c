"""Suggests how soon a referral needs somebody, with the reasons. A person decides.

Source: DOMAIN section 6 (a proposal of this project): P1 the same working day, P2 one, P3 two;
a first attempt to reach the person within five.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from .conditions import Answers, Condition, both, said, ticked, unless
from .words import say
from .working_days import close_of


class Priority(IntEnum):
    """How soon; the lower, the sooner."""

    P1 = 1
    P2 = 2
    P3 = 3


FIRST_ATTEMPT = 5
"""Working days within which somebody first tries to reach the person."""

_WORKING_DAYS = {Priority.P1: 0, Priority.P2: 1, Priority.P3: 2}

_YOUNG = said("age", "under_13", "13_15", "16_17")
_AFRAID = ticked("safety", "afraid", "family", "stalking", "sexual", "weapon")

RULES: tuple[tuple[Priority, Condition, str], ...] = (
    (Priority.P1, said("safe_now", "no"), say("Not safe right now")),
    (Priority.P1, said("after_help", "ring_me"), say("Asked to be rung as soon as possible")),
    (Priority.P1, ticked("safety", "self_harm"), say("Thoughts of self-harm")),
    (Priority.P1, said("safe_adult", "none"), say("A child with no safe adult to tell")),
    (Priority.P1, said("age", "under_13"), say("A child under 13")),
    (
        Priority.P1,
        both(ticked("safety", "child"), _AFRAID),
        say("A child is involved, and there is fear or violence"),
    ),
    (Priority.P1, said("agency_dash", "high"), say("High risk of domestic abuse")),
    (Priority.P1, said("agency_marac", "yes"), say("Agencies meet about high-risk abuse")),
    (
        Priority.P1,
        said("agency_child_protection", "yes"),
        say("A child at risk, or a plan for one"),
    ),
    (Priority.P1, said("safety_call", "today"), say("Who referred them asks to be rung today")),
    (Priority.P2, said("safe_now", "unsure"), say("Not sure they are safe")),
    (Priority.P2, both(_YOUNG, unless(said("age", "under_13"))), say("Under 18")),
    (Priority.P2, ticked("safety", "afraid"), say("Afraid of the other person")),
    (Priority.P2, ticked("safety", "family"), say("A partner or family member")),
    (Priority.P2, ticked("safety", "stalking"), say("Stalking or harassment")),
    (Priority.P2, ticked("safety", "sexual"), say("Sexual harm")),
    (Priority.P2, ticked("safety", "weapon"), say("Threats or a weapon")),
    (Priority.P2, ticked("safety", "hate"), say("Hate")),
    (Priority.P2, ticked("safety", "child"), say("A child is involved")),
    (Priority.P2, said("other_order", "yes"), say("An order against contact")),
    (Priority.P2, said("agency_abuse", "yes"), say("Abuse by a partner or family")),
    (
        Priority.P2,
        said("agency_mappa", "one", "two", "three"),
        say("Police and probation watch over the other person"),
    ),
    (Priority.P2, said("safety_call", "soon"), say("Who referred them worries about safety")),
)


@dataclass(frozen=True)
class Suggestion:
    """A priority and why: every reason found, the most urgent first."""

    priority: Priority
    reasons: tuple[str, ...]


def suggest(answers: Answers) -> Suggestion:
    """The priority that ``answers`` call for, with every reason that was found."""
    found = [(priority, reason) for priority, rule, reason in RULES if rule(answers)]
    return Suggestion(
        min((priority for priority, _ in found), default=Priority.P3),
        tuple(reason for _, reason in found),
    )


def suggested_by(reasons: Collection[str]) -> Priority:
    """The priority that was suggested for these ``reasons``."""
    found = [priority for priority, _, reason in RULES if reason in reasons]
    return min(found, default=Priority.P3)


def new_reasons(before: Answers, after: Answers) -> Suggestion:
    """What ``after`` gives reason for and ``before`` did not."""
    known = suggest(before).reasons
    added = tuple(reason for reason in suggest(after).reasons if reason not in known)
    return Suggestion(suggested_by(added), added)


def due(priority: Priority, received: datetime, zone: ZoneInfo) -> datetime:
    """The UTC moment by which somebody must have looked at a referral ``received`` then."""
    return close_of(received, _WORKING_DAYS[priority], zone)


def first_attempt_due(received: datetime, zone: ZoneInfo) -> datetime:
    """The UTC moment by which somebody must first have tried to reach the person."""
    return close_of(received, FIRST_ATTEMPT, zone)
