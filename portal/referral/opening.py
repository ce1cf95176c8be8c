"""Opening the cards of very many referrals, and only of those that somebody may open."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.storage.sealing import SealedBytes

from .filing import Card, open_card
from .office import Office
from .permissions import Role
from .records import Referral
from .staff import Staff
from .training import ALL_LANES, opens

Found = Row[UUID, bytes | None, SealedBytes | None, bool]

# Lanes are looked at here and not in the statement: a condition on them would lead the database to
# the index of specialist cases, and so through very many.
_CARDS = select(Referral.id, Referral.data_key, Referral.card, Referral.specialist)


class Opener:
    """Opens cards for one member of staff, each once. What they may not open isn't there for them:
    not its card, and not in any count."""

    def __init__(self, session: Session, office: Office, staff: Staff) -> None:
        self.session = session
        self.office = office
        self.staff = staff
        self.cards: dict[UUID, Card] = {}
        self._closed: set[UUID] = set()

    def open(self, ids: Iterable[UUID]) -> list[UUID]:
        """Those of ``ids``, in their order, whose cards are open now."""
        wanted = list(ids)
        new = [each for each in wanted if each not in self.cards and each not in self._closed]
        if new:
            self._take(self.session.execute(_CARDS.where(Referral.id.in_(new))))
            self._closed.update(each for each in new if each not in self.cards)
        return [each for each in wanted if each in self.cards]

    def open_some(self, ids: Sequence[UUID], enough: int) -> list[UUID]:
        """The first of ``ids`` whose cards can be opened, until there are ``enough``."""
        found: list[UUID] = []
        for start in range(0, len(ids), 2 * enough):
            found += self.open(ids[start : start + 2 * enough])
            if len(found) >= enough:
                break
        return found[:enough]

    def newest(self, limit: int) -> list[UUID]:
        """The newest of all, of so many that were looked at; the newest first."""
        return self._take(self.session.execute(_CARDS.order_by(Referral.id.desc()).limit(limit)))

    def _take(self, rows: Iterable[Found]) -> list[UUID]:
        return list(self._opened(rows))

    def _opened(self, rows: Iterable[Found]) -> Iterator[UUID]:
        staff = self.staff
        sees_some = bool(staff.training) or Role.COORDINATOR in staff.roles
        for referral_id, data_key, sealed, specialist in rows:
            if specialist and not sees_some:
                continue
            card = self.cards.get(referral_id) or open_card(
                self.office, referral_id, data_key, sealed, specialist=specialist
            )
            if card is None:
                continue
            lanes = (card.lanes or ALL_LANES) if specialist else frozenset()
            if opens(staff.roles, staff.training, lanes):
                self.cards[referral_id] = card
                yield referral_id
