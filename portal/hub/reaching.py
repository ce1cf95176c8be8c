"""Before somebody gets in touch: what the check says, and what was tried so far, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral import colleagues
from portal.referral.attempts import Attempted, attempts, set_aside_by
from portal.referral.contact import Channel
from portal.referral.contacting import may_override, rules_of
from portal.referral.filing import read_answers
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.reaching import OUTCOMES, before_contact, next_safe
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.summary import Row, summary
from portal.referral.words import Speaker, say, say_count
from portal.web.language import current_language, t

from .banner import care_of, make_way


def may_reach_at_all(referral: Referral, staff: Staff) -> bool:
    """Whether anybody may still get in touch from here: not once the person stopped it, nor where
    it goes on in another."""
    over = (Stage.WITHDRAWN, Stage.JOINED)
    return referral.erased_at is None and referral.stage not in over


def who_can(session: Session, office: Office, referral: Referral) -> list[str]:
    """Who may set a rule aside, by name."""
    return [each.name for each in colleagues.specialists(session, office, referral)]


def before(
    session: Session, office: Office, referral: Referral, staff: Staff, channel: Channel
) -> Mapping[str, Any]:
    """The check for one way: go, take care or stop, with what must be known before.

    ``shut`` when nothing can be written down either: the way is not safe at any time.
    """
    speak = current_language().speaker
    rows = rows_of(session, office, referral, staff)
    rules, stage = rules_of(session, office, referral), Stage(referral.stage)
    check = before_contact(rules, stage, channel, office.now(), office.zone)
    aside = set_aside_by(session, office, referral, staff, channel)
    later = next_safe(rules, channel, office.now(), office.zone) if check.for_now else None
    tried = attempts(session, office, referral)
    return {
        "way": make_way(office, stage, rules, rows, channel),
        "stopped": check.stopped,
        "care": care_of(rows),
        "aside": aside is not None,
        "can_override": check.overridable and may_override(staff),
        "override": url_for("hub.override", reference=referral.reference, way=channel),
        "who_can": speak.list(who_can(session, office, referral), style="or")
        if check.overridable
        else "",
        "later": speak.moment(later) if later else "",
        "shut": check.stopped and not check.for_now and aside is None,
        "tried": so_far(tried, speak),
    }


def rows_of(session: Session, office: Office, referral: Referral, staff: Staff) -> dict[str, Row]:
    answers = read_answers(session, office, referral)
    parts = summary(office.questions, answers, staff.reader, current_language().speaker)
    return {row.question.id: row for part in parts for row in part.rows}


_ATTEMPTS = say_count("%(count)s attempt", "%(count)s attempts")


def so_far(tried: Sequence[Attempted], speak: Speaker) -> str:
    """How often somebody tried, such as "3 attempts, last by phone on …, no answer"."""
    made = [each for each in tried if each.outcome is not None]
    if not made:
        return t(say("Nobody has tried to reach them yet."))
    last = made[0]
    return t(
        say("%(attempts)s, last %(way)s on %(when)s: %(outcome)s."),
        attempts=speak.count(_ATTEMPTS, len(made)),
        way=t(_BY[last.channel]),
        when=speak.moment(last.at),
        outcome=t(OUTCOMES[last.outcome]) if last.outcome else "",
    )


@dataclass(frozen=True)
class Tried:
    """One attempt as a page shows it."""

    title: str
    outcome: str
    by: str
    at: str
    when: str
    overridden: bool
    override: list[str]
    note: list[str]


def shown(tried: Sequence[Attempted], known: Mapping[UUID, str], speak: Speaker) -> list[Tried]:
    """The attempts in words, the latest first."""
    return [
        Tried(
            title=t(_TITLES[each.channel]),
            outcome=t(OUTCOMES[each.outcome])
            if each.outcome
            else t(say("nobody wrote down what came of it")),
            by=known.get(each.by, ""),
            at=each.at.isoformat(),
            when=speak.moment(each.at),
            overridden=each.overridden,
            override=each.override.split("\n") if each.override else [],
            note=each.note.split("\n") if each.note else [],
        )
        for each in tried
    ]


_BY = {
    Channel.PHONE: say("by phone"),
    Channel.TEXT: say("by text"),
    Channel.EMAIL: say("by email"),
    Channel.LETTER: say("by letter"),
    Channel.WORKER: say("through someone they trust"),
}
_TITLES = {
    Channel.PHONE: say("By phone"),
    Channel.TEXT: say("By text"),
    Channel.EMAIL: say("By email"),
    Channel.LETTER: say("By letter"),
    Channel.WORKER: say("Through someone they trust"),
}
