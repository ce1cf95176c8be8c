"""The code that waits for the person: to read out to them, or to print on a card."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.documents.card import PAGE, card
from portal.hub import hub
from portal.referral.handing_over import code_of, latest, waits
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.records import Handover, Referral
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.files import as_file
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .looking import about, load


@hub.get("/referrals/<reference>/handover/code")
@may(Act.WORK)
def handover_code(reference: str) -> ResponseReturnValue:
    """The code that waits for the person, to read out or to print."""
    office, speak = desk().office, current_language().speaker
    with desk().looking() as session:
        referral = load(session, reference)
        found = _waiting(session, office, referral)
        if found is None:
            return redirect(url_for("hub.referral", reference=reference), 303)
        return render(
            "hub/handover.html",
            title=t(say("The code for the person")),
            door="hub",
            person=current_staff().name,
            back=url_for("hub.referral", reference=reference),
            referral=referral,
            facts=about(session, referral, speak),
            code=code_of(office, found),
            has_word=found.word_hash is not None,
            until=speak.moment(found.expires_at),
            place=f"{desk().settings.public_url}{PAGE}",
        )


@hub.get("/referrals/<reference>/handover/card")
@may(Act.WORK)
def handover_card(reference: str) -> ResponseReturnValue:
    """The card as a file."""
    office = desk().office
    with desk().looking() as session:
        referral = load(session, reference)
        found = _waiting(session, office, referral)
        if found is None:
            return redirect(url_for("hub.referral", reference=reference), 303)
        document = card(
            office.hub,
            current_language().speaker,
            address=desk().settings.public_url,
            code=code_of(office, found),
            until=found.expires_at,
            has_word=found.word_hash is not None,
        )
    return as_file(document, door="hub", person=current_staff().name)


def _waiting(session: Session, office: Office, referral: Referral) -> Handover | None:
    found = latest(session, referral.id) if referral.data_key is not None else None
    return found if found is not None and waits(office, found) else None
