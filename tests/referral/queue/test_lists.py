"""What each list holds, in what order, for whom; and that long lists lose and repeat nothing."""

from datetime import date, timedelta

import pytest

from portal.referral import asking, holding, owning
from portal.referral.permissions import Role
from portal.referral.queue import lists
from portal.referral.queue.filter import Due, Filter, Order, View
from portal.referral.queue.lists import SCREEN, listing
from tests.support.heart import receive, referral_of
from tests.support.queue_rows import fill

pytestmark = pytest.mark.usefixtures("others")


@pytest.fixture
def see(session, office, pat):
    """What somebody sees of a list: names, or what a row says when it may not be opened."""

    def see(asked=None, staff=pat, **filters):
        with session() as db:
            found = listing(db, office, staff, asked or Filter(**filters))
            return [
                "closed" if each.closed_lane else each.card.name if each.card else "erased"
                for each in found.entries
            ]

    return see


@pytest.fixture
def come(session, office):
    """A referral comes in, with these answers."""

    def come(name, **answers):
        with session.begin() as db:
            return receive(db, office, name=name, **answers)

    return come


@pytest.fixture
def work(session, office, pat):
    """Somebody, usually Pat, takes it on, or does another of the heart's verbs."""

    def work(receipt, verb, by=pat, **said):
        with session.begin() as db:
            referral = referral_of(db, receipt)
            verb(db, office, referral, by, version=referral.version, **said)

    return work


def test_each_view_holds_its_own(see, come, work, clock):
    work(come("Mine"), owning.take)
    work(come("Waiting"), asking.ask, question="When?")
    work(come("Held"), holding.hold, reason="Somebody reads her phone.")
    assert see(view=View.MINE) == ["Mine"]
    assert set(see(view=View.NOBODYS)) == {"Elsewhere", "Waiting", "Held"}
    assert set(see(view=View.TEAM)) == {"Owned", "Elsewhere", "Mine", "Waiting", "Held"}
    assert see(view=View.WAITING) == ["Waiting"]
    assert see(view=View.ON_HOLD) == ["Held"]
    assert see(view=View.FINISHED) == ["Stopped"]
    assert see(view=View.OVERDUE) == see(view=View.CHECK_BACK) == see(view=View.SPECIALIST) == []
    clock.forward(days=40)
    assert set(see(view=View.OVERDUE)) == set(see(view=View.TEAM))


def test_whoever_stands_in_sees_what_is_overdue_and_nothing_else(session, office, pat, see):
    late, later = (office.now() + timedelta(days=days) for days in (-1, 1))
    with session.begin() as db:
        for due in (late, later):
            fill(db, office, 1, fallback_id=pat.id, due_at=due)
    assert see(view=View.STANDING_IN) == ["erased"]


def test_what_was_closed_long_enough_ago_is_to_be_checked_back_on(session, office, see):
    with session.begin() as db:
        ends = {"is_open": False, "stage": "closed"}
        fill(db, office, 1, check_back_at=office.now() - timedelta(days=1), **ends)
        fill(db, office, 1, check_back_at=office.now() + timedelta(days=1), **ends)
    assert see(view=View.CHECK_BACK) == ["erased"]
    assert see(view=View.CHECK_BACK, kind=("dispute",)) == []


def test_the_orders_go_by_urgency_by_due_time_and_by_arrival(see, come, clock):
    clock.forward(hours=1)
    come("Weapon", safety=["weapon"])
    clock.forward(days=1)
    come("Not safe now", safe_now="no", after_help="carry_on")
    come("Any time")
    assert see(kind=("crime",)) == ["Not safe now", "Weapon", "Elsewhere", "Any time"]
    assert see(kind=("crime",), order=Order.NEWEST)[-2:] == ["Weapon", "Elsewhere"]
    assert see(kind=("crime",), order=Order.DUE)[-1] == "Any time"


FILTERS = (
    ({"kind": ("dispute",)}, {"Owned"}),
    ({"kind": ("dispute", "crime"), "age": ("16_17", "13_15")}, set()),
    ({"stage": ("submitted",)}, {"Elsewhere", "Ann"}),
    ({"stage": ("submitted", "in_triage")}, {"Elsewhere", "Ann", "Owned"}),
    ({"priority": ("2",)}, {"Ann"}),
    ({"priority": ("2", "3")}, {"Ann", "Elsewhere", "Owned"}),
    ({"need": ("interpreter",)}, {"Ann"}),
    ({"need": ("interpreter", "access")}, {"Ann"}),
    ({"place": "LK9"}, {"Elsewhere"}),
    ({"place": "millgate"}, {"Ann"}),
    ({"origin": ("community",)}, set()),
    ({"owner": "nobody"}, {"Elsewhere", "Ann"}),
    ({"owner": "me"}, set()),
    ({"due": Due.TODAY}, set()),
    ({"due": Due.WEEK}, {"Elsewhere", "Ann"}),
    ({"due": Due.LATE}, set()),
    ({"since": date(2026, 3, 2), "until": date(2026, 3, 2)}, {"Elsewhere", "Ann", "Owned"}),
    ({"since": date(2026, 3, 3)}, set()),
    ({"until": date(2026, 3, 1)}, set()),
)


def test_each_filter_leaves_what_it_names_in_every_order(see, come):
    come("Ann", safety=["weapon"], help_needed=["interpreter", "getting_in"], place="Millgate")
    for filters, found in FILTERS:
        for order in Order:
            assert set(see(order=order, **filters)) == found, filters


def test_a_colleagues_referrals_are_asked_for_by_their_account(see, others):
    assert see(owner=str(others.id)) == ["Owned"]
    assert see(view=View.FINISHED, owner=str(others.id)) == []


def test_a_day_is_the_hubs_own(see, come, clock):
    clock.at = clock.at.replace(month=7, day=1, hour=22, minute=30)
    come("Before midnight")
    clock.forward(hours=1)
    come("After midnight")  # in summer, half past eleven by universal time is half past midnight
    assert see(since=date(2026, 7, 2)) == ["After midnight"]
    assert "After midnight" not in see(until=date(2026, 7, 1))


# --- Who sees what ---------------------------------------------------------------------------


def test_a_specialist_case_shows_others_that_it_is_there_and_whose(see, come, work, employ):
    kim = employ("Sam", training=["abuse", "hate"])
    work(come("Secret", safety=["family"], about="dispute"), owning.take, by=kim)
    assert see().count("closed") == 1
    assert see(view=View.SPECIALIST) == ["closed"]
    assert see(owner=str(kim.id)) == ["closed"]
    assert see(view=View.SPECIALIST, staff=kim) == ["Secret"]
    assert see(view=View.SPECIALIST, staff=employ("Lee", Role.COORDINATOR)) == ["Secret"]


def test_no_filter_tells_what_a_specialist_case_is_about(see, come, clock, employ):
    """Its place in a list of disputes, of children or of holds would say what it may not."""
    come("Secret", safety=["hate"], about="dispute", age="16_17", place="Millgate")
    trained = employ("Sam", training=["hate", "children"])
    for filters in (
        {"kind": ("dispute",)},
        {"age": ("16_17",)},
        {"place": "millgate"},
        {"priority": ("2",)},
        {"stage": ("submitted",)},
        {"view": View.SPECIALIST, "kind": ("dispute",)},
        {"due": Due.WEEK},
        {"since": date(2026, 3, 2)},
    ):
        assert "closed" not in see(**filters), filters
        assert "Secret" in see(staff=trained, **filters), filters
        assert "Secret" not in see(
            staff=employ(f"Half{len(str(filters))}", training=["hate"]), **filters
        )
    clock.forward(days=30)
    assert "closed" not in see(view=View.OVERDUE)


# --- Long lists --------------------------------------------------------------------------------


def walk(db, office, staff, asked):
    """The ids on every screen of a list, and how often it had to look further."""
    ids, after, further = [], "", 0
    while True:
        found = listing(db, office, staff, asked, after)
        ids += [entry.referral.id for entry in found.entries]
        assert len(found.entries) <= SCREEN
        after = found.after or found.further
        further += bool(found.further)
        if not after:
            return ids, further


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "asked",
    [Filter(), Filter(View.NOBODYS), Filter(View.WAITING), Filter(priority=("2",))],
    ids=["team", "nobodys", "waiting", "priority"],
)
def test_every_screen_follows_on_and_none_is_lost_or_shown_twice(
    session, office, pat, order, asked
):
    from dataclasses import replace

    asked = replace(asked, order=order)
    with session.begin() as db:
        made = fill(
            db,
            office,
            90,
            stage="waiting",
            priority=2,
            due_at=lambda n: office.now() + timedelta(days=n % 4),
        )
    with session() as db:
        found, further = walk(db, office, pat, asked)
    assert len(found) == len(set(found))
    assert set(made) <= set(found)
    assert further == 0


@pytest.mark.parametrize("order", Order)
def test_a_filter_that_finds_few_looks_so_far_and_then_offers_to_look_further(
    session, office, pat, monkeypatch, order
):
    monkeypatch.setattr(lists, "REACH", 60)
    with session.begin() as db:
        fill(db, office, 100, due_at=office.now())
        rare = fill(db, office, 1, kind="other", due_at=office.now())
        fill(db, office, 100, due_at=office.now())
    with session() as db:
        found, further = walk(db, office, pat, Filter(kind=("other",), order=order))
        often, never = walk(db, office, pat, Filter(kind=("crime",), order=order))
    assert found == rare
    assert further == 3
    assert len(often) == len(set(often)) == 201
    assert never <= 1


def test_a_mark_that_is_no_mark_starts_at_the_beginning(session, office, pat):
    with session() as db:
        for order in Order:
            asked = Filter(order=order)
            first = [each.referral.id for each in listing(db, office, pat, asked).entries]
            for mark in ("x", "1.2", "9" * 400, "1.9e9.x", "-1.-5.0", "²." + "0" * 32):
                again = listing(db, office, pat, asked, mark)
                assert [each.referral.id for each in again.entries] == first
