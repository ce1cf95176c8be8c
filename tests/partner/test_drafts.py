"""Drafts at the partner door: bad input and bad luck lose nothing that somebody typed."""

import pytest

from portal.referral.accounts import find_by_email
from portal.referral.limits import REFER, count_try
from portal.referral.organisations import Facts, change_organisation
from portal.referral.shared_drafts import drafts_of
from tests.support.agency import begin, place, refer, tell
from tests.support.partners import email_at
from tests.support.staffing import sign_in

LOST = "Your browser lost its place"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def housing(hub):
    return hub.partner(sends=("dispute", "other"))


@pytest.fixture
def browser(hub, housing):
    return hub.signed_in_at(housing, "referrer")


@pytest.fixture
def colleague(hub, housing, browser):
    hub.employ_at(housing, "referrer", "colleague@larkfield-housing.example")
    return hub.let_in("colleague@larkfield-housing.example")


def test_before_starting_it_says_what_may_be_sent_and_on_what_ground(browser):
    browser.go("/partner/referrals/new")
    assert browser.says("Disputes and anti-social behaviour", "Only when the person agrees")
    assert not browser.says("Crime")


def test_who_may_send_nothing_is_told_so(hub):
    bare = hub.partner("Newly Joined", sends=())
    browser = hub.signed_in_at(bare, "referrer").go("/partner/referrals/new")
    assert browser.says("Nothing yet. Ask us to change that")
    assert "<button" not in browser.html.partition("<main")[2]


def test_who_may_send_nothing_is_offered_no_way_to_refer(hub, housing, browser):
    reference = refer(browser)
    pages = ("/partner/", "/partner/drafts", f"{browser.url}", f"/partner/referrals/{reference}")
    offers = ("Refer somebody", "Refer them again", "/partner/referrals/new")
    for page in pages:
        assert any(each in browser.go(page).html for each in offers), page
    again = browser.filled("Refer them again for something else")
    send_nothing(hub, housing)
    for page in pages:
        assert not any(each in browser.go(page).html for each in offers), page
    assert browser.go("/partner/?view=finished").says("No referral of yours is finished yet.")
    for address, fields in (again, ("/partner/drafts", {"csrf_token": again[1]["csrf_token"]})):
        browser.post(address, fields)
        assert (browser.status, browser.url) == (200, "/partner/referrals/new"), address
    with hub.desk.walled_look(housing.id) as session:
        assert drafts_of(session, hub.desk.office, None)[0] == []


def test_an_empty_list_of_who_may_send_nothing_says_how_to_change_that(hub):
    bare = hub.partner("Newly Joined", sends=(), receives=("crime",))
    browser = hub.signed_in_at(bare, "referrer").go("/partner/")
    assert browser.says("Your organisation can’t refer anybody to us yet.", "ring 01632 960123.")


def send_nothing(hub, organisation):
    facts = Facts(organisation.name, "housing", "consent")
    changed = {"by": hub.employ("administrator").id, "version": organisation.version}
    with hub.desk.session() as session:
        change_organisation(session, hub.desk.office, organisation.id, facts, **changed)


def test_only_what_may_be_sent_is_offered(browser):
    tell(begin(browser), until="about")
    assert browser.says("A dispute with a neighbour")
    assert not browser.says("A crime, or something that might be a crime")
    browser.post(browser.url, {**browser.filled("Continue")[1], "about": ["crime"]})
    assert browser.status == 422
    assert browser.says("Choose from the answers shown")


def test_a_page_with_what_is_wrong_comes_again_with_everything_typed(browser):
    tell(begin(browser), until="what-happened")
    browser.send("Continue", what_happened="x" * 20_001)
    assert browser.status == 422
    assert browser.says("It is 1 too long")
    assert browser.filled("Continue")[1]["what_happened"] == ["x" * 20_001]


def test_what_is_hostile_is_shown_as_it_was_typed(browser):
    words = "<script>alert(1)</script>\u202e' OR 1=1 --"
    tell(begin(browser), until="what-happened").send("Continue", what_happened=words)
    browser.go(f"{browser.url.rpartition('/incident')[0]}/what-happened")
    assert "<script>alert" not in browser.html
    assert "<script>alert(1)</script>" in browser.filled("Continue")[1]["what_happened"][0]


def test_a_draft_can_be_left_with_pages_half_answered(browser):
    begin(browser).send("Save and come back later")
    assert browser.says("The draft is saved", "No name yet")
    browser.follow("No name yet")
    assert place(browser) == "case-reference"


def test_of_two_who_change_a_page_the_second_sees_what_the_first_wrote(browser, colleague):
    tell(begin(browser), until="what-happened")
    colleague.go(browser.url)
    browser.send("Continue", what_happened="The fence came down.")
    colleague.send("Continue", what_happened="A hedge was cut.")
    assert colleague.status == 409
    assert colleague.says("A colleague changed this page meanwhile", "The fence came down.")
    assert colleague.filled("Continue")[1]["what_happened"] == ["A hedge was cut."]
    colleague.send("Continue")
    assert colleague.status == 200
    assert place(colleague) == "incident/1"


def test_a_lost_token_asks_to_press_again(browser):
    begin(browser)
    action, data = browser.filled("Continue", agency_reference="H/1")
    browser.post(action, {**data, "csrf_token": ["lost"]})
    assert browser.status == 400
    assert browser.says(LOST)
    browser.send("Continue")
    assert place(browser) == "basis"


@pytest.mark.parametrize("button", ["Send", "Throw it away", "Start"])
def test_so_does_every_other_form(browser, button):
    tell(begin(browser))
    page = {"Send": browser.url, "Start": "/partner/referrals/new"}
    browser.go(page.get(button, browser.url.replace("check", "removal")))
    action, data = browser.filled(button)
    browser.post(action, {**data, "csrf_token": ["lost"]})
    assert browser.status == 400
    assert browser.says(LOST)
    assert browser.go("/partner/drafts").says("Ann Marigold")


def test_what_was_typed_when_the_session_ended_comes_back_and_is_not_saved_unseen(
    hub, housing, browser, clock
):
    draft = tell(begin(browser), until="what-happened").url
    clock.forward(hours=1)
    browser.send("Continue", what_happened="First line.\n\nSecond line.")
    assert browser.status == 401
    assert browser.says("What you wrote is not lost")
    browser.url = "/sign-in"
    sign_in(browser, email_at(housing, "referrer"))
    browser.send("Show me what I wrote")
    assert (browser.status, browser.url) == (200, draft)
    assert browser.says("It has not been sent or saved yet")
    held = browser.filled("Continue")[1]
    assert held["what_happened"] == ["First line.\n\nSecond line."]
    browser.send("Continue")
    assert place(browser) == "incident/1"
    assert browser.go(draft).filled("Continue")[1]["what_happened"] == held["what_happened"]


def test_what_was_typed_into_a_draft_that_is_gone_is_shown(browser, colleague):
    tell(begin(browser), until="what-happened")
    colleague.go("/partner/drafts").follow("Throw away")
    assert colleague.says("Ann Marigold", "We can't bring it back")
    colleague.send("Throw it away")
    assert colleague.says("The draft was thrown away.", "There are no drafts.")
    browser.send("Continue", what_happened="The fence came down.")
    assert browser.status == 404
    assert browser.says("We can't find this draft", "The fence came down.")


def test_what_was_typed_into_a_draft_that_was_sent_is_shown(browser, colleague):
    tell(begin(browser))
    page = browser.url.replace("check", "what-happened")
    colleague.go(page)
    browser.send("Send")
    colleague.send("Continue", what_happened="And the gate.")
    assert colleague.status == 409
    assert colleague.says("sent this draft meanwhile", "And the gate.")
    colleague.follow("Go to the receipt")
    assert colleague.url == browser.url


def test_what_was_typed_on_a_page_that_is_no_longer_asked_is_shown(browser, colleague):
    tell(begin(browser), until="contact-text")
    colleague.go(browser.url)
    browser.go(browser.url.replace("contact-text", "contact"))
    browser.send("Continue", contact_ways=["here"])
    colleague.send("Continue", text_number="07700 900111")
    assert colleague.status == 409
    assert colleague.says("This page is not asked any more", "07700 900111")


def test_a_draft_that_was_sent_leads_to_its_receipt_wherever_it_is_opened(browser):
    draft = tell(begin(browser)).url.rpartition("/")[0]
    action, data = browser.filled("Send")
    receipt = browser.send("Send").url
    assert browser.post(action, data).url == receipt
    for end in ("", "/name", "/check", "/removal"):
        assert browser.go(f"{draft}{end}").url == receipt, end
    browser.post(f"{draft}/removal", data)
    assert browser.url == receipt


def test_one_more_than_may_be_sent_keeps_the_draft_and_says_when(hub, browser, clock):
    tell(begin(browser))
    with hub.desk.writing() as connection:
        for _ in range(REFER.most):
            count_try(connection, hub.desk.office, REFER, str(account(hub)))
    browser.send("Send")
    assert browser.status == 429
    assert browser.says("nothing is lost: the draft is kept", "Press Send again after")
    clock.forward(seconds=int(browser.response.headers["Retry-After"]))
    assert browser.send("Send").says("We have what you sent")


def account(hub):
    with hub.desk.looking() as session:
        return find_by_email(session, hub.desk.office, "referrer@larkfield-housing.example").id


def test_an_entry_of_a_page_that_repeats_can_be_taken_out(browser):
    tell(begin(browser), until="incident/1")
    browser.send("Continue", incident_where="In the yard")
    first = browser.url.rpartition("/")[0] + "/incident/1"
    browser.go(first).send("Remove this one")
    assert browser.go(first).filled("Continue")[1]["incident_where"] == [""]
    assert browser.go(f"{first}/removal").url == first


def test_changing_an_answer_at_the_end_leads_back_there(browser):
    tell(begin(browser)).follow("Change What happened")
    browser.send("Continue", what_happened="The gate went too.")
    assert place(browser) == "check"
    assert browser.says("The gate went too.")


def test_no_address_holds_anything_about_anybody(browser):
    tell(begin(browser))
    seen = [browser.url]
    refer(browser)
    seen.append(browser.url)
    assert not any(word in address for address in seen for word in ("Ann", "Marigold", "H/2026"))


def test_an_organisations_administrator_who_does_not_refer_finds_no_such_page(hub, housing):
    browser = hub.signed_in_at(housing, "partner_administrator")
    for address in ("/partner/drafts", "/partner/referrals/new"):
        assert browser.go(address).status == 404


@pytest.mark.parametrize("after", ["x", "1-2", "9" * 30 + "-00", "-", "0-" + "f" * 32])
def test_a_list_that_nobody_led_to_is_a_list(browser, after):
    assert begin(browser).go(f"/partner/drafts?after={after}").status == 200


def test_a_long_list_goes_on(browser, monkeypatch, clock):
    monkeypatch.setattr(drafts_of, "__defaults__", (None, 2))
    for number in range(3):
        begin(browser).send("Continue", agency_reference=f"H/{number}")
        clock.forward(minutes=1)
    browser.go("/partner/drafts")
    assert browser.says("H/2", "H/1")
    assert not browser.says("H/0")
    browser.follow("More drafts")
    assert browser.says("H/0")
    browser.follow("Back to the first")
    assert browser.says("H/2")
