"""Getting in touch: a check before each way is used, and what came of it after."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Do, Said, Show, Unfit
from portal.hub.reaching import before, may_reach_at_all, who_can
from portal.referral import contacting
from portal.referral.answers import Problem
from portal.referral.contact import Channel
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.staff_contact import CAME_OF_IT, OVERRIDE
from portal.referral.reaching import WAYS, Outcome
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.language import current_language, t

_FUTURE = say("That is still to come. Write it down after you have done it")
_BEFORE = say("That is before this referral came in. Check the day")
_WHOLE_DAY = say("Enter the day, the month and the year")
_TIME_TOO = say("Enter the time too, so that it can be checked against the rule")
_ASIDE = say("Set the rule aside first, with your reason. Then write this down")
_WHO = say("If it was done, %(names)s can set the rule aside and write it down")
_NOBODY = say("Nobody may contact them")


def _log(channel: Channel) -> Do:
    def do(
        session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
    ) -> None:
        try:
            contacting.log_attempt(
                session,
                office,
                found,
                by,
                version=at,
                channel=channel,
                outcome=Outcome(said["outcome"]),
                at=when(office, found, said),
                note=said["note"] or "",
            )
        except contacting.ContactStopped as stopped:
            raise Unfit(*_stopped(session, office, found, by, stopped, said)) from None

    return do


def when(office: Office, referral: Referral, said: Mapping[str, Any]) -> datetime:
    """The moment that was said, now unless it was earlier. Raises Unfit when it can't be."""
    now = office.now()
    day, hour = said["made_on"], said["made_at"]
    if day is None and hour is None:
        return now
    if day is not None and len(day) < len("2026-03-02"):
        raise Unfit(Problem("made_on", _WHOLE_DAY, "made_on"))
    on = office.today() if day is None else date.fromisoformat(day)
    if on > office.today():
        raise Unfit(Problem("made_on", _FUTURE, "made_on"))
    if hour is None:
        raise Unfit(Problem("made_at", _TIME_TOO, "made_at"))
    at = datetime.combine(on, time.fromisoformat(hour), office.zone)
    if at > now:
        raise Unfit(Problem("made_at", _FUTURE, "made_at"))
    if on < referral.received_at.astimezone(office.zone).date():
        raise Unfit(Problem("made_on", _BEFORE, "made_on"))
    return at


def _stopped(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    error: contacting.ContactStopped,
    said: Said,
) -> list[Problem]:
    """Why it was not written down, and who can; at the answer that would have to be another."""
    check = error.check
    if not check.overridable:
        instead = t(_NOBODY)
    elif contacting.may_override(by):
        instead = t(_ASIDE)
    else:
        names = who_can(session, office, referral)
        instead = t(_WHO, names=current_language().speaker.list(names, style="or"))
    left = said["outcome"] == Outcome.MESSAGE_LEFT and not check.for_now
    name = "outcome" if left or not check.for_now else "made_at"
    return [
        Problem(
            name,
            say("%(reason)s %(instead)s"),
            name,
            {"reason": t(check.reason), "instead": instead},
        )
    ]


def _show(channel: Channel) -> Show:
    def show(
        session: Session, office: Office, referral: Referral, staff: Staff
    ) -> Mapping[str, Any]:
        return before(session, office, referral, staff, channel)

    return show


def _override(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    channel = Channel(said["way"])
    try:
        contacting.override(
            session, office, found, by, version=at, channel=channel, reason=said["why"]
        )
    except contacting.NothingToOverride:
        raise Unfit(Problem("way", _NOTHING, "way")) from None
    except contacting.MayNotOverride:
        raise Unfit(Problem("way", _NOBODY, "way")) from None
    return url_for(f"hub.{channel}", reference=found.reference)


_NOTHING = say("No rule stops this way now. Write down what came of it, without setting one aside")

_LINKS = {
    Channel.PHONE: say("Before you ring"),
    Channel.TEXT: say("Before you text"),
    Channel.EMAIL: say("Before you email"),
    Channel.LETTER: say("Before you write a letter"),
    Channel.WORKER: say("Before you ask someone they trust"),
}


def _may_override(referral: Referral, staff: Staff) -> bool:
    return may_reach_at_all(referral, staff) and contacting.may_override(staff)


ACTIONS = (
    *(
        Action(
            str(channel),
            Act.WORK,
            link=_LINKS[channel],
            title=_LINKS[channel],
            button=say("Keep this"),
            done=say("What came of it is kept."),
            do=_log(channel),
            page=CAME_OF_IT[channel],
            when=may_reach_at_all,
            above="hub/_before.html",
            show=_show(channel),
            reaches=True,
            listed=False,
        )
        for channel in WAYS
    ),
    Action(
        "override",
        Act.WORK,
        link=say("Set a contact rule aside"),
        title=OVERRIDE.title,
        button=say("Set the rule aside, once"),
        done=say("The rule is set aside, once. Now write down what comes of it."),
        lead=say(
            "They said what is safe. Setting that aside can put them in danger, so it is kept "
            "with your reason even if you then do nothing."
        ),
        do=_override,
        page=OVERRIDE,
        when=_may_override,
        grave=True,
        reaches=True,
        listed=False,
    ),
)
