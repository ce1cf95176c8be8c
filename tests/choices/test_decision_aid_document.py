"""What docs/decision-aid.md points at is there: files in the repository, and lines of the list."""

import re
from pathlib import Path

import pytest

from portal.choices.guide import GUIDE
from tests.support.example import ROOT, pages_app

TOLD = (Path(ROOT) / "docs" / "decision-aid.md").read_text("utf-8")
FILES = sorted(set(re.findall(r"`((?:portal|tests)/[\w/.]+)`", TOLD)))
ADDRESSES = sorted(set(re.findall(r"`(/options[\w/-]*)`", TOLD)))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_the_document_names_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_the_document_names_leads_to_a_page(address):
    rules = {rule.rule for rule in pages_app().url_map.iter_rules()}
    named = {f"/options/{page.slug}" for page in GUIDE}
    assert address in rules | named


def test_every_line_of_the_checklist_is_answered_once():
    lines = re.findall(r"^\| (\d+) \|", TOLD, flags=re.M)
    assert lines == [str(number) for number in range(1, 20)]


def test_the_document_and_the_page_agree_on_what_is_not_done():
    about = " ".join(next(page for page in GUIDE if page.id == "about").texts)
    for undone in ("Testing with people", "Review by people outside", "Whether it helps"):
        assert undone in TOLD
    assert "has not been tested with the people it is for" in about
    assert "No one from outside has looked it over" in about
    assert "Nobody has looked at whether it helps" in about
