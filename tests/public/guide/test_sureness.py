"""How often and how sure: every figure in words and as a picture of a hundred, doubts as large."""

import re

from portal.choices.figures import FIGURES, TOPICS
from tests.support.strict_html import text_of

SVG = "{http://www.w3.org/2000/svg}"


def told(reader, id_):
    return next(each for each in reader.page.iter("div") if each.get("id") == id_)


def drawn(box) -> tuple[int, int]:
    """How many of a picture's people are filled, and how many there are."""
    svg = next(each for each in box.iter() if each.get("role") == "img")
    size = {"#ten": 10, "#person": 1}
    each = [(size[use.get("href")], use.get("class")) for use in svg.iter() if use.get("href")]
    return sum(n for n, look in each if look == "hundred__one"), sum(n for n, _ in each)


def test_each_figure_is_drawn_as_it_is_told(reader):
    reader.go("/options/how-sure")
    for figure in FIGURES:
        box = told(reader, figure.id)
        assert drawn(box) == (figure.count, 100)
        title = next(text_of(each) for each in box.iter() if each.tag.endswith("title"))
        assert re.search(rf"\b{figure.of}\b.*\b{figure.count} of them", title)
        for text in (figure.claim, figure.each, figure.who, figure.when, figure.unknown, "Source:"):
            assert " ".join(text.split()) in text_of(box)


def test_what_speaks_against_it_looks_like_what_was_found(reader):
    reader.go("/options/how-sure")
    looks = set()
    for topic in TOPICS:
        for finding in (*topic.found, *topic.against):
            box = told(reader, finding.id)
            looks.add(tuple((part.tag, part.get("class")) for part in box if part.tag != "ul"))
            assert text_of(box.find("p")) == " ".join(finding.claim.split())
    assert looks == {(("p", "told__claim"),)}
    assert reader.html.count("What speaks against it") == sum(bool(each.against) for each in TOPICS)


def test_the_page_stays_small(reader):
    reader.go("/options/how-sure")
    assert len(reader.html) < 60_000
