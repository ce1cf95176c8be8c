"""What one person looks after, or nobody does, with the form that passes it on to others."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import names, profile
from portal.referral.answers import Problem
from portal.referral.because import Because
from portal.referral.colleagues import colleagues
from portal.referral.conditions import Answers
from portal.referral.kinds import Raw
from portal.referral.load import has
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_owning import reassign_page
from portal.referral.queue.filter import NOBODY, Filter, Order
from portal.referral.queue.lists import listing
from portal.referral.reassigning import Outcome, Plan, reassign_some
from portal.referral.words import say
from portal.storage.errors import StorageProblem, why
from portal.web.desk import desk
from portal.web.forms import (
    own_token_check,
    page_form,
    show_fields,
    summarise,
    token_holds,
)
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import saying
from .due_words import told
from .load import counts, open_account
from .owning_words import WHY_NOT

log = logging.getLogger("portal")

_MOST_NAMED = 10
"""So many references of what stayed are named; of more, only how many."""

_NONE_TICKED = say("Tick at least one referral, or choose all of them")
_TO_NOBODY = say("They are nobody’s already. Choose at least one colleague")
_NOT_KEPT = say(
    "Not everything was passed on: our records are busy. Wait a moment, then send it again."
)
_AGAIN = say("This is what you chose before. Nothing has been passed on yet.")


@hub.get("/load/nobody", defaults={"person": None}, endpoint="load_of_nobody")
@hub.get("/load/<uuid:person>", endpoint="load_of")
@may(Act.SEE_LOAD)
def load_of(person: UUID | None) -> Response:
    """What ``person`` looks after, or nobody does."""
    return _page(person, {})


@hub.post("/load/nobody", defaults={"person": None}, endpoint="reassign_nobodys")
@hub.post("/load/<uuid:person>", endpoint="reassign")
@own_token_check
@may(Act.REASSIGN)
def reassign(person: UUID | None) -> ResponseReturnValue:
    """Pass on those that were chosen, batch by batch, and say what became of them."""
    with desk().looking() as session:
        page = _asked(session, person)
    form = page_form(page)()
    if request.form.get("typed_before"):
        return _page(person, form.raw, notice=t(_AGAIN))
    if not token_holds(request.form):
        return _page(person, form.raw, notice=t(_AGAIN), status=400)
    reading = form.read({}, desk().office.today())
    problems = [*reading.problems, *_unfit(person, reading.answers)]
    if problems:
        return _page(person, form.raw, problems=problems, status=422)
    outcome, whole = _carry_out(_plan(person, reading.answers))
    lines = _what_became(outcome)
    if not whole:
        return _page(person, form.raw, notice=" ".join([t(_NOT_KEPT), *lines]), status=503)
    flash(" ".join(lines))
    return redirect(_here(person), 303)


def _carry_out(plan: Plan) -> tuple[Outcome, bool]:
    """Pass on all of it; gives how far it came, and whether that is the whole."""
    outcome = Outcome()
    try:
        while not outcome.done:
            with desk().session() as session:
                found = reassign_some(session, desk().office, current_staff(), plan, outcome)
            outcome = found  # only what was kept counts
    except (SQLAlchemyError, StorageProblem) as error:
        log.error("storage failed: %s %s at %s", why(error), type(error).__name__, request.endpoint)
        return outcome, False
    return outcome, True


def _asked(session: Session, person: UUID | None) -> Page:
    office = desk().office
    return reassign_page(
        (str(each.id), each.name, _has(session, each.id))
        for each in colleagues(session, office)
        if each.id != person
    )


def _has(session: Session, account_id: UUID) -> str:
    found = counts(has(session, desk().office, account_id))
    return t(say("%(open)s open, %(overdue)s overdue"), **found)


def _unfit(person: UUID | None, said: Answers) -> Iterator[Problem]:
    if said.get("which") == "ticked" and not _ticked():
        yield Problem("which", _NONE_TICKED, "which")
    if person is None and said.get("whom") == ["nobody"]:
        yield Problem("whom", _TO_NOBODY, "whom")


def _ticked() -> frozenset[UUID]:
    """The referrals that were ticked; what is no id of one is none."""
    found = set()
    for text in request.form.getlist("referral"):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return frozenset(found)


def _plan(person: UUID | None, said: Answers) -> Plan:
    return Plan(
        whose=person,
        to=tuple(UUID(each) for each in said["whom"] if each != "nobody"),
        because=Because(said["because"]),
        note=said.get("note") or "",
        only=_ticked() if said["which"] == "ticked" else None,
    )


def _what_became(outcome: Outcome) -> list[str]:
    """How many went to whom, and what stayed and why."""
    with desk().looking() as session:
        known = names(session, desk().office, {each for each in outcome.given if each})
    lines = []
    for account_id, number in outcome.given.items():
        name = known.get(account_id, "") if account_id else t(say("nobody"))
        lines.append(t(say("To %(name)s: %(number)s."), name=name, number=number))
    if not lines:
        lines.append(t(say("Nothing was passed on.")))
    for reason, words in WHY_NOT.items():
        stayed = [reference for reference, each in outcome.left if each is reason]
        if stayed:
            lines.append(
                t(
                    say("%(number)s stayed (%(references)s): %(why)s."),
                    number=len(stayed),
                    references=_some(stayed),
                    why=t(words),
                )
            )
    return lines


def _some(references: Sequence[str]) -> str:
    more = t(say("and more")) if len(references) > _MOST_NAMED else ""
    return ", ".join([*references[:_MOST_NAMED], *([more] if more else [])])


@dataclass(frozen=True)
class _Row:
    """One referral to tick."""

    id: str
    reference: str
    name: str
    stage: str
    due: str
    late: bool
    specialist: bool
    ticked: bool


def _page(
    person: UUID | None,
    typed: Raw,
    *,
    problems: Sequence[Problem] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    after, ticked = request.args.get("after", ""), _ticked()
    with desk().looking() as session:
        account = open_account(session, person, gone=True) if person else None
        asked = Filter(owner=str(person) if person else NOBODY, order=Order.DUE)
        screen = listing(session, office, staff, asked, after)
        numbers = has(session, office, person)
        page = _asked(session, person)
    rows = []
    for entry in screen.entries:
        found = told(entry.referral, office, speak)
        rows.append(
            _Row(
                str(entry.referral.id),
                entry.referral.reference,
                entry.card.name if entry.card else "",
                saying.stage(entry.referral),
                found.words,
                found.late,
                entry.referral.specialist,
                entry.referral.id in ticked,
            )
        )
    return render(
        "hub/load_of.html",
        title=t(say("What somebody looks after") if person else say("What nobody looks after")),
        status=status,
        error=bool(problems) or status >= 409,
        door="hub",
        person=staff.name,
        back=url_for("hub.load"),
        name=profile(office, account).name if account else "",
        gone=account is not None and account.closed_at is not None,
        here=_here(person, after or None),
        numbers=counts(numbers),
        rows=rows,
        first=_here(person) if after else None,
        next=_here(person, screen.after) if screen.after else None,
        fields=show_fields(page, typed, {}, problems),
        errors=summarise(page, problems),
        notice=notice,
        done=get_flashed_messages(),
    )


def _here(person: UUID | None, after: str | None = None) -> str:
    if person is None:
        return url_for("hub.load_of_nobody", after=after)
    return url_for("hub.load_of", person=person, after=after)
