"""Learning from the hub's own referrals how much each likeness counts (see ``matching.learning``).

The worker does this, in short steps that only read, and keeps what came of it. What staff decided
about pairs is never learned from, since they only ever saw the likeliest: it is a check.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from .matching import Comparison, Level, Traits, Weights, compare, threshold
from .matching.learning import Learned, NotLearned, learn
from .office import Office
from .pairs import PERSON as ONE_PERSON
from .pairs import State
from .recognising_keys import PERSON, tokens
from .recognising_lookup import candidates, opened
from .recognising_weights import Force, in_force
from .records import MatchingWeights, PossibleMatch, Referral

BATCH = 40
"""How many referrals are compared with their candidates in one step."""

FEWEST = 300
"""A hub that has stored fewer does not learn yet."""

_SAMPLE = 2000
_BY_CHANCE = 50_000
_GROWN = 1.1
_SAME_PERSON = frozenset({State.SAME, State.LINKED, State.DUPLICATE})


@dataclass(frozen=True)
class Task:
    """What to learn from: referrals, the latest first, and the weights in force before."""

    sample: tuple[UUID, ...]
    stored: int
    force: Force


def what_to_learn(session: Session) -> Task | None:
    """What to learn from, if enough have come since it was last done."""
    stored = session.scalar(select(func.count()).select_from(Referral)) or 0
    latest = session.scalars(
        select(MatchingWeights).order_by(MatchingWeights.version.desc()).limit(1)
    ).first()
    if stored < max(FEWEST, _GROWN * latest.document.get("stored", 0) if latest else 0):
        return None
    newest = select(Referral.id).where(Referral.erased_at.is_(None))
    sample = session.scalars(newest.order_by(Referral.id.desc()).limit(_SAMPLE))
    return Task(tuple(sample), stored, in_force(session))


def compare_some(
    session: Session, office: Office, task: Task, some: Sequence[UUID]
) -> tuple[list[Traits], Counter[Comparison]]:
    """Those people themselves, and how they compare with candidates who came before them."""
    people, found = [], Counter[Comparison]()
    for referral_id, told in list(opened(session, office, some)):
        people.append(told.person)
        wanted = {(PERSON, token) for token in tokens(office, told.person)}
        shared = candidates(session, wanted, besides=referral_id, stored=task.force.stored)
        before = [each for each in shared if each < referral_id]
        for _, known in opened(session, office, before):
            found[compare(told.person, known.person)] += 1
    return people, found


def learned_from(task: Task, people: Sequence[Traits], candidates: Counter[Comparison]) -> Learned:
    """What is learned. Raises NotLearned where there is too little, or it would not be sound."""
    chance = random.Random(task.stored)  # noqa: S311 - a sample, not a secret
    by_chance = Counter[Comparison]()
    if len(people) > 1:
        for _ in range(_BY_CHANCE):
            one, other = chance.sample(people, 2)
            by_chance[compare(one, other)] += 1
    return learn(
        candidates, by_chance, task.force.weights, stored=task.force.stored, source="learned"
    )


def keep(session: Session, office: Office, task: Task, learned: Weights | None) -> int | None:
    """Put weights in force, or count anew how many are stored where nothing was ``learned``.

    Gives the version, or None when another worker was faster. Raises NotLearned when what staff
    have decided speaks against them: those before stay in force.
    """
    latest = session.scalar(select(func.max(MatchingWeights.version))) or 0
    weights = task.force.weights
    if learned is not None:
        check(session, weights, learned, task.force.stored)
        weights = replace(learned, version=latest + 1)
    row = MatchingWeights(
        version=latest + 1,
        document={"weights": weights.to_document(), "stored": task.stored},
        pairs=weights.pairs,
        made_at=office.now(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    return row.version


def check(session: Session, before: Weights, after: Weights, stored: int) -> None:
    """Raise NotLearned when ``after`` is wrong about more decided pairs than ``before`` is."""
    decided = session.execute(
        select(PossibleMatch.comparison, PossibleMatch.state)
        .where(
            PossibleMatch.of == ONE_PERSON,
            PossibleMatch.state != State.OPEN,
            PossibleMatch.comparison.is_not(None),
        )
        .order_by(PossibleMatch.id.desc())
        .limit(_SAMPLE)
    )
    least, wrong = threshold(stored), [0, 0]
    for comparison, state in decided:
        levels = tuple(map(Level, comparison or ()))
        same = state in _SAME_PERSON
        for place, weights in enumerate((before, after)):
            wrong[place] += (weights.total(levels) >= least) is not same
    if wrong[1] > wrong[0]:
        raise NotLearned("staff_disagree", f"wrong about {wrong[1]} pairs, not {wrong[0]}")
