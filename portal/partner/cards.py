"""The card for the person: printed as often as it takes, until they have taken it over."""

from flask import Response
from sqlalchemy import select

from portal.documents.card import card
from portal.partner import partner, walled_look
from portal.referral.handing_over import code_of, waits
from portal.referral.permissions import Act
from portal.referral.records import Handover
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.files import as_file
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .looking import load
from .showing import show


@partner.get("/referrals/<reference>/card")
@may(Act.REFER)
def person_card(reference: str) -> Response:
    """The card as a file; or, once it would open nothing, a page that says why."""
    office = desk().office
    with walled_look() as session:
        mine = load(session, reference)
        found = session.scalar(
            select(Handover)
            .where(Handover.referring_id == mine.id)
            .order_by(Handover.id.desc())
            .limit(1)
        )
        if found is None or not waits(office, found):
            return _no_card(reference)
        document = card(
            office.hub,
            current_language().speaker,
            address=desk().settings.public_url,
            code=code_of(office, found),
            until=found.expires_at,
            has_word=found.word_hash is not None,
        )
    return as_file(document, door="partner", person=current_staff().name)


def _no_card(reference: str) -> Response:
    """The same for all of them: whether the person has used it is theirs to tell."""
    why = say("It was used, its time is over, or we gave the person a new one.")
    more = say("If they need another, ask them to ring us: %(hub_phone)s.")
    title, line = t(say("This card can't be used any more")), f"{t(why)} {t(more)}"
    back = f"/partner/referrals/{reference}"
    return show("partner/no_card.html", title=title, back=back, status=404, line=line)
