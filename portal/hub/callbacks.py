"""Who asked to be rung back: a list by when it is due, one of them, and how it ended."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.hub import hub
from portal.referral.accounts import names
from portal.referral.answers import Problem
from portal.referral.callbacks import (
    MOST,
    DealtWith,
    ToRing,
    find,
    finish,
    look,
    rung,
    to_ring,
)
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.community_groups import RING_ME
from portal.referral.questions.staff_callbacks import RUNG
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .due_words import told_when

_DONE = say("Written down. Nobody needs to ring them any more.")
_MEANWHILE = say(
    "Somebody dealt with this after you opened it. Nothing of yours was saved. It is below, so "
    "that you can pass it on to them."
)
_QUESTIONS = {each.id: each for each in RING_ME.questions}
_RULES = ("caller_times", "caller_openly")
_WHO = ("caller_name", "caller_group", "caller_phone")


@hub.get("/callbacks", endpoint="callbacks")
@may(Act.TAKE_CALLBACKS)
def all_of_them() -> Response:
    """Everybody who waits to be rung, the soonest due first; and those rung last."""
    office = desk().office
    with desk().looking() as session:
        waiting = to_ring(session, office)
        done = rung(session, office)
        known = names(session, office, {each.done_by for each in done if each.done_by})
    return render(
        "hub/callbacks.html",
        title=t(say("To ring back")),
        door="hub",
        person=current_staff().name,
        rows=[_row(each) for each in waiting],
        most=MOST if len(waiting) == MOST else 0,
        done=[_row(each, known) for each in done],
        notices=[t(str(each)) for each in get_flashed_messages()],
    )


@hub.get("/callbacks/<uuid:callback>", endpoint="callback")
@may(Act.TAKE_CALLBACKS)
def one(callback: UUID) -> Response:
    """Who to ring, when, and what may be said; the number stands last."""
    with desk().session() as session:
        look(session, desk().office, current_staff(), callback)
    return _page(callback)


@hub.post("/callbacks/<uuid:callback>", endpoint="callback_done")
@may(Act.TAKE_CALLBACKS)
@own_token_check
def done(callback: UUID) -> ResponseReturnValue:
    """Write down how it ended. Whoever is second is told so, and loses nothing."""
    office, form = desk().office, page_form(RUNG)()
    if is_shown_again():
        return _page(callback, form.raw, notice=t(TYPED_BEFORE))
    reading = form.read({}, office.today())
    if reading.problems:
        return _page(callback, form.raw, reading.problems, status=422)
    if not token_holds(request.form):
        return _page(callback, form.raw, notice=t(PRESS_AGAIN), status=400)
    try:
        with desk().session() as session:
            ending = reading.answers["ending"]
            if not finish(session, office, current_staff(), callback, ending):
                abort(404)
    except DealtWith:
        return _page(callback, form.raw, notice=t(_MEANWHILE), status=409)
    flash(_DONE)
    return redirect(url_for("hub.callbacks"), 303)


def _page(
    callback: UUID,
    raw: Raw | None = None,
    problems: Sequence[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    office, speak = desk().office, current_language().speaker
    with desk().looking() as session:
        found = find(session, office, callback)
        if found is None:
            abort(404)
        known = names(session, office, {found.done_by} if found.done_by else set())
    return render(
        "hub/callback.html",
        title=t(say("Ring somebody back")),
        status=status,
        error=bool(problems),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.callbacks"),
        notice=notice,
        each=_row(found, known),
        rules=_said(found, _RULES),
        who=_said(found, _WHO),
        asked=speak.moment(found.asked),
        ending=found.ending.split("\n") if found.done else [],
        typed=(raw or {}).get("ending", [""])[0] if found.done else "",
        fields=show_fields(RUNG, raw or {}, {}, problems),
        errors=summarise(RUNG, problems),
    )


def _said(callback: ToRing, wanted: Sequence[str]) -> list[dict[str, Any]]:
    """What they answered to each of these, by its short name."""
    speak = current_language().speaker
    return [
        {
            "id": id,
            "label": t(_QUESTIONS[id].short),
            "lines": _QUESTIONS[id].kind.show(callback.said[id], speak),
        }
        for id in wanted
        if callback.said.get(id)
    ]


def _row(callback: ToRing, known: Mapping[UUID, str] | None = None) -> dict[str, Any]:
    office, speak = desk().office, current_language().speaker
    row: dict[str, Any] = {
        "id": str(callback.id),
        "name": callback.said.get("caller_name") or t(say("No name")),
        "group": callback.said.get("caller_group") or "",
        "urgent": callback.urgent,
        "late": False,
    }
    if callback.done is None:
        due = told_when(callback.due, office, speak)
        row |= {"when": due.words, "late": due.late}
    else:
        by = (known or {}).get(callback.done_by) if callback.done_by else None
        words = say("Done %(when)s by %(name)s") if by else say("Done %(when)s")
        row["when"] = t(words, when=speak.moment(callback.done), name=by or "")
    return row
