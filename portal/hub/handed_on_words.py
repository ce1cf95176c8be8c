"""How it stands with places that a referral went to, in words for staff."""

import re
from collections.abc import Mapping

from portal.referral.handing_on.possible import Bar, Do, NotNow
from portal.referral.handing_on.returning_news import Word
from portal.referral.handing_on.standing import Standing
from portal.referral.handing_on.versions import Why
from portal.referral.office import Office
from portal.referral.records import Event
from portal.referral.words import say
from portal.web.language import t

VERBS: Mapping[str, str] = {
    "handed_on": say("Handed on"),
    "hand_off_sent": say("What was handed on went"),
    "hand_off_stopped": say("What was to be handed on was stopped"),
    "hand_off_failed": say("What was handed on did not get there"),
    "hand_off_held": say("Held back from being handed on"),
    "hand_off_let_go": say("Let go, to be handed on"),
    "hand_off_resent": say("Handed on again"),
    "hand_off_corrected": say("A newer version was handed on"),
    "hand_off_renewed": say("A newer version goes, because something changed"),
    "hand_off_recalled": say("What was handed on was taken back"),
    "status_returned": say("News of what was handed on"),
}
"""What these events are called on the timeline."""

TAGS: Mapping[Standing, tuple[str, str]] = {
    Standing.ASKING: (say("Waits for the person"), "yellow"),
    Standing.WAITING: (say("On its way"), "blue"),
    Standing.TRYING: (say("Tried again"), "yellow"),
    Standing.RESTING: (say("Can’t be reached"), "yellow"),
    Standing.HELD: (say("Held back"), "grey"),
    Standing.STOPPED: (say("Stopped"), "grey"),
    Standing.FAILED: (say("Did not get there"), "orange"),
    Standing.UNANSWERED: (say("Sent"), "blue"),
    Standing.SILENT: (say("No answer"), "orange"),
    Standing.ACCEPTED: (say("Taken on"), "green"),
    Standing.WORKING: (say("Working on it"), "green"),
    Standing.DECLINED: (say("Not taken on"), "orange"),
    Standing.CLOSED: (say("Finished there"), "grey"),
    Standing.TAKING_BACK: (say("Being taken back"), "blue"),
    Standing.NOT_TAKEN_BACK: (say("Not taken back yet"), "orange"),
    Standing.TAKEN_BACK: (say("Taken back"), "grey"),
}
"""How it stands, and the colour of its tag. The words say the same."""

WHY: Mapping[Bar, str] = {
    Why.ERASED: say("Everything about this person was erased."),
    Why.JOINED: say("This referral goes on in another one. Hand that one on."),
    Why.WITHDRAWN: say("The person stopped the referral."),
    Why.ON_HOLD: say("The referral is on a safeguarding hold. Nothing goes out."),
    Why.NOT_RECEIVED_HERE: say("They don’t take referrals about this."),
    Why.NO_CONSENT: say("The person has not agreed that they are told."),
    Why.ALREADY_THERE: say("It went there before, or is on its way."),
    Why.NOTHING_TO_SEND: say("There is nothing to send: it went, or something newer did."),
    Why.NOT_THERE: say("They were told nothing that could be taken back."),
    Why.GONE: say("Nothing is handed on to them any more."),
    NotNow.SAME: say("What they were told is what we know now."),
}
"""Why something does not go, or can't be done."""

STOPPED: Mapping[str, str] = {
    **{str(why): words for why, words in WHY.items() if why},
    "on_hold": say("It was stopped by a safeguarding hold. When that ends, let it go again."),
    "objected": say("It was stopped: the person says that they did not agree."),
    "recalled": say("It was taken back before it went."),
}
"""What stopped something, by its reason."""

TAKEN_BACK: Mapping[str, str] = {
    "recalled": say("Taken back by a worker"),
    "no_consent": say("Taken back: the person does not agree any more"),
    "withdrawn": say("Taken back: the person stopped the referral"),
    "erased": say("Taken back: everything about the person was erased"),
    "joined": say("Taken back: this goes on in another referral"),
}
"""Why something was taken back, by its reason."""

FAILED: Mapping[str, str] = {
    "no_answer": say("They did not answer."),
    "timeout": say("They took too long to answer."),
    "unreachable": say("They could not be reached."),
    "bad_certificate": say("They could not prove who they are, so nothing was sent."),
    "no_encryption": say("The way there is not secure, so nothing was sent."),
    "sign_in_refused": say("Our sign-in was refused there."),
    "refused": say("They refused it."),
    "message_refused": say("They refused it."),
    "bad_address": say("The address that we have for them does not work."),
    "address_not_supported": say("The address that we have for them does not work."),
    "sender_refused": say("They take nothing from our address."),
    "too_many": say("They asked us to wait."),
    "moved": say("They are somewhere else by now. Our settings must say where."),
    "not_found": say("There is nothing at the address that we have for them."),
    "gone": say("They say that they take nothing at this address any more."),
    "too_large": say("It is more than they can take."),
    "field_missing": say("They need an answer that we don’t have."),
    "no_folder": say("The folder that they read is not there."),
    "not_writable": say("We can’t write into the folder that they read."),
    "disk_trouble": say("There is trouble with the disk that they read."),
    "certificate_ended": say("The certificate that we have of theirs is too old."),
    "not_set_up": say("Our settings for them are not complete."),
    "unexpected": say("Something went wrong here, and not with them."),
    "no_worker_survived": say("Something went wrong here each time, and not with them."),
}
"""Why it did not get there, by a code of whoever carries it."""

_NUMBERED = re.compile(r"[a-z_]+_([0-9]{3})")
_TROUBLE = say("They answered that they have trouble of their own (%(code)s).")
_REFUSED = say("They refused it (%(code)s).")
_BUSY = say("They asked us to wait (%(code)s).")
_OTHER = say("It did not work (%(code)s).")

SAID: Mapping[str, str] = {
    Word.ACCEPTED: say("They take it on"),
    Word.WORKING: say("They are working on it"),
    Word.DECLINED: say("They do not take it on"),
    Word.CLOSED: say("They have finished"),
}
"""What a place said."""

CAME: Mapping[str, str] = {
    "older": say("This came late, and changes nothing: they had said something newer."),
    "recalled": say("This came after it was taken back, and changes nothing."),
    "erased": say("This came after everything was erased."),
}
"""Why news changed nothing."""

LINKS: Mapping[Do, str] = {
    Do.HOLD: say("Hold it back"),
    Do.LET_GO: say("Let it go"),
    Do.RESEND: say("Send it again"),
    Do.CORRECT: say("Send what we know now"),
    Do.RECALL: say("Take it back"),
}
"""What leads to doing it."""

NOUNS: Mapping[Do, str] = {
    Do.HOLD: "holding-back",
    Do.LET_GO: "letting-go",
    Do.RESEND: "sending-again",
    Do.CORRECT: "correction",
    Do.RECALL: "recall",
}
"""Where each is done."""


def details(event: Event, office: Office) -> str:
    """Where it went, and what was said, for an event of what was handed on; empty for others."""
    if event.verb not in VERBS:
        return ""
    key = str(event.details.get("place") or event.details.get("destination") or "")
    name = next((each.name for each in office.hub.destinations if each.id == key), "")
    said = t(SAID.get(str(event.details.get("word", "")), ""))
    return ". ".join(filter(None, (name, said)))


def failed(code: str) -> str:
    """Why it did not get there, in words; empty where nothing failed."""
    if not code:
        return ""
    if code in FAILED:
        return t(FAILED[code])
    numbered = _NUMBERED.fullmatch(code)
    if numbered is None:
        return t(_OTHER, code=code.replace("_", " "))
    number = numbered[1]
    words = _BUSY if number in ("429", "503") else _TROUBLE if number > "499" else _REFUSED
    return t(words, code=number)


def stopped(code: str) -> str:
    """What stopped it, in words."""
    return t(STOPPED[code]) if code in STOPPED else failed(code)
