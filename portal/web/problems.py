"""Errors for machines: problem details, as RFC 9457 has them."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response

API = "/api/"
"""Under this, whatever goes wrong is told to a machine."""

_TYPE = "application/problem+json"


def problem(status: int, detail: str = "", **more: Any) -> Response:
    """What went wrong, for a machine. ``detail`` says it in words; ``more`` are members of our own,
    such as ``code``. Nothing of it may repeat what was sent."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        told["detail"] = detail
    return Response(json.dumps(told | more), status, mimetype=_TYPE)
