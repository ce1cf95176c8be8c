"""What a draft holds, sealed under a key of its own; whoever looks after the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from portal.storage.sealing import DataKey, SealedBytes

from .answers import beside, fit
from .office import Office
from .origins import Origin


@dataclass(frozen=True)
class Held:
    """A draft, opened. ``referral_id`` is set once it was sent.

    ``journey`` names the questions it answers. ``choices`` is the document that
    ``portal.choices`` keeps with it; empty for none.
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
    return held.key.seal(body, f"draft.body:{held.id}")


def open_body(office: Office, row: Any) -> Held | None:
    """The draft that ``row`` keeps, whichever way it was read; None when it was erased.

    Answers given to an earlier set of questions come fitted to today's.
    """
    if row.data_key is None or row.body is None:
        return None
    key = office.vault.keyring.open_data_key(row.data_key, f"draft:{row.id}")
    body = key.open(row.body, f"draft.body:{row.id}")
    answers, aside = body["answers"], body["set_aside"]
    if row.fingerprint != office.questions.fingerprint:
        fitted = fit(office.questions, answers)
        answers, aside = fitted.answers, beside(aside, fitted.set_aside)
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
    )
