"""Somebody who has not agreed: an invitation for them, and nothing kept about them."""

import re

import pytest
from sqlalchemy import select

from portal.documents.leaflet import leaflet
from portal.referral import limits
from portal.referral.records import CommunityInvitation, Draft
from tests.support.browsing import Browser
from tests.support.groups import choose, words_of
from tests.support.telling import begin

MADE = {"CommunityInvitation": 1}


@pytest.fixture
def made(client):
    """A browser that shows an invitation."""
    return choose(client, "told").send("Make the invitation", need="dispute", outward="lk1 2ab")


def invitation(desk):
    with desk.looking() as session:
        return session.scalars(select(CommunityInvitation)).one()


def answers_of(desk, browser):
    """What the draft that is open now already says."""
    with desk.looking() as session:
        draft = session.scalars(select(Draft)).one()
        key = desk.office.vault.keyring.open_data_key(draft.data_key, f"draft:{draft.id}")
        return key.open(draft.body, f"draft.body:{draft.id}")["answers"]


def enter(browser, words):
    return browser.go("/invited").send("Continue", code=words)


@pytest.mark.parametrize(
    ("rung", "heading", "says"),
    [
        ("told", "Give them time, and an invitation", "Leave it with them."),
        ("not_told", "Talk to them first", "Talk when you are alone with them"),
    ],
)
def test_each_rung_has_its_own_guidance_and_keeps_only_kind_and_area(
    desk, client, kept, rung, heading, says
):
    browser = choose(client, rung)
    assert browser.heading == heading
    assert browser.says(says)
    assert kept() == {}
    browser.send("Make the invitation", need="crime", outward="LK1 2AB")
    assert browser.heading == "The invitation is ready"
    assert kept() == MADE
    row = invitation(desk)
    assert (row.rung, row.need, row.area) == (rung, "crime", "LK1")


def test_more_than_is_asked_is_not_kept(desk, client, kept):
    browser = choose(client, "not_told")
    action, data = browser.filled("Make the invitation", need="crime")
    browser.post(action, {**data, "name": ["Ann"], "rung": ["agreed"], "text_number": ["0770"]})
    assert kept() == MADE
    assert invitation(desk).rung == "not_told"


def test_the_link_holds_its_words_after_the_hash_alone(made):
    words = words_of(made)
    assert re.fullmatch(r"[a-z]+( [a-z]+){3}", words)
    assert f"/invited#{words.replace(' ', '-')}" in made.text
    assert "<svg" in made.html
    assert words not in made.address


def test_looking_at_it_never_uses_it_up(desk, made, kept):
    words = words_of(made)
    for _ in range(3):
        visitor = Browser(made.client.application.test_client())
        enter(visitor, words.title())
        assert visitor.heading == "You are invited"
        assert visitor.says("They did not tell us who you are. We know nothing about you.")
    assert kept() == MADE
    assert invitation(desk).started_at is None


@pytest.mark.parametrize("keeps", [False, True])
def test_starting_begins_a_draft_of_their_own_and_takes_along_only_what_they_keep(
    desk, made, kept, keeps
):
    words = words_of(made)
    visitor = Browser(made.client.application.test_client())
    more = {"keep_need": "yes"} if keeps else {}
    enter(visitor, words).send("Tell us what happened", **more)
    assert visitor.url == "/refer/who-for"
    assert answers_of(desk, visitor) == ({"about": "dispute"} if keeps else {})
    assert kept() == {**MADE, "Draft": 1}
    assert invitation(desk).started_at is not None
    assert enter(visitor, words).heading == "You are invited"


def test_what_somebody_told_already_stays_when_they_start_from_an_invitation(desk, made):
    words = words_of(made)
    visitor = begin(made.client.application.test_client()).send("Continue", who_for="me")
    enter(visitor, words).send("Tell us what happened", keep_need="yes")
    assert visitor.url == "/refer/safe-now"
    assert answers_of(desk, visitor) == {"who_for": "me", "about": "dispute"}


@pytest.mark.parametrize(
    ("typed", "status"),
    [("", 422), ("maple river candle forty", 404), ("☃" * 900, 422), ("<b>'; --", 404)],
)
def test_wrong_words_come_back_with_what_to_do(made, typed, status):
    browser = enter(made, typed)
    assert (browser.status, browser.heading) == (status, "Your invitation")
    assert browser.says("You can look at everything here, and start, without them.")


def test_it_ends_after_twenty_eight_days(made, clock):
    words = words_of(made)
    clock.forward(days=28)
    assert enter(made, words).status == 404


def test_the_whole_link_may_be_typed_too(made):
    words = words_of(made)
    link = f"https://portal.example/invited#{words.replace(' ', '-')}"
    assert enter(made, link).heading == "You are invited"


def test_guessing_words_comes_to_an_end(desk, made):
    words = words_of(made)
    with desk.writing() as connection:
        for _ in range(limits.INVITATION.most):
            limits.count_try(connection, desk.office, limits.INVITATION, "address:127.0.0.1")
    assert enter(made, words).status == 429


def test_the_leaflet_is_a_file_that_says_nothing(made):
    made.send("Get the leaflet (PDF)")
    assert made.response.mimetype == "application/pdf"
    assert made.response.headers["Content-Disposition"] == "attachment; filename=for-you.pdf"


def test_a_leaflet_of_nothing_is_not_made(made):
    action, data = made.filled("Get the leaflet (PDF)")
    made.post(action, {**data, "code": ["maple river candle forty"]})
    assert made.status == 404
    assert made.heading == "This invitation does not work"


def test_the_leaflet_gives_nothing_away(desk, clock):
    """Anybody may find it: it names neither the service nor what it is for."""
    made = leaflet(
        desk.office.hub,
        desk.office.speaker("en_GB"),
        code="maple river candle forty",
        link="https://portal.example/invited#maple-river-candle-forty",
        site="https://portal.example",
        until=clock(),
    )
    said = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", made.html, flags=re.S).casefold()
    assert "maple river candle forty" in said
    assert "portal.example/invited" in said
    for word in ("restor", "crime", "victim", "police", "harm", "safe", "abuse", "neighbour"):
        assert word not in said + made.title.casefold() + made.file_name


@pytest.mark.parametrize("address", ["/community/told", "/community/ring-me"])
def test_the_box_that_nobody_sees_is_out_of_everybodys_way(client, address):
    browser = Browser(client).go(address)
    (box,) = [each for each in browser.page.iter("input") if each.get("name") == "remark"]
    assert (box.get("tabindex"), box.get("autocomplete")) == ("-1", "off")


def test_what_fills_that_box_in_is_thanked_and_nothing_is_kept(client, kept):
    browser = choose(client, "told").send("Make the invitation", need="crime", remark="Watches")
    assert browser.url == "/community/thanks"
    assert kept() == {}


def test_one_address_can_not_make_invitations_without_end(desk, client, kept):
    with desk.writing() as connection:
        for _ in range(limits.GROUP_ADDRESS.most):
            limits.count_try(connection, desk.office, limits.GROUP_ADDRESS, "address:127.0.0.1")
    browser = choose(client, "told").send("Make the invitation", need="crime", outward="LK1")
    assert browser.status == 429
    assert 'value="LK1"' in browser.html
    assert browser.says("A lot was sent from here today")
    assert kept() == {}
