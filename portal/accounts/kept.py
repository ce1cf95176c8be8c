"""What was typed when a session ended: it travels through the sign-in page, and is shown again.

It is never acted on by itself: after signing in, the form it was typed in comes back filled, and
the member of staff sends it, or doesn't.
"""

from flask import request

from portal.web.typed_before import SHOW_AGAIN, is_shown_again

__all__ = [
    "PREFIX",
    "SHOW_AGAIN",
    "Typed",
    "brought",
    "is_shown_again",
    "typed_earlier",
    "typed_here",
]

Typed = list[tuple[str, str]]

PREFIX = "kept."

# What proves something, or was made for one page only, is asked for again.
_NEVER = {
    *("csrf_token", "version", "mark", "next", SHOW_AGAIN),
    *("password", "current", "new", "again", "code", "credential", "proposal", "invitation"),
}
_WAY_IN = "/sign-in"


def typed_here() -> Typed:
    """What this request brought, unless a page of another site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    return [(name, text) for name, text in request.form.items(multi=True) if name not in _NEVER]


def brought() -> tuple[str, Typed]:
    """Where this request was going and what it brought: or, on a page of the way in, where they
    wanted to go from there, and what came along."""
    if request.path.startswith(_WAY_IN):
        return request.form.get("next", ""), typed_earlier()
    return request.path, typed_here()


def typed_earlier() -> Typed:
    """What came along through the sign-in page."""
    return [
        (name.removeprefix(PREFIX), text)
        for name, text in request.form.items(multi=True)
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _NEVER
    ]
