"""Words for staff about somebody who told us something again."""

from collections.abc import Iterable, Mapping

from portal.referral.coming_again import BEGUN
from portal.referral.pairs import SAYS_SAME
from portal.referral.records import Event
from portal.referral.same_matter import SAYS_ANOTHER, TOLD_MORE
from portal.referral.words import say

VERBS: Mapping[str, str] = {
    BEGUN: say("Another referral was started with the person"),
    TOLD_MORE: say("The same matter was told again, and added to this"),
    SAYS_SAME: say("Whoever told it says that another referral is about the same matter"),
    SAYS_ANOTHER: say("Whoever told it says: the same person, another matter. Linked"),
}
"""What these events are called on the timeline."""

NAMES_OTHER = frozenset({SAYS_SAME, SAYS_ANOTHER})
"""Events whose details name the other referral."""

SAID_TO_BE_THE_SAME = say(
    "Whoever told both says that it is about the same thing. Compare them, and decide."
)


def said_to_be_the_same(events: Iterable[Event]) -> set[str]:
    """The references of which whoever told them said that it is the same matter as the referral
    with these ``events``."""
    return {str(each.details.get("other")) for each in events if each.verb == SAYS_SAME}
