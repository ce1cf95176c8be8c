"""Every pair of referrals that may tell of one person and that nobody has decided about."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import names
from portal.referral.filing import read_card
from portal.referral.office import Office
from portal.referral.open_pairs import OpenPair, PairList, open_pairs
from portal.referral.pairs import PERSON
from portal.referral.permissions import Act
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import came_from, saying
from .match_rows import noticed_by, reasons


@hub.get("/matches")
@may(Act.DECIDE_MATCH)
def matches() -> Response:
    """One screen of them, the newest first."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    after = _mark(request.args.get("after", ""))
    came_from.remember(url_for("hub.matches", after=after))
    with desk().looking() as session:
        found = open_pairs(session, office, staff, after)
        people = {
            each
            for pair in found.pairs
            for each in (pair.owner_of_other, pair.match.found_by)
            if each
        }
        known = names(session, office, people)
        rows = [_row(session, office, each, known, speak) for each in found.pairs]
    return render(
        "hub/matches.html",
        title=t(say("May be somebody we know")),
        door="hub",
        person=staff.name,
        back=url_for("hub.inbox"),
        rows=rows,
        first=url_for("hub.matches") if after else None,
        next=url_for("hub.matches", after=found.after) if found.after else None,
    )


def waiting(session: Session, office: Office, staff: Staff) -> str:
    """How many pairs wait for somebody to decide, for the inbox; empty when none does."""
    found: PairList = open_pairs(session, office, staff)
    number = len(found.pairs)
    return f"{number}+" if found.after and number else str(number) if number else ""


def _row(
    session: Session, office: Office, pair: OpenPair, known: dict[Any, str], speak: Speaker
) -> dict[str, Any]:
    two = [_side(office, pair.here, speak)]
    speaks_for: list[str] = []
    against: list[str] = []
    noticed = ""
    if pair.other is not None:
        noticed = noticed_by(pair.match, known)
        two.append(_side(office, pair.other, speak))
        speaks_for, against = reasons(session, office, pair.match)
    other = pair.other.reference if pair.other is not None else ""
    here = pair.here.reference
    return {
        "two": two,
        "closed": pair.other is None,
        "owner": known.get(pair.owner_of_other, ""),
        "sides": pair.match.of != PERSON,
        "reasons": speaks_for,
        "against": against,
        "noticed": noticed,
        "href": url_for("hub.match", reference=here, other=other) if other else "",
    }


def _side(office: Office, referral: Referral, speak: Speaker) -> dict[str, str]:
    card = read_card(office, referral)
    return {
        "reference": referral.reference,
        "name": card.name if card else "",
        "kind": saying.kind(referral),
        "stage": saying.stage(referral),
        "stage_colour": saying.stage_colour(referral),
        "received": speak.moment(referral.received_at),
    }


def _mark(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
