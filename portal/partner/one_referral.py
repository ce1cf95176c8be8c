"""One referral as the organisation that sent it may see it: how it goes on, and what it told.

All of it comes from the organisation's own part in the referral: nothing else is behind the wall.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, get_flashed_messages, url_for

from portal.partner import partner, walled_look
from portal.referral.enquiries import Told as Enquired
from portal.referral.enquiries import enquiries
from portal.referral.lifecycle import FOR_PARTNER, Progress
from portal.referral.own_list import has_card
from portal.referral.permissions import Act
from portal.referral.readers import Reader
from portal.referral.records import Referring
from portal.referral.referring import Sees, label_of
from portal.referral.summary import Part, summary
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import may
from portal.web.language import current_language, t

from .colleagues import colleagues
from .rows import COLOURS, KINDS
from .showing import show
from .told_here import ToldHere, told_here, versions_of

MEANS: Mapping[Progress, str] = {
    Progress.RECEIVED: say("We have it. A trained worker reads it and thinks about what helps."),
    Progress.ACCEPTED: say("We will help. A worker gets in touch as the person said is safe."),
    Progress.PASSED_ON: say("Another service fits better, and it goes on there."),
    Progress.WORKING: say("A worker is at work on it with the person."),
    Progress.FINISHED: say("Our work on it is finished."),
    Progress.NOT_GOING_AHEAD: say("It does not go on. That can have many reasons."),
}
"""What each word means. None says anything of what anybody decided."""

SEES: Mapping[Sees, str] = {
    Sees.PROCESS: say("You see each step, with its day. The person can change that."),
    Sees.START: say(
        "The person lets you see that it was received, and whether it was accepted or passed on. "
        "What comes after that is not shown."
    ),
    Sees.NOTHING: say(
        "The person lets you see no more steps. What stands here was so before they said that."
    ),
}
"""How much the person lets the organisation see."""


@partner.get("/referrals/<reference>")
@may(Act.FOLLOW)
def referral(reference: str) -> Response:
    """Its steps with their days, our questions, and what was told of it."""
    office, speak = desk().office, current_language().speaker
    with walled_look() as session:
        here = told_here(session, reference)
        part = here.referring
        people = colleagues(session, office)
        versions = versions_of(session, part)
        asked = enquiries(session, office, [part])
        card = versions.can_amend and has_card(session, office, part)
    label = label_of(office, part)
    word = Progress(part.word)
    return show(
        "partner/referral.html",
        title=t(say("Referral %(reference)s"), reference=part.reference),
        back=url_for("partner.list", view=None if part.is_open else "finished"),
        reference=part.reference,
        name=label["name"],
        own_reference=label["own_reference"],
        erased=part.data_key is None,
        withdrawn=_when(part.withdrawn_at, speak),
        kind=t(KINDS.get(part.kind, part.kind)),
        sent=speak.moment(part.created_at),
        by=people.get(part.account_id, "") if part.account_id else "",
        word=t(FOR_PARTNER[word]),
        colour=COLOURS[word],
        means=t(MEANS[word]),
        steps=_steps(part, speak),
        sees=t(SEES[Sees(part.sees)]),
        enquiries=[_enquiry(each, part, speak) for each in asked],
        parts=_parts(here, speak),
        versions=versions,
        card=card,
        done=[t(str(each)) for each in get_flashed_messages()],
    )


def _parts(here: ToldHere, speak: Speaker) -> list[Part]:
    """What was told last, as whoever told it may read it."""
    if not here.versions:
        return []
    return summary(here.questions, here.answers, Reader.REFERRER, speak)


def _steps(part: Referring, speak: Speaker) -> list[dict[str, str]]:
    """Each step that the organisation may see, the first first."""
    return [
        {
            "word": t(FOR_PARTNER[Progress(step["word"])]),
            "at": step["at"],
            "when": speak.moment(datetime.fromisoformat(step["at"])),
        }
        for step in part.steps
    ]


def _enquiry(each: Enquired, part: Referring, speak: Speaker) -> dict[str, Any]:
    return {
        "href": url_for("partner.enquiry", reference=part.reference, enquiry=each.id),
        "asked": speak.moment(each.asked_at),
        "answered": _when(each.answered_at, speak),
    }


def _when(at: datetime | None, speak: Speaker) -> str:
    return speak.moment(at) if at else ""
