"""Whom a referral could be handed on to: for each, whether it may be, and what would travel."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.answers import answered, fit
from portal.referral.conditions import Answers
from portal.referral.filing import read_answers
from portal.referral.handing_on.asking_first import open_request
from portal.referral.handing_on.document_travel import Limits
from portal.referral.handing_on.handing_anew import came_back, why_not_hand
from portal.referral.handing_on.places import Place, places
from portal.referral.handing_on.versions import Why
from portal.referral.office import Office
from portal.referral.questions.question import TITLES_FOR_OTHERS, Section
from portal.referral.records import Referral
from portal.referral.words import Speaker, say
from portal.web.language import current_language, t

from . import handed_on_words as words

VERBS: Mapping[str, str] = {
    "hand_off_asked": say("Asked the person if it may be handed on"),
    "hand_off_agreed": say("Handed on, because the person agrees"),
    "consent_given": say("The person agrees that it is shared"),
    "consent_refused": say("The person does not agree that it is shared"),
    "consent_late": say("The person has not said if it may be shared"),
    "hand_on_refused": say("The person agrees, and something else stops it"),
    "cross_accepted": say("A service takes it on"),
    "cross_declined": say("A service does not take it on"),
    "cross_finished": say("A service has finished"),
    "cross_asked": say("A service asks us something"),
    "cross_answered": say("Answered a service that asked"),
    "cross_late": say("A service has not answered in time"),
    "came_back_heard": say("Looked at what came back after handing on"),
}
"""What these events are called on the timeline."""

_ALWAYS = (Section.CONTACT,)
"""How it is safe to reach the person goes wherever anything goes."""

_ELSEWHERE = frozenset({Section.SHARING, Section.REFERRER})


def cards(session: Session, office: Office, referral: Referral, speak: Speaker) -> dict[str, Any]:
    """Every place, in the order: may go at once, the person is to be asked, can't."""
    answers = fit(office.questions, read_answers(session, office, referral)).answers
    found = [_card(session, office, referral, each, answers) for each in places(session, office)]
    return {
        "now": [each for each in found if each["can"]],
        "ask": [each for each in found if each["ask"]],
        "cant": [each for each in found if not each["can"] and not each["ask"]],
    }


def may_ask(session: Session, office: Office, referral: Referral) -> list[Place]:
    """The places about which the person has not agreed and could be asked."""
    return [
        each
        for each in places(session, office)
        if why_not_hand(session, referral, each) is Why.NO_CONSENT
    ]


def asked_now(session: Session, office: Office, referral: Referral) -> list[Place]:
    """The places about which the person is being asked."""
    return [
        each
        for each in places(session, office)
        if open_request(session, referral, each) is not None
    ]


def travels(office: Office, answers: Answers, to: Place) -> dict[str, Any]:
    """What would go there, and what stays here: the labels by section."""
    limits = Limits.of(to.sections, to.ground)
    goes: dict[Section, dict[str, None]] = {each: {} for each in _ALWAYS}
    stays: dict[str, None] = {}
    for _, question, value in answered(office.questions, answers):
        if value is None or question.section in _ELSEWHERE:
            continue
        label = t(question.short)
        if limits.let(question):
            goes.setdefault(question.section, {})[label] = None
        else:
            stays[label] = None
    for labels in goes.values():
        for label in labels:
            stays.pop(label, None)
    rules = t(say("How it is safe to reach them"))
    return {
        "goes": [
            {
                "title": t(TITLES_FOR_OTHERS[section]),
                "labels": [*([rules] if section in _ALWAYS else []), *labels],
            }
            for section, labels in goes.items()
        ],
        "stays": list(stays),
    }


def _card(
    session: Session, office: Office, referral: Referral, to: Place, answers: Answers
) -> dict[str, Any]:
    why = why_not_hand(session, referral, to)
    request = open_request(session, referral, to)
    speak = current_language().speaker
    again = why is None and came_back(session, referral, to) is not None
    ask = why is Why.NO_CONSENT or request is not None
    return {
        "key": to.key,
        "name": to.name,
        "can": why is None,
        "ask": ask,
        "asked": speak.moment(request.due_at) if request is not None else "",
        "why": "" if why is None or ask else t(words.WHY.get(why, "")),
        "again": again,
        "ground": to.ground or "",
        "agreed": to.consent is not None,
        "travels": travels(office, answers, to) if why is None or ask else None,
    }
