"""Closing a referral: what was done, why not more, what came of it, in codes that can be counted.

Only a person closes one. Silence never does, and nothing closes by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from .checking_back import CHECK_BACK
from .closing_codes import ACTIONS, OUTCOMES, REASONS, Conflict, conflicts
from .distance import Point, ask_how_things_are
from .filing import key_of
from .lifecycle import Move
from .moving import change, move
from .office import Office
from .records import Closing, Referral
from .staff import Staff


class CanNotClose(ValueError):
    """Something is missing, or does not fit; ``conflicts`` say what."""

    def __init__(self, found: Sequence[Conflict]) -> None:
        super().__init__("; ".join(each.where for each in found))
        self.conflicts = found


@dataclass(frozen=True)
class Ending:
    """How a referral ended, by the codes of ``closing_codes``. ``words`` are the person's own."""

    actions: Sequence[str]
    outcomes: Sequence[str]
    reasons: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True)
class Ended:
    """An ending as it was written down: by whom and when."""

    ending: Ending
    by: UUID
    at: datetime


def close(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    ending: Ending,
    ask_them: bool,
) -> None:
    """Close a referral, and note when to ask the person once more how things are.

    With ``ask_them`` they are asked at once, on the portal. Raises CanNotClose.
    """
    _check(ending)
    change(session, office, referral, version)
    now = office.now()
    codes = {name: [*getattr(ending, name)] for name in ("actions", "reasons", "outcomes")}
    session.merge(
        Closing(
            referral_id=referral.id,
            author_id=by.id,
            at=now,
            **codes,
            body=key_of(office, referral).seal(ending.words, _place(referral)),
        )
    )
    move(session, office, referral, Move.CLOSE, by.id)
    referral.check_back_at = now + CHECK_BACK
    if ask_them:
        ask_how_things_are(session, office, referral, by, Point.CLOSE)


def ended(session: Session, office: Office, referral: Referral) -> Ended | None:
    """How ``referral`` ended, or None when it was not closed. Raises Erased."""
    found = session.get(Closing, referral.id)
    if found is None:
        return None
    words = key_of(office, referral).open(found.body, _place(referral)) if found.body else ""
    ending = Ending(found.actions, found.outcomes, found.reasons, words)
    return Ended(ending, found.author_id, found.at)


def _check(ending: Ending) -> None:
    for given, known in (
        (ending.actions, ACTIONS),
        (ending.reasons, REASONS),
        (ending.outcomes, OUTCOMES),
    ):
        if not set(given) <= known.keys():
            raise ValueError("no such code")
    found = conflicts(ending.actions, ending.reasons, ending.outcomes)
    if found:
        raise CanNotClose(found)


def _place(referral: Referral) -> str:
    return f"closing.body:{referral.id}"
