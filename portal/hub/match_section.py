"""What a referral's page says of others that may tell of the same person, or that were joined."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral.amending import unheard_since
from portal.referral.clock import HEARD
from portal.referral.joined import goes_on_in
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.pairs_of_one import count_waiting, likeliest, screen
from portal.referral.records import Event, Referral
from portal.referral.staff import Staff
from portal.referral.words import Speaker

from .again_words import said_to_be_the_same
from .joined_section import Joined, joined_here
from .match_rows import Decided, Match, decided_rows, owner_of, waiting_rows


@dataclass
class Known:
    """Everything that the page says of others. ``case`` is the one that this goes on in.

    ``matches`` wait, and so do so many ``more``; ``all_waiting`` and ``all_decided`` lead to the
    lists of all, and are empty where the page holds all."""

    matches: list[Match] = field(default_factory=list)
    more: int = 0
    all_waiting: str = ""
    decided: list[Decided] = field(default_factory=list)
    all_decided: str = ""
    joined: list[Joined] = field(default_factory=list)
    news: str = ""
    """Since when something new in what was joined waits for somebody to look, in words."""

    goes_on: bool = False
    case: str = ""
    owner: str = ""


def known_here(
    session: Session,
    office: Office,
    referral: Referral,
    events: Sequence[Event],
    staff: Staff,
    speak: Speaker,
) -> Known:
    """What may be said to ``staff`` of others that may be the same as ``referral``; ``events`` are
    its own, oldest first."""
    found = Known()
    heard = [each for each in events if each.verb in (HEARD, "told_in_joined")]
    since = unheard_since(heard) if referral.is_open else None
    found.news = speak.moment(since) if since else ""
    case = goes_on_in(session, referral)
    if case is not referral:
        found.goes_on = True
        found.case = case.reference if may_open(office, staff, case) else ""
        found.owner = owner_of(session, office, case)
    # What whoever told it says is looked at first.
    same = said_to_be_the_same(events)
    waiting = likeliest(session, office, referral, staff, first=same)
    found.matches = waiting_rows(session, office, referral, waiting, same, speak)
    found.more = count_waiting(session, referral, staff) - len(waiting)
    if found.more:
        found.all_waiting = url_for("hub.matches_of", reference=referral.reference)
    decided = screen(session, office, referral, staff, decided=True)
    found.decided = decided_rows(session, office, referral, decided.pairs, speak)
    if decided.after is not None:
        found.all_decided = url_for("hub.matches_of", reference=referral.reference, show="decided")
    found.joined = joined_here(session, office, referral, staff, speak)
    return found
