"""What the atlas sees of what went where: every way it can stand, each page about it, all lists."""

from typing import TYPE_CHECKING

from portal.referral.handing_on.lists import View
from portal.referral.handing_on.returning_news import Word
from tests.support.staffing import Hub
from tests.support.went import Going

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker


def handed_on(atlas: "Atlas") -> None:
    """One goes, is answered, corrected and taken back; others wait, fail and are let go again."""
    hub, going = Hub(atlas.app), Going(atlas.app)
    going.work()  # what was accepted on the pages before
    staff = atlas.staff("coordinator")
    _one(atlas, hub, going, staff)
    _failing(atlas, hub, going, staff)
    for view in View:
        staff.as_state("").go(f"/hub/handed-on?view={view}")
    staff.go("/hub/handed-on?view=failed&place=first")


def _one(atlas: "Atlas", hub: Hub, going: Going, staff: "Walker") -> None:
    told = {"name": atlas.typed, "what_happened": atlas.typed, "incidents": [{}]}
    reference = hub.receive(**told)
    base = f"/hub/referrals/{reference}"
    staff.as_state("nothing handed on").go(f"{base}/handed-on").go(f"{base}/recall")
    hand_off = going.on(reference, "first")
    for noun in ("holding-back", "letting-go"):
        staff.as_state("").go(f"{base}/{noun}?place=first").empty()
        staff.as_state("on its way").go(f"{base}/{noun}").fill()
    going.work()
    staff.as_state("went").go(f"{base}/handed-on").go(f"{base}/handed-on/{hand_off}")
    staff.go(f"{base}/handed-on/now/first").go(f"{base}/handed-on/now/police")
    going.says(hand_off, Word.CLOSED, actions=("letter",), outcomes=("heard",), words=atlas.typed)
    staff.as_state("finished there").go(f"{base}/handed-on").go(base)
    late, typed = staff.as_state("").go(f"{base}/recall?place=first").filled_in(reason=atlas.typed)
    staff.go(f"{base}/sending-again?place=first").submit()
    staff.go(f"{base}/correction?place=first")
    staff.as_state("taken back").go(f"{base}/recall").fill().go(base)
    staff.as_state("changed meanwhile")._show(staff.client.post(late, data=typed))


def _failing(atlas: "Atlas", hub: Hub, going: Going, staff: "Walker") -> None:
    failed, hidden = hub.receive(name=atlas.typed), hub.receive(safety=["sexual"])
    for reference in (failed, hidden):
        going.on(reference, "first")
    going.work("http_500", gives_up=True)
    staff.as_state("failed").go(f"/hub/referrals/{failed}/handed-on").go("/hub/handed-on")
    again = "/hub/handed-on/first/sending-again"
    atlas.staff("practitioner", "some are closed").go("/hub/handed-on").go("/hub/")
    staff.as_state("failed").go(again).submit(again)
    going.work("no_answer")
    staff.as_state("down").go(f"/hub/referrals/{failed}/handed-on").go("/hub/handed-on").go(again)
