"""Finding a referral in the hub: what the page says, to whom, and that no term shows elsewhere."""

import logging

import pytest

from portal.referral.reference import ALPHABET
from portal.referral.searching import SHOWN
from tests.support.strict_html import text_of


def search(browser, typed):
    return browser.go("/hub/search").send("Find", typed=typed)


def rows(browser):
    return [text_of(each) for each in browser.page.iter("li") if each.get("class") == "found__row"]


def test_a_referral_is_found_by_name_with_the_reason_and_opened(hub):
    reference = hub.receive(name="Marta Kowalska", place="Millgate")
    browser = search(hub.signed_in("practitioner"), "kowalska marta")
    (row,) = rows(browser)
    for words in ("Marta Kowalska", reference, "Millgate", "Same name", "New", "nobody yet"):
        assert words in row
    assert browser.says("1 referral fits")
    assert browser.follow("Marta Kowalska").url == f"/hub/referrals/{reference}"


def test_the_inbox_has_the_box_too(hub):
    hub.receive(name="Marta")
    browser = hub.signed_in("practitioner").go("/hub/").send("Find", typed="Martta")
    assert browser.says("Name sounds alike", "Marta")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("07700 900142", "Same phone number"),
        ("LK1 4QT", "Same postcode"),
        ("lk1", "Same first half of the postcode"),
        ("mar", "Name begins like this"),
        ("Marta Jones", "Part of the name is the same"),
    ],
)
def test_each_way_of_finding_says_its_reason(hub, typed, why):
    hub.receive(
        name="Marta",
        postcode="LK1 4QT",
        contact_ways=["text"],
        text_number="+447700900142",
        contact_times=["any"],
    )
    (row,) = rows(search(hub.signed_in("practitioner"), typed))
    assert why in row


def test_a_whole_reference_opens_its_referral_however_it_is_typed(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("practitioner")
    for typed in (reference, reference.lower().replace("-", " "), f" {reference} "):
        assert search(browser, typed).url == f"/hub/referrals/{reference}"


def test_a_mistyped_reference_is_told_from_an_unknown_one(hub):
    # One of letters alone is taken for a name; every twentieth is.
    made = iter(lambda: hub.receive(name="Ann"), None)
    reference = next(each for each in made if any(letter.isdigit() for letter in each[1:]))
    other = ALPHABET[(ALPHABET.index(reference[0]) + 1) % len(ALPHABET)]
    browser = search(hub.signed_in("practitioner"), f"{other}{reference[1:]}")
    assert browser.says("no reference looks like that")
    assert search(browser, "2222-2222").says("There is no referral", "2222-2222")


def test_a_specialist_case_is_as_unknown_as_one_that_is_not_there(hub):
    told = {"name": "Secret", "safety": ["sexual"], "postcode": "LK7 7AA"}
    reference = hub.receive(**told)
    browser = hub.signed_in("practitioner")
    for there, missing in (
        (reference, "2222-2222"),
        ("Secret", "Nobody"),
        ("Secrett", "Nobodyy"),
        ("LK7 7AA", "LK8 8AA"),
    ):
        closed = search(browser, there).text.replace(there, "")
        assert closed == search(browser, missing).text.replace(missing, "")
        assert "No referral fits" in closed
    assert rows(search(hub.signed_in("specialist"), "Secret")) != []


def test_the_results_come_again_after_going_back(hub):
    hub.receive(name="Marta")
    browser = search(hub.signed_in("practitioner"), "Marta").follow("Marta")
    assert len(rows(browser.go("/hub/search"))) == 1


def test_what_was_typed_is_in_no_address_title_log_or_readable_cookie(hub, caplog):
    hub.receive(name="Marta Kowalska")
    browser = hub.signed_in("practitioner")
    with caplog.at_level(logging.DEBUG):
        search(browser, "Kowalska")
    assert "owalska" not in browser.address
    assert "owalska" not in browser.page.find(".//title").text
    assert "owalska" not in caplog.text
    with browser.client.session_transaction() as kept:
        assert kept["search"]
        assert "owalska" not in str(dict(kept))


def test_what_one_person_searched_for_is_not_shown_to_the_next_at_the_same_desk(hub):
    hub.receive(name="Marta")
    browser = search(hub.signed_in("practitioner"), "Marta")
    with browser.client.session_transaction() as kept:
        sealed = kept["search"]
    other = hub.signed_in("coordinator")
    with other.client.session_transaction() as kept:
        kept["search"] = sealed
    assert "Marta" not in other.go("/hub/search").html


@pytest.mark.parametrize("kept", ["", "x", "====", "AQAB" * 40])
def test_a_damaged_cookie_shows_the_empty_box(hub, kept):
    browser = hub.signed_in("practitioner")
    with browser.client.session_transaction() as session:
        session["search"] = kept
    assert rows(browser.go("/hub/search")) == []
    assert browser.status == 200


@pytest.mark.parametrize("typed", ["", "   ", "☃", "\u202e"])
def test_nothing_to_look_for_is_said(hub, typed):
    browser = search(hub.signed_in("practitioner"), typed)
    assert browser.status == 422
    assert browser.says("Type a name, a phone number")


@pytest.mark.parametrize("typed", ["x" * 100_000, "<script>alert(1)</script>", "%s %(x)s {{ 7 }}"])
def test_hostile_text_stays_text_and_finds_nothing(hub, typed):
    browser = search(hub.signed_in("practitioner"), typed)
    assert browser.status == 200
    assert browser.says("No referral fits")
    assert "<script>alert" not in browser.html


def test_many_say_so_and_ask_for_more(hub):
    for _ in range(SHOWN + 1):
        hub.receive(name="Jo Smith")
    browser = search(hub.signed_in("practitioner"), "smith")
    assert len(rows(browser)) == SHOWN
    assert browser.says(f"More than {SHOWN} fit", "Type more")


def test_it_says_how_far_it_looked(hub):
    hub.receive(name="Ann")
    browser = search(hub.signed_in("coordinator"), "Petronella")
    assert browser.says("compared letter by letter with the 2 newest referrals")


def test_a_lost_token_searches_for_nothing_and_loses_nothing_typed(hub):
    hub.receive(name="Marta")
    browser = hub.signed_in("practitioner")
    answer = browser.client.post("/hub/search", data={"typed": "Marta"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'value="Marta"' in page
    assert "found__row" not in page


def test_what_was_typed_when_the_session_ended_comes_again_unsent(hub):
    hub.employ("practitioner")
    page = hub.browser().go("/sign-in").client.post("/hub/search", data={"typed": "Marta"})
    assert page.status_code in (400, 401)
    assert 'value="Marta"' in page.get_data(as_text=True)
