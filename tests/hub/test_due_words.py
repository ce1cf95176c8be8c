"""When something is due, in words that tell without any colour."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from portal.hub.due_words import WHAT, told
from portal.referral.due_times import Due
from portal.referral.office import Office
from portal.referral.words import Speaker
from tests.support.example import example_hub


@pytest.fixture
def say_it(app):
    def say_it(now: str, due: str, what: str = "look", *, is_open: bool = True):
        office = Office(example_hub(), vault=None, clock=lambda: datetime.fromisoformat(now))
        at = datetime.fromisoformat(due).astimezone(UTC)
        referral = SimpleNamespace(is_open=is_open, due_for=what, due_at=at)
        with app.test_request_context("/"):
            return told(referral, office, Speaker())

    return say_it


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        ("2026-03-02T10:00Z", "2026-03-02T17:00Z", "First look: due today by 17:00"),
        ("2026-03-02T10:00Z", "2026-03-03T17:00Z", "First look: due tomorrow by 17:00"),
        (
            "2026-03-06T10:00Z",
            "2026-03-09T17:00Z",
            "First look: due soon, by 17:00 on Monday 9 March",
        ),
        (
            "2026-04-02T10:00Z",  # Thursday before Easter
            "2026-04-07T16:00Z",
            "First look: due soon, by 17:00 on Tuesday 7 April",
        ),
        ("2026-03-02T10:00Z", "2026-03-04T17:00Z", "First look: due by 17:00 on Wednesday 4 March"),
        ("2026-03-02T17:30Z", "2026-03-02T17:00Z", "First look: overdue since 17:00 today"),
        ("2026-03-04T10:00Z", "2026-03-02T17:00Z", "First look: overdue since Monday 2 March"),
        (
            "2027-01-04T10:00Z",
            "2026-12-29T17:00Z",
            "First look: overdue since Tuesday 29 December 2026",
        ),
        ("2026-06-30T22:59Z", "2026-07-01T16:00Z", "First look: due tomorrow by 17:00"),
        ("2026-06-30T23:01Z", "2026-07-01T16:00Z", "First look: due today by 17:00"),
    ],
)
def test_it_says_when_on_the_hubs_own_clock(say_it, now, due, words):
    assert say_it(now, due).words.replace(",", "") == words.replace(",", "")


def test_soon_is_within_one_working_day_and_late_is_over(say_it):
    friday = "2026-03-06T10:00Z"
    assert say_it(friday, "2026-03-09T17:00Z").soon
    assert not say_it(friday, "2026-03-10T17:00Z").soon
    found = say_it(friday, "2026-03-06T09:59Z")
    assert (found.late, found.soon) == (True, False)


@pytest.mark.parametrize("what", [*Due, "something new"])
def test_everything_that_can_be_due_has_words(say_it, what):
    assert set(WHAT) == set(Due)
    assert say_it("2026-03-02T10:00Z", "2026-03-02T17:00Z", what).words.endswith(
        ": due today by 17:00"
    )


def test_nothing_is_due_once_it_is_finished(say_it):
    found = say_it("2026-03-02T10:00Z", "2026-03-01T17:00Z", is_open=False)
    assert (found.words, found.late, found.soon) == ("", False, False)
