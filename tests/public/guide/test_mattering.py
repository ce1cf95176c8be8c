"""What matters to me: both ways for every option, and no answer ever changes order or weight."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.choices.guide import OPTIONS
from portal.choices.matters import MATTERS, bearings
from portal.choices.reading import WEIGHTS
from tests.support.browsing import Browser
from tests.support.strict_html import text_of

IDS = [matter.id for matter in MATTERS]
marks = st.dictionaries(st.sampled_from(IDS), st.sampled_from(WEIGHTS))

SAID = re.compile(r'<p class="bearing__said">.*?</p>\s*', re.S)


def mark(browser: Browser, marked: dict[str, str]) -> Browser:
    return browser.go("/options/what-matters").send("Show me what bears on it", **marked)


def sections(browser: Browser) -> dict[str, str]:
    """What the page says of each matter, as it stands in its source, without "You said"."""
    found = re.findall(r'<section class="bearing">.*?</section>', browser.html, re.S)
    return {re.search(r'id="on-([a-z_]+)"', each)[1]: SAID.sub("", each) for each in found}


@pytest.fixture(scope="module")
def everything(guide_app):
    return sections(Browser(guide_app.test_client()).go("/options/what-matters?all"))


def test_all_of_it_can_be_read_without_marking_any(everything):
    assert list(everything) == IDS
    for matter in MATTERS:
        for bearing in bearings(matter.id):
            assert str(html.escape(bearing.text)) in everything[matter.id].replace(
                "&#39;", "&#x27;"
            )


def test_every_option_has_both_ways_in_the_guides_order(reader):
    reader.go("/options/what-matters?all")
    for table in (each for each in reader.page.iter("table")):
        rows = table.findall("tbody/tr")
        assert [text_of(row.find("th")) for row in rows] == [option.title for option in OPTIONS]
        for row in rows:
            helps, hinders = row.findall("td")
            assert len(helps.findall("p")) == len(hinders.findall("p")) == 2


@settings(max_examples=12)
@given(marked=marks)
def test_no_order_number_or_emphasis_changes_with_the_answers(guide_app, everything, marked):
    browser = mark(Browser(guide_app.test_client()), marked)
    found = sections(browser)
    # Those that count are laid out, in the one order, each exactly as it is for everybody.
    assert list(found) == [id_ for id_ in IDS if marked.get(id_) in ("a_lot", "a_little")]
    assert found == {id_: everything[id_] for id_ in found}


@settings(max_examples=4)
@given(marked=marks)
def test_nor_does_any_other_page_of_the_guide(guide_app, marked):
    plain, after = (Browser(guide_app.test_client()) for _ in range(2))
    mark(after, marked)
    for address in ("/options", "/options/meeting", "/options/how-sure", "/options/lean"):
        assert after.go(address).text == plain.go(address).text


def test_a_lot_and_a_little_differ_in_what_was_said_alone(guide_app):
    pages = []
    for weight in ("a_lot", "a_little"):
        browser = mark(Browser(guide_app.test_client()), {"answers": weight})
        pages.append(browser.html.partition('id="features"')[2])
    assert pages[0] != pages[1]
    assert SAID.sub("", pages[0]) == SAID.sub("", pages[1])


def test_nothing_is_scored_ranked_or_recommended(reader):
    said = mark(reader, dict.fromkeys(IDS, "a_lot")).text.lower()
    for word in ("score", "points", "best for you", "we recommend", "match", "%", "top choice"):
        assert word not in said


def test_marks_are_still_there_and_can_be_changed(reader):
    mark(reader, {"answers": "a_lot", "privacy": "a_little"})
    assert reader.says("You said: It matters a lot", "Marked. It stays in this browser only")
    mark(reader, {"answers": "not"})
    assert list(sections(reader)) == ["privacy"]


def test_marks_that_we_do_not_offer_are_left_out(reader):
    action, data = reader.go("/options/what-matters").filled("Show me what bears on it")
    data |= {"answers": ["1000"], "apology": ["a_lot", "not"], "<b>": ["a_lot"], "stops": [""]}
    answer = reader.client.post(action, data=data, follow_redirects=True)
    assert answer.status_code == 200
    assert "bearing__said" in answer.text
    assert answer.text.count('<section class="bearing">') == 1


def test_a_lost_token_keeps_what_was_marked_on_the_page(reader):
    answer = reader.client.post("/options/what-matters", data={"answers": "a_lot"})
    assert answer.status_code == 200
    assert "press the button again" in answer.text
    assert re.search(r'value="a_lot" checked', answer.text)
