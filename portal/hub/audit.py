"""The audit: who looked at what and who changed what, for coordinators to read."""

from typing import Any

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import names
from portal.referral.answers import Problem, read_page
from portal.referral.auditing import Colleague, Screen, everybody, of_hub, of_referral, references
from portal.referral.history import PERSON, SYSTEM
from portal.referral.kinds import Day
from portal.referral.organisations import names_of_organisations
from portal.referral.permissions import Act
from portal.referral.questions.question import Page, Question, Section
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import DAY_PARTS, show_fields, summarise
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .audit_words import line, people
from .looking import about, load

_ASKED = Page(
    id="audit",
    title=say("Audit"),
    questions=(
        Question(
            id="day",
            kind=Day(earliest=2000),
            ask=say("Which day?"),
            hint=say("Leave it empty for any day. A month and a year, or a year, will do too."),
            short=say("Day"),
            section=Section.MATTER,
            readers=frozenset(),
        ),
    ),
)
_NOT_KNOWN = say("Choose somebody from the list")


@hub.get("/referrals/<reference>/audit", endpoint="referral_audit")
@may(Act.READ_AUDIT)
def audit_of_referral(reference: str) -> Response:
    """Everything that happened to one referral, and everybody who looked at it."""
    with desk().looking() as session:
        referral = load(session, reference)
        facts = about(session, referral, current_language().speaker)
        screen = of_referral(session, referral, request.args.get("older", ""))
        rows = _rows(session, screen)
    here = url_for("hub.referral_audit", reference=referral.reference)
    return render(
        "hub/audit_of_referral.html",
        title=t(say("Audit of a referral")),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.referral", reference=referral.reference),
        referral=referral,
        facts=facts,
        rows=rows,
        newest=here if request.args.get("older") else None,
        older=f"{here}?older={screen.older}" if screen.older else None,
    )


@hub.get("/audit")
@may(Act.READ_AUDIT)
def audit() -> Response:
    """Everything that happened at the hub, by who did it and when."""
    office, args = desk().office, request.args
    raw = {f"day-{part}": args.getlist(f"day-{part}") for part in DAY_PARTS}
    reading = read_page(_ASKED, raw, {}, office.today())
    who, days = args.get("who", ""), "" if reading.problems else reading.answers.get("day") or ""
    with desk().looking() as session:
        known = everybody(session, office)
        problems = [*_who_is_wrong(who, known), *reading.problems]
        screen = Screen([], None)
        if not problems:
            screen = of_hub(session, office, who, days, args.get("older", ""))
        rows = _rows(session, screen)
    asked: dict[str, Any] = {name: texts[0] for name, texts in raw.items() if texts and texts[0]}
    asked |= {"who": who} if who else {}
    return render(
        "hub/audit.html",
        title=t(_ASKED.title),
        status=422 if problems else 200,
        error=bool(problems),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.inbox"),
        errors=[
            {"text": t(_NOT_KNOWN), "href": "#who"} if each.question == "who" else shown
            for each, shown in zip(problems, summarise(_ASKED, problems), strict=True)
        ],
        fields=show_fields(_ASKED, raw, {}, reading.problems),
        who=who,
        choices=_choices(known),
        rows=rows,
        newest=url_for("hub.audit", **asked) if args.get("older") else None,
        older=url_for("hub.audit", **asked, older=screen.older) if screen.older else None,
    )


def _who_is_wrong(who: str, known: list[Colleague]) -> list[Problem]:
    if who in {"", PERSON, SYSTEM, *(str(each.id) for each in known)}:
        return []
    return [Problem("who", _NOT_KNOWN, "who")]


def _choices(known: list[Colleague]) -> list[dict[str, str]]:
    fixed = [
        {"value": "", "text": t(say("Everybody"))},
        {"value": PERSON, "text": t(say("People who were referred"))},
        {"value": SYSTEM, "text": t(say("The portal itself"))},
    ]
    return fixed + [{"value": str(each.id), "text": _called(each)} for each in known]


def _called(colleague: Colleague) -> str:
    """Somebody's name, with the organisation they are of, and whether their account is closed."""
    name = colleague.name
    if colleague.organisation:
        name = f"{name} ({colleague.organisation})"
    return t(say("%(name)s (account closed)"), name=name) if colleague.closed else name


def _rows(session: Session, screen: Screen) -> list[dict[str, Any]]:
    """The events of one screen in words, each with the reference of its referral."""
    speak = current_language().speaker
    involved = {each for event in screen.events for each in people(event)}
    known = {**names(session, desk().office, involved), **names_of_organisations(session)}
    about = {event.referral_id for event in screen.events if event.referral_id}
    found = references(session, about)
    return [
        line(event, known, speak)
        | {"reference": found.get(event.referral_id, "") if event.referral_id else ""}
        for event in screen.events
    ]
