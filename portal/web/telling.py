"""Emails about accounts: an invitation, and that a second proof was reset.

They go out at once, while whoever asked for them waits: an invitation's link is kept nowhere, so
nothing can send it later. Without a mail server nothing is sent, and the page says so.
"""

import logging

from portal.delivery.routes import adapters
from portal.delivery.sending import NotSent
from portal.referral.contact import Channel
from portal.referral.outgoing_words import Send
from portal.referral.people import Person
from portal.referral.words import say
from portal.storage.ids import new_id
from portal.web.desk import desk
from portal.web.language import current_language, t

log = logging.getLogger("portal")

_INVITED = say(
    "%(inviter)s invites you to %(hub)s's portal for staff.\n\n"
    "Open this link and make your account:\n\n%(link)s\n\n"
    "It works once, until %(until)s. If you did not expect this, do nothing."
)
_INVITED_THERE = say(
    "%(inviter)s invites you to %(hub)s's portal for partners.\n\n"
    "Open this link and make your account:\n\n%(link)s\n\n"
    "It works once, until %(until)s. If you did not expect this, do nothing."
)
_RESET = say(
    "%(hub)s has reset your second proof for signing in: your app, passkeys and recovery codes "
    "no longer work. You set up a new one when you next sign in with your password.\n\n"
    "If you did not ask for this, tell whoever looks after accounts at once."
)


def invitation(inviter: str, link: str, until: str, *, at_hub: bool) -> str:
    """The words of an invitation to the hub or to a partner, to send by email or otherwise."""
    words = _INVITED if at_hub else _INVITED_THERE
    return t(words, inviter=inviter, link=link, until=until)


def send_invitation(to: str, words: str) -> bool:
    """Send an invitation by email; whether it went out."""
    return _send(to, t(say("Your account")), words)


def second_proof_reset(person: Person) -> bool:
    """Tell somebody that their second proof was reset; whether it went out."""
    return _send(person.email, t(say("Your second proof was reset")), t(_RESET))


def _send(to: str, subject: str, words: str) -> bool:
    office = desk().office
    adapter = adapters(desk().settings).get(Channel.EMAIL)
    if adapter is None:
        return False
    try:
        adapter.send(
            Send(
                key=new_id(office.now()),
                channel=Channel.EMAIL,
                to=to,
                sender=office.hub.name,
                subject=subject,
                body=words,
                language=current_language().code,
            )
        )
    except NotSent as refusal:
        log.warning("an email about an account was not sent: %s", refusal.reason)
        return False
    return True
