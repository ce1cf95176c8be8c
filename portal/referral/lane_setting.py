"""Changing a referral's specialist lanes by hand, with a reason that staff read as a note."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from .filing import put_lanes
from .history import record
from .lanes import lanes_in, let_go
from .moving import change
from .notes import write_note
from .office import Office
from .records import Referral
from .staff import Staff
from .training import LANES
from .words import say


def set_lanes(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    added: Collection[str] = (),
    removed: Collection[str] = (),
    reason: str,
) -> None:
    """Put ``referral`` into some lanes and take it out of others. Raises ChangedMeanwhile.

    The event says how many; the note says which, and why. Whoever may not open it any more is its
    owner no longer.
    """
    change(session, office, referral, version)
    before = lanes_in(office, referral)
    after = (before | frozenset(added)) - frozenset(removed)
    put_lanes(office, referral, after)
    record(
        session,
        office,
        referral.id,
        "lanes_set",
        by.id,
        added=len(after - before),
        removed=len(before - after),
    )
    write_note(
        session, office, referral, by, text=_note(office, after - before, before - after, reason)
    )
    let_go(session, office, referral)


def _note(office: Office, added: Collection[str], removed: Collection[str], reason: str) -> str:
    speak = office.speaker(office.hub.languages[0])
    parts = []
    for lanes, words in (
        (added, say("Put into specialist lanes: %(lanes)s.")),
        (removed, say("Taken out of specialist lanes: %(lanes)s.")),
    ):
        if lanes:
            names = [speak(LANES[lane]) for lane in LANES if lane in lanes]
            parts.append(speak(words, lanes=speak.list(names)))
    return "\n\n".join((" ".join(parts), reason)) if parts else reason
