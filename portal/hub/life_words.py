"""What the steps of a referral's life are called on the timeline, and what they say beside that."""

from collections.abc import Mapping
from datetime import date

from portal.referral.closing_codes import REASONS
from portal.referral.distance import POINTS
from portal.referral.history import PERSON
from portal.referral.office import Office
from portal.referral.permissions import Role
from portal.referral.records import Event
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import t

from . import again_words
from .match_words import NAMES_OTHER

VERBS: Mapping[str, str] = {
    "go_on_with_triage": say("Triage goes on"),
    "query_duplicate": say("Marked as a possible duplicate"),
    "refer_to_specialist": say("A specialist was asked to look"),
    "redirect": say("Passed on to another service"),
    "agreed_to_share": say("The person told us that they agree to share it"),
    "allocate": say("Allocated"),
    "start_contacting": say("Contacting began"),
    "start_assessing": say("Assessing began"),
    "assess_again": say("Back to assessing"),
    "approach_other": say("The other party is approached"),
    "prepare": say("Preparing began"),
    "start_activity": say("The restorative activity began"),
    "monitor": say("Checking of the agreement began"),
    "follow_up": say("Follow-up began"),
    "pause": say("Paused"),
    "resume": say("Pause ended"),
    "close": say("Closed"),
    "asked": say("Asked the person something"),
    "reopened": say("Opened again as a new referral"),
    "goes_on_from": say("Goes on from an earlier referral"),
    "left_be": say("Looked at again after the end: nothing more to do"),
    "distance_asked": say("Asked the person how things are"),
    "distance_told": say("How things are was written down"),
}


def details(event: Event, speak: Speaker) -> list[str]:
    """What an event of a referral's life says beside its name and its stages."""
    found, told = [], event.details
    if event.verb in ("redirect", "agreed_to_share"):
        found.append(_service(desk().office, str(told.get("service", ""))))
    if event.verb == "not_accept" and "reason" in told:
        found.append(t(REASONS.get(told["reason"], told["reason"])))
    if event.verb in ("pause", "release") and "until" in told:
        day = speak.day(date.fromisoformat(told["until"]))
        found.append(t(say("Until %(day)s"), day=day))
    if event.verb in ("distance_asked", "distance_told"):
        found.append(t(POINTS.get(told.get("point", ""), "")))
    if event.verb in ("reopened", "goes_on_from"):
        asked = (
            say("The person asked for it") if told.get("asked") == PERSON else say("We chose to")
        )
        found += [t(asked), _other(told.get("later") or told.get("earlier"))]
    if event.verb == "query_duplicate" or event.verb in NAMES_OTHER | again_words.NAMES_OTHER:
        found.append(_other(told.get("other")))
    return [each for each in found if each]


def _other(reference: object) -> str:
    """The other referral that an event names, for coordinators, who may open them all.

    For everybody else the page itself names what belongs to it, as far as they may open that.
    """
    return str(reference or "") if Role.COORDINATOR in current_staff().roles else ""


def _service(office: Office, service: str) -> str:
    names = {each.id: each.name for each in office.hub.services}
    return t(names.get(service, service))
