"""What the atlas sees of telling anew and withdrawing, on all three sides."""

from typing import TYPE_CHECKING

from portal.referral.records import Referral
from portal.referral.retention import erase
from tests.support.handed import OWN, Handed, hand
from tests.support.partners import email_at
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker


def amending(atlas: "Atlas") -> None:
    """A partner changes what it told while the person corrects it; then it withdraws."""
    told = {"agency_reference": "A/1", "agency_basis": "consent", "safe_to_show": "yes"}
    told |= {"name": atlas.typed, "what_happened": atlas.typed}
    card = hand(atlas.app, "Amending Homes", **told, incidents=[{"incident_where": atlas.typed}])
    walker = _at(atlas, card)
    base = f"/partner/referrals/{card.reference}"
    _correct(atlas, card)
    _amend(walker, f"{base}/amendment")
    staff = atlas.staff("practitioner", "news from a referrer").go(
        f"/hub/referrals/{card.reference}"
    )
    staff.go(f"/hub/referrals/{card.reference}/referrer-news")
    walker.as_state("").go(f"{base}/versions/1").go(f"{base}/withdrawal").empty()
    _lost(walker.as_state("lost token").go(f"{base}/withdrawal"), withdrawal_reason=atlas.typed)
    walker.as_state("withdrawn").go(f"{base}/withdrawal").submit(withdrawal_reason=atlas.typed)
    walker.go(f"{base}/amendment")
    staff.as_state("referrer withdrew").go(f"/hub/referrals/{card.reference}")
    with card.desk.session() as session:
        erase(session, card.desk.office, session.get_one(Referral, card.referral().id), "system")
    for rest in ("", "/amendment", "/withdrawal"):
        walker.as_state("erased").go(f"{base}{rest}")


def _at(atlas: "Atlas", card: Handed) -> "Walker":
    from tests.support.atlas import Walker

    hub = Hub(atlas.app)
    hub.employ_at(card.organisation, "referrer")
    browser = hub.let_in(email_at(card.organisation, "referrer"))
    return Walker(browser.client, sheets=atlas.sheets, typed=atlas.typed)


def _correct(atlas: "Atlas", card: Handed) -> None:
    """The person takes it over, and says something else."""
    person = atlas.walker("says otherwise").go("/yours").submit(code=card.code, agreed=card.word)
    person.submit(own_word=OWN).go("/track/referral/answers/name").submit(name=f"{atlas.typed} Α")
    person.go("/track/referral/answers/what-happened").submit(what_happened=atlas.typed)
    person.go("/track/referral/answers").go("/track/referral/told")


def _amend(walker: "Walker", base: str) -> None:
    walker.as_state("").go(base).go(f"{base}/area").empty()
    late = walker.filled_in(place="Late", amendment_reason=walker.typed)
    _lost(walker.as_state("lost token"), place="Lost", amendment_reason=walker.typed)
    walker.as_state("amended").go(f"{base}/area")
    walker.submit(place="Millgate", amendment_reason=walker.typed)
    walker.as_state("overtaken")._show(walker.client.post(late[0], data=late[1]))
    walker.as_state("").go(f"{base}/incident/1")
    removal = f"{base}/incident/1/removal"
    walker.submit(removal).submit(amendment_reason="")
    walker.as_state("removed").submit(amendment_reason=walker.typed)
    walker.as_state("ends here").go(f"{base}/basis")
    walker.submit(agency_basis="neither", amendment_reason=walker.typed)


def _lost(walker: "Walker", **answers: str) -> None:
    """Send the form with a token that no session knows."""
    action, data = walker.filled_in(**answers)
    walker._show(walker.client.post(action, data={**data, "csrf_token": ""}))
