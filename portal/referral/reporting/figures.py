"""The figures of a period: every table as it may be shown, and nothing else.

A period that is no year, quarter or month is put together of those that are shown anyhow. So it
tells nothing that they don't, whatever its ends are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import Referral

from .counting import Year, count_year, days_to_contact
from .hiding import FEW, TOTAL, Block, Table, blocks, hide
from .measures import MEASURES, Counted, Measure
from .periods import APRIL, Month, Period, last_over, over_in

LONGEST = 10
"""Years back for which there are figures."""


@dataclass(frozen=True)
class Decided:
    """One reporting year as it may be shown: a number for each cell that is not hidden."""

    cells: Mapping[tuple[str, str, Block], int]
    totals: Mapping[tuple[Counted, Block], int]

    def count(self, measure: str, group: str, block: Block) -> int | None:
        return self.cells.get((measure, group, block))

    def total(self, counted: Counted, block: Block) -> int | None:
        return self.totals.get((counted, block))


@dataclass(frozen=True)
class Row:
    """One group and how many are in it; None when that is hidden."""

    group: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Shown:
    """One table as it may be shown."""

    measure: Measure
    rows: tuple[Row, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether anything in it is hidden."""
        return self.total is None or any(row.count is None for row in self.rows)


@dataclass(frozen=True)
class Figures:
    """All tables of a period, and a time in working days."""

    period: Period
    tables: tuple[Shown, ...]
    median_days: float | None
    """The median to first contact, or to acceptance, where it took that for at least five; None
    otherwise."""
    in_time: int | None
    """Of a hundred referrals, those where that took at most five working days."""

    def table(self, measure: str) -> Shown | None:
        """One of the tables, by its measure's id."""
        return next((each for each in self.tables if each.measure.id == measure), None)


def decide_year(session: Session, office: Office, year: int) -> Decided:
    """Count a reporting year and hide what is small: what it gives may be shown to anybody."""
    finished = over_in(year, office.today())
    return decide(count_year(session, office, year, finished), MEASURES, finished)


def decide(found: Year, measures: Sequence[Measure], finished: int) -> Decided:
    """Hide what is small of a year that was counted, of which so many months have ended."""
    cells: dict[tuple[str, str, Block], int] = {}
    totals: dict[tuple[Counted, Block], int] = {}
    for counted in Counted:
        ours = {each.id for each in measures if each.counted is counted}
        tables = {name: each for name, each in found.tables.items() if _measure(name) in ours}
        opened = hide(tables, found.totals[counted], finished)
        people = Table({}, found.totals[counted])
        totals |= {(counted, block): people.count((TOTAL, block)) for block in opened}
        for name, table in tables.items():
            for block in blocks(finished):
                for cell in table.cells(block):
                    if cell in table.shown:
                        cells[_measure(name), cell[0], block] = table.count(cell)
    return Decided(cells, totals)


def _measure(table: str) -> str:
    """The measure that a table is of, or a part of, by its name: "outcomes" or "outcomes:heard"."""
    return table.partition(":")[0]


def make_figures(
    session: Session, office: Office, period: Period, years: Mapping[int, Decided]
) -> Figures:
    """The figures of ``period``; ``years`` holds each reporting year that it touches."""
    tables = tables_of(MEASURES, period, years)
    contact = next(each for each in tables if each.measure.id == "contact")
    days = days_to_contact(session, office, period) if tells_days(contact) else None
    return Figures(period, tables, days, share_in_time(contact))


def tables_of(
    measures: Sequence[Measure], period: Period, years: Mapping[int, Decided]
) -> tuple[Shown, ...]:
    """Every table of ``period`` as it may be shown."""
    return tuple(_table(each, period, years) for each in measures)


def tells_days(times: Shown) -> bool:
    """Whether enough are shown in time or later for a median of days to be told."""
    shown = {row.group: row.count for row in times.rows}
    return (shown["in_time"] or 0) + (shown["later"] or 0) >= FEW


def share_in_time(times: Shown) -> int | None:
    """Of a hundred in a table of times, those in time; None where that is hidden."""
    in_time = next(row.count for row in times.rows if row.group == "in_time")
    return round(100 * in_time / times.total) if times.total and in_time is not None else None


def earliest_month(session: Session, office: Office) -> Month:
    """The first month there are figures for: the April of the reporting year in which the first
    referral of all came in, ten years back at most."""
    return month_of_first(office, session.scalar(select(func.min(Referral.received_at))))


def month_of_first(office: Office, first: datetime | None) -> Month:
    """The April of the reporting year in which the ``first`` came, ten years back at most."""
    last = last_over(office.today())
    began = min(last, Month.of(first.astimezone(office.zone).date())) if first else last
    return Month(max(began.reporting_year, last.reporting_year - LONGEST), APRIL)


def _table(measure: Measure, period: Period, years: Mapping[int, Decided]) -> Shown:
    tiles = [(years[year], block) for year, block in period.tiles()]
    rows = tuple(
        Row(group, label, _sum([year.count(measure.id, group, block) for year, block in tiles]))
        for group, label in measure.groups.items()
    )
    return Shown(measure, rows, _sum([year.total(measure.counted, block) for year, block in tiles]))


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
