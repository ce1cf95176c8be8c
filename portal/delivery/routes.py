"""Which channels this hub has the means for, and the adapter of each."""

from collections.abc import Mapping

from portal.referral.contact import Channel
from portal.settings import Settings

from .email import EmailAdapter
from .sending import Adapter
from .text import TextAdapter


def adapters(settings: Settings) -> Mapping[Channel, Adapter]:
    """The adapter of every channel that is set up."""
    found: dict[Channel, Adapter] = {}
    if settings.mail_server and settings.mail_from:
        found[Channel.EMAIL] = EmailAdapter(settings.mail_server, settings.mail_from)
    if settings.text_url and settings.text_token:
        found[Channel.TEXT] = TextAdapter(settings.text_url, settings.text_token)
    return found


def configured_channels(settings: Settings) -> frozenset[Channel]:
    """The channels to offer: `Office.sends` of every process of this hub."""
    return frozenset(adapters(settings))
