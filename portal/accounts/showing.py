"""Showing a page of accounts: its header says who is signed in, once they are."""

from typing import Any

from flask import Response

from portal.web.forms import mistake as mistake
from portal.web.shell import render

from .login import signed_in

Error = dict[str, str]


def show(template: str, *, title: str, errors: list[Error] | None = None, **more: Any) -> Response:
    """A whole page; with ``errors`` it says so in its title and its status, unless told another."""
    who = signed_in()
    whole = who is not None and who.is_authenticated
    wrong = errors or []
    more.setdefault("status", 422 if wrong else 200)
    more.setdefault("error", bool(wrong))
    return render(
        template,
        title=title,
        door="partner" if who and whole and who.staff.organisation else "hub",
        person=who.staff.name if who and whole else None,
        errors=wrong,
        by_field={each["href"].removeprefix("#"): each["text"] for each in wrong},
        **more,
    )
