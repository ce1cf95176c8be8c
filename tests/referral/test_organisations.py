"""Partner organisations: one name once, two who change one at once, closing and opening again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from portal.referral.accounts import add_account, find_by_email
from portal.referral.organisations import (
    Facts,
    NameTaken,
    OrganisationChanged,
    WrongBasis,
    add_organisation,
    change_organisation,
    close_organisation,
    facts_of,
    open_again,
    organisations,
    people_count,
)
from portal.referral.passkeys import add_passkey, find_passkey
from portal.referral.permissions import Role
from portal.referral.records import Event, Organisation
from portal.referral.staff_sessions import begin_session, whose
from tests.support.heart import hire
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

HOUSING = Facts("Larkfield Housing", "housing", "consent", sends=("dispute", "crime"))
PASSWORD = "a quiet river at dawn"


@pytest.fixture
def chief(session, office):
    """An administrator of the hub; an organisation that no test asks for is there too."""
    with session.begin() as db:
        add_organisation(db, office, Facts("Stranger Police", "police", "statutory", "An Act"))
        return hire(db, office, "administrator")


def added(session, office, chief, facts=HOUSING):
    with session.begin() as db:
        return add_organisation(db, office, facts, chief.id).id


def there(session, organisation_id):
    with session() as db:
        return db.get_one(Organisation, organisation_id)


def joined(session, office, organisation_id, email="pat@larkfield.example"):
    """Somebody of the organisation, signed in: what their browser keeps."""
    with session.begin() as db:
        roles, whose_is = [Role.REFERRER], {"organisation_id": organisation_id}
        account = add_account(db, office, email, "Pat", roles, PASSWORD, **whose_is)
        return begin_session(db.connection(), office, account.id, "app")


def is_in(session, office, token):
    with session() as db:
        return whose(db.connection(), office, token) is not None


def test_what_was_said_of_it_is_kept_and_no_event_holds_its_name(session, office, chief):
    made = added(session, office, chief)
    kept = facts_of(there(session, made))
    assert kept == Facts("Larkfield Housing", "housing", "consent", sends=("crime", "dispute"))
    with session() as db:
        (event,) = db.scalars(select(Event).where(Event.actor == str(chief.id)))
    assert (event.verb, event.details) == ("organisation_added", {"organisation": str(made)})


@pytest.mark.parametrize("name", ["larkfield HOUSING", "  Larkfield   Housing "])
def test_no_two_are_told_apart_by_capitals_or_spaces(session, office, chief, name):
    added(session, office, chief)
    with pytest.raises(NameTaken) as taken:
        added(session, office, chief, Facts(name, "council", "consent"))
    assert not taken.value.closed


def test_of_many_who_add_the_same_at_once_one_does(session, office, chief):
    def tries(_):
        try:
            return added(session, office, chief)
        except NameTaken:
            return None

    with ThreadPoolExecutor(4) as pool:
        assert len([each for each in pool.map(tries, range(4)) if each]) == 1


def test_a_community_group_can_not_share_without_consent(session, office, chief):
    with pytest.raises(WrongBasis):
        added(session, office, chief, Facts("Group", "community_group", "statutory", "An Act"))


def test_the_second_to_change_it_is_told_that_somebody_else_did(session, office, chief):
    made = added(session, office, chief)
    with session.begin() as db:
        changed = Facts("Larkfield Homes", "housing", "statutory", "An Act", ("crime", "dispute"))
        change_organisation(db, office, made, changed, chief.id, version=1)
    with pytest.raises(OrganisationChanged), session.begin() as db:
        change_organisation(db, office, made, HOUSING, chief.id, version=1)
    assert there(session, made).name == "Larkfield Homes"
    with session() as db:
        (event,) = db.scalars(select(Event).where(Event.verb == "organisation_changed"))
    assert event.details["changed"] == ["basis", "name", "power"]


def test_it_can_not_take_the_name_of_another(session, office, chief):
    made = added(session, office, chief)
    taken = Facts("STRANGER police", "housing", "consent")
    with pytest.raises(NameTaken), session.begin() as db:
        change_organisation(db, office, made, taken, chief.id, version=1)
    with session.begin() as db:
        own = Facts("LARKFIELD housing", "housing", "consent")
        change_organisation(db, office, made, own, chief.id, version=1)


def test_closing_shows_all_its_people_out_and_nobody_else(session, office, chief):
    made = added(session, office, chief)
    theirs = joined(session, office, made)
    with session() as db:
        other = organisations(db)[1].id
    stranger = joined(session, office, other, "stranger@police.example")
    with session.begin() as db:
        close_organisation(db, office, made, chief.id, version=1)
    assert not is_in(session, office, theirs)
    assert is_in(session, office, stranger)
    with session() as db:
        assert [each.name for each in organisations(db)] == ["Stranger Police", HOUSING.name]
        assert people_count(db) == {made: 1, other: 1}


def test_of_a_closed_one_nobody_signs_in_by_password_or_passkey(session, office, chief):
    made = added(session, office, chief)
    joined(session, office, made)
    with session.begin() as db:
        account = find_by_email(db, office, "pat@larkfield.example")
        key = {"credential": b"credential", "public_key": b"key", "sign_count": 0, "name": "Mine"}
        add_passkey(db, office, account, **key)
        assert find_passkey(db, b"credential") is not None
        close_organisation(db, office, made, chief.id, version=1)
    with session() as db:
        assert find_by_email(db, office, "pat@larkfield.example") is None
        assert find_passkey(db, b"credential") is None


def test_opened_again_its_people_can_sign_in_as_before(session, office, chief):
    made = added(session, office, chief)
    joined(session, office, made)
    with session.begin() as db:
        close_organisation(db, office, made, chief.id, version=1)
    with pytest.raises(OrganisationChanged), session.begin() as db:
        open_again(db, office, made, chief.id, version=1)
    with session.begin() as db:
        open_again(db, office, made, chief.id, version=2)
    assert is_in(session, office, joined(session, office, made, "robin@larkfield.example"))
