"""Somebody who works out hidden numbers: by trying every table that fits what is shown.

It knows nothing of how hiding is done and uses no network: only sums, one number after another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from portal.referral.reporting.hiding import FEW, TOTAL, Block, Cell, Table, months_of

Leaf = tuple[str, str, int]
"""A table, a group in it, and a month."""


@dataclass(frozen=True)
class Sum:
    """What is known of some numbers together: at least, and at most. ``less`` are taken away."""

    of: frozenset[Leaf]
    least: int
    most: int
    less: frozenset[Leaf] = frozenset()


def leaves(name: str, table: Table, cell: Cell, finished: int) -> frozenset[Leaf]:
    group, block = cell
    groups = list(table.counts) if group == TOTAL else [group]
    return frozenset(
        (name, each, month) for each in groups for month in months_of(block) if month < finished
    )


def known(
    tables: Mapping[str, Table], finished: int, ended: list[Block], opened: set[Block]
) -> Iterator[Sum]:
    """Everything that the reader of all tables knows, and which hidden numbers are small."""
    for name, table in tables.items():
        groups = [*table.counts, *([TOTAL] if table.parted else [])]
        for cell in [(group, block) for group in groups for block in ended]:
            count, of = table.count(cell), leaves(name, table, cell, finished)
            if cell in table.shown:
                yield Sum(of, count, count)
            elif table.is_few(cell) and cell[1] in opened:
                yield Sum(of, 0 if table.none_tells else 1, FEW - 1)


def can_be(
    target: frozenset[Leaf], other_than: int, sums: list[Sum], truth: dict[Leaf, int]
) -> bool:
    """Whether some table fits ``sums`` in which ``target`` add up to another number."""
    order = sorted(truth, key=lambda leaf: (leaf not in target, leaf))
    about: dict[Leaf, list[int]] = {leaf: [] for leaf in order}
    for number, each in enumerate(sums):
        for leaf in each.of | each.less:
            about[leaf].append(number)
    done, left = [0] * len(sums), [len(each.of) + len(each.less) for each in sums]

    def fits(number: int) -> bool:
        each = sums[number]
        if left[number] == 0:
            return each.least <= done[number] <= each.most
        return bool(each.less) or done[number] <= each.most

    def try_from(place: int, reached: int) -> bool:
        if place == len(order):
            return True
        leaf = order[place]
        for value in sorted(range(13), key=lambda value: abs(value - truth[leaf])):
            here = reached + value if leaf in target else reached
            if place == len(target) - 1 and here == other_than:
                continue
            for number in about[leaf]:
                done[number] += value if leaf in sums[number].of else -value
                left[number] -= 1
            found = all(map(fits, about[leaf])) and try_from(place + 1, here)
            for number in about[leaf]:
                done[number] -= value if leaf in sums[number].of else -value
                left[number] += 1
            if found:
                return True
        return False

    return try_from(0, 0)


def told_by(
    tables: Mapping[str, Table], finished: int, ended: list[Block], opened: set[Block]
) -> set[tuple[str, Cell]]:
    """The small numbers that can have one value only."""
    sums = [*known(tables, finished, ended, opened), *_same_people(tables, finished)]
    truth = {
        (name, group, month): counts[month]
        for name, table in tables.items()
        for group, counts in table.counts.items()
        for month in range(finished)
    }
    return {
        (name, cell)
        for name, table in tables.items()
        for group in [*table.counts, *([TOTAL] if table.parted else [])]
        for block in ended
        if table.is_few(cell := (group, block))
        and not can_be(leaves(name, table, cell, finished), table.count(cell), sums, truth)
    }


def _same_people(tables: Mapping[str, Table], finished: int) -> Iterator[Sum]:
    """Two tables of the same people add up to the same, month by month."""
    for one, other in pairwise(tables):
        for month in range(finished):
            cell = (TOTAL, f"m{month}")
            yield Sum(
                leaves(one, tables[one], cell, finished),
                0,
                0,
                less=leaves(other, tables[other], cell, finished),
            )
