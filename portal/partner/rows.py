"""What a list says of one referral, in words that a partner may read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from portal.referral.lifecycle import FOR_PARTNER, Progress
from portal.referral.own_list import Entry
from portal.referral.words import Speaker, say, say_count
from portal.web.guard import current_staff
from portal.web.language import current_language, t

KINDS: Mapping[str, str] = {
    "crime": say("Crime"),
    "dispute": say("Dispute"),
    "other": say("Something else"),
}

COLOURS: Mapping[Progress, str] = {
    Progress.RECEIVED: "orange",
    Progress.ACCEPTED: "green",
    Progress.WORKING: "green",
    Progress.PASSED_ON: "grey",
    Progress.FINISHED: "grey",
    Progress.NOT_GOING_AHEAD: "grey",
}
"""The colour of a tag. The words say the same."""

_QUESTIONS = say_count(
    "%(count)s question from us waits for your answer",
    "%(count)s questions from us wait for your answer",
)
_CARD = say("They have not taken it over yet")
_WITHDRAWN = say("You withdrew it")


def row(entry: Entry, people: Mapping[UUID, str], speak: Speaker) -> dict[str, Any]:
    """One referral as a list shows it. ``people`` are the names of colleagues."""
    part = entry.referring
    word = Progress(part.word)
    waits = [speak.count(_QUESTIONS, entry.questions)] if entry.questions else []
    return {
        "reference": part.reference,
        "name": entry.name,
        "erased": part.data_key is None,
        "own_reference": entry.own_reference,
        "kind": t(KINDS.get(part.kind, part.kind)),
        "word": t(FOR_PARTNER[word]),
        "colour": COLOURS[word],
        "since": speak.day(part.since.astimezone(speak.zone).date()),
        "sent": speak.day(part.created_at.astimezone(speak.zone).date()),
        "waits": [*waits, *([t(_CARD)] if entry.card else [])],
        "withdrawn": t(_WITHDRAWN) if part.withdrawn_at else "",
        "mine": part.account_id == current_staff().id,
        "by": people.get(part.account_id, "") if part.account_id else "",
    }


def rows(entries: list[Entry], people: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """A whole list."""
    speak = current_language().speaker
    return [row(each, people, speak) for each in entries]
