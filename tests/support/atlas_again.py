"""What the atlas sees of telling us something again: by the person, a worker, and a partner."""

from typing import TYPE_CHECKING

from portal.referral.questions.coming_again import SAME
from tests.support.atlas_referring import BY_AGREEMENT, tell_all
from tests.support.sent import send
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

TOLD = BY_AGREEMENT | {"agency_reference": "H/2026/17"}
MATTER = {"safe_now": "yes", "about": "crime", "share_with": ["nobody"]}


def again(atlas: "Atlas") -> None:
    """Somebody tells of another matter a little later; a worker starts one, and a partner does."""
    client = atlas.app.test_client()
    told = {"name": atlas.typed, "what_happened": atlas.typed, "safety": None}
    sent = send(atlas.app, client, **told)
    walker = atlas.walker("again")
    walker.client = client
    walker.go("/track/referral").submit("/track/referral/again").empty()
    late = walker.as_state("changed meanwhile").filled_in(reached_safely="yes")
    walker.client.post("/refer/name", data={**walker.go("/refer/name").filled_in()[1], "name": "B"})
    walker._show(walker.client.post(late[0], data=late[1]))
    walker.as_state("").go("/refer/again").submit(reached_safely="yes")
    _to_the_end(walker)
    walker.go("/refer/check").submit().empty()
    walker.as_state("added").submit(matter=SAME)
    staff = atlas.staff("specialist", "again").go(f"/hub/referrals/{sent.reference}")
    base = f"/hub/referrals/{sent.reference}"
    staff.as_state("").go(f"{base}/again").empty().submit(agreed="red wagon")
    _at_the_partner(atlas)


def _to_the_end(walker: "Walker") -> None:
    walker.keeping = False
    for _ in range(60):
        if walker.url in ("/refer/save", "/refer/check"):
            break
        walker.fill(**MATTER)
    walker.keeping = True


def _at_the_partner(atlas: "Atlas") -> None:
    from tests.support.atlas import Walker

    hub = Hub(atlas.app)
    homes = hub.partner("Homes Again", sends=("dispute",))
    client = hub.signed_in_at(homes, "referrer").client
    walker = Walker(client, sheets=atlas.sheets, typed=atlas.typed)
    walker.keeping = False
    tell_all(walker, TOLD)
    first = walker.submit().url
    tell_all(walker, TOLD)
    walker.keeping = True
    walker.submit().empty()
    reference = first.removeprefix("/partner/referrals/").partition("/")[0]
    walker.go(f"/partner/referrals/{reference}")
    walker.submit(f"/partner/referrals/{reference}/again").empty()
