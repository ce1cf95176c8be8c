"""Whether the person has taken a referral over, and whether they object, in words for staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.referral.handing_over import latest, taken_at, waits
from portal.referral.lifecycle import Stage
from portal.referral.objecting import BY_CARD, OBJECTED
from portal.referral.office import Office
from portal.referral.origins import Origin
from portal.referral.records import Event, Handover, Referral
from portal.referral.words import Speaker, say
from portal.web.language import t

VERBS: Mapping[str, str] = {
    "handed_over": say("A code for the person was made"),
    "taken_over": say("The person took it over"),
    "objected": say("The person says that they did not agree"),
    "told_by_card": say("Somebody wrote with the code of a card"),
    "referrer_sees": say("The person decided what whoever referred them may see"),
}
"""What these events are called on the timeline."""


@dataclass(frozen=True)
class HandedOver:
    """How it stands with taking over, in words; all empty where nothing is to be said of it."""

    words: str = ""
    waits: bool = False
    objected: str = ""


_NEW = say("Another code was made for them since, and waits.")


def handed_over(
    session: Session, office: Office, referral: Referral, events: Iterable[Event], speak: Speaker
) -> HandedOver:
    """For the page of a referral; ``events`` are its own, oldest first."""
    objected = ""
    if referral.stage == Stage.ON_HOLD:
        told = [each for each in events if each.verb in (OBJECTED, "release")]
        if told and told[-1].verb == OBJECTED:
            objected = _objected(told[-1], speak)
    found = latest(session, referral.id)
    if found is None and referral.origin not in (Origin.PARTNER, Origin.COMMUNITY):
        return HandedOver(objected=objected)
    open_now = found is not None and waits(office, found)
    words = _words(found, speak, open_now=open_now)
    taken = taken_at(session, referral.id)
    if taken is not None:
        words = t(say("The person took it over on %(when)s."), when=speak.moment(taken))
        if open_now:
            words = f"{words} {t(_NEW)}"
    return HandedOver(words, open_now, objected)


def _objected(event: Event, speak: Speaker) -> str:
    if event.actor == BY_CARD:
        words = say(
            "On %(when)s somebody with the person’s card wrote that they did not agree. Find out, "
            "in a safe way, if it was them. Nothing goes out until you end the hold."
        )
    else:
        words = say(
            "On %(when)s the person wrote that they did not agree to this referral. Nothing goes "
            "out until you end the hold."
        )
    return t(words, when=speak.moment(event.at))


def _words(found: Handover | None, speak: Speaker, *, open_now: bool) -> str:
    if found is None:
        return t(say("No code was made for the person yet."))
    if not open_now:
        return t(say("The person has not taken it over, and their code works no more."))
    if found.word_hash is None:
        return t(say("The person has a code and no word. Ring them, as is safe, and agree on one."))
    until = speak.moment(found.expires_at)
    return t(
        say("The person has not taken it over yet. Their code works until %(until)s."), until=until
    )
