"""The door for other systems: what documents look like, and what comes back. JSON only.

Whatever goes wrong here is told as RFC 9457 says (see ``portal.web.problems``).
"""

from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api/v1")

from portal.api import published, statuses  # noqa: E402, F401 - they add their routes
