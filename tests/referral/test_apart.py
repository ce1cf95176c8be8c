"""People of partners are nowhere among the hub's staff: each place where staff are chosen,
counted, told or named has people of a partner standing beside them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.referral.accounts import add_account, as_staff, names
from portal.referral.auditing import everybody
from portal.referral.colleagues import colleagues, specialists, who_may_open
from portal.referral.contact import Channel
from portal.referral.load import loads
from portal.referral.notices import make_digests, notify_urgent
from portal.referral.organisations import Facts, add_organisation
from portal.referral.owning import NotTheirs, give
from portal.referral.permissions import Act, Role
from portal.referral.reassigning import Because, Outcome, Plan, reassign_some
from portal.referral.records import Account, Notice, Referral
from portal.referral.single_sign_on import recognise
from portal.referral.standing_in import set_stand_in
from tests.support.heart import ENOUGH, make_office, receive, referral_of
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

PASSWORD = "a quiet river at dawn"
MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def office(engine, clock):
    """An office that can send email, without strangers: theirs are accounts nobody can read."""
    made = make_office(engine, clock)
    made.sends = frozenset({Channel.EMAIL})
    return made


@pytest.fixture
def housing(session, office):
    with session.begin() as db:
        return add_organisation(db, office, Facts("Larkfield Housing", "housing", "consent")).id


@pytest.fixture
def pat(session, office):
    """The hub's only member of staff, a coordinator."""
    with session.begin() as db:
        email = "pat@hub.example"
        return as_staff(office, add_account(db, office, email, "Pat", [Role.COORDINATOR], PASSWORD))


@pytest.fixture
def robin(session, office, housing):
    """Somebody of a partner, whose row says everything that a member of staff's could: as if
    somebody had written it there by hand."""
    with session.begin() as db:
        email, roles = "robin@housing.example", [Role.REFERRER]
        account = add_account(db, office, email, "Robin", roles, PASSWORD, organisation_id=housing)
        account.roles = ["administrator", "coordinator", "practitioner", "referrer"]
        account.training = ["abuse", "hate"]
        account.urgent_at_once = True
        db.flush()
        return as_staff(office, account)


def received(session, office, **changes):
    with session.begin() as db:
        return referral_of(db, receive(db, office, ENOUGH, **changes)).id


def test_no_referral_is_offered_or_given_to_them(session, office, pat, robin):
    referral_id = received(session, office, safety=["hate"])
    with session() as db:
        referral = db.get_one(Referral, referral_id)
        for choices in (
            colleagues(db, office),
            who_may_open(db, office, referral),
            specialists(db, office, referral),
        ):
            assert [each.name for each in choices] == ["Pat"]
        with pytest.raises(NotTheirs):
            give(db, office, referral, pat, version=1, to=robin.id)


def test_none_is_passed_on_to_them_and_they_stand_in_for_nobody(session, office, pat, robin):
    received(session, office)
    with session.begin() as db:
        plan = Plan(None, (robin.id,), next(iter(Because)))
        outcome = reassign_some(db, office, pat, plan, Outcome())
        assert not outcome.given
        assert len(outcome.left) == 1
        with pytest.raises(NotTheirs):
            set_stand_in(db, office, db.get_one(Account, pat.id), robin.id, pat)


def test_the_load_does_not_count_them(session, office, pat, robin):
    with session() as db:
        assert [each.name for each in loads(db, office)] == ["Pat"]


def test_they_get_no_digest_of_the_hub_and_no_urgent_notice(session, office, pat, robin, clock):
    referral_id = received(session, office)
    with session.begin() as db:
        db.get_one(Referral, referral_id).priority = 1
        notify_urgent(db, office, db.get_one(Referral, referral_id))
    clock.at = MORNING
    with session.begin() as db:
        make_digests(db, office)
    with session() as db:
        assert set(db.scalars(select(Notice.account_id))) == {pat.id}


def test_they_never_come_in_by_the_hubs_own_provider(session, office, pat, robin):
    given = {"issuer": "https://sign-in.example", "subject": "robin", "verified": True}
    with session.begin() as db:
        assert recognise(db, office, email="robin@housing.example", **given) is None
        other = recognise(db, office, email="pat@hub.example", **given | {"subject": "pat"})
        assert other.id == pat.id


def test_the_audit_names_them_with_their_organisation(session, office, pat, robin):
    with session() as db:
        assert names(db, office, {pat.id, robin.id}) == {
            pat.id: "Pat",
            robin.id: "Robin (Larkfield Housing)",
        }
        listed = [(each.name, each.organisation) for each in everybody(db, office)]
    assert listed == [("Pat", ""), ("Robin", "Larkfield Housing")]


def test_whatever_their_row_says_they_may_only_do_what_a_partner_does(session, office, robin):
    assert {act for act in Act if robin.may(act)} == {Act.REFER, Act.FOLLOW, Act.OWN_ACCOUNT}
