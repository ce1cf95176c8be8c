"""The hub's door: the inbox, and each referral with what may be done about it."""

from flask import Blueprint

hub = Blueprint("hub", __name__, url_prefix="/hub")

from portal.hub import (  # noqa: E402 - they add their routes
    again,  # noqa: F401
    attempting,  # noqa: F401
    audit,  # noqa: F401
    callbacks,  # noqa: F401
    figures,  # noqa: F401
    handed_on,  # noqa: F401
    handed_on_again,  # noqa: F401
    handed_on_all,  # noqa: F401
    handover,  # noqa: F401
    kept_filters,  # noqa: F401
    lists,  # noqa: F401
    load,  # noqa: F401
    looking,  # noqa: F401
    matches,  # noqa: F401
    matches_of,  # noqa: F401
    matching,  # noqa: F401
    papers,  # noqa: F401
    reassigning,  # noqa: F401
    search,  # noqa: F401
    shortcuts,  # noqa: F401
    tasks,  # noqa: F401
    too_long,  # noqa: F401
    verbs,  # noqa: F401
    watching,  # noqa: F401
)
