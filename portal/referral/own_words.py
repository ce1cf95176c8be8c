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


def own_words(session: Session, key: DataKey, referral: Referral) -> dict[str, str]:
    """Since when the person has answered a question themselves, by its name."""
    found: dict[str, str] = read_document(session, key, referral.id, OWN_WORDS) or {}
    return found


def say_oneself(
    session: Session, office: Office, key: DataKey, referral: Referral, names: Collection[str]
) -> set[str]:
    """Keep that the person answered these questions; gives those they had not answered before.

    Where nobody else has told anything, everything is theirs, and nothing is kept.
    """
    if not referrers_of(session, referral):
        return set()
    own = own_words(session, key, referral)
    new = set(names) - own.keys()
    if names:
        now = office.now().isoformat()
        keep_document(session, key, referral.id, OWN_WORDS, own | dict.fromkeys(names, now))
    return new


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
