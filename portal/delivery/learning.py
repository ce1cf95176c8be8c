"""Learning to recognise people: the worker learns from the hub's own referrals, a little at a time,
and nobody waits for it."""

from collections import Counter

from sqlalchemy import Engine

from portal.referral.matching import Comparison, Traits, Weights
from portal.referral.matching.learning import NotLearned
from portal.referral.office import Office
from portal.referral.recognising_learning import (
    BATCH,
    Task,
    compare_some,
    keep,
    learned_from,
    what_to_learn,
)
from portal.storage.engine import make_sessions, reading

from .logs import say_what_happened


def learn_to_recognise(engine: Engine, office: Office) -> None:
    """Learn weights anew if enough came since, and put them in force where they are sound.

    Harmless when several workers do it at once. Raises what the database raises.
    """
    looks = make_sessions(reading(engine))
    with looks() as session:
        task = what_to_learn(session)
    if task is None:
        return
    people: list[Traits] = []
    candidates = Counter[Comparison]()
    for start in range(0, len(task.sample), BATCH):
        with looks() as session:
            some, found = compare_some(session, office, task, task.sample[start : start + BATCH])
        people += some
        candidates += found
    try:
        learned = learned_from(task, people, candidates)
        version = _keep(engine, office, task, learned.weights)
    except NotLearned as why:
        _keep(engine, office, task, None)
        say_what_happened("weights_stay", why=why.code, referrals=task.stored)
        return
    if version is not None:
        facts = {"version": version, "pairs": learned.weights.pairs, "kept": len(learned.kept)}
        say_what_happened("weights_learned", referrals=task.stored, **facts)


def _keep(engine: Engine, office: Office, task: Task, learned: Weights | None) -> int | None:
    with make_sessions(engine).begin() as session:
        return keep(session, office, task, learned)
