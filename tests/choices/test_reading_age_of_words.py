"""The guide can be read at nine to eleven years of age, its Easy Read at seven to eight."""

import pytest

from portal.choices.figures import HOW_SURE
from portal.choices.guide import GUIDE
from portal.choices.matters import BEARINGS, MATTERS
from portal.choices.sources import SOURCES
from tests.support.reading import grade

HIGHEST = 6.0
"""Flesch and Kincaid's grade of somebody who is eleven."""
HIGHEST_EASY = 3.0
"""And of somebody who is eight."""

PAGES = (*GUIDE, HOW_SURE)
EASY = [page for page in GUIDE if page.easy]


def ended(texts):
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in texts)


@pytest.mark.parametrize("page", PAGES, ids=[page.id for page in PAGES])
def test_a_page_of_the_guide_reads_easily(page):
    assert grade(ended(page.texts)) <= HIGHEST


@pytest.mark.parametrize("page", PAGES, ids=[page.id for page in PAGES])
def test_no_single_point_is_hard(page):
    for part in page.parts:
        for point in part.points:
            assert grade(ended([point])) <= HIGHEST + 4, point


@pytest.mark.parametrize("page", EASY, ids=[page.id for page in EASY])
def test_an_easy_read_page_is_easier_still(page):
    assert grade(ended(page.easy.texts)) <= HIGHEST_EASY
    assert grade(ended(page.easy.texts)) < grade(ended(page.texts))


def test_what_matters_and_the_words_about_sources_read_easily():
    assert grade(ended(each.text for each in BEARINGS)) <= HIGHEST
    assert grade(ended(text for each in MATTERS for text in (each.label, each.meaning))) <= HIGHEST
    assert grade(ended(each.what for each in SOURCES)) <= HIGHEST
