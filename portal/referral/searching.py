"""Finding referrals by what somebody at the hub typed: tokens first, then the newest names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .accounts import names
from .filing import Card, place_token
from .joined import goes_on_in
from .lifecycle import Stage
from .name_search import NameSearch
from .names import Likeness
from .office import Office
from .opening import Opener
from .records import Referral
from .search_terms import Terms, read_terms
from .staff import Staff
from .token_walks import newest, newest_in_place

SHOWN = 25
"""How many a search shows; whoever is not among them is found by saying more."""

ENOUGH = 200
"""How many that have one thing in common are looked at, for the first that may be opened."""


class Why(IntEnum):
    """Why a referral was found; the lower, the surer."""

    REFERENCE = 0
    PHONE = 1
    EMAIL = 2
    THEIR_REFERENCE = 3
    POSTCODE = 4
    NAME = 5
    SOUND = 6
    SLIP = 7
    START = 8
    NEAR = 9
    PART = 10
    DISTRICT = 11


_TOKENS = {
    "phone": Why.PHONE,
    "email": Why.EMAIL,
    "their_reference": Why.THEIR_REFERENCE,
    "postcode": Why.POSTCODE,
}
_LIKE = {
    Likeness.SAME: Why.NAME,
    Likeness.SOUND: Why.SOUND,
    Likeness.SLIP: Why.SLIP,
    Likeness.START: Why.START,
    Likeness.NEAR: Why.NEAR,
    Likeness.PART: Why.PART,
}


@dataclass(frozen=True)
class Hit:
    """One referral that was found, and why, the surest reason first."""

    referral: Referral
    card: Card
    owner: str | None
    why: tuple[Why, ...]
    goes_on: Referral | None = None
    """The one in which it goes on, if it was joined."""


@dataclass(frozen=True)
class Found:
    """What a search found: at most SHOWN, the surest first."""

    terms: Terms
    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    """Whether there are others like these."""
    compared: int = 0
    """On how many of the newest referrals the name was compared one by one."""


def search(session: Session, office: Office, staff: Staff, text: str) -> Found:
    """The referrals that ``text`` may mean, of those that ``staff`` may open and of no others."""
    terms = read_terms(text)
    opener = Opener(session, office, staff)
    why = _by_tokens(session, office, terms)
    reasons: dict[UUID, list[Why]] = {}
    for reason, ids in why.items():
        for each in opener.open_some(ids, SHOWN + 1):
            reasons.setdefault(each, []).append(reason)
    by_name = NameSearch(opener, terms.name)
    crowded = bool(terms.name) and by_name.run(SHOWN)
    for each, like in by_name.likes.items():
        reasons.setdefault(each, []).append(_LIKE[like.how])
    distance = {each: like.distance for each, like in by_name.likes.items()}
    ranked = sorted(reasons, reverse=True)  # the newest first among those that are alike
    ranked.sort(key=lambda each: (min(reasons[each]), distance.get(each, 0)))
    return Found(
        terms,
        _hits(session, office, opener, ranked[:SHOWN], reasons),
        more=len(ranked) > SHOWN or (crowded and len(ranked) == SHOWN),
        compared=by_name.compared,
    )


def _by_tokens(session: Session, office: Office, terms: Terms) -> dict[Why, list[UUID]]:
    """The newest referrals that have what was typed, by what it is."""
    blind = office.vault.blinder.token
    found: dict[Why, list[UUID]] = {}
    if terms.reference:
        ours = select(Referral.id).where(Referral.reference == terms.reference)
        found[Why.REFERENCE] = list(session.scalars(ours))
    for kind, value in terms.tokens:
        found[_TOKENS[kind]] = newest(session, (kind, blind(kind, value)), ENOUGH)
    if terms.district:
        if ("postcode", terms.district) in terms.tokens:
            place = place_token(office, terms.district)
            found[Why.DISTRICT] = newest_in_place(session, place, ENOUGH) if place else []
        else:
            # They may have given only this half of theirs.
            half = ("postcode", blind("postcode", terms.district))
            found[Why.DISTRICT] = newest(session, half, ENOUGH)
    return found


def _hits(
    session: Session,
    office: Office,
    opener: Opener,
    ranked: Iterable[UUID],
    reasons: dict[UUID, list[Why]],
) -> list[Hit]:
    wanted = list(ranked)
    found = select(Referral).where(Referral.id.in_(wanted))
    rows = {each.id: each for each in session.scalars(found)} if wanted else {}
    owners = names(session, office, {each.owner_id for each in rows.values() if each.owner_id})
    return [
        Hit(
            row,
            opener.cards[each],
            _owner(row, owners),
            tuple(sorted(reasons[each])),
            goes_on_in(session, row) if row.stage == Stage.JOINED else None,
        )
        for each in wanted
        if (row := rows.get(each)) is not None
    ]


def _owner(referral: Referral, owners: Mapping[UUID, str]) -> str | None:
    return owners.get(referral.owner_id) if referral.owner_id else None
