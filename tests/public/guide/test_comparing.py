"""Comparing two to four options in a real table; asking for fewer or more gets told what to do."""

from itertools import combinations
from xml.etree.ElementTree import Element

import pytest

from portal.choices.guide import HEADINGS, OPTIONS
from tests.support.strict_html import text_of

IDS = [option.id for option in OPTIONS]


def compare(reader, *ids):
    return reader.go("/options/compare?" + "&".join(f"with={each}" for each in ids))


def table(reader) -> Element | None:
    return reader.page.find(".//main//table")


def columns(reader) -> list[str]:
    return [text_of(each) for each in table(reader).findall("thead/tr/th")]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_stand_side_by_side_under_every_heading(reader, count):
    for chosen in list(combinations(OPTIONS, count))[::7]:
        compare(reader, *(option.id for option in chosen))
        assert columns(reader) == [option.title for option in chosen]
        rows = table(reader).findall("tbody/tr")
        assert [text_of(row.find("th")) for row in rows] == [*HEADINGS, "How sure this is"]
        for place, row in enumerate(rows[: len(HEADINGS)]):
            for option, cell in zip(chosen, row.findall("td"), strict=True):
                said = [text_of(point) for point in cell.iter("li")] or [
                    text_of(point) for point in cell.findall("p")[1:]
                ]
                assert said == list(option.parts[place].points)


def test_a_screen_reader_meets_a_table_even_where_it_is_stacked(reader):
    compare(reader, "talk", "letter")
    found = table(reader)
    assert text_of(found.find("caption"))
    for tag, role, scope in (
        ("table", "table", None),
        ("thead", "rowgroup", None),
        ("tr", "row", None),
        ("td", "cell", None),
    ):
        for each in found.iter(tag):
            assert each.get("role") == role
            assert each.get("scope") == scope
    assert {each.get("scope") for each in found.findall("thead/tr/th")} == {"col"}
    assert {each.get("scope") for each in found.findall("tbody/tr/th")} == {"row"}
    # A card on a phone says whose it is.
    for row in found.findall("tbody/tr"):
        names = [text_of(cell.find("p")) for cell in row.findall("td")]
        assert names == columns(reader)


def test_the_order_is_the_guides_own_whatever_was_asked_first(reader):
    compare(reader, *reversed(IDS[:4]))
    assert columns(reader) == [option.title for option in OPTIONS[:4]]


def test_the_chooser_is_a_plain_form(reader):
    reader.go("/options/compare")
    form = next(each for each in reader.page.iter("form") if each.get("id") == "choose")
    assert (form.get("method"), form.get("action")) == ("get", "/options/compare")
    assert [box.get("value") for box in form.iter("input")] == IDS
    assert table(reader) is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["talk"], "That is one. Tick at least one more."),
        (IDS[:5], "That is 5. Four fit side by side."),
        (IDS, "That is 9. Four fit side by side."),
        (["nonsense"], "not one of our options"),
        (["talk", "nonsense"], "not one of our options"),
        (["%3Cscript%3E", "talk"], "Tick at least one more"),
        (["talk", "talk"], "That is one."),
    ],
)
def test_too_few_too_many_or_unknown_is_told_what_to_do(reader, asked, told):
    compare(reader, *asked)
    assert reader.status == 200
    assert reader.says(told)
    assert table(reader) is None
    ticked = [box.get("value") for box in reader.page.iter("input") if box.get("checked") == ""]
    assert ticked == [each for each in IDS if each in asked]


def test_two_that_are_known_are_compared_beside_one_that_is_not(reader):
    compare(reader, "talk", "letter", "nonsense")
    assert len(columns(reader)) == 2
    assert reader.says("not one of our options")
