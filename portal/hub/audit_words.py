"""Words for what the audit shows beyond a referral's own timeline: accounts, signing in, pages."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from portal.referral.questions.partner_people import EVERY_ROLE
from portal.referral.records import Event
from portal.referral.training import LANES
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import saying
from .actions import ACTIONS

VERBS: Mapping[str, str] = {
    "signed_in": say("Signed in"),
    "signed_out": say("Signed out"),
    "sign_in_refused": say("A sign-in was refused"),
    "first_proof_given": say("Gave the right password; a second proof was still to come"),
    "proved_again": say("Proved again who they are"),
    "second_proof_refused": say("A second proof was refused"),
    "second_proof_reset": say("Second proof reset"),
    "password_changed": say("Password changed"),
    "app_added": say("Code app set up"),
    "app_removed": say("Code app removed"),
    "passkey_added": say("Passkey added"),
    "passkey_removed": say("Passkey removed"),
    "recovery_code_used": say("Recovery code used"),
    "recovery_codes_made": say("Recovery codes made"),
    "single_sign_on_bound": say("Joined to the hub’s own sign-in"),
    "single_sign_on_unbound": say("Parted from the hub’s own sign-in"),
    "account_added": say("Account added"),
    "account_closed": say("Account closed"),
    "account_opened_again": say("Account opened again"),
    "renamed": say("Name changed"),
    "roles_set": say("Roles changed"),
    "training_set": say("Training changed"),
    "invited": say("Colleague invited"),
    "invitation_withdrawn": say("Invitation withdrawn"),
    "invitation_accepted": say("Invitation accepted"),
    "organisation_added": say("Partner organisation added"),
    "organisation_changed": say("Partner organisation changed"),
    "organisation_closed": say("Partner organisation closed"),
    "organisation_opened_again": say("Partner organisation opened again"),
    "stand_in_set": say("Stand-in chosen"),
    "notices_chosen": say("Chose which emails to get"),
    "filter_kept": say("Filter kept"),
    "filter_changed": say("Filter changed"),
    "filter_removed": say("Filter removed"),
    "community_invited": say("Invitation made to hand over"),
    "community_invitation_started": say("Started from an invitation that was handed over"),
    "callback_asked": say("Somebody asked to be rung back"),
    "callback_viewed": say("Looked at who asked to be rung back"),
    "callback_done": say("Rung back, and done with"),
    "shortcuts_set": say("Keyboard shortcuts turned on or off"),
}

_CHANGED: Mapping[str, Mapping[Any, str]] = {"roles_set": EVERY_ROLE, "training_set": LANES}
"""What each of these changed, by its code."""

_PAGES: Mapping[str, str] = {
    "attempts": say("Get in touch"),
    "match": say("Compare two referrals"),
    "referral_audit": say("Audit of a referral"),
    "task": say("Task"),
    "handed_on": say("What was handed on"),
    "handed_on_version": say("What went to a service"),
    "handed_on_now": say("What would go to a service now"),
    "handover_code": say("The code for the person"),
    "handover_card": say("The card for the person"),
}
"""Pages about a referral at which nothing is done to it."""


def line(event: Event, names: Mapping[UUID, str], speak: Speaker) -> dict[str, str]:
    """One event in words: what, who, when, and what else is known of it."""
    if event.verb not in VERBS:
        shown = saying.happened(event, names, speak)
        noun = str(event.details.get("page"))
        title = ACTIONS[noun].title if noun in ACTIONS else _PAGES.get(noun, "")
        if title:
            shown["text"] = t(say("The page “%(page)s”"), page=t(title))
        return shown
    return {
        "title": t(VERBS[event.verb]),
        "by": saying.actor(event.actor, names),
        "at": event.at.isoformat(),
        "when": speak.moment(event.at),
        "text": ". ".join(_more(event, names, speak)),
    }


def people(event: Event) -> set[UUID]:
    """Everybody whom an event names: who did it, and whose account it was about."""
    found = set()
    for text in (event.actor, event.details.get("account")):
        try:
            found.add(UUID(str(text)))
        except ValueError:
            continue  # the person, the portal, or nobody
    return found


def _more(event: Event, names: Mapping[UUID, str], speak: Speaker) -> Iterator[str]:
    """Whose account or which organisation it was about, and what an account gained and lost."""
    about = _named(event.details.get("account"), names)
    if about:
        yield t(say("Account of %(name)s"), name=about)
    organisation = _named(event.details.get("organisation"), names)
    if organisation:
        yield t(say("Organisation: %(name)s"), name=organisation)
    words = _CHANGED.get(event.verb)
    if words is not None:
        before, after = (set(event.details.get(each) or ()) for each in ("before", "after"))
        for codes, change in (
            (after - before, say("Gained: %(what)s")),
            (before - after, say("Lost: %(what)s")),
        ):
            if codes:
                known = [t(words[code]) for code in words if code in codes]
                yield t(change, what=speak.list(known))


def _named(account: object, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(str(account)), "")
    except ValueError:
        return ""
