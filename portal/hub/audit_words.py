"""Words for what the audit shows beyond a referral's own timeline: accounts, signing in, pages."""

from collections.abc import Mapping
from uuid import UUID

from portal.referral.records import Event
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
    "stand_in_set": say("Stand-in chosen"),
    "notices_chosen": say("Chose which emails to get"),
}


def line(event: Event, names: Mapping[UUID, str], speak: Speaker) -> dict[str, str]:
    """One event in words: what, who, when, and what else is known of it."""
    shown = saying.happened(event, names, speak)
    if event.verb in VERBS:
        shown["title"] = t(VERBS[event.verb])
    more = [shown["text"]] if shown["text"] else []
    page = ACTIONS.get(str(event.details.get("page")))
    if page is not None:
        more.append(t(say("The page “%(page)s”"), page=t(page.title)))
    about = _named(event.details.get("account"), names)
    if about:
        more.append(t(say("Account of %(name)s"), name=about))
    shown["text"] = ". ".join(more)
    return shown


def people(event: Event) -> set[UUID]:
    """Everybody whom an event names: who did it, and whose account it was about."""
    found = set()
    for text in (event.actor, event.details.get("account")):
        try:
            found.add(UUID(str(text)))
        except ValueError:
            continue  # the person, the portal, or nobody
    return found


def _named(account: object, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(str(account)), "")
    except ValueError:
        return ""
