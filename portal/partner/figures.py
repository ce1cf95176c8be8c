"""An organisation's figures of its own referrals."""

from functools import partial

from flask import Response, abort
from sqlalchemy.orm import Session

from portal.partner import partner, walled_look
from portal.referral.permissions import Act
from portal.referral.reporting.figures import Decided, Figures
from portal.referral.reporting.own_figures import (
    count_ended,
    decide_own_year,
    first_own_month,
    make_own_figures,
)
from portal.referral.reporting.own_measures import OWN_BY_ID, OWN_COUNTED
from portal.referral.reporting.periods import Period
from portal.referral.words import say
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.figures import Book, chart_of, decided, figures_page, file_of, period_asked_for
from portal.web.guard import current_staff, may

_BOOK = Book(
    door="partner",
    page="partner.figures",
    chart="partner.chart",
    file="partner.figures_file",
    counted=OWN_COUNTED,
    times=OWN_BY_ID["acceptance"].title,
    median=(
        say("Median time to acceptance, in working days"),
        say("Median, in working days"),
        say(
            "Of your referrals that were accepted, half were accepted within this many working "
            "days. It is shown when at least five were accepted."
        ),
    ),
    in_time=(
        say("Accepted within five working days, of a hundred"),
        say("Within five working days, of a hundred"),
        say(
            "Of a hundred referrals that you sent, those accepted in time. Not accepted so far "
            "counts as not in time, and so does one that was passed on or does not go ahead."
        ),
    ),
)


@partner.get("/figures")
@may(Act.FOLLOW)
def figures() -> Response:
    """The figures of a period, and a way to choose another."""
    with walled_look() as session:
        earliest = first_own_month(session, desk().office)
        return figures_page(_BOOK, earliest, lambda period: _found(session, period))


@partner.get("/figures/<measure>/chart")
@may(Act.FOLLOW)
def chart(measure: str) -> Response:
    """One table as bars. What the table hides is not drawn."""
    if measure not in OWN_BY_ID:
        abort(404)
    return chart_of(_asked_for(), measure)


@partner.get("/figures/file", endpoint="figures_file")
@may(Act.FOLLOW)
def file() -> Response:
    """All tables of a period in one file for a spreadsheet."""
    return file_of(_BOOK, _asked_for())


def _asked_for() -> Figures:
    """The figures that a chart or a file is asked for."""
    with walled_look() as session:
        return _found(session, period_asked_for(first_own_month(session, desk().office)))


def _found(session: Session, period: Period) -> Figures:
    whose = str(current_staff().organisation)
    years = {year: decided(whose, year, partial(_decide, session, year)) for year in period.years()}
    return make_own_figures(session, desk().office, period, years)


def _decide(session: Session, year: int) -> Decided:
    office, organisation = desk().office, current_staff().organisation
    if organisation is None:
        abort(404)
    with hub_at_work(session):
        ended = count_ended(session, office, organisation, year)
    return decide_own_year(session, office, year, ended)
