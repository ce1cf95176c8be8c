"""When a question applies: small conditions over earlier answers that can be read aloud."""

from collections.abc import Callable, Mapping
from typing import Any

Answers = Mapping[str, Any]
Condition = Callable[[Answers], bool]


def always(answers: Answers) -> bool:
    """True whatever was answered."""
    return True


def said(question: str, *values: str) -> Condition:
    """The one answer to ``question`` is among ``values``."""
    return lambda answers: answers.get(question) in values


def ticked(question: str, *values: str) -> Condition:
    """At least one of ``values`` is among the answers ticked for ``question``."""
    wanted = frozenset(values)
    return lambda answers: not wanted.isdisjoint(answers.get(question) or ())


def either(*conditions: Condition) -> Condition:
    """At least one of ``conditions`` holds."""
    return lambda answers: any(condition(answers) for condition in conditions)


def both(*conditions: Condition) -> Condition:
    """All of ``conditions`` hold."""
    return lambda answers: all(condition(answers) for condition in conditions)


def unless(condition: Condition) -> Condition:
    """``condition`` does not hold."""
    return lambda answers: not condition(answers)
