"""How much waits in each view: exact to a thousand, and the same as the lists hold."""

from datetime import timedelta

import pytest

from portal.referral.permissions import Role
from portal.referral.queue import badges as counting
from portal.referral.queue.badges import Count, badges
from portal.referral.queue.filter import Filter, View
from portal.referral.queue.lists import listing
from tests.support.queue_rows import fill


@pytest.fixture
def mixed(session, office, pat, others):
    """A few of everything."""
    late = office.now() - timedelta(days=1)
    with session.begin() as db:
        fill(db, office, 2, owner_id=pat.id)
        fill(db, office, 3, stage="waiting", owner_id=others.id)
        fill(db, office, 2, stage="on_hold", owner_id=others.id, due_at=late)
        fill(db, office, 4, specialist=True, stage="waiting", due_at=late)
        fill(db, office, 1, is_open=False, stage="closed", check_back_at=late)


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.COORDINATOR])
def test_each_badge_says_what_its_list_holds(session, office, pat, employ, role):
    staff = pat if role is Role.PRACTITIONER else employ("Lee", role)
    with session() as db:
        counted = badges(db, office, staff)
        held = {view: len(listing(db, office, staff, Filter(view)).entries) for view in View}
    assert counted == {view: Count(number) for view, number in held.items()}
    assert counted[View.SPECIALIST] == Count(4)
    assert counted[View.WAITING] == Count(3 if role is Role.PRACTITIONER else 7)
    assert counted[View.CHECK_BACK] == Count(1)


@pytest.mark.usefixtures("mixed")
def test_beyond_the_most_it_says_only_that_it_is_more(session, office, employ, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 3)
    with session() as db:
        counted = badges(db, office, employ("Lee", Role.COORDINATOR))
    assert counted[View.WAITING] == Count(3, more=True)
    assert counted[View.ON_HOLD] == Count(2)
    assert counted[View.TEAM] == Count(3, more=True)


def test_an_empty_hub_counts_nothing(session, office, pat):
    with session() as db:
        assert badges(db, office, pat) == {view: Count(0) for view in View}
