"""What came back after handing on and needs somebody: a no, silence, a service that asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.clock import CAME_BACK, RETURNED, WENT_ON, needs_somebody
from portal.referral.handing_on.asking_first import open_requests
from portal.referral.handing_on.crossing import Standing, crossed
from portal.referral.handing_on.crossing_questions import Asked, questions_on
from portal.referral.handing_on.places import place
from portal.referral.handing_on.returning_news import Word
from portal.referral.office import Office
from portal.referral.organisations import names_of_organisations
from portal.referral.records import Event, Referral
from portal.referral.words import Speaker, say
from portal.web.language import t

_SAID_NO = say("%(name)s does not take it on, since %(when)s.")
_FINISHED = say("%(name)s has finished, since %(when)s. See what came of it.")
_SILENT = say("%(name)s should have answered by %(when)s. Ring them.")
_NOT_AGREED = say("The person does not agree that %(name)s is told.")
_STOPPED = say("The person agreed, and something else stopped it. Look if it can be handed on now.")
_UNANSWERED = say("The person has not said if %(name)s may be told.")


@dataclass(frozen=True)
class CameBack:
    """``news`` waits for somebody to look, in words; ``asked`` is what services asked, with our
    answers; ``waits`` says that one waits for ours."""

    news: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    waits: bool = False


def came_back(
    session: Session, office: Office, referral: Referral, events: Iterable[Event], speak: Speaker
) -> CameBack:
    """For the page of a referral; ``events`` are its own, oldest first."""
    parts = crossed(session, referral)
    asked = questions_on(session, office, parts)
    known = names_of_organisations(session)
    news = [
        t(_SILENT, name=known.get(each.organisation_id, ""), when=speak.moment(each.due_at))
        for each in parts
        if each.state == Standing.WAITING and each.late_at and each.due_at and each.organisation_id
    ]
    for request, hand_off in open_requests(session, referral):
        to = place(session, office, hand_off.destination)
        if request.late_at is not None and to is not None:
            news.append(t(_UNANSWERED, name=to.name))
    news += [_said(session, office, each, speak) for each in unheard(events)]
    people = names(session, office, {who for each in asked for who in _who(each)})
    return CameBack(
        news=list(dict.fromkeys(news)),
        asked=[
            {
                "question": each.question.split("\n"),
                "by": people.get(each.asked_by, ""),
                "at": each.asked_at.isoformat(),
                "when": speak.moment(each.asked_at),
                "answer": each.answer.split("\n") if each.answered_at else [],
                "answered_by": people.get(each.answered_by, "") if each.answered_by else "",
                "answered_at": each.answered_at.isoformat() if each.answered_at else "",
                "answered_when": speak.moment(each.answered_at) if each.answered_at else "",
            }
            for each in reversed(asked)
        ],
        waits=any(each.answered_at is None for each in asked),
    )


def unheard(events: Iterable[Event]) -> list[Event]:
    """What came back since somebody last looked, or did something about it."""
    found: list[Event] = []
    for event in events:
        if event.verb in CAME_BACK and needs_somebody(event.verb, event.details):
            found.append(event)
        elif event.verb in WENT_ON:
            found = []
    return found


def _who(asked: Asked) -> list[Any]:
    return [who for who in (asked.asked_by, asked.answered_by) if who is not None]


def _said(session: Session, office: Office, event: Event, speak: Speaker) -> str:
    if event.verb == "cross_declined":
        known = {str(each): name for each, name in names_of_organisations(session).items()}
        name = known.get(str(event.details.get("organisation")), "")
        return t(_SAID_NO, name=name, when=speak.moment(event.at))
    if event.verb == RETURNED:
        to = place(session, office, str(event.details["place"]))
        words = _SAID_NO if event.details["word"] == Word.DECLINED else _FINISHED
        return t(words, name=to.name if to is not None else "", when=speak.moment(event.at))
    if event.verb == "consent_refused":
        service = str(event.details.get("service"))
        to = place(session, office, service)
        services = {each.id: each.name for each in office.hub.services}
        name = services.get(service) or (to.name if to is not None else "")
        return t(_NOT_AGREED, name=name)
    return t(_STOPPED)
