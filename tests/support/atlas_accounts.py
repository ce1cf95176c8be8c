"""The atlas of accounts: an invitation, second proofs, and looking after colleagues."""

from dataclasses import replace
from typing import TYPE_CHECKING

from portal.referral.accounts import find_by_email
from portal.referral.inviting import invite
from portal.referral.passkeys import add_passkey, passkeys_of
from portal.referral.permissions import Role
from tests.support.staffing import PASSWORD, Hub, code_for

if TYPE_CHECKING:
    from tests.support.atlas import Atlas, Walker

CHIEF = "administrator@larkfield.example"
NEW = "invited@larkfield.example"
LEAVER = "leaver@larkfield.example"


def accounts(atlas: "Atlas") -> None:
    """Walk every page of accounts."""
    hub = Hub(atlas.app)
    # Passkeys are offered only where a visitor uses the portal's own address.
    hub.desk.settings = replace(hub.desk.settings, public_url="http://localhost")
    chief = hub.employ("administrator")
    with hub.desk.session() as session:
        token = invite(
            session, hub.desk.office, chief, email=NEW, name=atlas.typed, roles=[Role.PRACTITIONER]
        )
    walker = _joining(atlas, token)
    _proofs(atlas, hub, walker)
    _people(atlas, hub)


def _joining(atlas: "Atlas", token: str) -> "Walker":
    """Somebody follows an invitation and sets up a second proof."""
    walker = atlas.walker().go("/invitation").as_state("unknown").submit(invitation="made up")
    walker.as_state("found").go("/invitation").submit(invitation=token)
    walker.submit(new="short", again="short").submit(new=PASSWORD, again=PASSWORD)
    walker.as_state("").submit("/sign-in/set-up", code="12")
    return walker.as_state("again").go("/sign-in/set-up")


def _proofs(atlas: "Atlas", hub: Hub, walker: "Walker") -> None:
    """They use it, and change it."""
    walker.as_state("with an app").go("/sign-in/proof")
    code = code_for(atlas.app, NEW)
    walker.as_state("").go("/sign-in/proof").submit("/sign-in/proof", code="12")
    walker.submit("/sign-in/proof", code=code)
    for path in ("", "/app", "/app/removal", "/passkey", "/recovery"):
        walker.go(f"/account/proofs{path}")
    walker.as_state("made").submit("/account/proofs/recovery")
    walker.as_state("wrong").go("/account/proofs/app").submit(code="12")
    walker.go("/account/proofs/app/removal").submit()
    office = hub.desk.office
    with hub.desk.session() as session:
        account = find_by_email(session, office, NEW)
        add_passkey(
            session,
            office,
            account,
            credential=b"credential",
            public_key=b"key",
            sign_count=0,
            name=atlas.typed,
        )
    with hub.desk.looking() as session:
        (passkey,) = passkeys_of(session, office, account)
    walker.as_state("with a passkey").go("/account/proofs")
    walker.go(f"/account/proofs/passkeys/{passkey.id}/removal")
    walker.as_state("afresh").go("/sign-in/proof")
    walker.go("/account/proofs/app/removal").as_state("taken away").submit()
    again = atlas.walker().go("/sign-in").as_state("passkey only")
    again.submit(email=NEW, password=PASSWORD)


def _people(atlas: "Atlas", hub: Hub) -> None:
    """An administrator invites, changes, ends, opens again and resets."""
    leaver = hub.employ("practitioner", LEAVER)
    base = f"/hub/people/{leaver.id}"
    code_for(atlas.app, LEAVER)
    chief = atlas.staff("administrator", "administrator").go("/account").as_state("")
    chief.go("/hub/people/invitation").empty()
    chief.as_state("made")
    chief.submit(name=atlas.typed, email="next@larkfield.example", roles=["coordinator"])
    for what in ("", "/work", "/new-proof", "/closure"):
        chief.as_state("").go(base + what)
    chief.as_state("nobody").go(f"{base}/work").submit(name="", roles=[])
    chief.as_state("").go(f"{base}/work")
    late, data = chief.filled_in(roles=["coordinator"])
    chief.submit(training=["hate", "abuse"]).go("/hub/people")
    chief.as_state("changed meanwhile")._show(chief.client.post(late, data=data))
    chief.as_state("reset").go(f"{base}/new-proof").submit()
    chief.as_state("ended").go(f"{base}/closure").submit()
    chief.go(f"{base}/opening").go("/hub/people")
    with hub.desk.looking() as session:
        mine = find_by_email(session, hub.desk.office, CHIEF).id
    chief.as_state("last").go(f"/hub/people/{mine}/closure").submit()
