"""The atlas of partner organisations and their people: the hub's pages, and their own."""

from typing import TYPE_CHECKING
from uuid import UUID

from portal.referral.accounts import find_by_email
from tests.support.atlas_accounts import CHIEF
from tests.support.partners import email_at
from tests.support.staffing import PASSWORD, Hub, code_for

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

OTHER = "other@partner.example"


def partners(atlas: "Atlas") -> None:
    """The hub's administrator, employed by now, adds an organisation; its own look after theirs."""
    hub = Hub(atlas.app)
    chief = signed_in(atlas, CHIEF).go("/hub/organisations")
    chief.go("/hub/organisations/new").empty().nonsense()
    given = {"kind": "housing", "basis": "statutory", "power": atlas.typed}
    chief.submit(name=atlas.typed, **given, sends=["crime", "dispute"], receives=["other"])
    made = UUID(chief.url.rpartition("/")[2])
    base = f"/hub/organisations/{made}"
    chief.as_state("taken").go("/hub/organisations/new").submit(name=atlas.typed, **given)
    _facts(chief, base, atlas.typed)
    organisation = hub.partner("Larkfield Homes")
    robin = hub.employ_at(organisation, "partner_administrator")
    hub.employ_at(organisation, "referrer", OTHER)
    _people(chief, f"/hub/organisations/{organisation.id}/people", f"{robin.id}")
    chief.as_state("with people").go(f"/hub/organisations/{organisation.id}")
    own = signed_in(atlas, email_at(organisation, "partner_administrator"))
    code_for(atlas.app, OTHER)
    with hub.desk.looking() as session:
        other = find_by_email(session, hub.desk.office, OTHER).id
    _people(own, "/partner/people", f"{other}")
    own.as_state("last").go(f"/partner/people/{robin.id}/closure").submit()
    own.as_state("of a partner").go("/account").go("/account/notices").go("/account/proofs")
    chief.as_state("closed").go(f"{base}/closure").submit()
    chief.go("/hub/organisations").go(f"{base}/opening")


def _facts(chief: "Walker", base: str, typed: str) -> None:
    chief.as_state("").go(f"{base}/facts")
    late, data = chief.filled_in(kind="health")
    chief.submit(name=f"{typed} 2").as_state("changed meanwhile")
    chief._show(chief.client.post(late, data=data))
    chief._show(chief.client.post(f"{base}/closure", data=data))
    chief.as_state("").go(f"{base}/closure")


def _people(chief: "Walker", base: str, person: str) -> None:
    chief.as_state("").go(f"{base}/invitation").empty().as_state("made")
    new = f"next-{person[-4:]}@larkfield.example"
    chief.submit(name=chief.typed, email=new, roles=["partner_administrator"])
    home = base.removesuffix("/people") if "/hub/" in base else base
    chief.as_state("someone invited").go(home)
    for what in ("", "/work", "/new-proof", "/closure"):
        chief.as_state("").go(f"{base}/{person}{what}")
    chief.as_state("nobody").go(f"{base}/{person}/work").submit(name="", roles=[])
    chief.as_state("").go(f"{base}/{person}/opening")


def signed_in(atlas: "Atlas", email: str) -> "Walker":
    """A walker in which the account with this email is signed in."""
    walker = atlas.walker().go("/sign-in")
    walker.keeping = False
    code = code_for(atlas.app, email)
    walker.submit(email=email, password=PASSWORD)
    walker.submit("/sign-in/proof", code=code)
    walker.keeping = True
    return walker
