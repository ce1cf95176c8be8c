"""Every document can be read by a screen reader: PDF/UA-1, and what its checkers overlook."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest

from portal.documents.paper import Document
from portal.referral.readers import Reader
from tests.documents import agencies, guides, handed, leaflets, samples, test_card

LONG = {**samples.ANSWERS, "what_happened": "\n".join(["It went on and on. " * 30] * 30)}

DOCUMENTS = {
    "neutral": samples.neutral(),
    "neutral, right to left": samples.neutral(samples.PSEUDO),
    "full": samples.full(),
    "full, of little": samples.full(answers=samples.SHORT, told=()),
    "full, of much": samples.full(answers=LONG),
    "full, large": samples.full(answers={**samples.ANSWERS, "help_needed": ["large_print"]}),
    "full, right to left": samples.full(samples.PSEUDO),
    "full, Arabic": samples.full(samples.ARABIC),
    "staff": samples.staff(),
    "staff, specialist": samples.staff(Reader.SPECIALIST),
    "everything": samples.held(),
    "card": test_card.made(),
    "card, right to left": test_card.made(samples.PSEUDO),
    **guides.DOCUMENTS,
    **agencies.DOCUMENTS,
    **leaflets.DOCUMENTS,
    **handed.DOCUMENTS,
}
every_document = pytest.mark.parametrize(
    "document", DOCUMENTS.values(), ids=[name.replace(" ", "-") for name in DOCUMENTS]
)


def elements(node: Any) -> Iterator[Any]:
    """The structure elements under ``node``, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tree(opened: pikepdf.Pdf) -> list[Any]:
    return list(elements(opened.Root.StructTreeRoot))


def kinds(opened: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in tree(opened)]


def marked(page_of_it: pikepdf.Page) -> Iterator[tuple[str, int | None]]:
    """Each marked sequence of a page: its tag, and its number in the tree if it has one."""
    for operands, operator in pikepdf.parse_content_stream(page_of_it):
        if str(operator) == "BDC":
            yield str(operands[0]), operands[1].get("/MCID")


@every_document
def test_it_conforms_to_pdf_ua_1(document: Document) -> None:
    report = page.validate_pdf_bytes(samples.pdf(document), profile="ua1")
    assert report.is_compliant, [(each.rule_id, each.message) for each in report.failures]


@every_document
def test_it_says_its_language_and_shows_its_title(document: Document) -> None:
    opened = samples.opened(document)
    language = re.search('<html lang="([^"]+)"', document.html)
    assert language is not None
    assert str(opened.Root.Lang) == language[1]
    assert str(opened.docinfo["/Title"]) == document.title
    assert opened.Root.ViewerPreferences.DisplayDocTitle


@every_document
def test_every_figure_has_a_text_and_none_is_decoration(document: Document) -> None:
    figures = [each for each in tree(samples.opened(document)) if each.S == "/Figure"]
    assert all(str(each.get("/Alt", "")).strip() for each in figures)


@every_document
def test_every_tagged_sequence_is_in_the_tree(document: Document) -> None:
    opened = samples.opened(document)
    in_tree = set()
    for element in tree(opened):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                in_tree.add((element.Pg.objgen, kid))
    on_pages = {
        (each.obj.objgen, number)
        for each in opened.pages
        for _, number in marked(each)
        if number is not None
    }
    assert on_pages == in_tree


@every_document
def test_page_numbers_are_passed_over(document: Document) -> None:
    opened = samples.opened(document)
    numbered = "numbered" in document.html
    for each in opened.pages:
        loose = [tag for tag, number in marked(each) if number is None]
        assert ("/Artifact" in loose) == numbered
    assert len(opened.pages) == 1 or numbered


@every_document
def test_headings_begin_with_one_h1_and_do_not_skip(document: Document) -> None:
    levels = [int(each[2]) for each in kinds(samples.opened(document)) if re.match(r"/H\d", each)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_document
def test_every_row_of_a_table_has_a_header_and_every_cell_names_one(document: Document) -> None:
    for row in (each for each in tree(samples.opened(document)) if each.S == "/TR"):
        cells = [each for each in elements(row) if each.S in ("/TH", "/TD")]
        assert cells
        for cell in cells:
            if cell.S == "/TD":
                assert len(cell.A.Headers) > 0


@every_document
def test_its_bookmarks_are_its_headings(document: Document) -> None:
    opened = samples.opened(document)
    with opened.open_outline() as outline:
        assert len(outline.root) == 1
        under = [each.title for each in outline.root[0].children]
    assert len(under) == kinds(opened).count("/H2")


@every_document
def test_every_font_is_embedded(document: Document) -> None:
    for font in samples.opened(document).objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor":
            assert "/FontFile2" in font or "/FontFile3" in font


def test_page_numbers_are_still_seen() -> None:
    document = DOCUMENTS["full, of much"]
    count = len(samples.opened(document).pages)
    assert count > 3
    assert f"{count} / {count}" in samples.text(document)


def test_a_reader_of_large_print_gets_it_without_asking_again() -> None:
    large, usual = DOCUMENTS["full, large"], DOCUMENTS["full"]
    assert 'class="large"' in large.html
    assert 'class="large"' not in usual.html
