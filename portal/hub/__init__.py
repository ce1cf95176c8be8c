"""The hub's door: the inbox, and each referral with what may be done about it."""

from flask import Blueprint

hub = Blueprint("hub", __name__, url_prefix="/hub")

from portal.hub import attempting, lists, looking, papers, verbs  # noqa: E402, F401 - they add their routes
