"""Finding one referral by its reference, for whoever may open it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from . import reference
from .lanes import may_open
from .office import Office
from .records import Referral
from .staff import Staff


def find(
    session: Session, office: Office, staff: Staff, text: str, *, lock: bool = False
) -> Referral | None:
    """The referral that the reference ``text`` names, if ``staff`` may open it.

    With ``lock``, nobody else changes it before this transaction ends. Raises MistypedReference
    when the text can't be a reference at all.
    """
    wanted = select(Referral).where(Referral.reference == reference.read(text))
    if lock:
        wanted = wanted.with_for_update()
    referral = session.scalar(wanted)
    return referral if referral is not None and may_open(office, staff, referral) else None
