"""What exactly a version told, as it left."""

from typing import Any

from sqlalchemy.orm import Session

from portal.referral.filing import key_of
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral

from .crossing import document_of, of_organisation
from .places import organisation_of


def document_sent(
    session: Session, office: Office, referral: Referral, hand_off: HandOff
) -> dict[str, Any] | None:
    """The document that ``hand_off`` carried; None where none left, or it is erased."""
    if referral.data_key is None:
        return None
    if hand_off.body is not None:
        place = f"hand_off.body:{hand_off.id}"
        found: dict[str, Any] = key_of(office, referral).open(hand_off.body, place)
        return found
    organisation_id = organisation_of(hand_off.destination)
    if organisation_id is None:
        return None
    cross = of_organisation(session, referral.id, organisation_id)
    if cross is None or cross.data_key is None or cross.hand_off_id != hand_off.id:
        return None
    return document_of(office, cross) or None
