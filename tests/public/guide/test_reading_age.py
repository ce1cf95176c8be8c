"""Every page of the guide, with all that stands around its words, reads at nine to eleven."""

import pytest

from portal.choices.guide import GUIDE, OPTIONS
from tests.support.reading import grade, sentences

HIGHEST, HIGHEST_EASY = 6.0, 3.0
PLACES = [
    "/options",
    *(f"/options/{page.slug}" for page in GUIDE[1:]),
    "/options/easy",
    *(f"/options/easy/{option.slug}" for option in OPTIONS),
    "/options/compare",
    f"/options/compare?with={OPTIONS[0].id}&with={OPTIONS[-1].id}",
    "/options/how-sure",
    "/options/what-matters?all",
    "/options/lean",
    "/options/ready",
    "/options/notes",
    "/options/no-such-option",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_of_the_guide_reads_easily(reader, place):
    said = sentences(reader.go(place).html)
    assert len(said) > 5
    assert grade(" ".join(said)) <= (HIGHEST_EASY if "easy" in place else HIGHEST)


def test_so_do_the_pages_that_answer_what_was_said(reader):
    reader.go("/options/ready").send(
        "Keep this", clear="no", both_ways="no", matters="no", support="no"
    )
    assert grade(" ".join(sentences(reader.html))) <= HIGHEST
    reader.go("/options/lean").send("Keep this", talk="interested")
    assert grade(" ".join(sentences(reader.html))) <= HIGHEST
