"""The card for the person, as their referrer prints it; and what it says once it is of no use."""

import io

import pypdf
import pytest

from portal.referral.handing_over import make
from tests.support.handed import hand


@pytest.fixture
def card(app):
    hand(app, "Elsewhere Homes", name="Somebody Else")
    return hand(app)


@pytest.fixture
def housing(hub, card):
    return hub.signed_in_at(card.organisation, "referrer")


def printed(browser, reference):
    answer = browser.client.get(f"/partner/referrals/{reference}/card")
    return answer, answer.mimetype == "application/pdf"


def test_it_is_printed_again_until_it_was_taken(hub, card, housing):
    for _ in range(2):
        answer, is_card = printed(housing, card.reference)
        assert is_card
        said = pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
        assert card.code in said
        assert card.word not in said
    card.take(hub.browser())
    answer, is_card = printed(housing, card.reference)
    assert (answer.status_code, is_card) == (404, False)


def test_it_does_not_say_whether_the_person_used_it(hub, card, housing, clock):
    card.take(hub.browser())
    taken = housing.go(f"/partner/referrals/{card.reference}/card").text
    other = hand(hub.app, "Third Homes")
    there = hub.signed_in_at(other.organisation, "referrer")
    clock.forward(days=29)
    there = hub.let_in("referrer@third-homes.example")
    assert there.go(f"/partner/referrals/{other.reference}/card").text == taken


def test_another_organisations_card_is_not_there(hub, card):
    other = hand(hub.app, "Third Homes")
    there = hub.signed_in_at(other.organisation, "referrer")
    answer, is_card = printed(there, card.reference)
    assert (answer.status_code, is_card) == (404, False)
    assert card.code not in answer.get_data(as_text=True)


def test_what_the_hub_made_is_not_the_partners_to_see(hub, card, housing):
    with hub.desk.session() as session:
        referral = session.merge(card.referral(), load=False)
        make(session, hub.desk.office, referral, word="red wagon")
    _, is_card = printed(housing, card.reference)
    assert not is_card


def test_its_referral_leads_to_it_as_long_as_it_is_of_use(card, housing, hub):
    page = housing.go(f"/partner/referrals/{card.reference}")
    assert page.says("They have not taken it over yet", "The card for the person")
    card.take(hub.browser())
    page = housing.go(f"/partner/referrals/{card.reference}")
    assert "The card for the person" not in page.text
    assert "taken it over" not in page.text
