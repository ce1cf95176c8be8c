"""What the atlas sees of the audit and the specialist lanes."""

from typing import TYPE_CHECKING

from portal.referral.history import record_plainly

if TYPE_CHECKING:
    from tests.support.atlas import Atlas


def audit(atlas: "Atlas", reference: str) -> None:
    """A coordinator reads who did what, on pages long and short, and changes a referral's lanes."""
    base = f"/hub/referrals/{reference}"
    lead = atlas.staff("coordinator").go("/hub/audit").go(f"{base}/audit")
    lead.as_state("not read").go("/hub/audit?who=nobody&day-day=99&day-month=2&day-year=2026")
    lead.as_state("nothing").go("/hub/audit?day-year=2001")
    desk = atlas.app.extensions["portal_desk"]
    with desk.writing() as connection:
        for turn in range(60):
            record_plainly(connection, desk.office, "signed_out", "system", turn=turn)
    lead.as_state("long").go("/hub/audit?who=system")
    older = next(each.get("href") for each in lead.page.iter("a") if each.get("rel") == "next")
    lead.as_state("older").go(older)
    lead.as_state("").go(f"{base}/lanes").empty()
    lead.as_state("out of one lane").submit(removed=["hate"], reason=atlas.typed)
    lead.go(f"{base}/lanes").submit(added=["hate"], reason=atlas.typed)
