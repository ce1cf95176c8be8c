"""Figures: every count is what it says it is, on both databases, and hides what is small."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from portal.referral.records import Closing, Referral
from portal.referral.reporting.counting import count_year, days_to_contact
from portal.referral.reporting.figures import decide_year, earliest_month, make_figures
from portal.referral.reporting.hiding import TOTAL, Table, blocks, is_small
from portal.referral.reporting.measures import MEASURES, Counted
from portal.referral.reporting.periods import Month, Period
from portal.referral.retention import erase
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def came(session, office):
    """Makes a referral that came in at a moment, with its columns set as named."""

    def one(at, **columns):
        with session.begin() as db:
            receipt = receive(db, office)
            values = {"received_at": at, **columns}
            db.execute(update(Referral).where(Referral.id == receipt.referral_id).values(**values))
            return receipt

    return one


@pytest.fixture
def ended(session, office, came):
    """Makes a referral that closed at a moment, in a way."""
    with session.begin() as db:
        author = hire(db, office).id

    def one(at, actions, outcomes=("heard",), reasons=()):
        receipt = came(datetime(2025, 1, 6, 12, tzinfo=UTC))
        with session.begin() as db:
            db.add(
                Closing(
                    referral_id=receipt.referral_id,
                    author_id=author,
                    at=at,
                    actions=list(actions),
                    reasons=list(reasons),
                    outcomes=list(outcomes),
                )
            )
        return receipt

    return one


def counted(session, office, measure, group, year=2025, finished=12):
    with session() as db:
        return list(count_year(db, office, year, finished).tables[measure].counts[group])


def figures(session, office, first, last):
    with session() as db:
        period = Period(Month.read(first), Month.read(last))
        years = {year: decide_year(db, office, year) for year in period.years()}
        return make_figures(db, office, period, years)


def rows(found, measure):
    return {row.group: row.count for row in found.table(measure).rows}


def at(month, day=15, hour=12, year=2025):
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_a_referral_counts_in_the_month_it_came_in_by_the_hubs_own_clock(session, office, came):
    came(datetime(2025, 5, 31, 22, 59, tzinfo=UTC))  # a minute to midnight, in summer
    came(datetime(2025, 5, 31, 23, 0, tzinfo=UTC))  # the first of June
    came(datetime(2025, 12, 31, 23, 59, tzinfo=UTC))
    came(datetime(2026, 1, 1, 0, 0, tzinfo=UTC), kind="dispute")
    months = counted(session, office, "kind", "crime")
    assert (months[1], months[2], months[8], months[9]) == (1, 1, 1, 0)
    assert counted(session, office, "kind", "dispute")[9] == 1


def test_what_came_before_or_after_the_year_or_is_not_over_is_not_counted(session, office, came):
    came(at(3))
    came(at(4, year=2026))
    came(at(2, year=2026))
    assert sum(counted(session, office, "kind", "crime", finished=10)) == 0
    assert sum(counted(session, office, "kind", "crime", finished=11)) == 1


def test_one_month_alone_is_counted_too(session, office, came):
    came(at(4))
    came(at(5))
    assert counted(session, office, "kind", "crime", finished=1) == [1] + [0] * 11


def test_every_group_counts_what_it_says(session, office, came):
    came(at(6), origin="community", stage="on_hold")
    came(at(6), origin="partner", kind="other", stage="paused")
    came(at(6), origin="carrier pigeon", kind="", stage="follow_up")
    for measure, group in (
        ("origin", "community"),
        ("origin", "partner"),
        ("origin", "unknown"),
        ("kind", "other"),
        ("kind", "unknown"),
        ("stage", "triage"),
        ("stage", "paused"),
        ("stage", "work"),
    ):
        assert counted(session, office, measure, group)[2] == 1, (measure, group)


def test_groups_of_a_parted_table_add_up_to_the_total(session, office, came):
    for month in (4, 5, 6, 7):
        came(at(month), stage="closed")
        came(at(month), kind="dispute", first_attempt_at=at(month, 16))
    with session() as db:
        found = count_year(db, office, 2025, 12)
    for measure in MEASURES:
        if measure.parted:
            sums = [
                sum(months)
                for months in zip(*found.tables[measure.id].counts.values(), strict=True)
            ]
            assert sums == list(found.totals[measure.counted])


def test_what_was_opened_again_is_not_counted_anew(session, office, came):
    came(at(6), origin="reopened")
    with session() as db:
        assert sum(count_year(db, office, 2025, 11).totals[Counted.RECEIVED]) == 0


def test_two_that_were_joined_count_once(session, office, came):
    came(at(6))
    came(at(6), stage="joined", is_open=False)
    with session() as db:
        assert sum(count_year(db, office, 2025, 11).totals[Counted.RECEIVED]) == 1


def test_what_was_erased_still_counts(session, office, came, ended):
    receipt, closed = came(at(6)), ended(at(7), ["letter"])
    with session.begin() as db:
        erase(db, office, referral_of(db, receipt), "system")
        erase(db, office, referral_of(db, closed), "system")
    assert counted(session, office, "kind", "crime")[2] == 1
    assert counted(session, office, "actions", "letter")[3] == 1


def test_a_closing_counts_once_in_each_of_its_groups(session, office, ended):
    ended(at(8), ["letter", "agreement"], ["heard", "safer"])
    ended(at(8), ["letter"], ["heard"])
    ended(at(9), ["advice_only"], ["no_change"], ["chose_not_to"])
    assert counted(session, office, "actions", "letter")[4] == 2
    assert counted(session, office, "actions", "agreement")[4] == 1
    assert counted(session, office, "outcomes", "heard")[4] == 2
    assert counted(session, office, "reasons", "chose_not_to")[5] == 1
    with session() as db:
        assert list(count_year(db, office, 2025, 12).totals[Counted.CLOSED])[4:6] == [2, 1]


def test_first_contact_is_in_time_until_it_is_due(session, office, came):
    due = at(6, 10, 16)
    came(at(6, 3), first_attempt_due_at=due, first_attempt_at=due)
    came(at(6, 3), first_attempt_due_at=due, first_attempt_at=at(6, 10, 17))
    came(at(6, 3), first_attempt_due_at=due)
    for group in ("in_time", "later", "not_yet"):
        assert counted(session, office, "contact", group)[2] == 1


@pytest.mark.parametrize(
    ("tried", "days"),
    [
        (at(6, 3, 15), 0),  # the same Tuesday
        (at(6, 4, 9), 1),
        (at(6, 3, 19), 1),  # after closing time
        (at(6, 7, 12), 4),  # a Saturday counts as Monday
        (at(6, 9, 9), 4),
        (at(6, 10, 9), 5),
    ],
)
def test_time_to_first_contact_is_in_working_days(session, office, came, tried, days):
    came(at(6, 3, 10), first_attempt_at=tried)
    came(at(7, 3, 10), first_attempt_at=at(8))
    with session() as db:
        june = Period(Month(2025, 6), Month(2025, 6))
        assert days_to_contact(db, office, june) == days


def test_bank_holidays_are_no_working_days(session, office, came):
    came(at(4, 17, 10), first_attempt_at=at(4, 22, 10))  # Good Friday and Easter Monday between
    with session() as db:
        assert days_to_contact(db, office, Period(Month(2025, 4), Month(2025, 4))) == 1


def test_a_period_shows_what_its_blocks_show_and_hides_the_rest(session, office, came):
    for month in (4, 5, 6):
        for _ in range(6):
            came(at(month), stage="closed")
    for _ in range(2):
        came(at(7), kind="dispute")
    for _ in range(9):
        came(at(7))
    quarter = figures(session, office, "2025-04", "2025-06")
    assert quarter.table("kind").total == 18
    assert rows(quarter, "kind") == {"crime": 18, "dispute": 0, "other": 0, "unknown": 0}
    july = figures(session, office, "2025-07", "2025-07")
    assert july.table("kind").total == 11
    assert rows(july, "kind")["dispute"] is None
    assert rows(july, "kind")["crime"] is None, "eleven less the other would tell"
    both = figures(session, office, "2025-04", "2025-07")
    assert both.table("kind").total == 29
    assert rows(both, "kind")["crime"] is None, "all less the first quarter would tell"


def test_median_and_share_need_enough_people(session, office, came):
    for _ in range(4):
        came(at(6, 3, 10), first_attempt_at=at(6, 4), first_attempt_due_at=at(6, 10))
    assert figures(session, office, "2025-06", "2025-06").median_days is None
    for _ in range(6):
        came(at(6, 3, 10), first_attempt_at=at(6, 5), first_attempt_due_at=at(6, 10))
    found = figures(session, office, "2025-06", "2025-06")
    assert (found.median_days, found.in_time) == (2, 100)


def test_figures_begin_with_the_year_of_the_first_referral(session, office, clock, came):
    with session() as db:
        assert earliest_month(db, office) == Month(2025, 4), "the strangers came in March 2026"
    came(at(3))
    with session() as db:
        assert earliest_month(db, office) == Month(2024, 4)
    came(at(3, year=1999))
    with session() as db:
        assert earliest_month(db, office) == Month(2015, 4), "ten years back at most"


def test_in_the_first_april_there_is_a_month_to_choose(session, office, clock):
    clock.at = at(3, 31, year=2025)
    with session() as db:
        assert earliest_month(db, office) <= Month(2025, 2)


def test_what_is_decided_on_a_year_holds_no_small_number(session, office, came, ended):
    for month in (4, 5, 6, 7):
        for number in range(month + 3):
            came(at(month), kind="dispute" if number % 3 == 0 else "crime")
        for number in range(month):
            ended(at(month), ["letter"] if number % 2 else ["coaching", "advice_only"])
    with session() as db:
        decided = decide_year(db, office, 2025)
    assert not any(map(is_small, decided.cells.values()))
    assert not any(map(is_small, decided.totals.values()))
    assert Counter(block[0] for _, block in decided.totals)["q"] > 0
    assert Table({}, [1] * 12).count((TOTAL, "y")) == 12
    assert len(blocks(12)) == 17
