"""A set of figures as pages: tables with charts beside them, and the same numbers as a file."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any, cast

from flask import Response, abort, request, url_for

from portal.documents.renderer import NotRendered, draw_chart
from portal.referral.reporting.figures import Decided, Figures, Shown
from portal.referral.reporting.measures import Counted
from portal.referral.reporting.periods import (
    BadPeriod,
    Month,
    Period,
    last_over,
    last_quarter,
    offered,
    read_period,
)
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import current_language, t
from portal.web.shell import Door, render

from . import spreadsheet

log = logging.getLogger("portal")

KEPT = 60.0
"""Seconds for which what was decided on a year is kept."""

HIDDEN = say("hidden")

_WHY = {
    "not_a_month": say("Choose a month from the list"),
    "ends_before_it_begins": say("Choose a last month that is not before the first"),
    "not_over": say("Choose a last month that is over"),
    "too_early": say("Choose a first month from the list"),
}
_OFTEN = {
    "month": say("Last month"),
    "quarter": say("Last quarter"),
    "year_so_far": say("This year so far"),
    "year": say("Last year"),
    "year_before": say("The year before"),
}


@dataclass(frozen=True)
class Book:
    """One set of figures: where its pages are, and its words.

    ``page``, ``chart`` and ``file`` are endpoints. ``median`` and ``in_time`` are each what that
    number is called at the top, what it is called in the file, and its definition.
    """

    door: Door
    page: str
    chart: str
    file: str
    counted: Mapping[Counted, tuple[str, str]]
    times: str
    """The title of the table that the times belong to."""
    median: tuple[str, str, str]
    in_time: tuple[str, str, str]


Find = Callable[[Period], Figures]
"""Gives the figures of a period."""


def figures_page(book: Book, earliest: Month, find: Find) -> Response:
    """The figures of the period that the address asks for, and a way to choose another."""
    try:
        period, problem = _asked(earliest), ""
    except BadPeriod as bad:
        period, problem = _usual(earliest), bad.code
    found = find(period)
    return render(
        "figures.html",
        title=t(say("Figures")),
        status=422 if problem else 200,
        error=bool(problem),
        door=book.door,
        person=current_staff().name,
        errors=[{"text": t(_WHY[problem]), "href": "#from"}] if problem else [],
        heading=_in_words(period),
        address=url_for(book.page),
        often=[_often(book, code, each, period) for code, each in offered(_today(), earliest)],
        months=_months(earliest),
        chosen={"from": str(period.first), "to": str(period.last)},
        totals=[*(_total(book, found, each) for each in Counted), *_times(book, found)],
        tables=[_table(book, each, period) for each in found.tables],
        file=_link(book.file, period),
        hidden=t(HIDDEN),
    )


def chart_of(found: Figures, measure: str) -> Response:
    """One table as bars. What the table hides is not drawn."""
    shown = found.table(measure)
    if shown is None:
        abort(404)
    try:
        drawn = draw_chart(
            t(shown.measure.title),
            [(t(row.label), row.count) for row in shown.rows],
            t(HIDDEN),
            rtl=current_language().direction == "rtl",
        )
    except NotRendered as error:
        log.error("no chart: %s", error)
        return Response(status=503, content_type="text/plain; charset=utf-8")
    return Response(drawn, content_type="image/svg+xml")


def file_of(book: Book, found: Figures) -> Response:
    """All tables of a period in one file for a spreadsheet."""
    answer = Response(
        spreadsheet.write(_lines(book, found)),
        content_type="text/csv; charset=utf-8; header=present",
    )
    name = f"figures-{found.period.first}-{found.period.last}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def decided(whose: str, year: int, decide: Callable[[], Decided]) -> Decided:
    """A reporting year, decided on now or a moment ago: a page, its charts and its file agree."""
    kept, key = desk().kept, ("figures", whose, year, _today())
    at, known = kept.get(key, (0.0, None))
    if known is None or monotonic() - at > KEPT:
        known = decide()
        kept[key] = (monotonic(), known)
    return cast(Decided, known)


def period_asked_for(earliest: Month) -> Period:
    """The period that a chart or a file is of; "not found" for months there are no figures for."""
    try:
        return _asked(earliest)
    except BadPeriod:
        abort(404)


def _asked(earliest: Month) -> Period:
    """The period that the address asks for; the usual one when it asks for none."""
    first, last = request.args.get("from"), request.args.get("to")
    if first is None and last is None:
        return _usual(earliest)
    return read_period(first or "", last or "", _today(), earliest)


def _usual(earliest: Month) -> Period:
    """The last quarter; while there was none yet, the last month."""
    quarter, month = last_quarter(_today()), last_over(_today())
    return quarter if quarter.first >= earliest else Period(month, month)


def _today() -> date:
    return desk().office.today()


def _month(month: Month) -> str:
    return current_language().speaker.month(month.first_day)


def _in_words(period: Period) -> str:
    if period.first == period.last:
        return _month(period.first)
    words = say("%(first)s to %(last)s")
    return t(words, first=_month(period.first), last=_month(period.last))


def _link(endpoint: str, period: Period, **values: Any) -> str:
    values |= {"from": str(period.first), "to": str(period.last)}
    return url_for(endpoint, **values)


def _often(book: Book, code: str, period: Period, now: Period) -> dict[str, object]:
    return {
        "text": t(_OFTEN[code]),
        "href": _link(book.page, period),
        "current": period == now,
    }


def _months(earliest: Month) -> list[dict[str, str]]:
    """Every month there are figures for, the latest first."""
    last = last_over(_today())
    months = [last.later(-number) for number in range(earliest.until(last) + 1)]
    return [{"value": str(month), "text": _month(month)} for month in months]


def _number(count: float | None) -> str:
    return t(HIDDEN) if count is None else f"{count:g}" if isinstance(count, float) else str(count)


def _total(book: Book, found: Figures, counted: Counted) -> dict[str, object]:
    title, definition = book.counted[counted]
    total = next(each.total for each in found.tables if each.measure.counted is counted)
    return _one(title, title, definition, total)


def _times(book: Book, found: Figures) -> list[dict[str, object]]:
    return [
        _one(title, short, definition, value)
        for (title, short, definition), value in (
            (book.median, found.median_days),
            (book.in_time, found.in_time),
        )
    ]


def _one(title: str, short: str, definition: str, value: float | None) -> dict[str, object]:
    return {
        "title": t(title),
        "short": t(short),
        "definition": t(definition),
        "number": _number(value),
        "hides": value is None,
    }


def _table(book: Book, shown: Shown, period: Period) -> dict[str, object]:
    measure = shown.measure
    return {
        "id": measure.id,
        "title": t(measure.title),
        "definition": t(measure.definition),
        "rows": [(t(row.label), _number(row.count), row.count is None) for row in shown.rows],
        "foot": t(book.counted[measure.counted][0]),
        "total": _number(shown.total),
        "hides_total": shown.total is None,
        "chart": _chart(book, shown, period),
    }


def _chart(book: Book, shown: Shown, period: Period) -> dict[str, str]:
    words = say("Bars of the same numbers as in the table “%(title)s”.")
    return {
        "href": _link(book.chart, period, measure=shown.measure.id),
        "words": t(words, title=t(shown.measure.title)),
    }


def _lines(book: Book, found: Figures) -> list[list[str]]:
    """The file: one line a number, with the months and the table that it belongs to."""
    ends = [str(found.period.first), str(found.period.last)]
    lines = [[t(say("From")), t(say("To")), t(say("Table")), t(say("Group")), t(say("Number"))]]
    for shown in found.tables:
        title, foot = t(shown.measure.title), t(book.counted[shown.measure.counted][0])
        rows = [*((t(row.label), row.count) for row in shown.rows), (foot, shown.total)]
        lines += [[*ends, title, label, _number(count)] for label, count in rows]
    for each in _times(book, found):
        lines.append([*ends, t(book.times), str(each["short"]), str(each["number"])])
    return lines
