"""The hub's figures: tables with charts beside them, and the same numbers as a file."""

import logging
from datetime import date
from time import monotonic
from typing import Any

from flask import Response, abort, current_app, request, url_for
from sqlalchemy.orm import Session

from portal.documents.renderer import NotRendered, draw_chart
from portal.hub import hub
from portal.referral.permissions import Act
from portal.referral.reporting.figures import (
    Decided,
    Figures,
    Shown,
    decide_year,
    earliest_month,
    make_figures,
)
from portal.referral.reporting.measures import BY_ID, COUNTED, Counted
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
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import spreadsheet

log = logging.getLogger("portal")

KEPT = 60.0
"""Seconds for which what was decided on a year is kept: a page, its charts and its file agree."""

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


@hub.get("/figures")
@may(Act.SEE_FIGURES)
def figures() -> Response:
    """The figures of a period, and a way to choose another."""
    with desk().looking() as session:
        earliest = earliest_month(session, desk().office)
        try:
            period, problem = _asked(earliest), ""
        except BadPeriod as bad:
            period, problem = _usual(earliest), bad.code
        found = _found(session, period)
    return render(
        "hub/figures.html",
        title=t(say("Figures")),
        status=422 if problem else 200,
        error=bool(problem),
        door="hub",
        person=current_staff().name,
        errors=[{"text": t(_WHY[problem]), "href": "#from"}] if problem else [],
        heading=_in_words(period),
        often=[_often(code, each, period) for code, each in offered(_today(), earliest)],
        months=_months(earliest),
        chosen={"from": str(period.first), "to": str(period.last)},
        totals=[_total(found, counted) for counted in Counted],
        median=found.median_days,
        in_time=found.in_time,
        tables=[_table(each) | {"chart": _chart_of(each, period)} for each in found.tables],
        file=_link("hub.figures_file", period),
        hidden=t(HIDDEN),
    )


@hub.get("/figures/<measure>/chart")
@may(Act.SEE_FIGURES)
def chart(measure: str) -> Response:
    """One table as bars. What the table hides is not drawn."""
    if measure not in BY_ID:
        abort(404)
    found = next(each for each in _asked_for().tables if each.measure.id == measure)
    try:
        drawn = draw_chart(
            t(found.measure.title),
            [(t(row.label), row.count) for row in found.rows],
            t(HIDDEN),
            rtl=current_language().direction == "rtl",
        )
    except NotRendered as error:
        log.error("no chart: %s", error)
        return Response(status=503, content_type="text/plain; charset=utf-8")
    return Response(drawn, content_type="image/svg+xml")


@hub.get("/figures/file", endpoint="figures_file")
@may(Act.SEE_FIGURES)
def file() -> Response:
    """All tables of a period in one file for a spreadsheet."""
    found = _asked_for()
    answer = Response(
        spreadsheet.write(_lines(found)), content_type="text/csv; charset=utf-8; header=present"
    )
    name = f"figures-{found.period.first}-{found.period.last}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _asked_for() -> Figures:
    """The figures that a chart or a file is asked for; "not found" for months there are none of."""
    with desk().looking() as session:
        try:
            period = _asked(earliest_month(session, desk().office))
        except BadPeriod:
            abort(404)
        return _found(session, period)


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


def _found(session: Session, period: Period) -> Figures:
    years = {year: _decided(session, year) for year in period.years()}
    return make_figures(session, desk().office, period, years)


def _decided(session: Session, year: int) -> Decided:
    kept: dict[tuple[int, str], tuple[float, Decided]]
    kept = current_app.extensions.setdefault("portal_figures", {})
    key = (year, _today().isoformat())
    at, known = kept.get(key, (0.0, None))
    if known is None or monotonic() - at > KEPT:
        known = decide_year(session, desk().office, year)
        kept[key] = (monotonic(), known)
    return known


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


def _often(code: str, period: Period, now: Period) -> dict[str, object]:
    return {
        "text": t(_OFTEN[code]),
        "href": _link("hub.figures", period),
        "current": period == now,
    }


def _months(earliest: Month) -> list[dict[str, str]]:
    """Every month there are figures for, the latest first."""
    last = last_over(_today())
    months = [last.later(-number) for number in range(earliest.until(last) + 1)]
    return [{"value": str(month), "text": _month(month)} for month in months]


def _number(count: int | None) -> str:
    return t(HIDDEN) if count is None else str(count)


def _total(found: Figures, counted: Counted) -> dict[str, object]:
    title, definition = COUNTED[counted]
    total = next(each.total for each in found.tables if each.measure.counted is counted)
    return {
        "title": t(title),
        "definition": t(definition),
        "number": _number(total),
        "hides": total is None,
    }


def _table(shown: Shown) -> dict[str, object]:
    measure = shown.measure
    return {
        "id": measure.id,
        "title": t(measure.title),
        "definition": t(measure.definition),
        "rows": [(t(row.label), _number(row.count), row.count is None) for row in shown.rows],
        "foot": t(COUNTED[measure.counted][0]),
        "total": _number(shown.total),
        "hides_total": shown.total is None,
        "hides": shown.hides,
    }


def _chart_of(shown: Shown, period: Period) -> dict[str, str]:
    words = say("Bars of the same numbers as in the table “%(title)s”.")
    return {
        "href": _link("hub.chart", period, measure=shown.measure.id),
        "words": t(words, title=t(shown.measure.title)),
    }


def _lines(found: Figures) -> list[list[str]]:
    """The file: one line a number, with the months and the table that it belongs to."""
    ends = [str(found.period.first), str(found.period.last)]
    lines = [[t(say("From")), t(say("To")), t(say("Table")), t(say("Group")), t(say("Number"))]]
    for shown in found.tables:
        title, foot = t(shown.measure.title), t(COUNTED[shown.measure.counted][0])
        rows = [*((t(row.label), row.count) for row in shown.rows), (foot, shown.total)]
        lines += [[*ends, title, label, _number(count)] for label, count in rows]
    title = t(BY_ID["contact"].title)
    for label, value in (
        (say("Median, in working days"), found.median_days),
        (say("Within five working days, of a hundred"), found.in_time),
    ):
        lines.append([*ends, title, t(label), t(HIDDEN) if value is None else f"{value:g}"])
    return lines
