"""The hub's figures."""

from functools import partial

from flask import Response, abort
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.permissions import Act
from portal.referral.reporting.figures import (
    Figures,
    decide_year,
    earliest_month,
    make_figures,
)
from portal.referral.reporting.measures import BY_ID, COUNTED
from portal.referral.reporting.periods import Period
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.figures import Book, chart_of, decided, figures_page, file_of, period_asked_for
from portal.web.guard import may

_BOOK = Book(
    door="hub",
    page="hub.figures",
    chart="hub.chart",
    file="hub.figures_file",
    counted=COUNTED,
    times=BY_ID["contact"].title,
    median=(
        say("Median time to first contact, in working days"),
        say("Median, in working days"),
        say(
            "Of the people we tried to reach, half were first tried within this many working "
            "days. It is shown when at least five were tried."
        ),
    ),
    in_time=(
        say("First contact within five working days, of a hundred"),
        say("Within five working days, of a hundred"),
        say(
            "Of a hundred referrals received, those where somebody first tried to reach the "
            "person in time. Not tried so far counts as not in time."
        ),
    ),
)


@hub.get("/figures")
@may(Act.SEE_FIGURES)
def figures() -> Response:
    """The figures of a period, and a way to choose another."""
    with desk().looking() as session:
        earliest = earliest_month(session, desk().office)
        return figures_page(_BOOK, earliest, lambda period: _found(session, period))


@hub.get("/figures/<measure>/chart")
@may(Act.SEE_FIGURES)
def chart(measure: str) -> Response:
    """One table as bars. What the table hides is not drawn."""
    if measure not in BY_ID:
        abort(404)
    return chart_of(_asked_for(), measure)


@hub.get("/figures/file", endpoint="figures_file")
@may(Act.SEE_FIGURES)
def file() -> Response:
    """All tables of a period in one file for a spreadsheet."""
    return file_of(_BOOK, _asked_for())


def _asked_for() -> Figures:
    """The figures that a chart or a file is asked for."""
    with desk().looking() as session:
        return _found(session, period_asked_for(earliest_month(session, desk().office)))


def _found(session: Session, period: Period) -> Figures:
    office = desk().office
    years = {
        year: decided("hub", year, partial(decide_year, session, office, year))
        for year in period.years()
    }
    return make_figures(session, office, period, years)
