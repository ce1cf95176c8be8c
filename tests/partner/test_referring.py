"""A housing officer refers somebody, on SQLite and on PostgreSQL; others reach none of it."""

import io

import pypdf
import pytest
from sqlalchemy import select

from portal.referral.records import Event, Referral
from tests.support.agency import ANN, begin, place, refer, tell


@pytest.fixture
def housing(hub):
    return hub.partner()


def test_a_housing_officer_refers_somebody_and_gets_a_receipt(hub, housing):
    browser = begin(hub.signed_in_at(housing, "referrer"))
    tell(browser)
    assert place(browser) == "check"
    assert browser.says("Nothing has been sent yet", "Ann Marigold", "H/2026/17", "marmalade")
    browser.send("Send")
    assert browser.status == 200
    reference = browser.url.split("/")[3]
    assert browser.url == f"/partner/referrals/{reference}/receipt"
    assert browser.says(reference, "H/2026/17", "Within two working days", "Within 5 working days")
    assert browser.says("the word that you agreed with them", "They never see what you told us")
    referral = hub.referral(reference)
    assert (referral.origin, referral.kind) == ("partner", "dispute")
    assert hub.events(reference) == ["received", "handed_over", "viewed"]
    with hub.desk.looking() as session:
        actors = session.scalars(
            select(Event.actor)
            .join(Referral, Referral.id == Event.referral_id)
            .where(Referral.reference == reference)
        ).all()
    assert "person" not in actors
    assert len(set(actors)) == 1


def test_whoever_did_not_agree_is_talked_to_first_or_handed_the_card_with_care(hub):
    police = hub.partner("Larkshire Police", "police", basis="statutory")
    browser = begin(hub.signed_in_at(police, "referrer"))
    tell(browser, {**ANN, "basis": {"agency_basis": "neither"}}, until="no-basis")
    assert browser.follow("How to talk to them").says("Talk to them first")
    care = "Hand it over only when it is safe that they know."
    refer(browser)
    assert not browser.says(care)
    without = {"agency_basis": "statutory"}
    reason = {"agency_basis_reason": "She is at high risk"}
    # Of one person twice within the hour, they would be asked whether it is the same matter.
    another = {"name": {"name": "Bea Finch"}, "case-reference": {"agency_reference": "H/2026/18"}}
    refer(browser, {**ANN, **another, "basis": without, "basis-reason": reason})
    assert browser.says(care)


def test_a_colleague_goes_on_where_somebody_stopped(hub, housing):
    one = tell(begin(hub.signed_in_at(housing, "referrer")), until="about")
    one.send("Save and come back later")
    assert one.says("The draft is saved", "Ann Marigold", "H/2026/17", "Begun by Referrer Name")
    hub.employ_at(housing, "referrer", "other@larkfield-housing.example")
    other = hub.let_in("other@larkfield-housing.example").go("/partner/drafts")
    other.follow("Ann Marigold")
    assert place(other) == "about"
    tell(other).send("Send")
    assert other.says("We have what you sent")
    assert one.go("/partner/drafts").says("There are no drafts")


def test_another_organisation_finds_neither_draft_nor_receipt(hub, housing):
    own = hub.signed_in_at(housing, "referrer")
    reference = refer(own)
    draft = tell(begin(own), until="about").url.rpartition("/")[0]
    stranger = hub.signed_in_at(hub.partner("Police", "police"), "referrer")
    for address in (
        *(f"{draft}{end}" for end in ("", "/name", "/incident/1", "/check", "/removal")),
        f"/partner/referrals/{reference}/receipt",
        f"/partner/referrals/{reference}/copy",
    ):
        assert stranger.go(address).status == 404, address
        assert "Marigold" not in stranger.html
    token = {"csrf_token": begin(stranger).filled("Continue")[1]["csrf_token"]}
    for end in ("/name", "/check", "/removal", "/incident/1/removal"):
        assert stranger.post(f"{draft}{end}", {**token, "name": ["Bob"]}).status == 404, end
        assert "Marigold" not in stranger.html
    assert stranger.go("/partner/drafts").says("No name yet")
    assert own.go(draft).status == 200
    assert own.go(f"{draft}/name").filled("Continue")[1]["name"] == ["Ann Marigold"]


def test_the_copy_holds_what_they_told_and_no_word_of_the_persons(hub, housing):
    browser = hub.signed_in_at(housing, "referrer")
    reference = refer(browser)
    code = code_on(browser)
    answer = browser.client.get(f"/partner/referrals/{reference}/copy")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=referral-{reference}.pdf"
    )
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ("Larkfield Housing", reference, "H/2026/17", "Received", "The fence came down"):
        assert said in text
    for word in ("blue kettle", "marmalade", code):
        assert word not in text
    assert hub.events(reference)[-1] == "printed"


def code_on(browser) -> str:
    code = next(each for each in browser.page.iter("p") if each.get("class") == "code")
    return "".join(code.itertext()).strip()


def test_the_person_takes_it_over_with_what_the_receipt_gives(hub, housing):
    browser = hub.signed_in_at(housing, "referrer")
    reference = refer(browser)
    code = code_on(browser)
    person = hub.browser().go("/yours").send("Open it", code=code, agreed="Blue kettle")
    person.send("Get my own code", own_word="green lamp")
    assert person.says("It is yours now")
    again = browser.go(f"/partner/referrals/{reference}/receipt")
    assert again.says("can't be used any more")
    assert code not in again.text
