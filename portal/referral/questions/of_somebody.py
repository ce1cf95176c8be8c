"""The same pages in the words for whoever answers about somebody else: derived, never declared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from portal.referral.conditions import Condition, both, either
from portal.referral.kinds import Kind, ManyOf, OneOf
from portal.referral.readers import Reader

from .question import AS_IT_IS, Check, Page, Question, TheirPage, Theirs


def of_somebody(
    pages: Iterable[Page],
    *,
    leave_out: Collection[str] = (),
    optional: Collection[str] = (),
    checks: Mapping[str, Check] | None = None,
    words: Mapping[str, Theirs] | None = None,
    without: Mapping[str, Collection[str]] | None = None,
    only_if: Condition | None = None,
) -> tuple[Page, ...]:
    """``pages`` as they are put to whoever answers about somebody else.

    Ids, kinds, sections and readers stay, so that an answer is the same answer whoever gave it;
    who told it may read it too. Questions to ``leave_out`` are not asked, and neither is a page
    that has none left. ``optional`` ones may be skipped, ``checks`` take the place of a question's
    own, ``words`` that of its wording, and ``without`` takes choices away. ``only_if`` asks under
    one more condition.
    """
    found = []
    for page in pages:
        asked = tuple(
            _put(
                each,
                words=(words or {}).get(each.id, each.theirs),
                optional=each.id in optional,
                check=(checks or {}).get(each.id),
                without=(without or {}).get(each.id, ()),
            )
            for each in page.questions
            if each.id not in leave_out
        )
        if asked or not page.questions:
            found.append(_headed(page, asked, only_if))
    return tuple(found)


def told(pages: Iterable[Page]) -> tuple[Page, ...]:
    """``pages`` that only a referrer is asked: they may read their own answers."""
    return tuple(
        replace(page, questions=tuple(_readable(question) for question in page.questions))
        for page in pages
    )


def _headed(page: Page, asked: tuple[Question, ...], only_if: Condition | None) -> Page:
    applies = page.applies
    if asked and len(asked) < len(page.questions):
        # The page may have been there for a question that is left out.
        applies = both(applies, either(*(each.applies for each in asked)))
    if only_if is not None:
        applies = both(applies, only_if)
    return replace(
        page,
        title=page.title if page.theirs.title is None else page.theirs.title,
        lead=page.lead if page.theirs.lead is None else page.theirs.lead,
        questions=asked,
        applies=applies,
        otherwise=(),
        theirs=TheirPage(),
    )


def _put(
    question: Question,
    *,
    words: Theirs,
    optional: bool,
    check: Check | None,
    without: Collection[str],
) -> Question:
    required = question.required and not optional
    missing = question.missing if words.missing is None else words.missing
    return _readable(
        replace(
            question,
            kind=in_words_of_somebody(question.kind, frozenset(without)),
            ask=question.ask if words.ask is None else words.ask,
            hint=question.hint if words.hint is None else words.hint,
            missing=missing if required else "",
            required=required,
            check=check or question.check,
            otherwise=(),
            theirs=AS_IT_IS,
        )
    )


def _readable(question: Question) -> Question:
    return replace(question, readers=question.readers | {Reader.REFERRER})


def in_words_of_somebody(kind: Kind, without: frozenset[str] = frozenset()) -> Kind:
    """``kind`` with the words of its choices for whoever speaks of somebody else; ``without``
    takes some of them away."""
    return _relabelled(kind, without) if isinstance(kind, OneOf | ManyOf) else kind


@lru_cache(maxsize=256)
def _relabelled(kind: OneOf | ManyOf, without: frozenset[str]) -> Kind:
    choices = tuple(
        replace(
            choice,
            label=choice.theirs or choice.label,
            hint=choice.theirs_hint or choice.hint,
            theirs="",
            theirs_hint="",
        )
        for choice in kind.choices
        if choice.value not in without
    )
    return replace(kind, choices=choices)
