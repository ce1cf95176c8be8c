"""What an organisation does with what was handed on to it: take it on, say no, ask, finish."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.partner import partner, walled, walled_look
from portal.referral.answers import Problem
from portal.referral.handing_on import crossing_verbs
from portal.referral.handing_on.crossing import OPEN, Standing
from portal.referral.handing_on.crossing_questions import TooManyQuestions, ask_hub
from portal.referral.kinds import Raw
from portal.referral.moving import ChangedMeanwhile
from portal.referral.permissions import Act
from portal.referral.questions import partner_received as asks
from portal.referral.questions.question import Page
from portal.referral.words import say
from portal.storage.errors import StorageProblem, why
from portal.storage.walls import hub_at_work
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .received_looking import load
from .showing import show

log = logging.getLogger("portal")

_CHANGED = say(
    "This changed after you opened it: a colleague answered, or the hub sent something newer or "
    "took it back. Nothing of yours was sent. See how it stands now."
)
_NOT_KEPT = say("This was not sent: our records are busy. Wait a moment, then send it again.")
_TOO_MANY = say("You have asked very much about this one. Please ring the hub: %(hub_phone)s.")

Do = Callable[[Session, UUID, UUID, int, Mapping[str, Any]], None]
"""Does it: the row, who does it, the version before their eyes, what they said."""


@dataclass(frozen=True)
class Doing:
    """One thing to do. ``standings`` are those in which it can be; ``lead`` says what it does."""

    noun: str
    do: Do
    done: str
    button: str
    page: Page
    standings: frozenset[Standing]
    lead: str = ""
    check: Callable[[Mapping[str, Any]], list[Problem]] = lambda said: []


def _accept(session: Session, cross: UUID, by: UUID, at: int, said: Mapping[str, Any]) -> None:
    crossing_verbs.accept(session, desk().office, cross, by, version=at)


def _decline(session: Session, cross: UUID, by: UUID, at: int, said: Mapping[str, Any]) -> None:
    words = said.get("words") or ""
    crossing_verbs.decline(
        session, desk().office, cross, by, version=at, why=said["why"], words=words
    )


def _ask(session: Session, cross: UUID, by: UUID, at: int, said: Mapping[str, Any]) -> None:
    ask_hub(session, desk().office, cross, by, said["question"])


def _finish(session: Session, cross: UUID, by: UUID, at: int, said: Mapping[str, Any]) -> None:
    crossing_verbs.finish(
        session,
        desk().office,
        cross,
        by,
        version=at,
        actions=said["actions"],
        outcomes=said["outcomes"],
        words=said.get("words") or "",
    )


def _fits(said: Mapping[str, Any]) -> list[Problem]:
    found = crossing_verbs.unfit(said["actions"], said["outcomes"])
    return [Problem(each.where, each.words, each.where) for each in found]


_WAITING = frozenset({Standing.WAITING})
_DOINGS = (
    Doing(
        "acceptance",
        _accept,
        say("You took it on. The hub sees that."),
        say("Take it on"),
        Page(id="acceptance", title=say("Take this referral on")),
        _WAITING,
        say("You help the person from here on. The hub sees that you took it on."),
    ),
    Doing(
        "refusal",
        _decline,
        say("You said no. The hub looks for somebody else."),
        say("Say no"),
        asks.DECLINE,
        _WAITING,
        say("It goes back to the hub, which looks for somebody else."),
    ),
    Doing(
        "question",
        _ask,
        say("Your question is with the hub. The answer comes here."),
        say("Ask the hub"),
        asks.ASK_HUB,
        OPEN,
    ),
    Doing(
        "result",
        _finish,
        say("You finished. The hub sees what came of it."),
        say("Finish"),
        asks.FINISH,
        frozenset({Standing.ACCEPTED}),
        say("The hub sees what you write here."),
        _fits,
    ),
)


def _answer(doing: Doing, received: str) -> ResponseReturnValue:
    return _act(doing, received) if request.method == "POST" else _page(doing, received)


def _act(doing: Doing, received: str) -> ResponseReturnValue:
    """Do it; or show the page again, with what was typed and why it was not done."""
    form = page_form(doing.page)()
    if not token_holds(request.form):
        return _page(doing, received, form.raw, notice=t(PRESS_AGAIN), status=400)
    if is_shown_again():
        return _page(doing, received, form.raw, notice=t(TYPED_BEFORE))
    reading = form.read({}, desk().office.today())
    problems = list(reading.problems) or doing.check(reading.answers)
    if problems:
        return _page(doing, received, form.raw, problems=problems, status=422)
    version = request.form.get("version", "")
    at = int(version) if version.isdecimal() and len(version) < 10 else 0
    try:
        with walled() as session:
            cross = load(session, received)
            with hub_at_work(session):
                doing.do(session, cross.id, current_staff().id, at, reading.answers)
    except ChangedMeanwhile:
        return _page(doing, received, form.raw, notice=t(_CHANGED), status=409)
    except TooManyQuestions:
        notice = t(_TOO_MANY, **desk().office.hub.facts)
        return _page(doing, received, form.raw, notice=notice, status=429)
    except (SQLAlchemyError, StorageProblem) as error:
        log.error("storage failed: %s %s at %s", why(error), type(error).__name__, request.endpoint)
        return _page(doing, received, form.raw, notice=t(_NOT_KEPT), status=503)
    flash(doing.done)
    return redirect(url_for("partner.received", received=received), 303)


def _page(
    doing: Doing,
    received: str,
    typed: Raw | None = None,
    *,
    problems: list[Problem] | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    with walled_look() as session:
        cross = load(session, received)
    problems = problems or []
    return show(
        "partner/received_doing.html",
        title=t(doing.page.title),
        status=status,
        error=bool(problems) or status == 409,
        back=url_for("partner.received", received=cross.reference),
        reference=cross.reference,
        noun=doing.noun,
        version=cross.version,
        can=cross.state in doing.standings,
        lead=t(doing.lead) if doing.lead else "",
        button_words=t(doing.button),
        fields=show_fields(doing.page, typed or {}, {}, problems),
        errors=summarise(doing.page, problems),
        notice=notice,
    )


def _route(doing: Doing) -> None:
    @may(Act.RECEIVE)
    @own_token_check
    def view(received: str) -> ResponseReturnValue:
        return _answer(doing, received)

    partner.add_url_rule(
        f"/received/<received>/{doing.noun}",
        f"received_{doing.noun}",
        view,
        methods=["GET", "POST"],
    )


for _doing in _DOINGS:
    _route(_doing)
