"""Hiding small numbers: nobody who reads all that is shown can work out one of them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.referral.reporting.hiding import TOTAL, Table, blocks, hide, is_small
from tests.referral.reporting.attacker import told_by

pytestmark = pytest.mark.core

FEW_OR_SOME = st.sampled_from([0, 0, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8])
SOME_OR_MANY = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 14, 30, 200])


def year(*months):
    return [*months, *([0] * (12 - len(months)))]


def made(counts, parted=True, covering=False):
    """A table of groups by letter, and how many people are in it."""
    named = {letter: year(*row) for letter, row in zip("abcdefgh", counts, strict=False)}
    together = [sum(row[month] for row in named.values()) for month in range(12)]
    return Table(named, together, parted, covering), together


def shown(table, block):
    return {
        group: table.count((group, block)) if (group, block) in table.shown else None
        for group in table.counts
    }


def test_small_numbers_are_hidden_and_nobody_and_large_ones_are_shown():
    table, total = made([[3], [4], [0], [12]])
    assert hide({"one": table}, total, 1) == {"m0"}
    assert shown(table, "m0") == {"a": None, "b": None, "c": 0, "d": 12}


def test_one_small_number_alone_takes_another_with_it():
    table, total = made([[3], [9], [0], [12]])
    hide({"one": table}, total, 1)
    assert list(shown(table, "m0").values()).count(None) == 2
    assert shown(table, "m0")["c"] == 0


def test_two_of_one_each_are_not_left_alone_because_their_sum_tells_both():
    table, total = made([[1], [1], [9], [12]])
    hide({"one": table}, total, 1)
    assert list(shown(table, "m0").values()).count(None) == 3


def test_a_month_of_too_few_people_shows_nothing_and_takes_the_next_with_it():
    table, total = made([[2, 10, 11], [1, 9, 12]])
    assert hide({"one": table}, total, 3) == {"q0", "m2"}
    assert shown(table, "m0") == {"a": None, "b": None}
    assert shown(table, "m1") == {"a": None, "b": None}
    assert shown(table, "q0") == {"a": 23, "b": 22}


def test_in_a_table_in_which_somebody_can_be_twice_each_group_is_hidden_by_itself():
    table = Table({"a": year(3), "b": year(9)}, year(10), parted=False)
    hide({"one": table}, year(10), 1)
    assert shown(table, "m0") == {"a": None, "b": 9}


def test_two_groups_that_cover_everybody_are_not_given_away_by_how_many_there_are():
    """Eight people in two groups of less than five each: then both must be four."""
    table = Table({"a": year(4), "b": year(4), "c": year(0)}, year(8), False, covering=True)
    hide({"one": table}, year(8), 1)
    assert shown(table, "m0") == {"a": None, "b": None, "c": None}


def test_what_was_shown_once_is_shown_still_when_time_has_gone_on():
    rows = [[1, 7, 2, 9, 9, 3, 8, 8, 1, 0, 6, 2], [5, 6, 30, 2, 9, 9, 9, 0, 0, 7, 3, 8]]
    before: set = set()
    for finished in range(1, 13):
        table, total = made(rows)
        hide({"one": table}, total, finished)
        assert before <= table.shown
        before = set(table.shown)


@st.composite
def quarters(draw, groups=3, numbers=FEW_OR_SOME):
    finished = draw(st.integers(1, 3))
    width = draw(st.integers(1, groups))
    row = st.lists(numbers, min_size=finished, max_size=finished)
    return finished, draw(st.lists(row, min_size=width, max_size=width))


@given(quarters(), st.booleans())
@settings(max_examples=150)
@example((1, [[4], [4]]), True)
@example((3, [[3, 6, 7], [5, 5, 5]]), True)
@example((3, [[1, 0, 0], [0, 0, 4]]), True)
@example((3, [[2, 8, 8], [8, 8, 8], [8, 8, 8]]), True)
def test_whoever_tries_every_table_that_fits_finds_no_small_number(given_, parted):
    finished, rows = given_
    table, total = made(rows, parted)
    opened = hide({"one": table}, total, finished)
    ended = blocks(finished)
    for block in ended:
        for cell in table.cells(block):
            assert not (is_small(table.count(cell)) and cell in table.shown)
    assert told_by({"one": table}, finished, ended, opened) == set()


@given(quarters(2, st.integers(0, 6)), st.data())
@settings(max_examples=60)
def test_nor_does_whoever_lays_two_tables_of_the_same_people_beside_each_other(given_, data):
    finished, rows = given_
    one, total = made(rows)
    split = [data.draw(st.integers(0, many)) for many in total[:finished]]
    other, _ = made([split, [many - part for many, part in zip(total, split, strict=False)]])
    tables = {"one": one, "other": other}
    opened = hide(tables, total, finished)
    assert told_by(tables, finished, blocks(finished), opened) == set()


@given(quarters(2), st.data())
@settings(max_examples=100)
def test_the_network_finds_what_trying_everything_finds(given_, data):
    """Whatever is shown, wisely or not: the two ways to work numbers out agree."""
    finished, rows = given_
    table, _ = made(rows)
    table.until = finished
    ended = blocks(finished)
    cells = [(group, block) for group in [*table.counts, TOTAL] for block in ended]
    table.shown = set(data.draw(st.lists(st.sampled_from(cells), unique=True)))
    slow = {cell for _, cell in told_by({"one": table}, finished, ended, set(ended))}
    fast = {cell for cell in table.found_out() if cell[1] in ended and cell not in table.shown}
    assert fast == {cell for cell in slow if cell not in table.shown}


@given(quarters(2))
@settings(max_examples=100)
@example((1, [[9], [0]]))
@example((1, [[4], [4]]))
@example((3, [[5, 5, 0], [0, 5, 5]]))
@example((3, [[1, 6, 0], [2, 6, 0]]))
def test_where_nobody_tells_too_all_or_none_or_few_stay_unknown_to_who_knows_how_many(given_):
    """Whoever knows how many there are in each month can't tell of one what group it is in."""
    finished, rows = given_
    rows = [*rows, [0] * finished][:2]
    table, total = made(rows)
    table.none_tells, table.shown = True, {(TOTAL, block) for block in blocks(12)}
    opened = hide({"one": table}, total, finished)
    ended = blocks(finished)
    for block in ended:
        for cell in table.cells(block):
            assert not (table.is_few(cell) and cell in table.shown)
    told = told_by({"one": table}, finished, ended, opened)
    assert {cell for _, cell in told if cell[0] != TOTAL} == set()


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(SOME_OR_MANY, min_size=12, max_size=12), min_size=width, max_size=width
        )
    ),
    st.booleans(),
)
@settings(max_examples=60)
def test_in_a_whole_year_nothing_small_is_shown_or_found(rows, parted):
    table, total = made(rows, parted)
    opened = hide({"one": table}, total, 12)
    assert table.found_out() == set()
    for cell in table.shown:
        assert not is_small(table.count(cell))
    for block in set(blocks(12)) - opened:
        assert not any(cell in table.shown for cell in [*table.cells(block), (TOTAL, block)])
