"""The specialist lanes: which referrals they hold, and the training that opens them."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .conditions import Answers, Condition, both, either, said, ticked
from .permissions import Role
from .words import say


class Lane(StrEnum):
    """A kind of case that only staff with that training work on."""

    ABUSE = "abuse"
    STALKING = "stalking"
    SEXUAL = "sexual"
    HATE = "hate"
    CHILDREN = "children"


LANES: Mapping[str, str] = {
    Lane.ABUSE: say("Domestic abuse"),
    Lane.STALKING: say("Stalking"),
    Lane.SEXUAL: say("Sexual harm"),
    Lane.HATE: say("Hate"),
    Lane.CHILDREN: say("Children"),
}
"""What each lane is called."""

ALL_LANES = frozenset(str(lane) for lane in Lane)

RULES: tuple[tuple[Lane, Condition], ...] = (
    (
        Lane.ABUSE,
        either(
            ticked("safety", "family"), said("agency_abuse", "yes"), said("agency_marac", "yes")
        ),
    ),
    (Lane.STALKING, ticked("safety", "stalking")),
    (Lane.SEXUAL, ticked("safety", "sexual")),
    (Lane.HATE, ticked("safety", "hate")),
    (
        Lane.CHILDREN,
        either(
            said("age", "under_13", "13_15", "16_17"),
            both(ticked("safety", "child"), ticked("safety", "afraid", "weapon")),
            said("agency_child_protection", "yes"),
        ),
    ),
)
"""What brings a referral into each lane. A child who only lives there, without fear or threats,
is a matter for every worker; a coordinator can put such a case into the lane by hand."""


def lanes_of(answers: Answers) -> frozenset[str]:
    """The lanes that ``answers`` call for."""
    return frozenset(str(lane) for lane, rule in RULES if rule(answers))


def opens(roles: Collection[str], training: Collection[str], lanes: Collection[str]) -> bool:
    """Whether somebody with ``roles`` and ``training`` may open a referral in ``lanes``.

    Coordinators may open all; others need the training for every one of its lanes.
    """
    return Role.COORDINATOR in roles or set(lanes) <= set(training)
