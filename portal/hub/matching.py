"""Two referrals that may tell of one person: compared side by side, decided about, and undone."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.answers import Problem
from portal.referral.conditions import Answers
from portal.referral.joining import (
    CanNotJoin,
    OnlySpecialists,
    differ,
    join,
    link_as,
    undo,
    usually_kept,
    why_not_joined,
)
from portal.referral.kinds import Raw
from portal.referral.lifecycle import MoveRefused
from portal.referral.links import AlreadyLinked
from portal.referral.moving import ChangedMeanwhile
from portal.referral.pairs import State, notice, pair_between
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_matching import DIFFERENT, LINKED, SAME, SIDES, deciding
from portal.referral.readers import Reader
from portal.referral.records import PossibleMatch, Referral
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .action_page import Basis
from .filter_words import ORIGINS
from .looking import load
from .match_compare import compare, side
from .match_rows import decided_words, reasons, who_decided
from .match_words import FIRST

Pair = tuple[Referral, Referral]

_CHANGED = say(
    "Somebody was faster, or one of the two changed. Nothing of yours was saved. See how they "
    "stand now."
)
_LOST = say("This page was open for long. Nothing was saved yet. Check it, and send it again.")
_BELONG = say(
    "These two belong together already, or a coordinator has decided about them. Ask a coordinator."
)
_DONE = {
    SAME: say("They are joined. What happens from now on happens here."),
    LINKED: say("They are linked: the same person, another matter."),
    SIDES: say("They are linked as two sides of one dispute."),
    DIFFERENT: say("We remember that they are different people."),
}
_UNDONE = say("It is undone. Each goes on by itself, as it was before.")


@hub.get("/referrals/<reference>/matches/<other>")
@may(Act.DECIDE_MATCH)
def match(reference: str, other: str) -> Response:
    """Both side by side, and what can be decided."""
    return _show(reference, other)


@hub.post("/referrals/<reference>/matches/<other>", endpoint="decide_match")
@own_token_check
@may(Act.DECIDE_MATCH)
def decide(reference: str, other: str) -> ResponseReturnValue:
    """Decide about the two, or undo what was decided."""
    if not token_holds(request.form):
        return _show(reference, other, dict(request.form.lists()), notice=t(_LOST), status=400)
    said: Answers = {}
    if "undo" not in request.form:
        with desk().looking() as session:
            page = _page(_both(session, reference, other))
        form = page_form(page)()
        reading = form.read({}, desk().office.today())
        if reading.problems:
            return _show(reference, other, form.raw, reading.problems, status=422)
        said = reading.answers
    try:
        with desk().session() as session:
            both = _both(session, reference, other)
            leads = _do(session, both, said) if said else _undo(session, both)
    except CanNotJoin as refused:
        why = t(FIRST[refused.why], reference=refused.reference)
        return _show(reference, other, notice=why, status=409)
    except AlreadyLinked:
        return _show(reference, other, notice=t(_BELONG), status=409)
    except (ChangedMeanwhile, MoveRefused, OnlySpecialists):
        return _show(reference, other, notice=t(_CHANGED), status=409)
    return redirect(leads, 303)


def _do(session: Session, both: Pair, said: Answers) -> str:
    """Do what was ``said``; gives where it leads."""
    office, staff, what = desk().office, current_staff(), said["decided_as"]
    rows = pair_between(session, *both, sides=staff.reader is Reader.SPECIALIST)
    waiting = [each for each in rows if each.state == State.OPEN]
    version = Basis.sent().version
    if not rows and not version:  # nobody had noticed these two before
        waiting, version = [notice(session, office, *both, staff)], 1
    if not waiting:
        raise ChangedMeanwhile
    lead = both[0]
    if what == SAME:
        lead = next(each for each in both if each.reference == said["goes_on"])
        join(session, office, waiting[0], keep=lead, by=staff, version=version)
    elif what == DIFFERENT:
        differ(session, office, waiting[0], by=staff, version=version)
    else:
        two_sides = what == SIDES
        link_as(session, office, waiting[0], sides=two_sides, by=staff, version=version)
    flash(_DONE[what])
    return url_for("hub.referral", reference=lead.reference)


def _undo(session: Session, both: Pair) -> str:
    staff = current_staff()
    rows = pair_between(session, *both, sides=staff.reader is Reader.SPECIALIST)
    decided = [each for each in rows if each.state != State.OPEN]
    if not decided:
        raise ChangedMeanwhile
    undo(session, desk().office, decided[0], by=staff, version=Basis.sent().version)
    flash(_UNDONE)
    return url_for("hub.match", reference=both[0].reference, other=both[1].reference)


def _both(session: Session, reference: str, other: str) -> Pair:
    """The two, if whoever is signed in may open both; else "not found". One has its own page."""
    both = load(session, reference), load(session, other)
    if any(each.erased_at for each in both):
        abort(404)
    if both[0].id == both[1].id:
        abort(redirect(url_for("hub.referral", reference=both[0].reference), 303))
    return both


def _page(both: Pair, *, found_sides: bool = False) -> Page:
    joins = all(why_not_joined(each) is None for each in both)
    sides = current_staff().reader is Reader.SPECIALIST
    told_by = {each.reference: ORIGINS.get(each.origin, each.origin) for each in both}
    return deciding(told_by, joins=joins, sides=sides, found_sides=found_sides)


def _show(
    reference: str,
    other: str,
    raw: Raw | None = None,
    problems: Sequence[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().looking() as session:
        both = _both(session, reference, other)
        rows = pair_between(session, *both, sides=staff.reader is Reader.SPECIALIST)
        at = next((each for each in rows if each.state == State.OPEN), rows[0] if rows else None)
        found_sides = at is not None and at.of == "sides"
        page = _page(both, found_sides=found_sides)
        speaks_for, against = reasons(session, office, at) if at else ([], [])
        context: dict[str, Any] = {
            "two": [side(session, office, each, speak) for each in both],
            "found": compare(session, office, both, staff, speak),
            "reasons": speaks_for,
            "against": against,
            "sides": found_sides,
            "decided": _decided(at),
            "who": who_decided(session, office, at, speak),
            "undoable": at is not None and at.state not in (State.OPEN, State.DUPLICATE),
            "version": at.version if at else 0,
            "first": _first(both),
        }
        kept = usually_kept(*both).reference
    typed = raw or {"goes_on": [kept]}
    return render(
        "hub/match.html",
        title=t(
            say("Compare %(one)s and %(other)s"), one=both[0].reference, other=both[1].reference
        ),
        status=status,
        error=bool(problems) or status == 409,
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=both[0].reference),
        address=url_for("hub.match", reference=both[0].reference, other=both[1].reference),
        fields=show_fields(page, typed, {}, problems),
        errors=summarise(page, problems),
        notice=notice,
        done=[t(str(each)) for each in get_flashed_messages()],
        **context,
    )


def _decided(match: PossibleMatch | None) -> str:
    return "" if match is None or match.state == State.OPEN else decided_words(match)


def _first(both: Pair) -> list[str]:
    """What to do first where the two can't be joined as they stand."""
    found = ((why_not_joined(each), each.reference) for each in both)
    return [t(FIRST[why], reference=reference) for why, reference in found if why is not None]
