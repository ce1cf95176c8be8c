"""A referral on paper, for a home visit or a meeting. Every one made is written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from portal.choices.informed import Groups
from portal.documents.paper import Document
from portal.documents.referral_copy import referral_copy
from portal.hub import hub
from portal.referral.accounts import names
from portal.referral.attempts import attempts
from portal.referral.conditions import Answers
from portal.referral.consent import Decision
from portal.referral.filing import read_answers
from portal.referral.following import sharing
from portal.referral.history import record, timeline
from portal.referral.lifecycle import Stage
from portal.referral.permissions import Act
from portal.referral.priority import suggest
from portal.referral.records import Referral
from portal.referral.tasks import tasks
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.files import NOT_MADE, as_file
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .file import guide_record
from .handed_on_shown import shown as shown_places
from .joined_section import also_told
from .looking import load
from .reaching import Tried, shown, so_far
from .referrers import who_told
from .todo import people_in, show
from .told_on_paper import told_on_paper


@hub.get("/referrals/<reference>/copy")
@may(Act.OPEN_REFERRAL)
def copy(reference: str) -> Response:
    """The referral as a PDF, with the safe-contact rule on top."""
    with desk().session() as session:
        referral = load(session, reference)
        if referral.data_key is None:
            return _erased()
        record(session, desk().office, referral.id, "printed", current_staff().id)
        answers = read_answers(session, desk().office, referral)
        chosen = guide_record(session, desk().office, referral, current_language().speaker)
        document = _document(
            referral,
            answers,
            sharing(session, referral),
            chosen.groups(current_language().speaker),
            _work(session, referral) | _told(session, referral) | _handed_on(session, referral),
        )
    return as_file(document, door="hub", person=current_staff().name)


def _document(
    referral: Referral,
    answers: Answers,
    decided: Sequence[tuple[Decision, datetime]],
    chosen: Groups,
    work: Mapping[str, Any],
) -> Document:
    office, staff = desk().office, current_staff()
    return referral_copy(
        office.hub,
        current_language().speaker,
        staff.reader,
        questions=office.questions,
        answers=answers,
        reference=referral.reference,
        stage=Stage(referral.stage),
        priority=referral.priority,
        received=referral.received_at,
        due=referral.due_at,
        printed=office.now(),
        reasons=suggest(answers).reasons,
        decided=decided,
        chosen=chosen,
        **work,
    )


def _work(session: Session, referral: Referral) -> dict[str, Any]:
    """Whose it is, who decided its priority, what is to be done and what was tried, in words."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    tried = attempts(session, office, referral)
    todos = [each for each in tasks(session, office, referral) if each.done_at is None]
    people = {each.by for each in tried} | people_in(*todos)
    people |= {each for each in (referral.owner_id, referral.priority_by) if each}
    known = names(session, office, people)
    written = zip(tried, shown(tried, known, speak), strict=True)
    open_tasks = [show(each, known, staff, office, speak) for each in todos]
    return {
        "owner": known.get(referral.owner_id, "") if referral.owner_id else "",
        "confirmed_by": known.get(referral.priority_by, "") if referral.priority_by else "",
        "so_far": so_far(tried, speak),
        "tried": [(each.at, _lines(item)) for each, item in written],
        "tasks": [(each.due, [*each.lines, each.whose]) for each in open_tasks],
    }


def _told(session: Session, referral: Referral) -> dict[str, Any]:
    """Who told us what, in words, and what else was told of the same matter."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    events = timeline(session, referral.id)
    found = who_told(session, office, referral, events, staff.reader, speak)
    also = also_told(session, office, referral, staff)
    return told_on_paper(found, office, speak) | {"also_told": also}


def _handed_on(session: Session, referral: Referral) -> dict[str, Any]:
    """What each service was told, in words."""
    found = shown_places(session, desk().office, referral, current_language().speaker)
    return {"handed_on": [(each.name, [each.tag, *filter(None, each.now)]) for each in found]}


def _lines(item: Tried) -> list[str]:
    """One attempt on paper."""
    lines = [t(say("%(way)s: %(outcome)s"), way=item.title, outcome=item.outcome), item.by]
    if item.overridden:
        lines += [t(say("Why the rule was set aside:")), *item.override]
    return [each for each in [*lines, *item.note] if each]


def _erased() -> Response:
    return render(
        "error.html",
        title=t(NOT_MADE),
        status=404,
        door="hub",
        person=current_staff().name,
        lines=[t(say("Everything about this person was erased."))],
    )
