"""Staff hand the pen over: a code by phone or on a card, and whether the person took it."""

import io

import pypdf
import pytest

from tests.support.handed import OWN, hand


@pytest.fixture
def card(app):
    return hand(app)


@pytest.fixture
def pat(hub):
    return hub.signed_in("practitioner")


def give(pat, card, earlier="keep"):
    pat.go(f"/hub/referrals/{card.reference}/handover")
    return pat.send("Make the code", agreed="red wagon", earlier=earlier)


def the_code(browser):
    code = next(each for each in browser.page.iter("p") if each.get("class") == "code")
    return "".join(code.itertext()).strip()


def test_a_code_made_by_phone_opens_it_and_ends_the_card(hub, card, pat):
    give(pat, card)
    assert pat.url.endswith("/handover/code")
    code = the_code(pat)
    assert card.open(hub.browser()).url == "/yours"
    assert card.open(hub.browser(), code=code).url == "/yours"
    opened = card.open(hub.browser(), code=code, agreed="red wagon")
    assert opened.heading == "Make it yours"
    assert "red wagon" not in pat.go(f"/hub/referrals/{card.reference}").html
    assert hub.events(card.reference).count("handed_over") == 2


def test_the_page_says_whether_the_person_took_it(hub, card, pat):
    page = f"/hub/referrals/{card.reference}"
    assert pat.go(page).says("The person has not taken it over yet")
    card.take(hub.browser())
    assert pat.go(page).says("The person took it over on")
    assert pat.go(f"{page}/handover/code").url == page
    give(pat, card)
    assert pat.go(page).says("The person took it over on", "Another code was made for them")


def test_a_card_is_a_file_with_the_code_and_without_the_word(card, pat):
    answer = pat.client.get(f"/hub/referrals/{card.reference}/handover/card")
    assert answer.mimetype == "application/pdf"
    assert "card.pdf" in answer.headers["Content-Disposition"]
    said = pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert card.code in said
    assert card.word not in said


def test_an_earlier_way_back_can_be_closed(hub, card, pat):
    taken = hub.browser()
    card.take(taken, own=OWN)
    assert taken.go("/track/referral").status == 200
    give(pat, card, earlier="keep")
    assert taken.go("/track/referral").heading == "What is happening"
    give(pat, card, earlier="close")
    assert taken.go("/track/referral").heading == "This was closed"


def test_a_word_must_be_agreed(card, pat):
    pat.go(f"/hub/referrals/{card.reference}/handover").send("Make the code", agreed="abc")
    assert pat.status == 422
    assert pat.says("at least 4 letters", "Choose if somebody else could have an earlier code")


def test_an_objection_stands_at_the_top(hub, card, pat):
    person = card.take(hub.browser())
    person.go("/track/referral/objection").send("I did not agree")
    pat.go(f"/hub/referrals/{card.reference}")
    assert pat.says("the person wrote that they did not agree to this referral")
    pat.go(f"/hub/referrals/{card.reference}/release").send("End the hold")
    assert not pat.go(f"/hub/referrals/{card.reference}").says("did not agree to this referral")


def test_who_wrote_by_card_alone_is_not_taken_for_the_person(hub, card, pat):
    browser = hub.browser().go("/yours/message")
    browser.send("Send this message", code=card.code, about_it="disagree")
    pat.go(f"/hub/referrals/{card.reference}")
    assert pat.says("somebody with the person’s card wrote that they did not agree")
