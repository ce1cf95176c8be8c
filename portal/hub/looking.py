"""Opening one referral."""

from flask import Response, abort, get_flashed_messages
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import profile
from portal.referral.inbox import find
from portal.referral.lanes import lanes_in
from portal.referral.owning import fallback_of
from portal.referral.permissions import Act
from portal.referral.records import Account, Referral
from portal.referral.reference import MistypedReference
from portal.referral.training import LANES
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import came_from, saying
from .actions import grouped
from .file import open_file
from .meanwhile import newest_event


@hub.get("/referrals/<reference>")
@may(Act.OPEN_REFERRAL)
def referral(reference: str) -> Response:
    """The page of one referral: how it is safe to reach the person, then everything else."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().looking() as session:  # a long look holds up nobody who writes
        found = load(session, reference)
        file = open_file(session, office, found, staff, speak)
        facts = about(session, found, speak)
    return render(
        "hub/referral.html",
        title=t(say("Referral %(reference)s"), reference=found.reference),
        door="hub",
        person=staff.name,
        back=came_from.list_before(),
        referral=found,
        file=file,
        facts=facts,
        groups=grouped(found, staff),
        audit=staff.may(Act.READ_AUDIT),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


def load(session: Session, reference: str, *, lock: bool = False) -> Referral:
    """The referral with ``reference``, if whoever is signed in may open it; else "not found"."""
    try:
        found = find(session, desk().office, current_staff(), reference, lock=lock)
    except MistypedReference:
        found = None
    if found is None:
        abort(404)
    return found


def about(session: Session, referral: Referral, speak: Speaker) -> dict[str, object]:
    """What every page about a referral says of it, in words."""
    office = desk().office
    due, late = saying.due(referral, office, speak)
    owner = session.get(Account, referral.owner_id) if referral.owner_id else None
    return {
        "reference": referral.reference,
        "stage": saying.stage(referral),
        "stage_colour": saying.stage_colour(referral),
        "kind": saying.kind(referral),
        "age": saying.age(referral, office),
        "soon": t(saying.PRIORITIES[referral.priority]),
        "due": due,
        "late": late,
        "owner": profile(office, owner).name if owner else "",
        "mine": referral.owner_id == current_staff().id,
        "stands_in": _stands_in(session, referral),
        "received": speak.moment(referral.received_at),
        "lanes": _lanes(referral),
        "language": current_language().speaker.locale.languages.get(
            referral.language.partition("_")[0], referral.language
        ),
        "english": referral.language.startswith("en"),
        "seen": newest_event(session, referral),
        "held": referral.stage == "on_hold",
        "stopped": referral.stage == "withdrawn",
    }


def _stands_in(session: Session, referral: Referral) -> str:
    """Who steps in for its owner when it is overdue, in words; empty while nobody has it."""
    if not referral.is_open or referral.owner_id is None:
        return ""
    found = fallback_of(session, referral)
    if found is None:
        return t(say("The coordinators"))
    return profile(desk().office, session.get_one(Account, found)).name


def _lanes(referral: Referral) -> list[str]:
    """The specialist lanes it is in, in words."""
    present = lanes_in(desk().office, referral)
    return [t(words) for lane, words in LANES.items() if lane in present]
