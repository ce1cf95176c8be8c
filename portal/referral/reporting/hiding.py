"""Hiding small numbers, so that they can't be worked out from those that are shown either.

Every count of a reporting year is an arc in a network: a group's year flows into its quarters,
those into their months, the groups of a month into its total, and totals back up to the year.
What flows in flows out, and that is all that adding and taking away can tell. Whoever reads all
that is shown can find a small number exactly when no other flow fits what they know: when no
circle through its arc is left in which every other number is hidden too. Finding circles is
quick and exact, for whole numbers as well, so nothing has to be guessed.

Blocks of time are taken in the order in which they end, and each may hide only numbers of its
own. So what was shown once is never hidden later, and an earlier print-out tells nothing more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

FEW = 5
"""Counts from 1 to one less than this are hidden. None at all is nobody, and may be shown."""

TOTAL = "total"

Block = str
"""A block of one reporting year: "y", a quarter "q0" to "q3", or a month "m0" to "m11"."""

Cell = tuple[str, Block]
"""One group, or TOTAL, in one block."""

_UNKNOWN = 10**9


def blocks(finished: int) -> list[Block]:
    """The blocks that have ended when ``finished`` months have, as they are decided on: month by
    month, and of those that end together the longest first, because it is asked for most."""
    return [block for month in range(finished) for block in _ending_with(month)]


def _ending_with(month: int) -> list[Block]:
    year = ["y"] if month == 11 else []
    quarter = [f"q{month // 3}"] if month % 3 == 2 else []
    return [*year, *quarter, f"m{month}"]


def _above(block: Block) -> list[Block]:
    """The blocks that ``block`` is a part of."""
    if block == "y":
        return []
    return [f"q{int(block[1:]) // 3}", "y"] if block[0] == "m" else ["y"]


def months_of(block: Block) -> range:
    """The months of a block, counted from the first of its year."""
    if block == "y":
        return range(12)
    number = int(block[1:])
    return range(3 * number, 3 * number + 3) if block[0] == "q" else range(number, number + 1)


def is_small(count: int) -> bool:
    """Whether a count must not be shown."""
    return 0 < count < FEW


@dataclass
class Table:
    """The counts of one reporting year by groups, and which of them may be shown.

    ``counts`` holds a number for each of twelve months. In a table that is ``parted``, everybody
    is in exactly one group, so that groups add up to the total. ``covering`` says that everybody
    is in one at least. ``total`` counts the people themselves. Where ``none_tells``, that nobody
    of some is in a group is hidden too: then everybody is in another.
    """

    counts: Mapping[str, Sequence[int]]
    total: Sequence[int]
    parted: bool = True
    covering: bool = False
    none_tells: bool = False
    shown: set[Cell] = field(default_factory=set)
    closed: set[Block] = field(default_factory=set)
    until: int = 12
    """How many months have ended: what comes later is not counted yet."""

    def count(self, cell: Cell) -> int:
        """The true count of a cell, so far."""
        group, block = cell
        months = self.total if group == TOTAL else self.counts[group]
        return sum(months[month] for month in months_of(block) if month < self.until)

    def is_few(self, cell: Cell) -> bool:
        """Whether a cell must not be shown by itself."""
        count, (group, block) = self.count(cell), cell
        nobody = self.none_tells and group != TOTAL and count == 0
        return is_small(count) or (nobody and self.count((TOTAL, block)) > 0)

    def cells(self, block: Block) -> list[Cell]:
        """The groups' cells of a block."""
        return [(group, block) for group in self.counts]

    def found_out(self, also: Iterable[Cell] = ()) -> set[Cell]:
        """The small cells that could be worked out from all that is shown, and ``also`` that."""
        known = self.shown.union(also)
        arcs = {arc.cell: arc for arc in self._arcs() if arc.cell not in known}
        edges: dict[str, list[tuple[str, Cell]]] = {}
        for arc in arcs.values():
            if arc.value < arc.high:
                edges.setdefault(arc.start, []).append((arc.end, arc.cell))
            if arc.value > arc.low:
                edges.setdefault(arc.end, []).append((arc.start, arc.cell))
        small = [arc for arc in arcs.values() if self.is_few(arc.cell)]
        return {arc.cell for arc in small if not _may_differ(arc, edges)}

    def _arcs(self) -> Iterator["_Arc"]:
        months, quarters = range(self.until), range(-(-self.until // 3))
        for group in self.counts:
            yield self._arc((group, "y"), "root", f"{group} y")
            for quarter in quarters:
                yield self._arc((group, f"q{quarter}"), f"{group} y", f"{group} q{quarter}")
            for month in months:
                end = f"m{month}" if self.parted else "root"
                yield self._arc((group, f"m{month}"), f"{group} q{month // 3}", end)
        if not self.parted and self.counts:
            return
        for month in months:
            start = f"m{month}" if self.counts else "root"
            yield self._arc((TOTAL, f"m{month}"), start, f"q{month // 3}")
        for quarter in quarters:
            yield self._arc((TOTAL, f"q{quarter}"), f"q{quarter}", "y")
        yield self._arc((TOTAL, "y"), "y", "root")

    def _arc(self, cell: Cell, start: str, end: str) -> "_Arc":
        value = self.count(cell)
        # Whoever works things out is taken to know even which hidden numbers are small; but of a
        # block that is not open, or has not ended, nothing at all is said.
        silent = months_of(cell[1])[-1] >= self.until or cell[1] in self.closed
        low, high = (0, _UNKNOWN)
        if self.is_few(cell) and not silent:
            low, high = 0 if self.none_tells else 1, FEW - 1
        return _Arc(cell, start, end, value, low, high)


@dataclass(frozen=True)
class _Arc:
    cell: Cell
    start: str
    end: str
    value: int
    low: int
    high: int


def _may_differ(arc: _Arc, edges: Mapping[str, list[tuple[str, Cell]]]) -> bool:
    """Whether a circle through ``arc`` lets its number be one more, or one less."""
    more = arc.value < arc.high and _leads(arc.end, arc.start, arc.cell, edges)
    return more or (arc.value > arc.low and _leads(arc.start, arc.end, arc.cell, edges))


def _leads(
    start: str, end: str, without: Cell, edges: Mapping[str, list[tuple[str, Cell]]]
) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for place, cell in edges.get(waiting.pop(), ()):
            if cell == without or place in seen:
                continue
            if place == end:
                return True
            seen.add(place)
            waiting.append(place)
    return False


def hide(tables: Mapping[str, Table], total: Sequence[int], finished: int) -> set[Block]:
    """Decide what each of ``tables``, all of the same people, may show; gives the open blocks.

    A block that is not open shows nothing in any table: too few people are in it, or its total
    would tell how many are in one that has too few.
    """
    people, opened = Table({}, total), set[Block]()
    everything = (people, *tables.values())
    for month in range(finished):
        for table in everything:
            table.until = month + 1
        for block in _ending_with(month):
            told = (TOTAL, block)
            if _may_open(people, block) and all(_show(each, block) for each in tables.values()):
                opened.add(block)
                for table in everything:
                    table.shown.add(told)
            else:
                for table in everything:
                    table.shown.difference_update(table.cells(block))
                    table.closed.add(block)
    return opened


def _yet_to_come(table: Table, block: Block, groups: Iterable[str]) -> list[Cell]:
    """What would be told if all that ``block`` is a part of ended now: it shall stay possible."""
    return [
        (group, each)
        for each in _above(block)
        if months_of(each)[-1] >= table.until
        for group in groups
        if not table.is_few((group, each))
    ]


def _may_open(people: Table, block: Block) -> bool:
    here = (TOTAL, block)
    if is_small(people.count(here)) or people.found_out([here]):
        return False
    later = _yet_to_come(people, block, [TOTAL])
    return people.found_out([here, *later]) <= people.found_out(later)


def _show(table: Table, block: Block) -> bool:
    """Show what may be shown of ``table`` in ``block``; False when its total tells too much."""
    fit = [cell for cell in table.cells(block) if not table.is_few(cell)]
    # Nobody comes first: it is little of a secret, and much of an answer.
    fit.sort(key=lambda cell: table.count(cell) > 0)
    here = (TOTAL, block)
    later = _yet_to_come(table, block, [*table.counts, TOTAL])
    if table.found_out([here]):
        return False
    _show_while_safe(table, fit, [here, *later])
    if table.found_out([here]):  # what is to come could not be kept possible anyhow
        table.shown.difference_update(fit)
        _show_while_safe(table, fit, [here])
    if _forced(table, block):
        table.shown.difference_update(fit)
    return not _forced(table, block)


def _show_while_safe(table: Table, fit: Sequence[Cell], also: Sequence[Cell]) -> None:
    """Show each of ``fit``, in their order, by which no more small numbers can be worked out."""
    told = table.found_out(also)
    table.shown.update(fit)
    if table.found_out(also) <= told:
        return
    table.shown.difference_update(fit)
    for cell in fit:
        table.shown.add(cell)
        if not table.found_out(also) <= told:
            table.shown.remove(cell)


def _forced(table: Table, block: Block) -> bool:
    """Whether everybody's being in some group leaves the hidden ones no choice but their most."""
    if not table.covering:
        return False
    cells = table.cells(block)
    hidden = [cell for cell in cells if cell not in table.shown]
    if not hidden or not all(table.is_few(cell) for cell in hidden):
        return False
    seen = sum(table.count(cell) for cell in cells if cell in table.shown)
    return table.count((TOTAL, block)) - seen >= len(hidden) * (FEW - 1)
