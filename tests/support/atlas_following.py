"""What the atlas sees of an organisation following its referrals, and of the hub asking it."""

from typing import TYPE_CHECKING

from portal.referral.own_list import SCREEN
from portal.referral.records import Organisation, Referral, Referring
from portal.referral.referring import Sees
from tests.support.partners import email_at
from tests.support.referring import refer
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker


def following(atlas: "Atlas") -> None:
    """A referrer follows what was sent, answers a question, and looks at the figures."""
    hub = Hub(atlas.app)
    homes = hub.partner("Following Homes")
    me = hub.employ_at(homes, "referrer")
    walker = _at(atlas, hub, homes).as_state("nothing yet")
    for path in ("", "?view=finished", "?word=working", "figures", "search"):
        walker.go(f"/partner/{path}")
    with hub.desk.session() as session:
        for number in range(SCREEN + 2):
            own = "SAME" if number < 2 else f"F/{number}"
            told = {"name": atlas.typed, "agency_reference": own, "what_happened": atlas.typed}
            part = refer(session, hub.desk.office, homes, me.id, **told)[1]
    _ask(atlas, part.reference)
    walker.as_state("waiting").go("/partner/")
    late = walker.go(_question(walker, part.reference)).filled_in(answer=atlas.typed)
    address = walker.url
    walker.empty()
    lost = {**late[1], "csrf_token": [""]}
    walker.as_state("lost token")._show(walker.client.post(late[0], data=lost))
    walker.as_state("waiting").go(f"/partner/referrals/{part.reference}")
    walker.as_state("answered").go(address).submit(answer=atlas.typed)
    walker.go(address)
    walker.as_state("answered meanwhile")._show(walker.client.post(late[0], data=late[1]))
    atlas.staff("practitioner", "answered").go(f"/hub/referrals/{part.reference}")
    walker.as_state("narrowed").go("/partner/?by=mine&word=received").go("/partner/?waits=yes")
    walker.as_state("more").go("/partner/").go(_next(walker))
    _search(walker)
    walker.as_state("").go("/partner/figures").as_state("wrong").go("/partner/figures?from=x&to=y")
    walker.as_state("partner").go("/account/notices").empty("/account/notices")
    _see_less(atlas, hub, walker, part.reference)


def _at(atlas: "Atlas", hub: Hub, organisation: Organisation) -> "Walker":
    from tests.support.atlas import Walker

    browser = hub.let_in(email_at(organisation, "referrer"))
    return Walker(browser.client, sheets=atlas.sheets, typed=atlas.typed)


def _ask(atlas: "Atlas", reference: str) -> None:
    """The hub asks, wrong before right."""
    staff = atlas.staff("practitioner").go(f"/hub/referrals/{reference}/enquiry")
    staff.empty().go(f"/hub/referrals/{reference}/enquiry").submit(enquiry=atlas.typed)


def _question(walker: "Walker", reference: str) -> str:
    return next(
        each.get("href")
        for each in walker.page.find(".//main").iter("a")
        if f"{reference}/enquiries/" in each.get("href")
    )


def _next(walker: "Walker") -> str:
    return next(each.get("href") for each in walker.page.iter("a") if each.get("rel") == "next")


def _search(walker: "Walker") -> None:
    """A reference that nobody has, one that two have, and none at all."""
    for state, typed in (("nobody", "N/1"), ("several", "same"), ("nothing typed", " ")):
        walker.as_state(state).go("/partner/").submit("/partner/search", typed=typed)
    action, data = walker.go("/partner/").filled_in("/partner/search", typed="same")
    lost = {**data, "csrf_token": [""]}
    walker.as_state("lost token")._show(walker.client.post(action, data=lost))


def _see_less(atlas: "Atlas", hub: Hub, walker: "Walker", reference: str) -> None:
    """The person lets them see nothing more, so the hub can't ask them any more."""
    with hub.desk.session() as session:
        session.query(Referring).filter_by(reference=reference).one().sees = Sees.NOTHING
    walker.as_state("sees no more").go(f"/partner/referrals/{reference}")
    atlas.staff("practitioner", "shut").go(f"/hub/referrals/{reference}/enquiry")
    with hub.desk.session() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        referral.stage = "closed"
    atlas.staff("practitioner", "not now").go(f"/hub/referrals/{reference}/enquiry")
