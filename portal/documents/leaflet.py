"""The leaflet that a community group hands to somebody: an invitation on one sheet.

Anybody may find it. It says who signs it and how to reach them, and nothing of what happened, of
crime or of anybody.
"""

from datetime import datetime

from portal.referral.hub import Hub
from portal.referral.words import Speaker, say

from .paper import Document, make
from .qr import qr_picture


def leaflet(
    hub: Hub, speak: Speaker, *, code: str, link: str, site: str, until: datetime
) -> Document:
    """The invitation whose words are ``code`` and whose address is ``link``, good ``until`` that
    aware moment. ``site`` is where the portal is, for whoever types the words."""
    title = speak(say("For you"))
    return make(
        "leaflet.html",
        hub,
        speak,
        title=title,
        file_name="for-you.pdf",
        code=code,
        picture=qr_picture(link, speak(say("A picture to scan with a phone"))),
        place=f"{site.partition('://')[2] or site}/invited",
        until=until.astimezone(speak.zone).date(),
    )
