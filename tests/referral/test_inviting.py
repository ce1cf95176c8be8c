"""Invitations: looking uses nothing up, one makes one account, and a newer one takes its place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.referral.accounts import (
    BadEmail,
    EmailTaken,
    WeakPassword,
    add_account,
    close_account,
    find_by_email,
)
from portal.referral.inviting import (
    WORKS_FOR,
    NoInvitation,
    accept,
    forget_invitations,
    invite,
    look,
    waiting,
    withdraw,
)
from portal.referral.permissions import Role
from portal.referral.records import Account, Event, Invitation
from tests.support.heart import hire
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

NEW = "new@hub.example"
LEFT = datetime(2026, 3, 2, tzinfo=UTC)
PASSWORD = "a quiet river at dawn"


@pytest.fixture
def chief(session, office):
    """An administrator, who has invited a stranger too."""
    with session.begin() as db:
        chief = hire(db, office, "administrator")
        invite(db, office, chief, email="other@hub.example", name="Other", roles=[Role.COORDINATOR])
        return chief


@pytest.fixture
def token(session, office, chief):
    return asked(session, office, chief)


def asked(session, office, chief, email=NEW):
    with session.begin() as db:
        return invite(
            db,
            office,
            chief,
            email=email,
            name="New One",
            roles=[Role.PRACTITIONER],
            training=["hate", "abuse"],
        )


def joins(session, office, token, password=PASSWORD):
    try:
        with session.begin() as db:
            return accept(db, office, token, name="Robin", password=password).id
    except NoInvitation:
        return None


def test_looking_however_often_uses_nothing_up(session, office, token):
    for _ in range(3):
        with session() as db:
            found = look(db, office, token)
    assert (found.name, found.email) == ("New One", NEW)
    assert joins(session, office, token)


def test_the_account_has_what_the_invitation_said_and_can_be_signed_in_to(session, office, token):
    account_id = joins(session, office, token)
    with session() as db:
        account = find_by_email(db, office, NEW)
        assert account.id == account_id
        assert account.roles == ["practitioner"]
        assert account.training == ["abuse", "hate"]


def test_it_makes_one_account_even_for_many_at_once(session, office, token):
    with ThreadPoolExecutor(5) as pool:
        made = list(pool.map(lambda _: joins(session, office, token), range(5)))
    assert len([each for each in made if each]) == 1


def test_a_weak_password_leaves_it_good(session, office, token):
    with pytest.raises(WeakPassword):
        joins(session, office, token, "short")
    assert joins(session, office, token)


@pytest.mark.parametrize("wrong", ["", "made up", "x" * 500, "\0"])
def test_what_was_never_given_opens_nothing(session, office, token, wrong):
    with session() as db, pytest.raises(NoInvitation):
        look(db, office, wrong)


def test_it_works_for_seven_days(session, office, token, clock):
    clock.forward(days=6, hours=23)
    with session() as db:
        look(db, office, token)
    clock.forward(hours=1)
    assert joins(session, office, token) is None


def test_a_second_invitation_replaces_the_first_and_no_other(session, office, chief, token):
    second = asked(session, office, chief, email=" NEW@hub.example ")
    assert joins(session, office, token) is None
    with session() as db:
        assert {each.name for each in waiting(db, office)} == {"Other", "New One"}
    assert joins(session, office, second)


def test_one_that_is_taken_back_opens_nothing(session, office, chief, token):
    with session.begin() as db:
        mine = next(each for each in waiting(db, office) if each.email == NEW)
        withdraw(db, office, chief, mine.id)
        withdraw(db, office, chief, mine.id)
    assert joins(session, office, token) is None
    with session() as db:
        verbs = list(db.scalars(select(Event.verb).order_by(Event.number)))
        assert verbs.count("invitation_withdrawn") == 1
        assert [each.name for each in waiting(db, office)] == ["Other"]


@pytest.mark.parametrize("closed", [True, False])
def test_whoever_has_an_account_is_not_invited(session, office, chief, closed):
    with session.begin() as db:
        account = add_account(db, office, NEW, "New", [Role.PRACTITIONER], PASSWORD)
        if closed:
            close_account(db, office, account)
    with pytest.raises(EmailTaken) as taken:
        asked(session, office, chief)
    assert taken.value.closed is closed


def test_an_account_made_meanwhile_is_not_made_again(session, office, token):
    with session.begin() as db:
        add_account(db, office, NEW, "New", [Role.PRACTITIONER], PASSWORD)
    with pytest.raises(EmailTaken):
        joins(session, office, token)


def test_a_wrong_address_is_refused(session, office, chief):
    with pytest.raises(BadEmail):
        asked(session, office, chief, email="not one")


def test_nothing_personal_and_no_token_is_stored_in_the_open(session, office, token):
    joins(session, office, token)
    with session() as db:
        for table in ("invitation", "account", "event"):
            rows = str(db.connection().exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            assert "New One" not in rows
            assert NEW not in rows
            assert token not in rows


def test_once_accepted_the_invitation_itself_can_not_be_read_any_more(session, office, token):
    joins(session, office, token)
    with session() as db:
        kept = list(db.scalars(select(Invitation.data_key).where(Invitation.used_at.is_not(None))))
    assert kept == [None]


def test_old_ones_are_forgotten_after_a_while(session, office, token, clock):
    clock.at += WORKS_FOR + timedelta(days=29)
    with session.begin() as db:
        forget_invitations(db, office)
        assert len(waiting(db, office)) == 2
        clock.forward(days=2)
        forget_invitations(db, office)
        assert waiting(db, office) == []
        assert db.scalar(select(Account.id)) is not None


@pytest.mark.parametrize("changed", [{"closed_at": LEFT}, {"roles": [Role.COORDINATOR]}])
def test_none_holds_of_somebody_who_may_not_invite_any_more(session, office, chief, token, changed):
    with session.begin() as db:
        for name, value in changed.items():
            setattr(db.get_one(Account, chief.id), name, value)
    with session() as db:
        with pytest.raises(NoInvitation):
            look(db, office, token)
        assert all(each.over for each in waiting(db, office))
    with session.begin() as db, pytest.raises(NoInvitation):
        accept(db, office, token, name="New", password=PASSWORD)
    with session() as db:
        assert find_by_email(db, office, NEW) is None
