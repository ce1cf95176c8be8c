"""What a draft holds, sealed under a key of its own; whoever looks after the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from portal.storage.sealing import DataKey, SealedBytes

from .answers import beside, fit
from .office import Office
from .origins import Origin

OFFERED = "offered"
"""In ``Held.again``: what was told before of the person, until it is confirmed."""

CARRIED = "carried"
"""In ``Held.again``: true when it started from what was told before, to tell of another matter."""

SEAT = "seat"
"""In ``Held.again``: the draft that led to ``begun_from``, whose visit began this one."""

AGREED = "agreed"
"""In ``Held.again``: true while its word is one that a worker agreed with the person and knows."""

SAME = "same"
"""In ``Held.again``: true when it was the same matter, and went into what it was begun from."""


@dataclass(frozen=True)
class Held:
    """A draft, opened. ``referral_id`` is set once it was sent.

    ``journey`` names the questions it answers. ``choices`` is the document that
    ``portal.choices`` keeps with it; empty for none.

    ``begun_from`` is the referral that it was begun from or after. ``again`` is what a draft that
    was begun so holds beside its answers: see ``again``.
    """

    id: UUID
    key: DataKey
    answers: Mapping[str, Any]
    set_aside: Mapping[str, Any]
    code: str
    language: str
    referral_id: UUID | None
    journey: str = Origin.SELF
    choices: Mapping[str, Any] = field(default_factory=dict)
    begun_from: UUID | None = None
    again: Mapping[str, Any] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether what was told before of the person waits to be confirmed."""
        return OFFERED in self.again

    @property
    def said(self) -> Mapping[str, Any]:
        """The answers, with those that wait to be confirmed."""
        offered: Mapping[str, Any] = self.again.get(OFFERED, {})
        return {**self.answers, **offered}


def seal_body(held: Held) -> SealedBytes:
    """What ``held`` says, sealed for the draft's own row."""
    body = {
        "answers": held.answers,
        "set_aside": held.set_aside,
        "code": held.code,
        "language": held.language,
    }
    if held.choices:
        body["choices"] = held.choices
    if held.again:
        body["again"] = held.again
    return held.key.seal(body, f"draft.body:{held.id}")


def open_body(office: Office, row: Any) -> Held | None:
    """The draft that ``row`` keeps, whichever way it was read; None when it was erased.

    Answers given to an earlier set of questions come fitted to today's.
    """
    if row.data_key is None or row.body is None:
        return None
    key = office.vault.keyring.open_data_key(row.data_key, f"draft:{row.id}")
    body = key.open(row.body, f"draft.body:{row.id}")
    answers, aside, again = body["answers"], body["set_aside"], body.get("again", {})
    if row.fingerprint != office.questions.fingerprint:
        fitted = fit(office.questions, answers)
        answers, aside = fitted.answers, beside(aside, fitted.set_aside)
        if OFFERED in again:  # what no longer fits is asked anew; it stays where it was told
            again = {**again, OFFERED: fit(office.questions, again[OFFERED]).answers}
    return Held(
        row.id,
        key,
        answers,
        aside,
        body["code"],
        body["language"],
        row.referral_id,
        row.journey,
        body.get("choices", {}),  # drafts from before the guide have none
        row.begun_from,
        again,
    )


def with_answers(office: Office, held: Held, answers: Mapping[str, Any]) -> Held:
    """``held`` with ``answers`` in place of its own: while it waits, those about the person wait
    with the rest of what was told before."""
    if not held.waits:
        return replace(held, answers=answers)
    asked = office.questions.questions
    offered = {
        name: value
        for name, value in answers.items()
        if name in asked and asked[name].of_the_person
    }
    rest = {name: value for name, value in answers.items() if name not in offered}
    return replace(held, answers=rest, again={**held.again, OFFERED: offered})
