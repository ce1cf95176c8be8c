"""Easy Read: one short idea a line, each with one of our own pictures."""

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from portal.choices import pictures
from portal.choices.guide import GUIDE, OPTIONS, OVERVIEW
from portal.choices.pictures import PICTURES, picture
from portal.referral.words import Speaker

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path(pictures.__file__).parent
EASY = [page.easy for page in (OVERVIEW, *OPTIONS)]
DRAWN = sorted(FOLDER.glob("*.svg"))


class French(Speaker):
    def __call__(self, text, **values):
        return f"« {text} <&> »"


def test_the_overview_and_every_option_have_an_easy_read_edition():
    assert all(EASY)
    assert {page.id for page in GUIDE if page.easy} == {
        OVERVIEW.id,
        *(each.id for each in OPTIONS),
    }


@pytest.mark.parametrize("page", EASY, ids=lambda page: page.title)
def test_a_line_is_short_and_holds_one_idea(page):
    for line in page.lines:
        assert len(line.text.split()) <= 10, line.text
        assert ";" not in line.text
        assert "," not in line.text.replace("one room, or", "one room or"), line.text
        assert line.picture in PICTURES


@pytest.mark.parametrize("page", EASY[1:], ids=lambda page: page.title)
def test_each_option_has_as_many_lines_with_good_and_hard_and_that_one_can_stop(page):
    told = [line.text for line in page.lines]
    assert 10 <= len(told) <= 11
    assert any(text.startswith("Good: ") for text in told)
    assert any(text.startswith("Hard: ") for text in told)
    assert told[-1] in ("You can stop when you want.", "You can come back later.")


@pytest.mark.parametrize("page", EASY, ids=lambda page: page.title)
def test_two_lines_that_follow_each_other_have_two_pictures(page):
    shown = [line.picture for line in page.lines]
    assert all(one != next_one for one, next_one in pairwise(shown))


def test_every_picture_is_drawn_once_and_used():
    used = {line.picture for page in EASY for line in page.lines}
    assert {each.stem for each in DRAWN} == set(PICTURES) == used


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_picture_is_a_safe_drawing_with_its_own_words(path):
    root = ElementTree.fromstring(path.read_text("utf-8"))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 96 96"
    assert root.find(f"{SVG}title").text == PICTURES[path.stem]
    for each in root.iter():
        assert each.tag.removeprefix(SVG) in {"svg", "title", "g", "path", "circle", "rect"}
        names = set(each.attrib)
        assert not names & {"style", "href", "id"}
        assert not any(name.startswith("on") for name in names)


def test_a_picture_says_what_it_shows_in_the_readers_language():
    drawn = picture("clock", French("fr"))
    assert "<title>« A clock. &lt;&amp;&gt; »</title>" in drawn
    with pytest.raises(KeyError):
        picture("../secrets", Speaker())
