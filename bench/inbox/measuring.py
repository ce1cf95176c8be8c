"""Times the two sides in turn, in processor time: a busy machine then changes little.

What PostgreSQL's own processes spend on it is counted too, as the kernel says it.
"""

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time_ns

from .cases import Case
from .side import Side


@dataclass(frozen=True)
class Times:
    """Milliseconds of the few and of the many, over all rounds."""

    few: Sequence[float]
    many: Sequence[float]

    @property
    def ratio(self) -> float:
        """The median of the many against the median of the few."""
        return statistics.median(self.many) / statistics.median(self.few)

    def row(self) -> str:
        """Median and 95th percentile of both, and the ratio, as cells of a table."""
        few, many = (
            f"{statistics.median(each):.1f} | {_high(each):.1f}" for each in (self.few, self.many)
        )
        return f"{few} | {many} | {self.ratio:.2f}×"


def measure(case: Case, few: Side, many: Side, rounds: int, *, whole: bool) -> Times:
    """Time ``case`` on both sides in turn: as a whole request, or what the heart does of it."""
    one, other = (_call(case, side, whole=whole) for side in (few, many))
    for side, call in ((few, one), (many, other)):
        _check(call())
        call()
        side.find_backends()
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    for round_ in range(rounds):
        turns = ((times[0], few, one), (times[1], many, other))
        for kept, side, call in turns if round_ % 2 else reversed(turns):
            start = _spent(side)
            call()
            kept.append((_spent(side) - start) / 1e6)
    gc.enable()
    return Times(*times)


def _call(case: Case, side: Side, *, whole: bool) -> Callable[[], object]:
    if whole and case.ask is not None:
        return case.ask(side)
    return lambda: case.heart(side)


def _spent(side: Side) -> int:
    """Nanoseconds that this process and the database's own have spent so far."""
    spent = process_time_ns()
    for pid in side.backends:
        spent += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return spent


def _check(answer: object) -> None:
    """A page that failed is quick, and must not be measured."""
    status = getattr(answer, "status_code", 200)
    if status != 200:
        raise SystemExit(f"a page answered {status}")


def _high(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
