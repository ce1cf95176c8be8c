"""Who agreed to what, and so which answers may travel to whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from .conditions import Answers
from .hub import Hub
from .questions.question import Question
from .questions.sharing import NOBODY


@dataclass(frozen=True)
class Decision:
    """What a person decided about sharing with one service. ``name`` is what that is called,
    where hub.toml does not say it."""

    service: str
    agreed: bool
    name: str = field(default="", compare=False)


def decisions(hub: Hub, answers: Answers) -> list[Decision]:
    """One decision for every service of ``hub``: agreed only where it was ticked.

    None at all where the person was never asked: nobody else decides it for them.
    """
    if "share_with" not in answers:
        return []
    ticked = set(answers.get("share_with") or ()) - {NOBODY}
    return [Decision(service.id, service.id in ticked) for service in hub.services]


def changed(now: Iterable[Decision], before: Collection[Decision]) -> list[Decision]:
    """Those of ``now`` that are new or say something else than ``before``."""
    earlier = {decision.service: decision.agreed for decision in before}
    return [each for each in now if earlier.get(each.service) is not each.agreed]


def may_travel(question: Question, agreed: Collection[str], service: str) -> bool:
    """Whether the answer to ``question`` may go to ``service``, given the services agreed to."""
    return question.travels and service in agreed
