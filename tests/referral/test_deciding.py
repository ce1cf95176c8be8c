"""The person decides how much of the way it goes a referrer may see."""

import pytest

from portal.referral import triage
from portal.referral.deciding import followers, let_see
from portal.referral.history import timeline
from portal.referral.organisations import Facts, add_organisation
from portal.referral.referring import Sees, begin
from tests.support.heart import receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        made, other = receive(db, office), receive(db, office)
        facts = Facts("Larkfield Housing", "housing", "consent", "", ("crime",), ())
        housing = add_organisation(db, office, facts)
        for each in (made, other):
            referral = referral_of(db, each)
            begin(db, office, referral, {"name": "Ann"}, organisation_id=housing.id)
            begin(db, office, referral, {"name": "Ann"})  # a group, which follows nothing
        return made


def seen(db, receipt):
    referring, _ = followers(db, referral_of(db, receipt))[0]
    return [each["word"] for each in referring.steps]


def decide(session, office, receipt, sees):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        [(referring, name)] = followers(db, referral)
        assert name == "Larkfield Housing"
        let_see(db, office, referral, referring, sees)


def accept(session, office, receipt, pat):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        triage.accept(db, office, referral, pat, version=referral.version)


def test_nothing_more_is_seen_from_then_on(session, office, receipt, pat):
    decide(session, office, receipt, Sees.NOTHING)
    accept(session, office, receipt, pat)
    with session() as db:
        assert seen(db, receipt) == ["received"]
        event = timeline(db, receipt.referral_id)[-2]  # before it was handed on
        assert [each.verb for each in timeline(db, receipt.referral_id)].count("referrer_sees") == 1
        assert event.verb == "accept"


def test_seeing_more_again_shows_how_it_stands_at_once(session, office, receipt, pat):
    decide(session, office, receipt, Sees.NOTHING)
    accept(session, office, receipt, pat)
    decide(session, office, receipt, Sees.PROCESS)
    with session() as db:
        assert seen(db, receipt) == ["received", "accepted"]


def test_deciding_the_same_again_says_nothing_new(session, office, receipt):
    for _ in range(2):
        decide(session, office, receipt, Sees.START)
    with session() as db:
        verbs = [each.verb for each in timeline(db, receipt.referral_id)]
        assert verbs.count("referrer_sees") == 1
