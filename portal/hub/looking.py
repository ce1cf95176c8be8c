"""Opening one referral. Every look is written down."""

from flask import Response, abort, get_flashed_messages, url_for
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.accounts import profile
from portal.referral.history import record
from portal.referral.inbox import find
from portal.referral.permissions import Act
from portal.referral.records import Account, Referral
from portal.referral.reference import MistypedReference
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import saying
from .actions import offered
from .file import open_file


@hub.get("/referrals/<reference>")
@may(Act.OPEN_REFERRAL)
def referral(reference: str) -> Response:
    """The page of one referral: how it is safe to reach the person, then everything else."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().session() as session:
        record(session, office, load(session, reference).id, "viewed", staff.id)
    with desk().looking() as session:  # a long look holds up nobody who writes
        found = load(session, reference)
        file = open_file(session, office, found, staff, speak)
        facts = about(session, found, speak)
    return render(
        "hub/referral.html",
        title=t(say("Referral %(reference)s"), reference=found.reference),
        door="hub",
        person=staff.name,
        back=url_for("hub.inbox"),
        referral=found,
        file=file,
        facts=facts,
        actions=offered(found, staff),
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
        "received": speak.moment(referral.received_at),
        "language": current_language().speaker.locale.languages.get(
            referral.language.partition("_")[0], referral.language
        ),
        "english": referral.language.startswith("en"),
        "held": referral.stage == "on_hold",
        "stopped": referral.stage == "withdrawn",
    }
