"""Who told us what: a referral that a partner began, as staff see it."""

import pytest

from portal.referral import amending, following
from portal.referral.filing import read_answers
from portal.referral.records import Referral, Referring
from tests.support.papers import words_of
from tests.support.referring import TOLD, refer


@pytest.fixture
def database_url(sqlite_url):
    """What a page shows does not depend on where it is kept."""
    return sqlite_url


@pytest.fixture
def told(hub):
    """A referral of Larkfield Housing that the person has begun to correct."""
    housing, office = hub.partner(), hub.desk.office
    clerk = hub.employ_at(housing, "referrer")
    facts = {"agency_reference": "HR/12", "agency_basis": "consent"}
    with hub.desk.session() as session:
        refer(session, office, hub.partner("Larkshire Police", "police"), name="Zebedee")
        referral, part = refer(session, office, housing, clerk.id, **facts)
        said = read_answers(session, office, referral) | {
            "place": "Home",
            "what_happened": None,
            "contact_ways": ["here"],
        }
        following.correct(session, office, referral, said, said=["name"])
    return referral.reference, part.id, clerk


def amend(hub, told, **changes):
    with hub.desk.session() as session:
        amending.amend(
            session,
            hub.desk.office,
            session.get_one(Referring, told[1]),
            TOLD | {"agency_reference": "HR/12", "agency_basis": "consent"} | changes,
            by=told[2].id,
            reason="She moved",
            after=1,
        )


def test_pages_that_the_person_went_through_one_after_the_other_are_one_line(hub, told):
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(told[0]))
        said = read_answers(session, hub.desk.office, referral)
        for name in ("age", "phone_number", "about"):
            following.correct(session, hub.desk.office, referral, said, said=[name])
    assert hub.events(told[0])[-3:] == ["confirmed"] * 3
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{told[0]}")
    assert page.text.count("The person went through what we were told") == 1


def test_staff_see_who_referred_and_what_they_say_beside_what_the_person_says(hub, told):
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{told[0]}")
    assert page.says("Who told us what", "Larkfield Housing", "Referrer Name", "HR/12")
    assert page.says("The person has given or gone through 4 answers themselves")
    assert page.says("HomeLarkfield Housing said:Larkfield")
    assert page.says("Not saidLarkfield Housing said:A window was broken.")
    assert "Zebedee" not in page.html
    # How to reach them stands apart, so that nobody uses it by mistake.
    assert page.says("where it differs", "Don’t use this")
    assert not page.says("I have looked at it")


def test_news_from_a_referrer_waits_until_somebody_has_looked(hub, told):
    amend(hub, told, place="Elsewhere", name="Anne", age="16_17")
    staff = hub.signed_in("coordinator").go(f"/hub/referrals/{told[0]}")
    assert staff.says(
        "nobody has looked at it yet", "She moved", "Version 2", "What it said before"
    )
    assert staff.says("HomeLarkfield Housing said:Elsewhere")
    staff.send("I have looked at it")
    assert staff.says("It is noted that you looked at what is new")
    assert not staff.says("nobody has looked at it yet")
    assert hub.events(told[0])[-2:] == ["referrer_heard", "viewed"]


def test_what_was_told_after_the_page_was_opened_is_not_taken_as_seen(hub, told):
    staff = hub.signed_in("practitioner")
    with hub.desk.session() as session:
        part = session.get_one(Referring, told[1])
        amending.withdraw(session, hub.desk.office, part, by=told[2].id, reason="Moved away")
    staff.go(f"/hub/referrals/{told[0]}")
    assert staff.says("They withdrew on", "Moved away", "does not end by that")
    action, data = staff.filled("I have looked at it")
    with hub.desk.session() as session:
        session.get_one(Referral, hub.referral(told[0]).id).version += 1
    staff.post(action, data)
    assert staff.status == 409


def test_the_copy_on_paper_says_the_same_but_no_other_way_to_reach_them(hub, told):
    amend(hub, told, place="Elsewhere", phone_number="+441632960099")
    staff = hub.signed_in("practitioner")
    words = words_of(staff.client.get(f"/hub/referrals/{told[0]}/copy").data)
    said = "Who told us what", "Larkfield Housing", "HR/12", "Version 2", "She moved"
    for each in (*said, "Larkfield Housing said: Elsewhere"):
        assert each in words
    assert "960099" not in words
    assert words.index("How it is safe to reach this person") < words.index("Who told us what")


def test_a_community_group_is_named_with_its_contact_for_staff_alone(hub):
    with hub.desk.session() as session:
        who = {
            "referrer_name": "Mo",
            "referrer_role": "Warden",
            "referrer_email": "mo@hall.example",
        }
        referral, _ = refer(session, hub.desk.office, None, referrer_group="The Hall", **who)
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{referral.reference}")
    assert page.says("The Hall", "Mo", "Warden", "mo@hall.example")
    assert page.says("The person has not said anything themselves yet")


def test_what_somebody_told_of_themselves_has_no_such_panel(hub):
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{hub.receive()}")
    assert not page.says("Who told us what")
