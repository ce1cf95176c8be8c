"""Words about pairs of referrals: what was decided, and what that is called on the timeline."""

from collections.abc import Iterable, Mapping

from portal.referral.joining import SIDES_VERBS
from portal.referral.joining import Why as NotJoined
from portal.referral.lanes import may_open
from portal.referral.pairs import State
from portal.referral.readers import Reader
from portal.referral.records import Event, Referral
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import t

VERBS: Mapping[str, str] = {
    "match_found": say("May be somebody we know"),
    "sides_found": say("May be one side of a dispute that we know"),
    "not_compared": say("Could not be compared with those we know"),
    "compared": say("Compared with those we know, after all"),
    "join": say("Joined: it goes on in another referral"),
    "part": say("Parted again: it goes on by itself"),
    "joined_in": say("Another referral was joined into this one"),
    "parted_from": say("A referral that was joined into this one was parted again"),
    "match_linked": say("Linked: the same person, another matter"),
    "match_differs": say("Compared with another referral: different people"),
    "match_undone": say("What was decided about another referral was undone"),
    "sides_linked": say("Linked: two sides of one dispute"),
    "sides_undone": say("Not linked as two sides of one dispute"),
    "told_in_joined": say("Something new in a referral that was joined into this one"),
}
"""What events of pairs are called on the timeline."""

NAMES_OTHER = frozenset(VERBS) - {"match_found", "sides_found", "not_compared", "compared"}
"""Events whose details name the other referral."""

DECIDED: Mapping[State, str] = {
    State.SAME: say("The same person and the same matter: joined"),
    State.LINKED: say("The same person, another matter: linked"),
    State.SIDES: say("Two sides of one dispute: linked"),
    State.DIFFERENT: say("Different people"),
    State.DUPLICATE: say("The same. One of them was not accepted, as a duplicate"),
}

NOT_SIDES = say("Not two sides of one dispute")

FIRST: Mapping[NotJoined, str] = {
    NotJoined.ON_HOLD: say("%(reference)s is on a safeguarding hold. End the hold first."),
    NotJoined.PAUSED: say("%(reference)s is paused. End the pause first."),
    NotJoined.FINISHED: say(
        "%(reference)s is finished. Open it again first, or link the two as different matters."
    ),
    NotJoined.JOINED: say(
        "%(reference)s goes on in another referral. Compare with that one instead."
    ),
}
"""Why one of two can't be joined, and what to do first."""


def readable(events: Iterable[Event], staff: Staff) -> list[Event]:
    """Those of ``events`` that ``staff`` may read: two sides of a dispute are for specialists."""
    if staff.reader is Reader.SPECIALIST:
        return list(events)
    return [event for event in events if event.verb not in SIDES_VERBS]


def goes_on_words(case: Referral) -> str:
    """Where a referral goes on that was joined, as far as whoever reads may know."""
    if not may_open(desk().office, current_staff(), case):
        return t(say("It goes on in another referral, which you can not open."))
    return t(say("It goes on in %(reference)s."), reference=case.reference)
