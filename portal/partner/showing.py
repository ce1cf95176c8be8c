"""Showing a page of this door, with the name of whoever is signed in and their way out."""

from typing import Any

from flask import Response

from portal.web.guard import current_staff
from portal.web.shell import render


def show(template: str, *, title: str, **context: Any) -> Response:
    """A page of the partner's door. ``context`` goes to ``render``: see there."""
    staff = current_staff()
    context |= {"receives": staff.receives, "refers": staff.sends}
    return render(template, title=title, door="partner", person=staff.name, **context)
