"""What anybody may read: the form of the documents that are handed on, with examples."""

from flask import Response, jsonify

from portal.api import api
from portal.referral.handing_on.document import schema_address
from portal.web.desk import desk
from portal.web.guard import anyone


@api.get("/schema/")
@anyone
def schemas() -> Response:
    """What is published here."""
    return jsonify({"referral": {"schema": schema_address(desk().office)}})
