"""What the pages for everyone say can be read at nine to eleven years of age."""

import pytest

from portal.public.pages import PAGES
from tests.support.example import pages_app
from tests.support.reading import grade, sentences

HIGHEST = 6.0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_words_reads_easily(path):
    said = sentences(pages_app().test_client().get(path).get_data(as_text=True))
    assert len(said) > 5
    assert grade(" ".join(said)) <= HIGHEST


def test_the_measure_tells_hard_words_from_easy_ones():
    assert grade("You can stop when you like. We will help you.") < 3
    assert grade("Restorative interventions necessitate preparatory consultation.") > 15
