"""People of partner organisations: who invites and looks after whom, and who never does."""

import pytest

from portal.referral.accounts import EmailTaken, add_account, as_staff
from portal.referral.allowed import WrongRoles
from portal.referral.inviting import (
    MayNotInvite,
    NoInvitation,
    accept,
    invite,
    look,
    waiting,
    withdraw,
)
from portal.referral.organisations import Facts, add_organisation, close_organisation, open_again
from portal.referral.people import (
    LastAdministrator,
    NotThere,
    Oneself,
    change_person,
    end_access,
    people,
    person,
    reset_second_proof,
)
from portal.referral.people import (
    open_again as open_access,
)
from portal.referral.permissions import Role
from portal.referral.records import Account, Invitation
from tests.support.heart import make_office
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

PASSWORD = "a quiet river at dawn"
NEW = "new@larkfield.example"


@pytest.fixture
def office(engine, clock):
    """An office without strangers: theirs are accounts that nobody can read."""
    return make_office(engine, clock)


@pytest.fixture
def housing(session, office):
    return organisation(session, office, "Larkfield Housing")


@pytest.fixture
def police(session, office):
    return organisation(session, office, "Stranger Police")


def organisation(session, office, name):
    with session.begin() as db:
        return add_organisation(db, office, Facts(name, "housing", "consent")).id


def hire(session, office, name, role, organisation_id=None):
    with session.begin() as db:
        email = f"{name.casefold()}@larkfield.example"
        account = add_account(
            db, office, email, name, [role], PASSWORD, organisation_id=organisation_id
        )
        return as_staff(office, account)


@pytest.fixture
def hub_chief(session, office):
    return hire(session, office, "Chief", Role.ADMINISTRATOR)


@pytest.fixture
def chief(session, office, housing, police, hub_chief):
    """An administrator of the housing organisation; the police and the hub have one too."""
    hire(session, office, "Officer", Role.PARTNER_ADMINISTRATOR, police)
    return hire(session, office, "Housing", Role.PARTNER_ADMINISTRATOR, housing)


@pytest.fixture
def pat(session, office, housing):
    return hire(session, office, "Pat", Role.REFERRER, housing)


def asked(session, office, by, to, email=NEW, roles=(Role.REFERRER,)):
    with session.begin() as db:
        given = {"email": email, "name": "New One", "roles": roles}
        return invite(db, office, by, **given, organisation_id=to)


def joins(session, office, token):
    with session.begin() as db:
        return accept(db, office, token, name="Robin", password=PASSWORD).id


def there(session, office, organisation_id=None):
    with session() as db:
        return [each.name for each in people(db, office, organisation_id)]


def test_whoever_is_invited_into_an_organisation_is_of_it(session, office, chief, housing):
    token = asked(session, office, chief, housing)
    with session() as db:
        assert look(db, office, token).organisation == "Larkfield Housing"
    made = joins(session, office, token)
    with session() as db:
        account = db.get_one(Account, made)
    assert (account.organisation_id, account.roles) == (housing, ["referrer"])
    assert there(session, office, housing) == ["Housing", "Robin"]
    assert there(session, office) == ["Chief"]


def test_the_hub_invites_the_first_of_an_organisation(session, office, hub_chief, housing):
    roles = [Role.PARTNER_ADMINISTRATOR]
    joins(session, office, asked(session, office, hub_chief, housing, roles=roles))
    assert there(session, office, housing) == ["Robin"]


@pytest.mark.parametrize("to", ["police", None])
def test_a_partner_invites_nowhere_but_into_their_own(session, office, chief, police, to):
    with pytest.raises((MayNotInvite, WrongRoles)):
        asked(session, office, chief, police if to else None)
    with pytest.raises(MayNotInvite):
        asked(session, office, chief, None, roles=[Role.ADMINISTRATOR])


def test_a_referrer_invites_nobody(session, office, pat, housing):
    with pytest.raises(MayNotInvite):
        asked(session, office, pat, housing)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PRACTITIONER, "emperor"])
def test_nobody_at_a_partner_has_a_role_of_the_hub(session, office, chief, housing, pat, role):
    with pytest.raises(WrongRoles):
        asked(session, office, chief, housing, roles=[role])
    with pytest.raises(WrongRoles):
        changed(session, office, pat, chief, roles=[Role.REFERRER, role])


def test_nobody_at_a_partner_is_trained_for_specialist_cases(session, office, chief, pat):
    with pytest.raises(WrongRoles):
        changed(session, office, pat, chief, training=["abuse"])


def test_nobody_of_the_hub_has_a_role_of_a_partner(session, office, hub_chief):
    with pytest.raises(WrongRoles):
        asked(session, office, hub_chief, None, roles=[Role.REFERRER])


def test_an_invitation_of_another_is_not_replaced(session, office, chief, hub_chief, housing):
    first = asked(session, office, hub_chief, None, roles=[Role.PRACTITIONER])
    second = asked(session, office, chief, housing)
    with session() as db:
        look(db, office, first)
        look(db, office, second)
    joins(session, office, first)
    with pytest.raises(EmailTaken):
        joins(session, office, second)


def test_invitations_are_shown_to_and_taken_back_by_those_they_are_of(
    session, office, chief, hub_chief, housing, police
):
    asked(session, office, hub_chief, police, "a@police.example")
    asked(session, office, hub_chief, None, "b@hub.example", [Role.PRACTITIONER])
    token = asked(session, office, chief, housing)
    with session() as db:
        assert [each.email for each in waiting(db, office, housing)] == [NEW]
        assert [each.email for each in waiting(db, office)] == ["b@hub.example"]
        others = [each.id for each in db.query(Invitation).filter_by(organisation_id=police)]
    with session.begin() as db:
        withdraw(db, office, chief, others[0])
    with session() as db:
        assert len(waiting(db, office, police)) == 1
        look(db, office, token)


def test_none_holds_while_the_organisation_is_closed(session, office, chief, hub_chief, housing):
    token = asked(session, office, chief, housing)
    with session.begin() as db:
        close_organisation(db, office, housing, hub_chief.id, version=1)
    with pytest.raises(NoInvitation):
        joins(session, office, token)
    with pytest.raises(MayNotInvite):
        asked(session, office, hub_chief, housing)
    with session.begin() as db:
        open_again(db, office, housing, hub_chief.id, version=2)
    assert joins(session, office, token)


def test_none_holds_of_somebody_who_looks_after_accounts_no_more(session, office, chief, housing):
    token = asked(session, office, chief, housing)
    with session.begin() as db:
        db.get_one(Account, chief.id).roles = ["referrer"]
    with pytest.raises(NoInvitation):
        joins(session, office, token)


def changed(session, office, staff, by, **changes):
    with session() as db:
        now = person(db, office, staff.id, staff.organisation)
    given = {"name": now.name, "roles": now.roles, "training": now.training, **changes}
    with session.begin() as db:
        change_person(db, office, staff.id, by, mark=now.mark, **given)


@pytest.mark.parametrize("verb", [end_access, open_access, reset_second_proof])
def test_a_partner_looks_after_nobody_elses_people(session, office, chief, police, hub_chief, verb):
    with session() as db:
        officer = people(db, office, police)[0].id
    for other in (officer, hub_chief.id):
        with session.begin() as db, pytest.raises(NotThere):
            verb(db, office, other, chief)
    with session() as db:
        assert person(db, office, officer) is None
        assert person(db, office, hub_chief.id, police) is None


def test_the_last_administrator_of_a_partner_stays(session, office, chief, pat):
    with session.begin() as db, pytest.raises(LastAdministrator):
        end_access(db, office, chief.id, chief)
    with pytest.raises(LastAdministrator):
        changed(session, office, chief, chief, roles=[Role.REFERRER])


def test_nobody_shuts_themself_out_by_a_slip(session, office, chief, pat, housing):
    changed(session, office, pat, chief, roles=[Role.PARTNER_ADMINISTRATOR])
    with session.begin() as db, pytest.raises(Oneself):
        end_access(db, office, chief.id, chief)
    with session.begin() as db:
        end_access(db, office, chief.id, as_staff(office, db.get_one(Account, pat.id)))
    with session() as db:
        assert [each.ended is not None for each in people(db, office, housing)] == [False, True]


def test_the_hub_can_end_the_access_of_a_partners_last_administrator(
    session, office, chief, hub_chief
):
    with session.begin() as db:
        end_access(db, office, chief.id, hub_chief)
    with session() as db:
        assert db.get_one(Account, chief.id).closed_at is not None


def test_the_hub_can_not_lose_its_own_last_one_for_all_the_partners_there_are(
    session, office, chief, hub_chief
):
    with session.begin() as db, pytest.raises(LastAdministrator):
        end_access(db, office, hub_chief.id, hub_chief)
