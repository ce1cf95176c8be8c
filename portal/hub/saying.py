"""Words of staff pages: stages, kinds, ages, when something is due, what happened."""

from collections.abc import Mapping
from uuid import UUID

from portal.referral.history import GROUP, PERSON
from portal.referral.kinds import OneOf
from portal.referral.lifecycle import FOR_STAFF, Stage
from portal.referral.objecting import BY_CARD
from portal.referral.office import Office
from portal.referral.reaching import OUTCOMES, Outcome
from portal.referral.records import Event, Referral
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.language import t

from . import (
    again_words,
    due_words,
    handed_on_words,
    handed_over,
    handing_on,
    life_words,
    match_words,
    owning_words,
)
from .owning_words import PRIORITIES as PRIORITIES

KINDS: Mapping[str, str] = {
    "crime": say("Crime"),
    "dispute": say("Dispute"),
    "other": say("Something else"),
}

CHANNELS: Mapping[str, str] = {
    "phone": say("phone"),
    "text": say("text"),
    "email": say("email"),
    "letter": say("letter"),
    "worker": say("through someone"),
    "here": say("this portal"),
}

VERBS: Mapping[str, str] = {
    "received": say("Referral received"),
    "taken": say("Taken on"),
    "start_triage": say("Triage began"),
    "ask": say("Asked the person something"),
    "answered": say("The person answered"),
    "hold": say("Put on a safeguarding hold"),
    "release": say("Hold ended"),
    "accept": say("Accepted"),
    "not_accept": say("Not accepted"),
    "withdraw": say("Stopped by the person"),
    "wrote_to_person": say("Wrote to the person"),
    "person_wrote": say("The person wrote"),
    "corrected": say("The person changed what they told us"),
    "confirmed": say("The person went through what we were told"),
    "referrer_amended": say("Whoever referred them told something new"),
    "referrer_withdrew": say("Whoever referred them withdrew"),
    "referrer_heard": say("Looked at what the referrer told"),
    "choices_changed": say("The person changed what they say to the options"),
    "referrer_asked": say("Asked whoever referred them something"),
    "referrer_answered": say("Whoever referred them answered"),
    "noted": say("Note written"),
    "match_found": say("This may be somebody we know"),
    "sides_found": say("Two may be sides of one dispute"),
    "viewed": say("Looked at"),
    "printed": say("PDF made"),
    "erasure_asked": say("The person asked for everything to be erased"),
    "erased": say("Everything was erased"),
    "message_sent": say("A message went out"),
    "message_stopped": say("A message was stopped and not sent"),
    "message_failed": say("A message could not be sent"),
    "contact_attempted": say("Tried to reach the person"),
    "contact_overridden": say("A contact rule was set aside"),
    "task_added": say("Task written"),
    "task_done": say("Task done"),
    "task_undone": say("Task opened again"),
    "task_moved": say("Task put to another day"),
    "task_given": say("Task given to somebody else"),
    "lanes_set": say("Specialist lanes changed"),
    **handed_over.VERBS,
    **handed_on_words.VERBS,
    **handing_on.VERBS,
    **owning_words.VERBS,
    **life_words.VERBS,
    **match_words.VERBS,
    **again_words.VERBS,
}
"""What an event is called on the timeline."""

_PERSON = say("the person")
_PORTAL = say("the portal")
_CARD = say("somebody with the person’s card")
_GROUP = say("a community group")


def stage(referral: Referral) -> str:
    """Where a referral stands, as staff say it."""
    return t(FOR_STAFF[Stage(referral.stage)])


def stage_colour(referral: Referral) -> str:
    """The colour of its tag. The words say the same."""
    return {
        Stage.SUBMITTED: "orange",
        Stage.ON_HOLD: "orange",
        Stage.ACCEPTED: "green",
        Stage.NOT_ACCEPTED: "grey",
        Stage.WITHDRAWN: "grey",
        Stage.CLOSED: "grey",
        Stage.JOINED: "grey",
    }.get(Stage(referral.stage), "")


def kind(referral: Referral) -> str:
    """What it is about, in a word or two."""
    return t(KINDS.get(referral.kind, referral.kind))


def age(referral: Referral, office: Office) -> str:
    """The age band, as it was offered to the person; empty once erased."""
    bands = office.questions.questions["age"].kind
    return t(bands.labels.get(referral.age, "")) if isinstance(bands, OneOf) else ""


def due(referral: Referral, office: Office, speak: Speaker) -> tuple[str, bool]:
    """When the next thing is due, in words, and whether that time is over. Empty: no clock runs."""
    found = due_words.told(referral, office, speak)
    return found.words, found.late


def happened(event: Event, names: Mapping[UUID, str], speak: Speaker) -> dict[str, str]:
    """One event as an item of the timeline."""
    before, after = event.details.get("before"), event.details.get("after")
    text = ""
    if before and after:
        text = t(
            say("From “%(before)s” to “%(after)s”"),
            before=t(FOR_STAFF[Stage(before)]),
            after=t(FOR_STAFF[Stage(after)]),
        )
    channel = event.details.get("channel")
    if channel:
        text = t(say("By %(channel)s"), channel=t(CHANNELS.get(channel, channel)))
    outcome = event.details.get("outcome")
    if event.verb == "contact_attempted" and outcome:
        text = f"{text}: {t(OUTCOMES[Outcome(outcome)])}"
    text = text or owning_words.details(event, names)
    text = text or handed_on_words.details(event, desk().office)
    text = ". ".join(filter(None, (text, *life_words.details(event, speak))))
    return {
        "title": t(VERBS.get(event.verb, event.verb.replace("_", " ").capitalize())),
        "by": actor(event.actor, names),
        "at": event.at.isoformat(),
        "when": speak.moment(event.at),
        "text": text,
    }


def actor(who: str, names: Mapping[UUID, str]) -> str:
    """Who did something, by name where it was staff."""
    try:
        return names.get(UUID(who), t(say("somebody whose account is gone")))
    except ValueError:
        return t({PERSON: _PERSON, GROUP: _GROUP, BY_CARD: _CARD}.get(who, _PORTAL))
