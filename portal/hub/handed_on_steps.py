"""What happened at a place that a referral went to: what went, and what they said, one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import url_for

from portal.referral.closing_codes import ACTIONS, OUTCOMES
from portal.referral.handing_on.crossing_reasons import ANY
from portal.referral.handing_on.story import AtPlace, Heard
from portal.referral.records import HandOff
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import handed_on_words as words


@dataclass(frozen=True)
class Step:
    """One thing that happened there, with a link to what went where that is kept."""

    at: datetime
    when: str
    title: str
    by: str = ""
    lines: list[str] = field(default_factory=list)
    href: str = ""


def steps(at: AtPlace, reference: str, known: Mapping[UUID, str], speak: Speaker) -> Iterator[Step]:
    for each in at.versions:
        moment = each.finished_at or each.created_at
        title, lines = _version(each)
        yield Step(
            moment,
            speak.moment(moment),
            title,
            known.get(each.made_by, "") if each.made_by else "",
            lines,
            url_for("hub.handed_on_version", reference=reference, hand_off=each.id)
            if each.body is not None or each.state == HandOffState.SENT
            else "",
        )
    for heard in at.heard:
        yield _news(heard, speak)


_TITLES: Mapping[tuple[str, bool], str] = {
    (HandOffState.ASKING, False): say("Version %(number)s waits for the person"),
    (HandOffState.WAITING, False): say("Version %(number)s waits to go"),
    (HandOffState.HELD, False): say("Version %(number)s is held back"),
    (HandOffState.SENT, False): say("Version %(number)s went there"),
    (HandOffState.STOPPED, False): say("Version %(number)s was stopped"),
    (HandOffState.FAILED, False): say("Version %(number)s did not get there"),
    (HandOffState.SUPERSEDED, False): say("Version %(number)s never went: a newer one does"),
    (HandOffState.WAITING, True): say("Word that it is taken back waits to go"),
    (HandOffState.SENT, True): say("They were told that it is taken back"),
    (HandOffState.FAILED, True): say("Word that it is taken back did not get there"),
}


def _version(each: HandOff) -> tuple[str, list[str]]:
    back = each.notice == Notice.WITHDRAWAL
    title = t(_TITLES.get((each.state, back), _TITLES[each.state, False]), number=each.number)
    why = ""
    if back:
        why = t(words.TAKEN_BACK.get(each.reason, ""))
    elif each.state == HandOffState.STOPPED:
        why = words.stopped(each.reason)
    elif each.state in (HandOffState.WAITING, HandOffState.FAILED):
        why = words.failed(each.reason)
    return title, [why] if why else []


def _news(heard: Heard, speak: Speaker) -> Step:
    said, status = heard.said, heard.status
    codes = {**ACTIONS, **OUTCOMES, **ANY}
    told = [code for code in (said.reason, *said.actions, *said.outcomes) if code]
    lines = [t(codes.get(code, code)) for code in told] + said.words.split("\n")
    late = words.CAME.get(status.applied, "")
    return Step(
        status.said_at,
        speak.moment(status.said_at),
        t(words.SAID[status.word]),
        lines=[line for line in (*lines, t(late)) if line],
    )
