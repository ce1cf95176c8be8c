"""Counting: a few plain queries for one reporting year, or for the time to first contact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.records import Closing, Referral
from portal.referral.reopening import ORIGIN as REOPENED
from portal.referral.working_days import CLOSES, is_working, working_day

from .hiding import Table
from .measures import MEASURES, STAGE_GROUPS, UNKNOWN, Counted
from .periods import APRIL, Month, Period

Rows = Counter[tuple[str, str, int]]
"""How many, by table, group and month of the year."""


@dataclass(frozen=True)
class Year:
    """The true counts of one reporting year. Nothing of it is for showing before it is hidden.

    ``tables`` are named by their measure; parts of one are named such as "outcomes:heard".
    """

    totals: Mapping[Counted, Sequence[int]]
    tables: dict[str, Table]


def count_year(session: Session, office: Office, year: int, finished: int) -> Year:
    """Everything that was counted in the first ``finished`` months of a reporting year."""
    rows: Rows = Counter()
    totals: Counter[tuple[Counted, int]] = Counter()
    if finished:
        _count_received(session, office, year, finished, rows, totals)
        _count_closed(session, office, year, finished, rows, totals)
    by_month = {counted: [totals[counted, month] for month in range(12)] for counted in Counted}
    tables = {
        measure.id: Table(
            {
                group: [rows[measure.id, group, month] for month in range(12)]
                for group in measure.groups
            },
            by_month[measure.counted],
            measure.parted,
            measure.covering,
        )
        for measure in MEASURES
    }
    return Year(by_month, tables)


def _count_received(
    session: Session,
    office: Office,
    year: int,
    finished: int,
    rows: Rows,
    totals: Counter[tuple[Counted, int]],
) -> None:
    tried = case(
        (Referral.first_attempt_at.is_(None), "not_yet"),
        (Referral.first_attempt_at <= Referral.first_attempt_due_at, "in_time"),
        else_="later",
    )
    each = (
        select(
            _month(Referral.received_at, office.zone, year, finished).label("month"),
            Referral.origin,
            Referral.kind,
            Referral.stage,
            tried.label("tried"),
        )
        .where(*_within(Referral.received_at, office.zone, year, finished))
        .where(Referral.origin != REOPENED, Referral.stage != Stage.JOINED)
        .subquery()
    )
    of = each.c
    grouped = select(of.month, of.origin, of.kind, of.stage, of.tried, func.count())
    for month, origin, kind, stage, first, many in session.execute(grouped.group_by(*of)):
        totals[Counted.RECEIVED, month] += many
        for measure, group in (
            ("origin", origin),
            ("kind", kind),
            ("stage", STAGE_GROUPS.get(stage, UNKNOWN)),
            ("contact", first),
        ):
            rows[measure, _known(measure, group), month] += many


def _count_closed(
    session: Session,
    office: Office,
    year: int,
    finished: int,
    rows: Rows,
    totals: Counter[tuple[Counted, int]],
) -> None:
    for name in ("actions", "reasons", "outcomes"):
        each = (
            select(
                _month(Closing.at, office.zone, year, finished).label("month"),
                getattr(Closing, name).label("codes"),
            )
            .where(*_within(Closing.at, office.zone, year, finished))
            .subquery()
        )
        for month, codes, many in session.execute(
            select(each.c.month, each.c.codes, func.count()).group_by(each.c.month, each.c.codes)
        ):
            if name == "actions":
                totals[Counted.CLOSED, month] += many
            for code in set(codes):
                rows[name, code, month] += many


def _known(measure: str, group: str) -> str:
    return group if group in _GROUPS[measure] else UNKNOWN


_GROUPS = {measure.id: frozenset(measure.groups) for measure in MEASURES}


def _within(
    moment: InstrumentedAttribute[datetime], zone: ZoneInfo, year: int, finished: int
) -> Iterable[ColumnElement[bool]]:
    first = Month(year, APRIL)
    return moment >= first.begins(zone), moment < first.later(finished).begins(zone)


def _month(
    moment: InstrumentedAttribute[datetime], zone: ZoneInfo, year: int, finished: int
) -> ColumnElement[int]:
    """Which month of the reporting year a moment is in, by the hub's own clock."""
    first = Month(year, APRIL)
    if finished == 1:
        return literal(0)
    return case(
        *((moment < first.later(month + 1).begins(zone), month) for month in range(finished - 1)),
        else_=finished - 1,
    )


def days_to_contact(session: Session, office: Office, period: Period) -> float | None:
    """The median of working days from a referral's coming in to the first try to reach the
    person; None when nobody was tried."""
    zone = office.zone
    waited = session.execute(
        select(Referral.received_at, Referral.first_attempt_at).where(
            Referral.received_at >= period.first.begins(zone),
            Referral.received_at < period.last.later(1).begins(zone),
            Referral.first_attempt_at.is_not(None),
            Referral.origin != REOPENED,
            Referral.stage != Stage.JOINED,
        )
    )
    days = [days_between(start, end, zone) for start, end in waited if end]
    return float(median(days)) if days else None


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """How many working days ``end`` lies after ``start``; after closing time, the next counts."""
    return _days(_works_on(start, zone), _works_on(end, zone))


def _works_on(moment: datetime, zone: ZoneInfo) -> date:
    """The working day that a moment counts as: after closing time, the next."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.time() >= CLOSES else local.date()
    return _next_working(day)


@lru_cache(maxsize=4096)
def _next_working(day: date) -> date:
    return working_day(day, 0)


@lru_cache(maxsize=65536)
def _days(start: date, end: date) -> int:
    """How many working days ``end`` lies after ``start``."""
    span = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(map(is_working, span))
