"""Filtering the inbox: choosing, taking away, wrong and hostile addresses, keeping and sharing."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.hub.filter_words import word
from portal.referral.queue import lists
from portal.referral.queue.filter import ANY_OF, View, values_of
from tests.hub.test_inbox import names
from tests.support.queue_rows import fill
from tests.support.staffing import Hub
from tests.support.strict_html import text_of

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: what each filter finds has its tests on both, below the door."""
    return sqlite_url


@pytest.fixture
def staff(hub: Hub):
    hub.receive(name="Ann", place="Millgate", help_needed=["interpreter"])
    hub.receive(name="Bo", about="dispute", postcode="LK1 2AB", safety=["weapon"])
    hub.receive(name="Cy", about="other", age="16_17")
    return hub.signed_in("coordinator").go("/hub/")


def query(browser) -> dict[str, list[str]]:
    return parse_qs(urlsplit(browser.address).query)


def tags(browser):
    found = [each for each in browser.page.iter("a") if each.get("class") == "chosen__one"]
    return [text_of(each).removeprefix("Remove ").removesuffix(" ×") for each in found]


def test_what_is_chosen_in_the_panel_is_an_address_and_nothing_more(staff):
    staff.send("Show these", kind=["dispute", "other"], age=["adult"], place="")
    assert names(staff) == ["Bo"]
    assert query(staff) == {"kind": ["dispute", "other"], "age": ["adult"]}
    assert tags(staff) == ["Kind: Dispute", "Kind: Something else", "Age: 18 or over"]


def test_what_is_chosen_stays_chosen_and_is_taken_away_one_by_one(staff):
    staff.send("Show these", kind=["crime", "dispute"], need=["interpreter"], owner="nobody")
    assert names(staff) == ["Ann"]
    staff.send("Show these")
    assert tags(staff) == [
        "Kind: Crime",
        "Kind: Dispute",
        "They need: An interpreter",
        "With: Nobody",
    ]
    staff.follow("They need: An interpreter").follow("Kind: Crime")
    assert names(staff) == ["Bo"]
    staff.follow("Clear all")
    assert set(names(staff)) == {"Ann", "Bo", "Cy", "Stranger"}
    assert staff.address == "/hub/"


def test_a_view_and_an_order_stay_while_filters_change(staff):
    staff.follow("Nobody’s").follow("newest first").send("Show these", kind=["crime"])
    assert query(staff) == {"view": ["nobodys"], "kind": ["crime"], "order": ["newest"]}
    assert query(staff.follow("due soonest first"))["order"] == ["due"]
    assert query(staff.follow("Clear all")) == {"view": ["nobodys"], "order": ["due"]}


def test_a_postcode_typed_whole_stands_in_no_address(staff):
    staff.send("Show these", place="lk1 2ab")
    assert query(staff) == {"place": ["LK1"]}
    assert names(staff) == ["Bo"]
    for link in staff.page.iter("a"):
        assert "2ab" not in link.get("href", "").casefold()


def test_what_cannot_be_read_is_said_and_everything_else_is_kept(staff):
    staff.send(
        "Show these", kind=["crime"], place="12 Acacia Avenue", since="2026-02-31", until="soon"
    )
    assert staff.status == 422
    assert staff.says("Write a town", "Enter the first day as a real date", "Enter the last day")
    assert "Error:" in staff.page.find(".//title").text
    boxes = {box.get("name"): box.get("value") for box in staff.page.iter("input")}
    assert (boxes["place"], boxes["since"]) == ("12 Acacia Avenue", "2026-02-31")
    assert tags(staff) == ["Kind: Crime"]
    staff.send("Show these", place="Millgate", since="2026-03-02", until="2026-03-01")
    assert staff.status == 422
    assert staff.says("The last day is before the first")
    staff.send("Show these", until="2026-03-02")
    assert names(staff) == ["Ann"]
    assert "Received since: 2 March 2026" in tags(staff)


@pytest.mark.parametrize(
    "name", ["view", "stage", "kind", "owner", "due", "since", "order", "need"]
)
def test_a_tampered_address_is_read_as_far_as_it_can_be(staff, name):
    for value in (HOSTILE, "x" * 5000, "", "\0", "-1", "NULL", "मम"):
        staff.go("/hub/?kind=crime&" + f"{name}={value}".replace("\0", "%00"))
        assert staff.status == 200
        assert staff.says("A part of this address can’t be read") is (value != "")
        assert "<script>alert" not in staff.html


def test_every_value_of_every_filter_has_words_and_a_page(staff):
    for view in View:
        for name in ANY_OF:
            for value in values_of(view, name):
                with staff.client.application.test_request_context():
                    assert word(name, value).strip("_") != value
        staff.go(f"/hub/?view={view}")
        assert staff.status == 200
        assert text_of(staff.page.find(".//title")).startswith("Inbox: ")


def test_a_colleague_is_chosen_by_name_and_one_who_left_is_said_to_have_gone(staff, hub):
    somebody = hub.employ("specialist")
    staff.go("/hub/").send("Show these", owner=str(somebody.id))
    assert tags(staff) == ["With: Specialist Name"]
    staff.go("/hub/?owner=01953f6e-7c00-7000-8000-000000000001")
    assert tags(staff) == ["With: Somebody whose account is closed"]
    assert staff.says("Nothing here fits all these filters", "Clear the filters")


def test_the_link_to_a_list_leads_to_it(staff):
    staff.send("Show these", kind=["dispute"])
    link = next(box for box in staff.page.iter("input") if box.get("id") == "link").get("value")
    assert link == f"http://localhost{staff.address}"


def test_a_filter_that_finds_few_says_how_far_it_looked(staff, hub, monkeypatch):
    monkeypatch.setattr(lists, "REACH", 3)
    monkeypatch.setattr("portal.hub.lists.REACH", 3)
    with hub.desk.session() as session:
        fill(session, hub.desk.office, 7, priority=1)
    staff.go("/hub/?kind=other")
    assert staff.says("None that fits so far", "tried on the next 3 referrals")
    looked = 0
    while not names(staff):
        staff.follow("Look further")
        looked += 1
    assert names(staff) == ["Cy"]
    assert looked >= 2


# --- Kept under a name -----------------------------------------------------------------------


def keep(browser, name, share=()):
    browser.follow("Keep this filter")
    return browser.send("Keep it", name=name, share=list(share))


def test_a_filter_is_kept_under_a_name_and_found_again(staff):
    staff.send("Show these", kind=["dispute"], age=["adult"])
    there = staff.address
    keep(staff, "Adults’ disputes")
    assert staff.address == there
    assert staff.says("The filter is kept.")
    staff.go("/hub/").follow("Adults’ disputes")
    assert staff.address == there
    assert names(staff) == ["Bo"]


def test_only_what_is_shared_is_there_for_colleagues(staff, hub):
    keep(staff.go("/hub/?kind=crime"), "For me")
    keep(staff.go("/hub/?view=mine&kind=crime"), "For all", share=["team"])
    other = hub.signed_in("practitioner").go("/hub/")
    assert "For all" in other.text
    assert "For me" not in other.text
    other.follow("Change these")
    assert other.says("For all", "Mine · Kind: Crime", "from Coordinator Name")
    assert not [a for a in other.page.iter("a") if re.search("/filters/[0-9a-f]", a.get("href"))]


def test_a_kept_filter_gets_another_name_is_shared_and_removed(staff):
    keep(staff.go("/hub/?kind=crime"), "Crimes")
    staff.follow("Change these").follow("Change Crimes")
    staff.send("Keep it", name="All crimes", share=["team"])
    assert staff.says("The filter is changed.", "All crimes", "Shared with the team")
    staff.follow("Change All crimes").send("Remove it")
    assert staff.says("The filter is removed.", "No filter is kept yet")


def test_a_name_is_asked_for_again_when_it_can_not_be_taken(staff):
    keep(staff.go("/hub/?kind=crime"), "Crimes")
    for typed, said in (
        ("", "Write a name for it"),
        ("  ", "Write a name for it"),
        ("crimes", "You have a filter with this name already"),
        ("x" * 61, "Shorten this to 60 characters"),
    ):
        keep(staff.go("/hub/?kind=other"), typed)
        assert staff.status == 422
        assert staff.says(said)
    staff.send("Keep it", name=HOSTILE)
    assert staff.says("The filter is kept.", HOSTILE)
    assert "<script>alert" not in staff.html


def test_a_double_click_keeps_one(staff):
    action, data = staff.go("/hub/filters/new?kind=crime").filled("Keep it", name="Crimes")
    for _ in range(2):
        assert staff.client.post(action, data=data).status_code == 303
    assert staff.go("/hub/filters").text.count("Crimes") == 2  # its link, and the one to change it


def test_somebody_elses_filter_is_not_there(staff, hub):
    keep(staff.go("/hub/?kind=crime"), "For all", share=["team"])
    link = next(
        a.get("href")
        for a in staff.go("/hub/filters").page.iter("a")
        if re.search("/filters/[0-9a-f]", a.get("href"))
    )
    action, data = staff.go(link).filled("Keep it", name="Mine now")
    other = hub.signed_in("practitioner")
    assert other.go(link).status == 404
    data["csrf_token"] = other.go("/hub/filters/new").filled("Keep it")[1]["csrf_token"]
    assert other.client.post(action, data=data).status_code == 404
    other.client.post(f"{link}/removal", data=data)
    assert staff.go("/hub/filters").says("For all")
