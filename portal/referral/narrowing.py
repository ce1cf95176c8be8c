"""What an organisation may send: the questions of its journey, narrowed to what it may answer."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache

from .kinds import Choice, Kind, OneOf
from .partner_kinds import Basis, may_send
from .questions.question import Page, QuestionSet


def narrowed(questions: QuestionSet, sends: Collection[str], basis: str) -> QuestionSet:
    """``questions`` for an organisation that may send the kinds in ``sends``, on ``basis``.

    They offer no kind that it may not send, and no ground that it does not have; so such an
    answer reads as none of the choices, wherever it comes from.
    """
    return _narrowed(questions, frozenset(sends), basis == Basis.STATUTORY)


@lru_cache(maxsize=64)
def _narrowed(questions: QuestionSet, sends: frozenset[str], statutory: bool) -> QuestionSet:
    pages = tuple(_page(page, sends, statutory) for page in questions.pages)
    return replace(questions, pages=pages)


def _page(page: Page, sends: frozenset[str], statutory: bool) -> Page:
    asked = []
    for question in page.questions:
        kind = question.kind
        if question.id == "about":
            kind = _only(kind, lambda choice: may_send(sends, choice.value))
        elif question.id == "agency_basis" and not statutory:
            kind = _only(kind, lambda choice: choice.value != Basis.STATUTORY)
        asked.append(question if kind is question.kind else replace(question, kind=kind))
    return replace(page, questions=tuple(asked)) if tuple(asked) != page.questions else page


def _only(kind: Kind, fits: Callable[[Choice], bool]) -> Kind:
    if not isinstance(kind, OneOf) or all(fits(choice) for choice in kind.choices):
        return kind
    return replace(kind, choices=tuple(choice for choice in kind.choices if fits(choice)))
