"""What was read and said goes along: into the draft, into the referral, and on from there."""

from datetime import timedelta

from sqlalchemy import select

from portal.choices.guide import page_at
from portal.choices.keeping import choices_of
from portal.choices.texts import TEXTS, version_of
from portal.referral.records import Event, GuideVersion, Referral
from portal.referral.words import Speaker
from tests.support.apps import MONDAY
from tests.support.browsing import Browser
from tests.support.telling import CRIME, WORD, tell, with_code


def kept_here(browser):
    with browser.client.session_transaction() as session:
        return session.get("choices")


def lean(browser, **said):
    return browser.go("/options/lean").send("Keep this", **said)


def begin(browser):
    return browser.go("/refer/start").send("Start")


def send(browser, told=CRIME):
    """From anywhere in the journey to the receipt."""
    tell(browser.go("/refer"), told)
    with_code(browser)
    browser.go("/refer/check").send("Send")


def filed(app):
    """The choices of the one referral there is."""
    desk = app.extensions["portal_desk"]
    with desk.looking() as session:
        return choices_of(session, desk.office, session.scalars(select(Referral)).one())


def test_what_was_said_before_goes_into_the_draft_and_out_of_the_cookie(browser):
    lean(browser, letter="know_more", talk="interested", meeting="not_for_me")
    browser.go("/options/what-matters").send(
        "Show me what bears on it", answers="a_lot", stops="not"
    )
    begin(browser)
    assert kept_here(browser) is None
    assert browser.go("/options/lean").says("Go back to your answers")
    tell(browser.go("/refer"), CRIME, until="what-matters")
    asked = browser.go("/refer/what-matters")
    ticked = {box.get("value") for box in asked.page.iter("input") if box.get("checked") == ""}
    assert ticked == {"answers"}


def test_the_journey_shows_what_was_said_and_does_not_ask_it_afresh(browser):
    lean(browser, letter="know_more", talk="interested", meeting="not_for_me")
    tell(begin(browser), CRIME, until="options")
    assert browser.url == "/refer/options"
    ticked = {box.get("value") for box in browser.page.iter("input") if box.get("checked") == ""}
    assert ticked == {"letter", "talk"}


def test_an_answer_that_came_from_the_guide_changes_with_it(browser):
    lean(browser, letter="interested")
    begin(browser)
    lean(browser, letter="not_for_me", circle="know_more")
    tell(browser.go("/refer"), {place: said for place, said in CRIME.items() if place != "options"})
    ticked = {box.get("value") for box in browser.page.iter("input") if box.get("checked") == ""}
    assert (browser.url, ticked) == ("/refer/options", {"circle"})


def test_an_answer_that_the_person_gave_in_the_journey_stays(browser):
    tell(begin(browser), CRIME)
    lean(browser, circle="interested")
    browser.go("/refer/options")
    ticked = {box.get("value") for box in browser.page.iter("input") if box.get("checked") == ""}
    assert ticked == {"letter"}


def test_a_leaning_reaches_the_referral(app, clock, browser):
    browser.go("/options/letter")
    lean(browser, letter="know_more", whole="")
    begin(browser)
    clock.forward(minutes=90)
    browser.go("/options/staying-safe")
    browser.go("/options/ready").send("Keep this", clear="no")
    send(browser)
    choices = filed(app)
    assert choices.leanings == {"letter": "know_more"}
    assert choices.sure == {"clear": "no"}
    assert [(each.page, each.at - MONDAY) for each in choices.readings] == [
        ("letter", timedelta()),
        ("staying_safe", timedelta(minutes=90)),
    ]
    assert choices.said_at - MONDAY == timedelta(minutes=90)
    assert kept_here(browser) is None


def test_the_texts_that_were_read_are_kept_with_it(app, browser):
    browser.go("/options/letter")
    begin(browser)
    send(browser)
    body = TEXTS["letter"](Speaker())
    with app.extensions["portal_desk"].looking() as session:
        found = session.get(GuideVersion, ("letter", version_of(body), "en_GB"))
        assert found.body == body
        assert found.body["title"] == page_at("letter").title
    again = browser.go(f"/options/as-read/letter/{version_of(body)}?in=en_GB")
    assert again.heading == body["title"]
    assert again.says("This is how the page read then", *body["parts"][0]["points"])


def test_without_the_guide_nothing_is_written_beside_the_referral(app, browser):
    begin(browser)
    send(browser)
    assert not filed(app)
    with app.extensions["portal_desk"].looking() as session:
        assert session.scalars(select(GuideVersion.page)).all() == []


def test_all_of_it_can_be_changed_after_sending(app, browser):
    lean(browser, letter="interested")
    begin(browser)
    send(browser)
    lean(browser, letter="not_for_me", whole="not_now")
    assert browser.says("Kept. Your worker can see it.", "Go back to what is happening")
    browser.go("/options/notes").send("Keep this", questions="Who will be there?\nHow long?")
    choices = filed(app)
    assert (choices.leanings, choices.whole) == ({"letter": "not_for_me"}, "not_now")
    assert choices.questions == "Who will be there?\nHow long?"
    assert kept_here(browser) is None
    with app.extensions["portal_desk"].looking() as session:
        verbs = session.scalars(select(Event.verb).order_by(Event.number)).all()
        assert verbs == ["received", "choices_changed", "choices_changed"]
        assert session.scalars(select(Event.details).where(Event.verb == verbs[1])).first() == {}


def test_reading_after_sending_is_noted_without_troubling_staff(app, browser):
    begin(browser)
    send(browser)
    browser.go("/options/rights").go("/options/rights")
    assert [each.page for each in filed(app).readings] == ["rights"]
    with app.extensions["portal_desk"].looking() as session:
        assert session.scalars(select(Event.verb)).all() == ["received"]
        assert session.scalars(select(Referral.version)).one() == 1


def test_what_is_with_the_referral_is_not_overwritten_from_a_shared_browser(app, browser):
    lean(browser, letter="interested")
    begin(browser)
    send(browser)
    with browser.client.session_transaction() as session:
        session["choices"] = {"lean": {"letter": "not_for_me", "circle": "interested"}}
    browser.go("/options/letter")
    assert filed(app).leanings == {"letter": "interested", "circle": "interested"}


def test_notes_can_be_taken_along_into_a_new_draft(app, browser):
    lean(browser, talk="interested")
    browser.go("/options/notes").send(
        "Take it along and tell us what happened", notes="Bring Sam", questions="Who pays?"
    )
    assert browser.url == "/refer/who-for"
    browser.go("/options/notes")
    boxes = {box.get("name"): "".join(box.itertext()) for box in browser.page.iter("textarea")}
    assert {name: text.strip() for name, text in boxes.items()} == {
        "notes": "Bring Sam",
        "questions": "Who pays?",
    }
    send(browser)
    assert (filed(app).notes, filed(app).leanings) == ("Bring Sam", {"talk": "interested"})


def test_a_draft_that_can_be_come_back_to_keeps_them(app, browser):
    lean(browser, talk="interested")
    begin(browser)
    browser.go("/refer/save")
    code = with_code(browser)
    browser.client.get("/leave")
    elsewhere = Browser(app.test_client())
    elsewhere.go("/return").send("Open it", code=code, word=WORD)
    elsewhere.go("/options/lean")
    marked = [box for box in elsewhere.page.iter("input") if box.get("checked") == ""]
    assert [(box.get("name"), box.get("value")) for box in marked][:1] == [("talk", "interested")]


def test_the_journey_leads_to_the_guide_and_back(browser):
    tell(begin(browser), CRIME, until="options")
    browser.follow("Open the guide")
    assert browser.url == "/options"
    browser.follow("A letter").follow("Say what I make of it").send(
        "Keep this", letter="interested"
    )
    browser.follow("Go back to your answers")
    assert browser.url == "/refer/options"
    browser.go("/options?from=/evil").follow("Go back to your answers")
    assert browser.url.startswith("/refer/")
