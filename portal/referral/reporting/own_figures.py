"""The figures of one organisation: of its own referrals, and of what came of them in sum.

What it sent is counted behind its wall. What came of that only the hub knows: the hub counts it,
of what the organisation may see as finished, and gives numbers alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from sqlalchemy import CTE, func, select
from sqlalchemy.orm import Session

from portal.referral.lifecycle import Progress
from portal.referral.office import Office
from portal.referral.records import Closing, Joining, Referring

from .counting import Year, days_between
from .figures import Decided, Figures, decide, month_of_first, share_in_time, tables_of, tells_days
from .hiding import TOTAL, Table, blocks
from .measures import UNKNOWN, Counted
from .own_measures import OWN_BY_ID, OWN_MEASURES, WITHDRAWN
from .periods import APRIL, Month, Period, over_in

IN_TIME = 5
"""Working days in which a referral is accepted "in time"."""

_ACCEPTED = (Progress.ACCEPTED, Progress.WORKING)

Cells = Counter[tuple[str, str, int]]
"""How many, by table, group and month of the year."""


@dataclass(frozen=True)
class Ended:
    """How many of an organisation's referrals were finished in each month, and how."""

    months: Counter[int]
    outcomes: Counter[tuple[str, int]]


def count_ended(session: Session, office: Office, organisation: UUID, year: int) -> Ended:
    """What came of the referrals that an organisation may see as finished, in a reporting year.

    It reads how referrals were closed, so it is for the hub at work.
    """
    begins, ends, _ = _span(office, year)
    case = _case_of_each()
    found = session.execute(
        select(Referring.since, Closing.outcomes)
        .outerjoin(case, case.c.referral_id == Referring.referral_id)
        .join(Closing, Closing.referral_id == func.coalesce(case.c.into_id, Referring.referral_id))
        .where(
            Referring.organisation_id == organisation,
            Referring.word == Progress.FINISHED,
            Referring.since >= begins,
            Referring.since < ends,
        )
    )
    ended = Ended(Counter(), Counter())
    for since, codes in found:
        month = _month(office, since)
        ended.months[month] += 1
        ended.outcomes.update((code, month) for code in set(codes))
    return ended


def _case_of_each() -> CTE:
    """In which referral each one that was joined goes on, and in which that one does."""
    first = select(Joining.referral_id, Joining.into_id).cte("goes_on", recursive=True)
    further = select(first.c.referral_id, Joining.into_id).join(
        Joining, Joining.referral_id == first.c.into_id
    )
    return first.union_all(further)


def decide_own_year(session: Session, office: Office, year: int, ended: Ended) -> Decided:
    """Count a reporting year behind the wall, put ``ended`` beside it, and hide what is small."""
    begins, ends, finished = _span(office, year)
    cells: Cells = Counter()
    sent: Counter[int] = Counter()
    for each in _sent(session, begins, ends):
        month = _month(office, each.created_at)
        days = _days_to_acceptance(office, each)
        time = "not_yet" if days is None else "in_time" if days <= IN_TIME else "later"
        sent[month] += 1
        cells["kind", each.kind if each.kind in OWN_BY_ID["kind"].groups else UNKNOWN, month] += 1
        cells["word", WITHDRAWN if each.withdrawn_at else each.word, month] += 1
        cells["acceptance", time, month] += 1
    for (code, month), many in ended.outcomes.items():
        cells["outcomes", code, month] = many
    totals = {Counted.RECEIVED: sent, Counted.CLOSED: ended.months}
    return decide(_year(cells, totals), OWN_MEASURES, finished)


def make_own_figures(
    session: Session, office: Office, period: Period, years: Mapping[int, Decided]
) -> Figures:
    """The figures of ``period``, behind the wall; ``years`` holds each year that it touches."""
    tables = tables_of(OWN_MEASURES, period, years)
    times = next(each for each in tables if each.measure.id == "acceptance")
    days = _median_days(session, office, period) if tells_days(times) else None
    return Figures(period, tables, days, share_in_time(times))


def first_own_month(session: Session, office: Office) -> Month:
    """The first month there are figures for, behind the wall."""
    return month_of_first(office, session.scalar(select(func.min(Referring.created_at))))


def _span(office: Office, year: int) -> tuple[datetime, datetime, int]:
    """When the months of a reporting year that are over began and ended, and how many they are."""
    first, finished = Month(year, APRIL), over_in(year, office.today())
    return first.begins(office.zone), first.later(finished).begins(office.zone), finished


def _sent(session: Session, begins: datetime, ends: datetime) -> Sequence[Referring]:
    during = Referring.created_at >= begins, Referring.created_at < ends
    return session.scalars(select(Referring).where(*during)).all()


def _median_days(session: Session, office: Office, period: Period) -> float | None:
    begins, ends = (each.begins(office.zone) for each in (period.first, period.last.later(1)))
    taken = (_days_to_acceptance(office, each) for each in _sent(session, begins, ends))
    days = [each for each in taken if each is not None]
    return float(median(days)) if days else None


def _days_to_acceptance(office: Office, referring: Referring) -> int | None:
    for step in referring.steps:
        if step["word"] in _ACCEPTED:
            accepted = datetime.fromisoformat(step["at"])
            return days_between(referring.created_at, accepted, office.zone)
    return None


def _month(office: Office, moment: datetime) -> int:
    """Which month of its reporting year a moment is in, by the hub's own clock."""
    return Month.of(moment.astimezone(office.zone).date()).place


def _year(cells: Cells, totals: Mapping[Counted, Counter[int]]) -> Year:
    by_month = {counted: [totals[counted][month] for month in range(12)] for counted in Counted}
    tables: dict[str, Table] = {}
    for measure in OWN_MEASURES:
        counts = {
            group: [cells[measure.id, group, month] for month in range(12)]
            for group in measure.groups
        }
        total = by_month[measure.counted]
        if measure.parted:
            tables[measure.id] = Table(counts, total)
        else:
            tables |= {
                f"{measure.id}:{group}": _by_itself(group, counts[group], total) for group in counts
            }
    return Year(by_month, tables)


def _by_itself(group: str, counts: Sequence[int], total: Sequence[int]) -> Table:
    """One group beside all who are not in it, who must be no fewer than may be shown either.

    Whoever knows each referral by name would else read from "all", "none" or "all but two" what
    came of one. How many were finished in all is known to them from their own list.
    """
    others = [all_ - some for all_, some in zip(total, counts, strict=True)]
    told = {(TOTAL, block) for block in blocks(12)}
    return Table({group: counts, f"not {group}": others}, total, none_tells=True, shown=told)
