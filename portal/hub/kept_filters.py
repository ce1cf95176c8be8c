"""Filters kept under a name: keeping one, all of them, and changing or removing one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral import saved_filters as verbs
from portal.referral.answers import Problem
from portal.referral.colleagues import colleagues
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.staff_filters import KEEP
from portal.referral.queue import address
from portal.referral.queue.filter import Filter
from portal.referral.saved_filters import Kept, NameTaken, NotTheirs, TooMany
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.shell import render

from . import filter_words, filters, views

_TAKEN = say("You have a filter with this name already. Choose another name")
_MANY = say("You keep as many filters as there is room for. Remove one first")


@hub.get("/filters", endpoint="filters")
@may(Act.SEE_INBOX)
def all_kept() -> Response:
    """The filters that are one's own, and those that colleagues share."""
    staff = current_staff()
    with desk().looking() as session:
        found = verbs.kept(session, desk().office, staff)
        people = colleagues(session, desk().office)
    return render(
        "hub/filters.html",
        title=t(say("Kept filters")),
        door="hub",
        person=staff.name,
        back=url_for("hub.inbox"),
        rows=[
            {
                "id": each.id,
                "name": each.name,
                "owner": each.owner,
                "shared": each.shared,
                "theirs": each.theirs,
                "href": filters.address_of(each.filter),
                "shows": filter_words.in_words(each.filter, people),
            }
            for each in found
        ],
        done=[t(str(each)) for each in get_flashed_messages()],
    )


@hub.get("/filters/new", endpoint="new_filter")
@may(Act.SEE_INBOX)
def ask_name() -> Response:
    """Ask under what name to keep the filter that the address asks for."""
    return _page(address.read(request.args.to_dict(flat=False)).filter)


@hub.post("/filters/new", endpoint="keep_filter")
@may(Act.SEE_INBOX)
def keep() -> ResponseReturnValue:
    """Keep it, and go to its list."""
    asked = address.read(request.args.to_dict(flat=False)).filter

    def do(session: Session, name: str, shared: bool) -> None:
        verbs.keep(session, desk().office, current_staff(), name, asked, shared=shared)

    return _write(asked, do, _KEPT, filters.address_of(asked))


_KEPT, _CHANGED = say("The filter is kept."), say("The filter is changed.")
_REMOVED = say("The filter is removed.")


@hub.get("/filters/<uuid:kept>", endpoint="kept_filter")
@may(Act.SEE_INBOX)
def one(kept: UUID) -> Response:
    """Ask for another name, or whether to share it."""
    found = _load(kept)
    given = {"name": found.name, "share": ["team"] if found.shared else []}
    return _page(found.filter, write_fields(KEEP, given), found=found)


@hub.post("/filters/<uuid:kept>", endpoint="change_filter")
@may(Act.SEE_INBOX)
def change(kept: UUID) -> ResponseReturnValue:
    """Give it another name, share it, or share it no longer."""
    found = _load(kept)

    def do(session: Session, name: str, shared: bool) -> None:
        verbs.change(session, desk().office, current_staff(), kept, name, shared=shared)

    return _write(found.filter, do, _CHANGED, url_for("hub.filters"), found)


@hub.post("/filters/<uuid:kept>/removal", endpoint="remove_filter")
@may(Act.SEE_INBOX)
def remove(kept: UUID) -> ResponseReturnValue:
    """Remove it. A second click of the same finds that it is done."""
    try:
        with desk().session() as session:
            verbs.remove(session, desk().office, current_staff(), kept)
    except NotTheirs:
        return redirect(url_for("hub.filters"), 303)
    flash(_REMOVED)
    return redirect(url_for("hub.filters"), 303)


def _write(
    asked: Filter,
    do: Callable[[Session, str, bool], None],
    done: str,
    goes_to: str,
    found: Kept | None = None,
) -> ResponseReturnValue:
    form = page_form(KEEP)()
    if request.form.get("typed_before"):
        return _page(asked, form.raw, found=found)
    reading = form.read({}, desk().office.today())
    problems = list(reading.problems)
    if not problems:
        said = reading.answers
        try:
            with desk().session() as session:
                do(session, said["name"], bool(said["share"]))
        except NameTaken:
            problems = [Problem("name", _TAKEN, "name")]
        except TooMany:
            problems = [Problem("name", _MANY, "name")]
        except NotTheirs:
            abort(404)
    if problems:
        return _page(asked, form.raw, problems, found)
    flash(done)
    return redirect(goes_to, 303)


def _load(kept: UUID) -> Kept:
    """The filter, if it is theirs to change; else "not found"."""
    with desk().looking() as session:
        found = verbs.kept(session, desk().office, current_staff())
    theirs = [each for each in found if each.id == kept and each.theirs]
    return theirs[0] if theirs else abort(404)


def _page(
    asked: Filter, typed: Raw | None = None, problems: Any = (), found: Kept | None = None
) -> Response:
    with desk().looking() as session:
        people = colleagues(session, desk().office)
    return render(
        "hub/filter.html",
        title=t(say("Change a kept filter") if found else KEEP.title),
        status=422 if problems else 200,
        error=bool(problems),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.filters") if found else filters.address_of(asked),
        fields=show_fields(KEEP, typed or {}, {}, problems),
        errors=summarise(KEEP, problems),
        view=t(views.TITLES[asked.view]),
        shows=filter_words.in_words(asked, people),
        action=request.full_path.rstrip("?"),
        removal=url_for("hub.remove_filter", kept=found.id) if found else None,
    )
