"""A small neutral card: a code, a picture to scan, and whom to ring; nothing of what it is for."""

from datetime import datetime

from portal.referral.hub import Hub
from portal.referral.words import Speaker, say

from .paper import Document, make
from .qr import qr_picture

PAGE = "/yours"
"""The page that a card leads to."""


def link_of(address: str, code: str) -> str:
    """What the picture leads to. The code stands after its #, which no browser sends."""
    return f"{address}{PAGE}#{code.replace(' ', '-')}"


def card(
    hub: Hub, speak: Speaker, *, address: str, code: str, until: datetime, has_word: bool
) -> Document:
    """The card for ``code``, which works up to the moment ``until``, at the portal's ``address``.

    It names neither the service nor any person, and never holds the word that goes with the code:
    only whether there is one.
    """
    return make(
        "card.html",
        hub,
        speak,
        title=speak(say("Your card")),
        file_name="card.pdf",
        code=code,
        has_word=has_word,
        place=f"{address.partition('://')[2]}{PAGE}",
        picture=qr_picture(link_of(address, code), speak(say("A picture to scan with a phone"))),
        until=until.astimezone(speak.zone).date(),
    )
