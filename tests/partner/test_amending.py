"""What an organisation tells anew, and what it withdraws, at its own door."""

import pytest

from portal.referral import handing_over
from portal.referral.filing import read_answers
from portal.referral.records import Organisation, Referral
from portal.referral.referring import referred
from portal.referral.retention import erase
from tests.support import agency
from tests.support.partners import email_at
from tests.support.referring import TOLD, refer
from tests.support.staffing import sign_in

WRONG = "A colleague changed"


@pytest.fixture
def database_url(postgresql_url):
    """Where both walls stand; what SQLite does with them, the heart's own tests ask."""
    return postgresql_url


@pytest.fixture
def housing(hub) -> Organisation:
    return hub.partner()


@pytest.fixture
def base(hub, housing) -> str:
    """The address of a referral of Larkfield Housing; beside it is one of somebody else's."""
    other = hub.partner("Larkshire Police", "police")
    clerk = hub.employ_at(housing, "referrer")
    with hub.desk.session() as session:
        refer(session, hub.desk.office, other, name="Zebedee")
        told = {"agency_reference": "HR/12", "agency_basis": "consent", "agreed_how": "met"}
        referral, _ = refer(session, hub.desk.office, housing, clerk.id, **told)
        return f"/partner/referrals/{referral.reference}"


def in_force(hub, base):
    with hub.desk.looking() as session:
        found = session.get_one(Referral, hub.referral(base[-9:]).id)
        return read_answers(session, hub.desk.office, found)


def test_a_page_is_changed_with_a_reason_and_the_old_version_stays(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    assert "Ann" in browser.html
    browser.send("Keep this change", name="Anne")
    assert browser.status == 422
    assert "Enter why you change this" in browser.text
    assert 'value="Anne"' in browser.html
    browser.send("Keep this change", name="Anne", amendment_reason="I misspelt it")
    assert browser.url == f"{base}/amendment"
    assert browser.says("The hub has your change", "Anne", "I misspelt it", "Version 2")
    assert in_force(hub, base)["name"] == "Anne"
    assert browser.go(f"{base}/versions/1").says("Ann", "First told")
    assert browser.go(f"{base}/versions/2").says("Anne", "I misspelt it")
    assert browser.go(f"{base}/versions/3").status == 404


def test_what_was_skipped_is_not_asked_again_and_can_be_answered(hub, housing):
    browser = hub.signed_in_at(housing, "referrer")
    base = f"/partner/referrals/{agency.refer(browser)}"
    browser.go(f"{base}/amendment")
    assert "not answered yet" not in browser.text
    assert browser.says("Safe right now", "Not said"), browser.text
    browser.go(f"{base}/amendment/safe-now")
    browser.send("Keep this change", safe_now="no", amendment_reason="They rang us")
    assert in_force(hub, base)["safe_now"] == "no"


def test_the_next_page_is_likely_changed_for_the_same_reason(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    browser.send("Keep this change", name="Anne", amendment_reason="I misspelt it")
    assert "I misspelt it" in browser.go(f"{base}/amendment/area").html
    email = "colleague@larkfield-housing.example"
    hub.employ_at(housing, "referrer", email)
    assert "I misspelt it" not in hub.let_in(email).go(f"{base}/amendment/area").html


def test_a_colleague_who_was_faster_is_not_overwritten_unseen(hub, housing, base):
    slow = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    fast = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    fast.send("Keep this change", name="Anneliese", amendment_reason="Asked her")
    slow.send("Keep this change", name="Anne", amendment_reason="I misspelt it")
    assert slow.status == 409
    assert slow.says(WRONG, "It says there: “Anneliese”")
    assert 'value="Anne"' in slow.html
    slow.send("Keep this change")
    assert in_force(hub, base)["name"] == "Anne"


def test_another_page_that_a_colleague_changed_meanwhile_stays_changed(hub, housing, base):
    slow = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    fast = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/area")
    fast.send("Keep this change", place="Elsewhere", amendment_reason="She moved")
    slow.send("Keep this change", name="Anne", amendment_reason="I misspelt it")
    assert slow.status == 200
    assert in_force(hub, base) | {"name": "Anne", "place": "Elsewhere"} == in_force(hub, base)


def test_what_is_wrong_hostile_or_huge_comes_back_as_it_was_typed(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    typed = "<script>x</script>" * 200
    browser.send("Keep this change", name=typed, amendment_reason="Why")
    assert browser.status == 422
    assert "<script>x" not in browser.html.partition("<main")[2]
    assert "&lt;script&gt;x" in browser.html
    browser.send("Keep this change", csrf_token="", name="Anne")
    assert browser.status == 400
    assert 'value="Anne"' in browser.html
    assert in_force(hub, base)["name"] == "Ann"


def test_a_ground_that_ends_the_way_is_not_kept(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/basis")
    browser.send("Keep this change", agency_basis="neither", amendment_reason="I am not sure")
    assert browser.says("They need to know and agree first")
    assert browser.go(f"{base}/amendment").says("Yes, they know about it and agree")


def test_one_more_entry_is_added_and_one_is_taken_out(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/incident/1")
    browser.send("Keep this change", incident_where="Park", amendment_reason="More")
    browser.go(f"{base}/amendment/incident/2")
    browser.send("Keep this change", incident_where="Shop", amendment_reason="More")
    browser.go(f"{base}/amendment/incident/1").send("Remove this one")
    assert browser.says("Why do you change this?")
    browser.send("Remove it", amendment_reason="")
    assert browser.status == 422
    slow = browser.filled("Remove it", amendment_reason="It was somebody else")
    browser.send("Remove it", amendment_reason="It was somebody else")
    assert [each["incident_where"] for each in in_force(hub, base)["incidents"]] == ["Shop"]
    assert browser.says("It was somebody else", "Version 4")
    browser.post(*slow)
    assert browser.status == 409
    assert [each["incident_where"] for each in in_force(hub, base)["incidents"]] == ["Shop"]


def test_withdrawing_needs_a_reason_and_ends_only_what_the_partner_sees(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/withdrawal")
    assert browser.says("It does not end by itself", "card that you gave them")
    browser.send("Withdraw it")
    assert browser.status == 422
    browser.send("Withdraw it", withdrawal_reason="They moved away")
    assert browser.url == base
    assert browser.says("You withdrew", "They moved away")
    assert hub.referral(base[-9:]).is_open
    for noun in ("amendment", "amendment/name", "withdrawal"):
        assert browser.go(f"{base}/{noun}").says("You withdrew this referral")
    assert browser.go(f"{base}/versions/1").says("Ann")


def test_withdrawing_says_the_same_whether_or_not_the_card_was_used(hub, housing, base):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/withdrawal")
    before = browser.text
    with hub.desk.session() as session:
        referral = session.get_one(Referral, hub.referral(base[-9:]).id)
        (part,) = referred(session, referral)
        made, _ = handing_over.make(session, hub.desk.office, referral, referring=part)
        made.taken_at = hub.desk.office.now()
    assert browser.go(f"{base}/withdrawal").text == before
    assert browser.says("If the person has taken it over, it is theirs")


def test_what_was_typed_when_the_session_ended_comes_back_and_is_not_told_unseen(
    hub, housing, base, clock
):
    browser = hub.signed_in_at(housing, "referrer").go(f"{base}/amendment/name")
    late = browser.filled("Keep this change", name="Anne", amendment_reason="I misspelt it")
    clock.forward(hours=1)
    browser.post(*late)
    assert browser.status == 401
    browser.url = "/sign-in"
    sign_in(browser, email_at(housing, "referrer"))
    browser.send("Show me what I wrote")
    assert browser.url == f"{base}/amendment/name"
    assert 'value="Anne"' in browser.html
    assert "I misspelt it" in browser.html
    assert in_force(hub, base)["name"] == "Ann"
    browser.send("Keep this change")
    assert in_force(hub, base)["name"] == "Anne"


def test_after_erasing_nothing_is_shown_but_the_reference(hub, housing, base):
    with hub.desk.session() as session:
        erase(session, hub.desk.office, session.get_one(Referral, hub.referral(base[-9:]).id), "x")
    browser = hub.signed_in_at(housing, "referrer")
    for noun in ("", "/amendment", "/withdrawal"):
        browser.go(f"{base}{noun}")
        assert TOLD["what_happened"] not in browser.html
        assert browser.says("erased")
    assert browser.go(f"{base}/versions/1").status == 404


def test_another_organisation_finds_nothing_here(hub, base):
    police = hub.partner("Another Police", "police")
    browser = hub.signed_in_at(police, "referrer")
    for noun in ("amendment", "amendment/name", "withdrawal", "versions/1"):
        assert browser.go(f"{base}/{noun}").status == 404
