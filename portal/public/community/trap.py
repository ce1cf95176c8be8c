"""What keeps machines out without a puzzle: a box that no human sees or hears, and limits.

Whatever fills that box in is thanked, and nothing of it is kept.
"""

from flask import redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.referral import limits
from portal.referral.names import words
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.visitor import visitor

BOX = "remark"
"""A name that no browser and no password manager knows how to fill in."""

TOO_MANY = say(
    "A lot was sent from here today, so we did not take this. What you typed is still here. "
    "Ring us on %(hub_phone)s, or try again tomorrow"
)


def caught() -> bool:
    """Whether this request filled in the box that humans don't meet."""
    return any(text.strip() for text in request.form.getlist(BOX))


def thanked() -> BaseResponse:
    """Where whatever was caught is led."""
    return redirect(url_for("public.community_thanks"), 303)


def within_limits(connection: Connection, *, name: object = "", contacts: object = ()) -> bool:
    """Count one thing that is sent, for this address and for the group that it says it is.

    ``name`` is the group's, ``contacts`` are its phone numbers and email addresses. False when
    either has sent too much in a day; all are counted, whatever the first one says.
    """
    office = desk().office
    group = " ".join(sorted(words(str(name or ""))))
    known = [f"name:{group}"] if group else []
    listed = contacts if isinstance(contacts, list | tuple) else (contacts,)
    known += [f"contact:{str(each).casefold()}" for each in listed if each]
    tries = [
        limits.count_try(connection, office, limits.GROUP_ADDRESS, visitor()),
        *(limits.count_try(connection, office, limits.GROUP, each) for each in known),
    ]
    return all(tries)
