"""What the atlas sees of handing on to a provider with accounts here, and of asking first."""

from typing import TYPE_CHECKING

from portal.referral.handing_on import crossing_late
from portal.referral.handing_on.crossing_list import SCREEN
from portal.referral.records import Organisation
from tests.support.crossed import agreeing, hand
from tests.support.partners import email_at
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Sent, Walker


def crossing(atlas: "Atlas", sent: "Sent") -> None:
    """A referral is handed on, asked about, answered, taken back; the person is asked first."""
    hub = Hub(atlas.app)
    service = hub.partner("Crossing Service", kind="victim_service", receives=("crime",))
    mentors = hub.partner("Crossing Mentors", kind="victim_service", receives=("crime",))
    hub.partner("Crossing Disputes", kind="council", receives=("dispute",))
    with hub.desk.session() as db:
        db.get_one(Organisation, service.id).service = "vcas"
    base = f"/hub/referrals/{sent.reference}"
    staff = atlas.staff("specialist").go(f"{base}/hand-on")
    _ask_first(atlas, staff, base, sent, mentors)
    staff.as_state("handed on").go(f"{base}/hand-on")
    _hand_on(staff, base, service)
    staff.go(f"{base}/hand-on")
    there = _at(atlas, hub, service)
    _answer(atlas, hub, there, staff, sent.reference, service)
    _decline(atlas, hub, _at(atlas, hub, mentors), staff, sent.reference)
    _late(atlas, hub, staff, sent.reference, service)


def _hand_on(staff: "Walker", base: str, to: Organisation) -> None:
    """One click, on the form of this one among all."""
    staff.go(f"{base}/hand-on").submit(f"{base}/hand-on", place=f"org:{to.id.hex}")


def _ask_first(
    atlas: "Atlas", staff: "Walker", base: str, sent: "Sent", mentors: Organisation
) -> None:
    about = f"?place=org:{mentors.id.hex}"
    staff.go(f"{base}/consent-answer{about}").nonsense()
    staff.go(f"{base}/consent-answer{about}").empty()
    staff.go(f"{base}/consent-request{about}").submit()
    staff.as_state("being asked").go(f"{base}/hand-on").go(f"{base}/consent-request")
    person = sent.walker.as_state("asked to share").go("/track/referral")
    person.go("/track/referral/agreeing").empty()
    person.as_state("agreed").submit(agrees="yes").go("/track/referral/agreeing")


def _at(atlas: "Atlas", hub: Hub, organisation: Organisation) -> "Walker":
    from tests.support.atlas import Walker

    email = email_at(organisation, "referrer")
    if not hub.is_known(email):
        hub.employ_at(organisation, "referrer")
    browser = hub.let_in(email)
    return Walker(browser.client, sheets=atlas.sheets, typed=atlas.typed)


def _answer(
    atlas: "Atlas",
    hub: Hub,
    there: "Walker",
    staff: "Walker",
    reference: str,
    service: Organisation,
) -> None:
    """Somebody there asks, takes it on and finishes it, wrong before right."""
    one = f"/partner/received/{reference}"
    there.as_state("waiting").go("/partner/received").go("/partner/").go(one)
    there.go(f"{one}/question").empty().submit(question=atlas.typed)
    staff.as_state("asked by a service").go(f"/hub/referrals/{reference}")
    staff.go(f"/hub/referrals/{reference}/provider-answer").empty().submit(answer=atlas.typed)
    staff.as_state("nobody asks").go(f"/hub/referrals/{reference}/provider-answer")
    there.as_state("answered").go("/partner/received").go(one)
    late = there.go(f"{one}/refusal").filled_in(why="no_room", words=atlas.typed)
    there.empty()
    there.as_state("taken on").go(one).submit(f"{one}/acceptance")
    there.as_state("changed meanwhile")._show(there.client.post(late[0], data=late[1]))
    there.as_state("not now").go(f"{one}/acceptance")
    lost = {**late[1], "csrf_token": [""]}
    there.as_state("lost token")._show(there.client.post(late[0], data=lost))
    there.as_state("").go(f"{one}/result").empty()
    done = {"actions": "advice_only", "outcomes": "heard", "words": atlas.typed}
    there.go(f"{one}/result").as_state("finished").submit(**done)
    there.go("/partner/received?view=finished")
    there.as_state("found").go("/partner/received").submit("/partner/search", typed=reference)
    there.as_state("nothing found").go("/partner/received")
    there.submit("/partner/search", typed="nobody at all")
    pat = hub.employ("practitioner", "crossing@larkfield.example")
    with hub.desk.session() as db:
        to = db.get_one(Organisation, service.id)
        for _ in range(SCREEN + 1):
            named = agreeing(db, hub.desk.office, "vcas", name=atlas.typed)
            hand(db, hub.desk.office, named, to, pat)
    there.as_state("more").go("/partner/received")
    more = (a.get("href") for a in there.page.iter("a") if "after=" in (a.get("href") or ""))
    there.go(next(more)).as_state("several").submit("/partner/search", typed=atlas.typed)


def _decline(atlas: "Atlas", hub: Hub, there: "Walker", staff: "Walker", reference: str) -> None:
    """Somebody there says no; then it is taken back."""
    one = f"/partner/received/{reference}"
    there.go(f"{one}/refusal").as_state("declined").submit(why="no_room", words=atlas.typed)
    base = f"/hub/referrals/{reference}"
    staff.as_state("came back").go(base).go(f"{base}/hand-on").go(f"{base}/came-back")
    staff.as_state("heard").go(base).submit(f"{base}/came-back")
    staff.as_state("").go(f"{base}/recall").fill()
    there.as_state("taken back").go(one).go("/partner/received?view=finished")


def _late(atlas: "Atlas", hub: Hub, staff: "Walker", reference: str, service: Organisation) -> None:
    base = f"/hub/referrals/{reference}"
    _hand_on(staff, base, service)
    before = atlas.clock.at
    atlas.clock.forward(days=9)
    with hub.desk.session() as db:
        crossing_late.mark_late(db, hub.desk.office)
    atlas.clock.at = before
    staff.as_state("silent").go(base)
