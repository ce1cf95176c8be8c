"""The leaflet that groups hand over: one sheet, and nothing on it that says what it is about."""

import io
import re

import pypdf
import pytest

from portal.documents.renderer import render_pdf
from tests.documents import leaflets, samples

SAYS_TOO_MUCH = "restor|crime|victim|police|harm|safe|abuse|neighbour|dispute|helpline|refer|violen"


def test_nothing_in_it_or_around_it_says_what_it_is_about():
    made = leaflets.made()
    opened = pypdf.PdfReader(io.BytesIO(render_pdf(made)))
    said = " ".join([made.title, made.file_name, str(opened.metadata)])
    said = f"{said} {' '.join(page.extract_text() for page in opened.pages)}".casefold()
    assert "maple river candle forty" in said
    assert "portal.example/invited" in said
    assert samples.HUB.neutral_name.casefold() in said
    assert samples.HUB.name.casefold() not in said
    assert re.findall(SAYS_TOO_MUCH, said) == []


@pytest.mark.parametrize("speak", [samples.ENGLISH, samples.PSEUDO], ids=["English", "longer"])
def test_it_is_one_sheet(speak):
    """The pseudo-language is two fifths longer, as other languages are."""
    opened = pypdf.PdfReader(io.BytesIO(render_pdf(leaflets.made(speak))))
    assert len(opened.pages) == 1
