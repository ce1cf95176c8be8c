"""The birth date at the partner door: one that cannot be comes again, with what was typed."""

import pytest

from portal.referral.filing import read_answers
from portal.referral.records import Referral
from tests.support.agency import begin, place, refer, tell

TYPED = {"born__day": "12", "born__month": "June", "born__year": "2011"}


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown."""
    return sqlite_url


def held(browser):
    filled = browser.filled("Continue")[1]
    return [filled[f"born-{part}"] for part in ("day", "month", "year")]


def test_one_that_does_not_fit_the_age_comes_again_with_everything_typed(officer):
    tell(begin(officer), until="age")
    assert officer.says("nobody has to tell the same thing twice", "You can leave this empty")
    officer.send("Continue", age="adult", **TYPED)
    assert officer.status == 422
    assert officer.says("This birth date does not fit the age you chose. Check them both")
    assert held(officer) == [["12"], ["June"], ["2011"]]
    assert officer.filled("Continue")[1]["age"] == ["adult"]
    officer.send("Continue", age="13_15")
    assert place(officer) == "contact"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"born__day": "31"}, "Enter a day that is in that month"),
        ({"born__year": "1811"}, "more than 120 years old"),
        ({"born__year": "2611"}, "Enter a day that is not in the future"),
        ({"born__day": ""}, "Enter the day and the month too"),
        ({"born__year": "<b>"}, "Enter a year in four figures"),
    ],
)
def test_one_that_cannot_be_is_refused(officer, changes, said):
    typed = TYPED | changes
    tell(begin(officer), until="age").send("Continue", **typed)
    assert officer.status == 422
    assert officer.says(said)
    assert held(officer) == [[each] for each in typed.values()]


def test_it_is_in_what_they_told_and_with_the_hub(hub, officer):
    reference = refer(officer)
    assert officer.go(f"/partner/referrals/{reference}").says("Birth date", "12 June 1984")
    with hub.desk.looking() as session:
        found = session.query(Referral).filter_by(reference=reference).one()
        assert read_answers(session, hub.desk.office, found)["born"] == "1984-06-12"
