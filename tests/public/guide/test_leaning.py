"""Leaning towards options, and being ready: kept in the browser alone, changed at any time."""

from hashlib import sha256

import pytest
from sqlalchemy import func, select

from portal.choices.guide import GUIDE, OPTIONS
from portal.choices.matters import MATTERS
from portal.choices.reading import LEANINGS
from portal.choices.sure import SURE
from portal.choices.texts import TEXTS
from portal.public.guide.carrying import MOST_BYTES
from portal.storage.base import Base
from tests.support.strict_html import text_of

IDS = [option.id for option in OPTIONS]


def chosen(browser):
    """What is marked on the page: name → value."""
    boxes = [box for box in browser.page.iter("input") if box.get("checked") is not None]
    return {box.get("name"): box.get("value") for box in boxes if box.get("value")}


def kept(browser):
    with browser.client.session_transaction() as session:
        return session.get("choices", {})


def test_each_option_takes_the_same_four_answers(reader):
    reader.go("/options/lean")
    for option in OPTIONS:
        boxes = [box for box in reader.page.iter("input") if box.get("name") == option.id]
        assert [box.get("value") for box in boxes] == list(LEANINGS)
    assert chosen(reader) == {}


def test_what_was_said_is_there_again_and_can_be_changed(reader):
    reader.go("/options/lean").send("Keep this", talk="interested", letter="know_more")
    assert reader.says("Marked.")
    assert chosen(reader) == {"talk": "interested", "letter": "know_more"}
    reader.send("Keep this", talk="not_for_me")
    assert chosen(reader) == {"talk": "not_for_me", "letter": "know_more"}


@pytest.mark.parametrize("answer", ["none_of_these", "not_now"])
def test_none_of_these_and_not_now_stand_level_with_the_rest(reader, answer):
    reader.go("/options/lean")
    cards = [each for each in reader.page.iter("div") if each.get("class") == "choice"]
    looks = {
        tuple((p.tag, p.get("class")) for p in each.find("div").find("fieldset")) for each in cards
    }
    assert len(cards) == len(OPTIONS) + 1
    assert len(looks) == 1
    reader.send("Keep this", whole=answer)
    assert chosen(reader) == {"whole": answer}
    assert reader.send("Keep this", whole="").says("Marked.")
    assert chosen(reader) == {}


def test_tampered_leanings_are_left_out(reader):
    action, data = reader.go("/options/lean").filled("Keep this")
    data |= {
        "talk": ["married"],
        "letter": ["interested"],
        "nonsense": ["interested"],
        "whole": ["x"],
    }
    assert reader.client.post(action, data=data).status_code == 303
    assert kept(reader)["lean"] == {"letter": "interested"}
    assert "whole" not in kept(reader)


@pytest.mark.parametrize(
    "document",
    [
        "x",
        7,
        [],
        {"lean": [1]},
        {"lean": {"talk": 5, "../": "interested"}, "read": [[1], "a", [{}] * 4]},
    ],
)
def test_a_session_of_another_shape_is_ignored(reader, document):
    with reader.client.session_transaction() as session:
        session["choices"] = document
    for address in ("/options/lean", "/options/ready", "/options/what-matters", "/options/notes"):
        assert reader.go(address).status == 200
        assert [name for name in chosen(reader) if name != "kind"] == []


def test_a_cookie_that_somebody_altered_is_ignored(reader):
    reader.go("/options/lean").send("Keep this", talk="interested")
    cookie = reader.client.get_cookie("session").value
    reader.client.set_cookie("session", cookie[:-3] + "abc")
    assert chosen(reader.go("/options/lean")) == {}


def test_nothing_is_kept_on_the_server_before_a_referral(app, browser):
    def rows():
        with app.extensions["portal_desk"].reading() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            }

    before = rows()
    for page in GUIDE:
        browser.go(f"/options/{page.slug}")
    browser.go("/options/lean").send("Keep this", talk="interested", whole="not_now")
    browser.go("/options/ready").send("Keep this", clear="no")
    browser.go("/options/what-matters").send("Show me what bears on it", answers="a_lot")
    action, data = browser.go("/options/notes").filled(
        "Take it as a file (PDF)", notes="My own words"
    )
    assert browser.client.post(action, data=data).mimetype == "application/pdf"
    assert rows() == before
    assert len(kept(browser)["read"]) == len(GUIDE) - 1
    assert "My own words" not in str(kept(browser))


def test_all_there_is_fits_into_the_cookie(guide_app, reader):
    for language in ("en_150", "en_GB"):
        reader.client.set_cookie("language", language)
        for page in TEXTS:
            bare = page.removeprefix("easy_")
            slug = "" if bare == "overview" else bare.replace("_", "-")
            reader.go(f"/options/{'easy/' if bare != page else ''}{slug}".rstrip("/"))
    reader.go("/options/lean").send(
        "Keep this", **dict.fromkeys(IDS, "interested"), whole="not_now"
    )
    reader.go("/options/ready").send("Keep this", **{each.id: "yes" for each in SURE})
    reader.go("/options/what-matters").send(
        "Show me what bears on it", **{each.id: "a_little" for each in MATTERS}
    )
    held = kept(reader)
    assert len(held["lean"]) == len(IDS)
    assert len(held["read"]) >= len(TEXTS)
    assert len(reader.client.get_cookie("session").value) < MOST_BYTES + 300


def test_a_cookie_that_grows_too_big_loses_the_oldest_readings_first(guide_app, reader):
    versions = [
        ["talk", sha256(bytes([number])).hexdigest()[:8], "en_GB", 29_000_000 + number * 77]
        for number in range(200)
    ]
    with reader.client.session_transaction() as session:
        session["choices"] = {"read": versions, "lean": {"talk": "interested"}}
    reader.go("/options/letter")
    held = kept(reader)
    assert held["read"][-1][0] == "letter"
    assert held["lean"] == {"talk": "interested"}
    assert 20 < len(held["read"]) < 200
    assert len(reader.client.get_cookie("session").value) < MOST_BYTES + 300


def test_all_of_it_can_be_forgotten(reader):
    reader.go("/options/lean").send("Keep this", talk="interested").send(
        "Forget all I marked and read"
    )
    # The overview, which it leads to, is the only thing read since.
    assert {each[0] for each in kept(reader)["read"]} == {"overview"}
    assert "lean" not in kept(reader)


def test_leaving_forgets_it_too(browser):
    browser.go("/options/lean").send("Keep this", talk="interested")
    browser.client.get("/leave")
    assert kept(browser) == {}


def test_each_no_gets_help_and_no_blame(reader):
    reader.go("/options/ready")
    asked = list(reader.page.iter("fieldset"))
    assert len(asked) == len(SURE) == 4
    reader.send("Keep this", **{each.id: "no" for each in SURE})
    help_ = next(each for each in reader.page.iter("div") if each.get("id") == "help")
    for question in SURE:
        assert question.help in text_of(help_)
        assert any(link.get("href") == question.link for link in help_.iter("a"))
    reader.send("Keep this", **{each.id: "yes" for each in SURE})
    assert not reader.says("What may help")
    assert chosen(reader) == {each.id: "yes" for each in SURE}
