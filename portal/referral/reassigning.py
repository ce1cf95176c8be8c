"""Passing on many referrals at once, such as all of a leaver's, to one colleague or several.

It goes batch by batch, each in a transaction of its own, so that thousands hold up nobody. What
somebody else passed on meanwhile is left with whoever has it now.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .allowed import at_hub
from .because import Because
from .notes import write_note
from .office import Office
from .owning import Why, hand_to, hold_open, leave_to_nobody, why_not
from .records import Account, Referral
from .staff import Staff

BATCH = 200
"""How many referrals one transaction passes on."""


@dataclass(frozen=True)
class Plan:
    """What to pass on, from whom (None for nobody's) and to whom: nobody, one, or several who
    share evenly. ``only`` names some by their ids; without it, it is all that are open. ``note``
    is kept as a note on each."""

    whose: UUID | None
    to: tuple[UUID, ...]
    because: Because
    note: str = ""
    only: frozenset[UUID] | None = None


@dataclass
class Outcome:
    """How far a plan has come: how many each got, what was left and why, where to go on from."""

    given: Counter[UUID | None] = field(default_factory=Counter)
    left: list[tuple[str, Why]] = field(default_factory=list)
    after: UUID | None = None
    done: bool = False


def reassign_some(
    session: Session, office: Office, by: Staff, plan: Plan, outcome: Outcome
) -> Outcome:
    """Pass on the next batch of ``plan`` after ``outcome``; gives the outcome with it."""
    so_far = Outcome(Counter(outcome.given), list(outcome.left), outcome.after)
    # The accounts first and in one order, so that two who pass on never wait for each other.
    for each in sorted(plan.to):
        hold_open(session, each)
    # All are read once and kept at hand, whoever stands in for a taker too.
    people = {each.id: each for each in session.scalars(select(Account).where(at_hub()))}
    takers = [people.get(each) for each in sorted(plan.to)]
    chosen = _chosen(plan, so_far.after)
    for referral in _next(session, plan, so_far.after, chosen):
        _pass_on(session, office, by, plan, referral, takers, so_far)
        so_far.after = referral.id
    if chosen:
        so_far.after = chosen[-1]
    so_far.done = not chosen if plan.only is not None else so_far.after == outcome.after
    return so_far


def _chosen(plan: Plan, after: UUID | None) -> list[UUID]:
    """The next few of those that were named: so the statement is short, however many they are."""
    return sorted(each for each in plan.only or () if after is None or each > after)[:BATCH]


def _next(
    session: Session, plan: Plan, after: UUID | None, chosen: Sequence[UUID]
) -> list[Referral]:
    whose = Referral.owner_id == plan.whose if plan.whose else Referral.owner_id.is_(None)
    wanted = select(Referral).where(whose, Referral.is_open.is_(True))
    if plan.only is not None:
        wanted = wanted.where(Referral.id.in_(chosen))
    elif after is not None:
        wanted = wanted.where(Referral.id > after)
    return list(session.scalars(wanted.order_by(Referral.id).limit(BATCH).with_for_update()))


def _pass_on(
    session: Session,
    office: Office,
    by: Staff,
    plan: Plan,
    referral: Referral,
    takers: list[Account | None],
    outcome: Outcome,
) -> None:
    reasons = [(each, why_not(office, each, referral)) for each in takers]
    able = [each for each, why in reasons if each is not None and why is None]
    if plan.to and not able:
        # Of several reasons the one nearest to being able says most.
        known = [why for _, why in reasons if why is not None]
        outcome.left.append((referral.reference, max(known, key=list(Why).index)))
        return
    referral.version += 1
    referral.updated_at = office.now()
    if plan.note:
        write_note(session, office, referral, by, text=plan.note)
    if not plan.to:
        leave_to_nobody(session, office, referral, by, because=plan.because)
        outcome.given[None] += 1
        return
    to = min(able, key=lambda each: (outcome.given[each.id], each.id))
    hand_to(session, office, referral, by, to, because=plan.because)
    outcome.given[to.id] += 1
