"""Composing what leaves under a hand-off's own key and number."""

from typing import Any

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import HandOff, Referral

from . import document
from .places import Place


def compose(
    session: Session, office: Office, referral: Referral, hand_off: HandOff, where: Place
) -> dict[str, Any]:
    """The document that ``hand_off`` is to carry to ``where``, of what holds now."""
    return document.compose(
        session,
        office,
        referral,
        where,
        hand_off_id=hand_off.id,
        number=hand_off.number,
        notice=hand_off.notice,
    )
