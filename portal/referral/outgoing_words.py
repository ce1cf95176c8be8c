"""What a message says and who signs it: neutral, or open where the person allowed it."""

from dataclasses import dataclass
from uuid import UUID

from .contact import Channel, ContactRules
from .office import Office
from .records import Referral
from .records.outgoing import Purpose
from .words import say


@dataclass(frozen=True)
class Send:
    """Send these words to this address. ``key`` is the same at every attempt."""

    key: UUID
    channel: Channel
    to: str
    sender: str
    subject: str
    body: str
    language: str


_NEUTRAL = {
    Purpose.RECEIVED: say("Thank you, we have what you sent. You don't need to do anything."),
    Purpose.MESSAGE: say("There is something new for you to read. There is no need to reply."),
}
_OPEN = {
    Purpose.RECEIVED: say(
        "%(hub)s has received your referral. Your reference is %(reference)s. "
        "You can follow it with your code and word, or ring us on %(hub_phone)s."
    ),
    Purpose.MESSAGE: say(
        "%(hub)s has written to you. To read it, come back with your code and word, "
        "or ring us on %(hub_phone)s."
    ),
}


def wording(
    office: Office, referral: Referral, rules: ContactRules, channel: Channel, purpose: Purpose
) -> tuple[str, str]:
    """Who signs and what is said on ``channel``, in the referral's language: neutral, or open
    where the person allowed it."""
    speak = office.speaker(referral.language)
    openly = rules.says_who(channel)
    sender = office.hub.name if openly else office.hub.neutral_name
    words = (_OPEN if openly else _NEUTRAL)[purpose]
    return sender, speak(words, **office.hub.facts, reference=referral.reference)


def in_words(
    office: Office,
    referral: Referral,
    rules: ContactRules,
    channel: Channel,
    purpose: Purpose,
    *,
    key: UUID,
) -> Send:
    """What is to be sent to ``referral``'s person on ``channel``, ready to hand over."""
    sender, body = wording(office, referral, rules, channel, purpose)
    return Send(
        key=key,
        channel=channel,
        to=rules.reach[channel],
        sender=sender,
        subject=office.speaker(referral.language)(say("A note from %(sender)s"), sender=sender),
        body=body,
        language=referral.language,
    )
