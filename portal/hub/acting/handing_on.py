"""Handing a referral on in one click, asking the person first, and what comes back from there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Ask, Said
from portal.hub.handing_on import asked_now, cards, may_ask, travels
from portal.referral.answers import fit
from portal.referral.filing import read_answers
from portal.referral.handing_on import asking_first, crossing_late
from portal.referral.handing_on.asking_first import CannotAsk
from portal.referral.handing_on.crossing import crossed
from portal.referral.handing_on.crossing_questions import (
    AnsweredBefore,
    Asked,
    StoppedByHold,
    answer_provider,
    questions_on,
)
from portal.referral.handing_on.hand_offs import MayNot
from portal.referral.handing_on.handing_anew import hand_to
from portal.referral.handing_on.places import Place, place, places
from portal.referral.lifecycle import Stage
from portal.referral.moving import ChangedMeanwhile
from portal.referral.office import Office
from portal.referral.organisations import names_of_organisations
from portal.referral.permissions import Act
from portal.referral.questions import staff_handing_on as asks
from portal.referral.questions.question import Page
from portal.referral.questions.staff_handed_on import PLACE
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.language import current_language

_DONE = say("It is handed on. You see below how it stands.")
_WENT = say("It is written down, and handed on.")
_KEPT = say("It is written down. Nothing is handed on there.")

_NEVER = frozenset({Stage.WITHDRAWN, Stage.JOINED})


def _hand_on(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    to = _place(session, office, said)
    try:
        hand_to(session, office, found, to, by, version=at)
    except MayNot:
        raise ChangedMeanwhile from None  # the page then says how it stands now
    flash(_DONE)
    return url_for("hub.handed_on", reference=found.reference)


def _ask_first(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    try:
        asking_first.ask_first(
            session, office, found, _place(session, office, said), by, version=at
        )
    except (CannotAsk, MayNot):
        raise ChangedMeanwhile from None


def _they_said(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    try:
        went = asking_first.write_down(
            session,
            office,
            found,
            _place(session, office, said),
            by,
            version=at,
            yes=said["agrees"] == "yes",
            how=said["how"],
            on=date.fromisoformat(said["said_on"]),
        )
    except (CannotAsk, MayNot):
        raise ChangedMeanwhile from None
    flash(_WENT if went else _KEPT)
    return url_for("hub.handed_on", reference=found.reference)


def _answer(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    asked = _waiting(session, office, found)
    if asked is None:
        raise ChangedMeanwhile
    try:
        answer_provider(session, office, found, asked.id, by, version=at, text=said["answer"])
    except (AnsweredBefore, StoppedByHold):
        raise ChangedMeanwhile from None


def _hear(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    crossing_late.hear(session, office, found, by, version=at)


def _all(session: Session, office: Office, found: Referral, by: Staff) -> Page:
    return asks.hand_on(_names(places(session, office)))


def _without_consent(ask: Any) -> Ask:
    def page(session: Session, office: Office, found: Referral, by: Staff) -> Page:
        named = [*may_ask(session, office, found), *asked_now(session, office, found)]
        made: Page = ask(_names(named))
        return made

    return page


def _names(found: list[Place]) -> Mapping[str, str]:
    return {each.key: each.name for each in found}


def _cards(session: Session, office: Office, found: Referral, by: Staff) -> Mapping[str, Any]:
    speak = current_language().speaker
    return {"shut": True, "tells": True, **cards(session, office, found, speak)}


def _would_go(session: Session, office: Office, found: Referral, by: Staff) -> Mapping[str, Any]:
    """What would be shared with each place that the person may be asked about."""
    answers = fit(office.questions, read_answers(session, office, found)).answers
    about = [*may_ask(session, office, found), *asked_now(session, office, found)]
    shown = [{"name": each.name, "travels": travels(office, answers, each)} for each in about]
    return {"shut": not shown, "places": shown}


def _asked(session: Session, office: Office, found: Referral, by: Staff) -> Mapping[str, Any]:
    asked = _waiting(session, office, found)
    if asked is None:
        return {"shut": True}
    known = names_of_organisations(session)
    name = known[asked.organisation_id] if asked.organisation_id else ""
    speak = current_language().speaker
    when = speak.moment(asked.asked_at)
    return {"shut": False, "name": name, "when": when, "question": asked.question.split("\n")}


def _waiting(session: Session, office: Office, found: Referral) -> Asked | None:
    """The question from a service that waits longest."""
    asked = questions_on(session, office, crossed(session, found))
    return next((each for each in asked if each.answered_at is None), None)


def _place(session: Session, office: Office, said: Said) -> Place:
    found = place(session, office, said[PLACE])
    if found is None:
        raise ChangedMeanwhile
    return found


def _there(referral: Referral, staff: Staff) -> bool:
    return referral.data_key is not None and Stage(referral.stage) not in _NEVER


def _goes_out(referral: Referral, staff: Staff) -> bool:
    return _there(referral, staff) and referral.stage != Stage.ON_HOLD


def _lies_there(referral: Referral, staff: Staff) -> bool:
    """What was handed on of one that was joined since is still seen to where it was told."""
    return _there(referral, staff) or referral.stage == Stage.JOINED


def _answers(referral: Referral, staff: Staff) -> bool:
    return _lies_there(referral, staff) and referral.stage != Stage.ON_HOLD


ACTIONS = (
    Action(
        "hand-on",
        Act.HAND_ON,
        link=asks.HAND_ON,
        title=asks.HAND_ON,
        button=say("Hand on"),
        done=_DONE,
        do=_hand_on,
        lead=say(
            "Whoever gets it sees how it is safe to reach the person, and what may be shared. "
            "Nobody has to tell or type it again."
        ),
        page=_all,
        when=_goes_out,
        above="hub/_before_hand_on.html",
        show=_cards,
    ),
    Action(
        "consent-request",
        Act.HAND_ON,
        link=asks.ASK_FIRST,
        title=asks.ASK_FIRST,
        button=say("Ask them"),
        done=say("They are asked. With their yes it goes at once."),
        do=_ask_first,
        lead=say(
            "They see the question when they come back here to look. They hear that there is "
            "something to read only in a way that they said is safe. If they don’t answer within "
            "five working days, it comes back to you."
        ),
        page=_without_consent(asks.ask_first),
        when=_goes_out,
        above="hub/_before_consent.html",
        show=_would_go,
        reaches=True,
        listed=False,
    ),
    Action(
        "consent-answer",
        Act.HAND_ON,
        link=asks.THEY_SAID,
        title=asks.THEY_SAID,
        button=say("Write it down"),
        done=_KEPT,
        do=_they_said,
        lead=say(
            "Only what they said themselves, after you told them what would be shared and with "
            "whom. With a yes it goes at once. They see here what you wrote down, and can change "
            "it."
        ),
        page=_without_consent(asks.they_said),
        when=_goes_out,
        above="hub/_before_consent.html",
        show=_would_go,
        listed=False,
    ),
    Action(
        "provider-answer",
        Act.HAND_ON,
        link=asks.ANSWER_PROVIDER.title,
        title=asks.ANSWER_PROVIDER.title,
        button=say("Send the answer"),
        done=say("Your answer is with them."),
        do=_answer,
        page=asks.ANSWER_PROVIDER,
        when=_answers,
        above="hub/_before_provider_answer.html",
        show=_asked,
        listed=False,
    ),
    Action(
        "came-back",
        Act.HAND_ON,
        link=say("I have looked at it"),
        title=say("What came back after handing on"),
        button=say("I have looked at it"),
        done=say("It is noted that you looked at it. Whoever is late has five more working days."),
        do=_hear,
        lead=say("Say that you have looked at what came back."),
        when=_lies_there,
        listed=False,
        at_once=True,
    ),
)
