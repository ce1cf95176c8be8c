"""Where a person sits: the draft their visit holds open, or a page that says it was closed."""

from collections.abc import Iterable

from flask import Response, request
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection

from portal.referral import drafts
from portal.referral.draft_body import Held
from portal.referral.origins import Origin
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.language import t
from portal.web.shell import render
from portal.web.visits import visit_token

CARRY = "carried-"


def held(connection: Connection, *, lock: bool = False, journey: str = Origin.SELF) -> Held | None:
    """The draft of this ``journey`` that this browser's visit holds open, or None.

    What somebody tells of another opens none of the pages of a person's own, nor the reverse.
    """
    token = visit_token()
    if token is None:
        return None
    found = drafts.look(connection, desk().office, token, lock=lock)
    return found if found is not None and found.journey == journey else None


def closed() -> Response:
    """The page for a visit that has ended. What was just typed goes along, and is not lost."""
    typed = list(carried() or sent_here())
    return render(
        "public/closed.html",
        title=t(say("This was closed")),
        typed=typed,
        csrf=generate_csrf(),
    )


def sent_here() -> Iterable[tuple[str, str]]:
    """What this request brought, under names that carry it on to the next."""
    if request.method != "POST":
        return
    yield f"{CARRY}to", request.path
    for name, value in request.form.items(multi=True):
        if name not in ("csrf_token", "seen"):
            yield CARRY + name, value


def carried() -> list[tuple[str, str]]:
    """What an earlier request brought and this one carries."""
    return [pair for pair in request.form.items(multi=True) if pair[0].startswith(CARRY)]


def entry_number(text: str) -> int | None:
    """Which entry of a repeating page ``text`` names; None for what no address of ours says."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
