"""How soon and whose, in words: what was decided, by whom, and what changed hands."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from portal.referral.because import BECAUSE, Because
from portal.referral.owning import Why
from portal.referral.priority import Priority, suggested_by
from portal.referral.records import Event, Referral
from portal.referral.words import say
from portal.web.language import t

PRIORITIES: Mapping[int, str] = {
    Priority.P1: say("Same working day"),
    Priority.P2: say("One working day"),
    Priority.P3: say("Two working days"),
}

VERBS: Mapping[str, str] = {
    "priority_confirmed": say("Priority confirmed"),
    "priority_changed": say("Priority changed"),
    "priority_raised": say("More urgent, by what was changed"),
    "given": say("Given to a colleague"),
    "given_back": say("Given back, so it is nobody’s"),
    "fallback_set": say("Who stands in was chosen"),
    "owner_left": say("Passed on, because its worker can’t work on it any more"),
    "owner_not_trained": say("Nobody’s, because its worker has no training for it"),
    "task_passed_on": say("A task passed on, because its worker can’t do it any more"),
    "hold_reviewed": say("The hold was looked at again, and stays"),
}
"""What events of priority and ownership are called on the timeline."""

WHY_NOT: Mapping[Why, str] = {
    Why.GONE: say("Their account is closed"),
    Why.NO_WORKER: say("They don’t work on referrals"),
    Why.NOT_TRAINED: say("It is in a specialist lane they are not trained for"),
}
"""Why a referral can't be somebody's."""


def decided(referral: Referral, reasons: Collection[str], who: str) -> tuple[str, str]:
    """Whether its priority is suggested, confirmed or changed by ``who``, to stand before it; and
    from what it was changed.

    ``reasons`` are those that its card gives, for which a priority was suggested.
    """
    if referral.priority_by is None:
        return t(say("Suggested:")), ""
    suggested = suggested_by(reasons)
    if suggested == referral.priority:
        return t(say("Confirmed by %(name)s:"), name=who), ""
    was = t(say("Suggested was “%(soon)s”"), soon=t(PRIORITIES[suggested]))
    return t(say("Changed by %(name)s:"), name=who), was


def details(event: Event, names: Mapping[UUID, str]) -> str:
    """What an event of priority or ownership says beside its name; empty for others."""
    said = event.details
    if event.verb == "priority_confirmed":
        return t(PRIORITIES.get(said.get("priority", 0), ""))
    if event.verb in ("priority_changed", "priority_raised"):
        return t(
            say("From “%(before)s” to “%(after)s”"),
            before=t(PRIORITIES.get(said.get("was", 0), "")),
            after=t(PRIORITIES.get(said.get("priority", 0), "")),
        )
    if event.verb == "fallback_set":
        return _name(said.get("to"), names)
    if event.verb in ("given", "given_back", "owner_left", "task_passed_on"):
        return _handed(said, names)
    return ""


def people_in(said: Mapping[str, Any]) -> set[UUID]:
    """The accounts that an event's details name."""
    return {UUID(said[each]) for each in ("was", "to") if _is_id(said.get(each))}


def _handed(said: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    words = t(
        say("From %(was)s to %(to)s"),
        was=_name(said.get("was"), names),
        to=_name(said.get("to"), names),
    )
    because = said.get("because")
    return f"{words}: {t(BECAUSE[Because(because)])}" if because else words


def _name(who: object, names: Mapping[UUID, str]) -> str:
    if not _is_id(who):
        return t(say("nobody"))
    return names.get(UUID(str(who)), t(say("somebody whose account is gone")))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36
