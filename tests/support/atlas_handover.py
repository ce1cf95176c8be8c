"""What the atlas sees of handing the pen over: the card, taking over, objecting, who follows."""

from typing import TYPE_CHECKING

from tests.support.handed import OWN, Handed, hand
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

TRACK = "/track/referral"


def handover(atlas: "Atlas") -> None:
    """A person takes over what a partner told, objects, and decides what the partner sees."""
    card = hand(atlas.app, f"{atlas.typed} Γ", name=atlas.typed, what_happened=atlas.typed)
    walker = _taking(atlas, card)
    walker.as_state("told by others").go(f"{TRACK}/told").go(f"{TRACK}/referrers/1").empty()
    walker.as_state("").submit(sees="start")
    walker.go(f"{TRACK}/objection")
    action, data = walker.filled_in(objection=atlas.typed)
    walker.as_state("lost token")
    walker._show(walker.client.post(action, data={**data, "csrf_token": ""}))
    walker.as_state("objected").submit(objection=atlas.typed)
    _by_card(atlas)
    _at_the_hub(atlas, card)
    _at_the_partner(atlas, card)


def _taking(atlas: "Atlas", card: Handed) -> "Walker":
    walker = atlas.walker().go("/yours").empty()
    walker.as_state("unknown").submit(code="maple maple maple maple", agreed="nobody's")
    for _ in range(11):
        walker.submit(code="maple maple maple maple", agreed="nobody's")
    atlas.clock.forward(minutes=16)
    walker.as_state("").go("/yours").submit(code=card.code, agreed=card.word).empty()
    return walker.submit(own_word=OWN)


def _by_card(atlas: "Atlas") -> None:
    card = hand(atlas.app, "", word="", name=atlas.typed, what_happened=atlas.typed)
    walker = atlas.walker().go("/yours/message").empty()
    walker.submit(code=card.code, about_it="disagree", message=atlas.typed)
    staff = atlas.staff("practitioner", "told by card")
    base = f"/hub/referrals/{card.reference}"
    staff.go(base).as_state("without a word").go(f"{base}/handover/code")


def _at_the_hub(atlas: "Atlas", card: Handed) -> None:
    base = f"/hub/referrals/{card.reference}"
    staff = atlas.staff("practitioner", "objected").go(base)
    staff.as_state("").go(f"{base}/handover").empty()
    staff.submit(agreed=atlas.typed, earlier="close")
    staff.as_state("handed over").go(base)


def _at_the_partner(atlas: "Atlas", card: Handed) -> None:
    from tests.support.atlas import Walker

    hub, email = Hub(atlas.app), "handed@larkfield.example"
    hub.employ_at(card.organisation, "referrer", email)
    there = Walker(hub.let_in(email).client, sheets=atlas.sheets, typed=atlas.typed)
    there.go(f"/partner/referrals/{card.reference}/card")
