"""What the atlas sees of referring somebody: every page of the agency's journey, and bad luck."""

from typing import TYPE_CHECKING

from portal.referral.accounts import find_by_email
from portal.referral.limits import REFER, count_try
from tests.support.partners import email_at
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

DRAFTS, NEW = "/partner/drafts", "/partner/referrals/new"

BY_AGREEMENT = {"agency_basis": "consent", "about": "dispute", "agency_abuse": "yes"}
BY_LAW = {
    "agency_basis": "statutory",
    "about": "crime",
    "agreed_word": "",
    "contact_ways": ["here"],
    "reported": "no",
    "other_identified": "no",
    "safety": ["none"],
    "agency_abuse": "no",
    "explained": "no",
}
"""What decides which pages there are; everything else is answered with what fits."""


def referring(atlas: "Atlas") -> None:
    """A partner's people refer somebody by each ground, beside one another and in haste."""
    from tests.support.atlas import Walker

    hub = Hub(atlas.app)
    own = hub.partner("Referring Council", "council", "statutory")
    walker = Walker(
        hub.signed_in_at(own, "referrer").client, sheets=atlas.sheets, typed=atlas.typed
    )
    walker.as_state("none").go(DRAFTS).as_state("").go(NEW)
    _send(walker.as_state("lost token"), *walker.filled_in(), csrf_token="")
    _told_by_two(walker)
    tell_all(walker.as_state(""), BY_AGREEMENT)
    walker.submit()
    tell_all(walker.as_state("by law"), BY_LAW)
    _sending(atlas, hub, own, walker)
    bare = hub.partner("Nothing To Send", sends=())
    Walker(hub.signed_in_at(bare, "referrer").client, sheets=atlas.sheets).as_state(
        "may send nothing"
    ).go(NEW)


def _told_by_two(walker: "Walker") -> None:
    """Two at one draft: wrong, lost, overtaken, and thrown away while somebody writes."""
    walker.as_state("").go(NEW).submit().empty().nonsense()
    late = walker.filled_in(agency_reference=walker.typed)
    _send(walker.as_state("lost token"), *late, csrf_token="")
    page = walker.as_state("").submit(agency_reference="H/1").url
    _send(walker.as_state("overtaken"), *late)
    _send(walker.as_state("typed before"), *late, typed_before="yes")
    walker.as_state("").go(page).submit(agency_basis="neither")
    draft = page.rpartition("/")[0]
    walker.as_state("some").go(DRAFTS).as_state("saved").go(f"{DRAFTS}?saved")
    walker.as_state("").go(f"{draft}/removal")
    thrown = walker.filled_in()
    _send(walker.as_state("lost token"), *thrown, csrf_token="")
    _send(walker.as_state("thrown away"), *thrown)
    _send(walker.as_state("gone"), *late)


def tell_all(walker: "Walker", chosen: dict) -> None:
    """Answer every page of a new draft, up to the check."""
    kept, walker.keeping = walker.keeping, False
    walker.go(NEW).submit()
    walker.keeping = kept
    walker.go(walker.url)
    while not walker.url.endswith("/check"):
        before = walker.url
        walker.fill(**chosen)
        assert walker.url != before, walker.text


def _sending(atlas: "Atlas", hub: Hub, own, walker: "Walker") -> None:
    check = walker.url
    late = walker.filled_in()
    _send(walker.as_state("lost token"), *late, csrf_token="")
    first = walker.as_state("").go(f"{check.rpartition('/')[0]}/name")
    written = first.filled_in(name=walker.typed)
    with hub.desk.session() as session:
        account = find_by_email(session, hub.desk.office, email_at(own, "referrer")).id
        for _ in range(REFER.most):
            count_try(session.connection(), hub.desk.office, REFER, str(account))
    _send(walker.as_state("too many"), *late)
    atlas.clock.forward(minutes=11)
    _send(walker.as_state("no word agreed"), *late)
    _send(walker.as_state("sent meanwhile"), *written)


def _send(walker: "Walker", action: str, data: dict, **changed: str) -> None:
    """Send what ``filled_in`` gave: late, or with something ``changed``."""
    walker._show(walker.client.post(action, data={**data, **changed}, follow_redirects=True))
