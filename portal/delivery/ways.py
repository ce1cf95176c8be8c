"""Every way out that a worker has: the channels that are set up, and a way to each destination."""

from collections.abc import Mapping
from contextlib import suppress

from portal.referral.handing_on.queue import ROUTE
from portal.referral.office import Office
from portal.settings import Settings

from .receivers import NotSetUp, names_for, receiver_for
from .receivers.way import WayTo
from .routes import adapters
from .sending import Adapter


def ways_out(settings: Settings, office: Office) -> Mapping[str, Adapter]:
    """The adapter of every way that something can be claimed for.

    A destination that is not set up has none: what waits for it goes on waiting, and nothing else
    does.
    """
    found: dict[str, Adapter] = {str(channel): way for channel, way in adapters(settings).items()}
    for each in settings.hub.destinations:
        with suppress(NotSetUp):
            receiver, names = receiver_for(settings, each), names_for(settings, each)
            found[ROUTE + each.id] = WayTo(office, receiver, names)
    return found
