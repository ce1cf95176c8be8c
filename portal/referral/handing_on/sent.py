"""What exactly a version told, as it left: sealed, and opened again."""

from collections.abc import Mapping
from typing import Any

from portal.referral.filing import key_of
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.storage.sealing import SealedBytes


def seal(
    office: Office, referral: Referral, hand_off: HandOff, told: Mapping[str, Any]
) -> SealedBytes:
    """``told`` sealed, as ``hand_off`` carries it."""
    return key_of(office, referral).seal(dict(told), _place(hand_off))


def document_sent(office: Office, referral: Referral, hand_off: HandOff) -> dict[str, Any] | None:
    """The document that ``hand_off`` carried; None where none left, or it is erased."""
    if referral.data_key is None:
        return None
    if hand_off.body is None:
        return None
    found: dict[str, Any] = key_of(office, referral).open(hand_off.body, _place(hand_off))
    return found


def _place(hand_off: HandOff) -> str:
    return f"hand_off.body:{hand_off.id}"
