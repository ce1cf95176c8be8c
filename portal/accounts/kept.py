"""What was typed when a session ended: it travels through the sign-in page, and is shown again.

It is never acted on by itself: after signing in, the form it was typed in comes back filled, and
the member of staff sends it, or doesn't.
"""

from flask import request

Typed = list[tuple[str, str]]

PREFIX = "kept."
SHOW_AGAIN = "typed_before"
"""The field that asks a form's page to show what was typed instead of acting on it."""

# What proves something, or was made for one page only, is asked for again.
_NEVER = {"csrf_token", "password", "current", "new", "again", "version", SHOW_AGAIN}


def typed_here() -> Typed:
    """What this request brought, unless a page of another site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    return [(name, text) for name, text in request.form.items(multi=True) if name not in _NEVER]


def typed_earlier() -> Typed:
    """What came along through the sign-in page."""
    return [
        (name.removeprefix(PREFIX), text)
        for name, text in request.form.items(multi=True)
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _NEVER
    ]
