"""Whose account somebody has who signed in at the hub's own provider."""

import pytest
from sqlalchemy import select

from portal.referral.accounts import add_account, close_account
from portal.referral.permissions import Role
from portal.referral.records import Account, Event
from portal.referral.single_sign_on import recognise, unbind

PASSWORD = "a slow river at noon"
ISSUER = "https://sign-in.larkshire.example"


@pytest.fixture
def sam(sessions, office):
    """A colleague, beside another."""
    with sessions.begin() as db:
        for name in ("other", "sam"):
            email = f"{name}@larkfield.example"
            account = add_account(db, office, email, name, [Role.PRACTITIONER], PASSWORD)
        return account.id


def who(sessions, office, subject="1", email="sam@larkfield.example", verified=True, issuer=ISSUER):
    with sessions.begin() as db:
        found = recognise(
            db, office, issuer=issuer, subject=subject, email=email, verified=verified
        )
        return found.id if found else None


def test_a_verified_address_says_once_whose_account_it_is(sessions, office, sam):
    assert who(sessions, office) == sam
    assert who(sessions, office, email="", verified=False) == sam


def test_an_address_that_nobody_verified_says_nothing(sessions, office, sam):
    assert who(sessions, office, verified=False) is None


def test_the_address_moves_on_to_somebody_else_and_opens_nothing(sessions, office, sam):
    who(sessions, office)
    assert who(sessions, office, subject="2") is None


def test_a_change_of_address_keeps_the_account(sessions, office, sam):
    who(sessions, office)
    assert who(sessions, office, email="other@larkfield.example") == sam


def test_the_same_subject_at_another_provider_is_somebody_else(sessions, office, sam):
    who(sessions, office)
    assert who(sessions, office, email="", issuer="https://elsewhere.example") is None


def test_nobody_without_an_account_gets_one(sessions, office, sam):
    assert who(sessions, office, email="new@larkfield.example") is None
    assert who(sessions, office, email="no address") is None


def test_a_closed_account_stays_closed(sessions, office, sam):
    who(sessions, office)
    with sessions.begin() as db:
        close_account(db, office, db.get_one(Account, sam))
    assert who(sessions, office) is None


def test_an_administrator_can_let_it_be_said_anew(sessions, office, sam):
    who(sessions, office)
    with sessions.begin() as db:
        unbind(db, office, db.get_one(Account, sam), "system")
    assert who(sessions, office, subject="2") == sam


def test_what_happened_is_written_down_without_saying_who(sessions, office, sam):
    who(sessions, office, subject="3", email="nobody@larkfield.example")
    who(sessions, office)
    with sessions() as db:
        events = {event.verb: event for event in db.scalars(select(Event))}
    assert events["single_sign_on_bound"].actor == str(sam)
    assert "larkfield" not in str([each.details for each in events.values()])
    assert "sign_in_refused" in events
