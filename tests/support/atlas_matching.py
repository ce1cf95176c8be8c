"""What the atlas sees of two referrals that may be one: noticed, compared, decided, and undone."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.referral.pairs import notice
from portal.referral.records import Referral
from tests.support.atlas_again import again
from tests.support.handed import hand
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas


def matching(atlas: "Atlas") -> None:
    """Two that a partner and the person told of, and one for specialists, compared and joined."""
    hub = Hub(atlas.app)
    theirs = hand(atlas.app, f"{atlas.typed} Δ", name=atlas.typed, what_happened=atlas.typed)
    one, own = theirs.reference, hub.receive(name=atlas.typed, what_happened=atlas.typed)
    special = hub.receive(name=atlas.typed, safety=["family"])
    for other in (own, special):
        _notice(hub, one, other)
    base, compared = f"/hub/referrals/{one}", f"/hub/referrals/{one}/matches/{own}"
    staff = atlas.staff("practitioner", "known").go(base).go(f"{base}/matches")
    staff.go("/hub/matches").go("/hub/")
    staff.as_state("").go(f"{base}/comparison").empty()
    staff.submit(same_as=own).as_state("open").go(compared).empty()
    late = atlas.staff("coordinator", "two sides").go(compared)
    action, data = late.filled_in(decided_as="sides")
    staff.as_state("joined").submit(decided_as="same", goes_on=own)
    staff.go(base).go(f"/hub/referrals/{own}").go(compared).go("/hub/?view=joined")
    late.as_state("too late")._show(late.client.post(action, data=data))
    staff.as_state("lost token")
    staff._show(staff.client.post(compared, data={"decided_as": "same", "csrf_token": ""}))
    staff.as_state("undone").go(compared).submit()
    staff.go(f"/hub/referrals/{own}/hold").submit(reason=atlas.typed)
    staff.as_state("on hold").go(compared).submit(decided_as="linked")
    staff.as_state("linked").go(base).go(f"{base}/matches?show=decided").go(compared)
    again(atlas)


def _notice(hub: Hub, *references: str) -> None:
    email = f"{references[1]}@noticing.example".lower()
    staff = hub.employ("practitioner", email)
    with hub.desk.session() as session:
        one, other = (
            session.scalars(select(Referral).where(Referral.reference == each)).one()
            for each in references
        )
        notice(session, hub.desk.office, one, other, staff)
