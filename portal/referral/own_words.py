"""What the person has said themselves, of a referral that somebody else began."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.storage.sealing import DataKey

from .filing import OWN_WORDS, keep_document, read_answers, read_document
from .links import came_before
from .office import Office
from .origins import Origin
from .provenance import Provenance, Voice
from .records import Referral, Referring
from .referring import referred, told

_LEFT = ""
"""Kept in place of a moment for what was asked and left empty."""


def own_words(session: Session, key: DataKey, referral: Referral) -> dict[str, str]:
    """Since when the person has answered a question themselves, by its name."""
    return {name: at for name, at in _kept(session, key, referral).items() if at}


def left_empty(session: Session, key: DataKey, referral: Referral) -> set[str]:
    """What the person was asked and left empty, while an answer is kept that they don't see."""
    return {name for name, at in _kept(session, key, referral).items() if not at}


def say_oneself(
    session: Session,
    office: Office,
    key: DataKey,
    referral: Referral,
    names: Collection[str],
    left: Collection[str] = (),
) -> set[str]:
    """Keep that the person answered these questions; gives those they had not answered before.

    Those ``left`` empty stay what somebody else told. Where nobody else has told anything,
    everything is theirs, and nothing is kept.
    """
    if not referrers_of(session, referral):
        return set()
    before = _kept(session, key, referral)
    own = {name for name, at in before.items() if at}
    new = set(names) - own
    if names or left:
        now = office.now().isoformat()
        kept = before | dict.fromkeys(set(left) - own, _LEFT) | dict.fromkeys(names, now)
        keep_document(session, key, referral.id, OWN_WORDS, kept)
    return new


def _kept(session: Session, key: DataKey, referral: Referral) -> dict[str, str]:
    found: dict[str, str] = read_document(session, key, referral.id, OWN_WORDS) or {}
    return found


def referrers_of(session: Session, referral: Referral) -> list[Referring]:
    """Every referrer's part in ``referral`` and in what it goes on from, the oldest first."""
    if referral.origin == Origin.SELF:
        return []
    along = [*came_before(session, referral), referral]
    return [each for one in along for each in referred(session, one)]


def provenance_of(session: Session, office: Office, referral: Referral) -> Provenance:
    """Who said what of ``referral``. Raises Erased."""
    answers = read_answers(session, office, referral)
    voices = []
    for each in referrers_of(session, referral):
        if each.data_key is not None and (versions := told(session, office, each)):
            voices.append(Voice(each.id, versions[-1].answers))
    if not voices:
        return Provenance(answers)
    key = office.vault.keyring.open_data_key(referral.data_key, f"referral:{referral.id}")
    return Provenance(answers, own_words(session, key, referral), tuple(voices))
