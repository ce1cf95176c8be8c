"""Asking one page of questions: shown, read, and shown again with everything typed still there.

Whoever asks questions shares this: a draft of any door, and a later correction. They differ only
in where the answers are kept.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_wtf.csrf import generate_csrf

from portal.referral.answers import Problem
from portal.referral.conditions import Answers
from portal.referral.journey import Step
from portal.referral.kinds import Raw
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import show_fields, summarise, write_fields
from portal.web.language import current_language, t
from portal.web.shell import Door, render

PRESS_AGAIN = say(
    "Your browser lost its place, so we did not save this page yet. What you wrote is still here. "
    "Please press the button again."
)
OTHER_TAB = say(
    "You changed this page somewhere else meanwhile, perhaps in another tab. It says there: "
    "“%(other)s”. What you wrote here is below. Press the button again to keep what is below."
)


@dataclass(frozen=True)
class Asking:
    """One page as it is asked: where it leads back to, and what may be done beside answering."""

    step: Step
    back: str
    can_save: bool = True
    removal: str = ""
    done: str = say("Continue")
    guide: bool = False
    """Whether the page may lead on to the options guide."""


def show_step(
    asking: Asking,
    answers: Answers,
    *,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    notice: str = "",
    status: int = 200,
    door: Door = "public",
    person: str | None = None,
) -> Response:
    """The page of a step, filled in with ``raw``, or with the answers given so far.

    ``door`` and ``person`` are whose page it is, as `render` takes them.
    """
    step = asking.step
    given = step.given(answers)
    problems = list(problems)
    # What was typed decides which of the page's questions show, as it will when it is read.
    fields = show_fields(
        step.page,
        write_fields(step.page, given) if raw is None else raw,
        {**answers, **given},
        problems,
    )
    title = title_of(step, answers)
    lead = [t(text) for text in step.page.lead]
    lines = desk().office.hub.helplines_for(*step.page.lines) if step.page.lines else []
    return render(
        "questions.html",
        title=title,
        door=door,
        person=person,
        back=asking.back,
        error=bool(problems),
        status=status,
        asking=asking,
        page=step.page,
        lead=lead,
        lines=lines,
        fields=fields,
        # A page of one question is that question: asking it is its heading.
        heading=len(fields) == 1 and not lead and not lines,
        done=t(asking.done),
        another=t(step.page.another) if step.number and step.number < step.page.most else "",
        errors=summarise(step.page, problems),
        notice=notice,
        seen=digest(given, step),
        csrf=generate_csrf(),
    )


def title_of(step: Step, answers: Answers) -> str:
    """A step's title in the reader's language, as put to somebody who gave ``answers``."""
    title = next(
        (each.ask for each in step.page.otherwise if each.applies(answers)), step.page.title
    )
    if step.number is not None and step.number > 1:
        return t(say("%(title)s, number %(number)s"), title=t(title), number=step.number)
    return t(title)


def digest(given: Mapping[str, Any], step: Step) -> str:
    """A short mark of what a page held when it was shown, so that another tab's save is noticed."""
    held = {question.id: given.get(question.id) for question in step.page.questions}
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]


def overtaken(
    step: Step,
    given: Mapping[str, Any],
    found: Mapping[str, Any],
    seen: str,
    words: str = OTHER_TAB,
) -> str:
    """What somebody has put on this page since it was shown, in ``words``; "" when nobody has."""
    if not seen or seen == digest(given, step):
        return ""
    speak = current_language().speaker
    other = [
        " ".join(question.kind.show(given[question.id], speak))
        for question in step.page.questions
        if given.get(question.id) is not None and given[question.id] != found.get(question.id)
    ]
    return t(words, other="; ".join(other)) if other else ""
