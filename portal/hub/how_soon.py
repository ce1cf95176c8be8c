"""The priority of one referral as its page shows it: decided by whom, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.prioritising import last_change
from portal.referral.records import Referral
from portal.referral.words import say
from portal.web.language import t

from .owning_words import PRIORITIES


@dataclass(frozen=True)
class HowSoon:
    """``decided`` says whether it is suggested, confirmed or changed; ``because``, why changed."""

    soon: str
    decided: str
    because: tuple[str, ...] = ()


def how_soon(
    session: Session, office: Office, referral: Referral, names: Mapping[UUID, str]
) -> HowSoon:
    """How soon ``referral`` needs somebody."""
    soon = t(PRIORITIES[referral.priority])
    if referral.priority_by is None:
        return HowSoon(soon, t(say("Suggested. Nobody has confirmed it yet.")))
    who = names.get(referral.priority_by, t(say("somebody whose account is gone")))
    change = last_change(session, office, referral)
    if change is None:
        return HowSoon(soon, t(say("Confirmed by %(name)s"), name=who))
    words = t(
        say("Changed by %(name)s from “%(before)s”, because:"),
        name=who,
        before=t(PRIORITIES[change.was]),
    )
    return HowSoon(soon, words, tuple(change.because.split("\n")))
