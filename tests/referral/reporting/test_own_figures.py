"""An organisation's figures: its own referrals alone, what came of them in sum, nothing small."""

from datetime import UTC, datetime

import pytest

from portal.referral.lifecycle import Progress
from portal.referral.records import Closing, Joining, Organisation
from portal.referral.reporting.measures import Counted
from portal.referral.reporting.own_figures import (
    count_ended,
    decide_own_year,
    first_own_month,
    make_own_figures,
)
from portal.referral.reporting.own_measures import OWN_MEASURES
from portal.referral.reporting.periods import Month, Period
from portal.storage.walls import hub_at_work, make_walled_sessions
from tests.support.heart import hire
from tests.support.referring import partner_of, refer


@pytest.fixture
def houses(session, office):
    with session.begin() as db:
        return [partner_of(db, office, name).id for name in ("Housing", "Police")]


@pytest.fixture
def author(session, office):
    with session.begin() as db:
        return hire(db, office).id


@pytest.fixture
def sent(session, office, houses, author):
    """Makes referrals of an organisation that were sent in October 2025."""

    def some(many, whose=0, word=Progress.RECEIVED, days=None, outcomes=(), **columns):
        with session.begin() as db:
            organisation = db.get_one(Organisation, houses[whose])
            for _ in range(many):
                referral, part = refer(db, office, organisation)
                part.created_at = at(10, 6)
                part.word = word
                if days is not None:
                    accepted = {"word": "accepted", "at": at(10, 6 + days).isoformat()}
                    part.steps = [*part.steps, accepted]
                if outcomes:
                    part.since = at(11, 10)
                    db.add(
                        Closing(
                            referral_id=referral.id,
                            author_id=author,
                            at=part.since,
                            actions=["letter"],
                            reasons=["other_declined"],
                            outcomes=list(outcomes),
                        )
                    )
                for name, value in columns.items():
                    setattr(part, name, value)

    return some


def at(month, day, hour=12):
    return datetime(2025, month, day, hour, tzinfo=UTC)


@pytest.fixture
def figures(engine, office, houses):
    def one(first="2025-10", last="2025-12", whose=0):
        period = Period(Month.read(first), Month.read(last))
        with make_walled_sessions(engine)(houses[whose]) as db:
            years = {}
            for year in period.years():
                with hub_at_work(db):
                    ended = count_ended(db, office, houses[whose], year)
                years[year] = decide_own_year(db, office, year, ended)
            return make_own_figures(db, office, period, years)

    return one


def rows(found, measure):
    return {row.group: row.count for row in found.table(measure).rows if row.count != 0}


def test_only_their_own_are_counted(sent, figures):
    sent(9, kind="crime")
    sent(6, kind="dispute")
    sent(20, whose=1)
    found = figures()
    assert rows(found, "kind") == {"crime": 9, "dispute": 6}
    assert found.table("kind").total == 15
    assert figures(whose=1).table("kind").total == 20


def test_they_stand_as_their_list_says_and_withdrawn_apart(sent, figures):
    sent(5, word=Progress.WORKING)
    sent(7, word=Progress.NOT_GOING_AHEAD)
    sent(6, word=Progress.WORKING, withdrawn_at=at(10, 20))
    assert rows(figures(), "word") == {"working": 5, "not_going_ahead": 7, "withdrawn": 6}


def test_time_to_acceptance_is_counted_in_working_days(sent, figures):
    sent(5, days=1)  # a Tuesday
    sent(6, days=8)  # Tuesday of the week after: six working days
    sent(5)
    found = figures()
    assert rows(found, "acceptance") == {"in_time": 5, "later": 6, "not_yet": 5}
    assert found.median_days == 6
    assert found.in_time == 31


def test_no_median_is_told_of_few(sent, figures):
    sent(4, days=1)
    sent(9)
    found = figures()
    assert found.median_days is None
    assert found.in_time is None


def test_what_came_of_them_is_told_in_sum_and_never_why_not_more(sent, figures):
    sent(6, word=Progress.FINISHED, is_open=False, outcomes=["heard", "answers"])
    sent(7, word=Progress.FINISHED, is_open=False, outcomes=["no_change"])
    sent(9, whose=1, word=Progress.FINISHED, is_open=False, outcomes=["worse"])
    found = figures()
    assert found.table("outcomes").total == 13
    shown = {each.group: each.count for each in found.table("outcomes").rows}
    assert {group: count for group, count in shown.items() if count is not None} == {
        "heard": 6,
        "answers": 6,
        "no_change": 7,
    }
    assert {each.id for each in OWN_MEASURES} == {"kind", "word", "acceptance", "outcomes"}


@pytest.mark.parametrize("others", [0, 3])
def test_what_came_of_all_of_them_or_of_all_but_a_few_is_told_of_nobody(sent, figures, others):
    sent(9, word=Progress.FINISHED, is_open=False, outcomes=["heard"])
    sent(others, word=Progress.FINISHED, is_open=False, outcomes=["worse"])
    table = figures().table("outcomes")
    assert table.total == 9 + others
    assert {row.count for row in table.rows} == {None}


def test_what_they_may_not_see_as_finished_is_not_counted_as_such(sent, figures):
    sent(6, word=Progress.FINISHED, is_open=False, outcomes=["heard"])
    sent(5, word=Progress.FINISHED, is_open=False, outcomes=["answers"])
    sent(8, word=Progress.ACCEPTED, outcomes=["heard"])
    found = figures()
    assert found.table("outcomes").total == 11
    shown = {each.group: each.count for each in found.table("outcomes").rows}
    assert (shown["heard"], shown["answers"]) == (6, 5)


def test_a_small_number_is_hidden_and_so_is_what_would_tell_it(sent, figures):
    sent(9, kind="crime")
    sent(8, kind="dispute")
    sent(2, kind="other")
    shown = {row.group: row.count for row in figures().table("kind").rows}
    assert shown["other"] is None
    assert list(shown.values()).count(None) == 2
    assert figures().table("kind").total == 19


def test_fewer_than_five_finished_tell_nothing_of_what_came(sent, figures):
    sent(4, word=Progress.FINISHED, is_open=False, outcomes=["heard"])
    table = figures().table("outcomes")
    assert table.total is None
    assert {row.count for row in table.rows} == {None}


def test_an_organisation_that_sent_nothing_has_figures_of_nobody(engine, office, houses, figures):
    found = figures("2026-02", "2026-02")
    assert {each.total for each in found.tables} == {0}
    assert {each.measure.counted for each in found.tables} == set(Counted)
    with make_walled_sessions(engine)(houses[0]) as db:
        assert first_own_month(db, office) == Month(2025, 4)


def test_what_came_of_one_that_was_joined_is_what_came_of_the_case(session, office, houses, author):
    with session.begin() as db:
        organisation = db.get_one(Organisation, houses[0])
        told = [refer(db, office, organisation) for _ in range(2)]
        case = refer(db, office, db.get_one(Organisation, houses[1]))[0]
        for referral, into in ((told[0][0], told[1][0]), (told[1][0], case)):
            db.add(Joining(referral_id=referral.id, into_id=into.id, by=author, at=office.now()))
        for _, part in told:
            part.word, part.since = Progress.FINISHED, at(11, 10)
        codes = {"actions": ["letter"], "reasons": [], "outcomes": ["heard"]}
        db.add(Closing(referral_id=case.id, author_id=author, at=at(11, 10), **codes))
    with session() as db:
        ended = count_ended(db, office, houses[0], 2025)
    assert ended.months.total() == 2
    assert sum(ended.outcomes.values()) == 2
