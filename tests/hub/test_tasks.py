"""Tasks at the hub: on a referral's page, and all of mine in one list."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.referral.records import Task
from portal.referral.tasks import add_task, tasks

FRIDAY = {"due__day": "6", "due__month": "3", "due__year": "2026"}


def opened(hub, what="practitioner", **changes):
    reference = hub.receive(**{"name": "Ann", **changes})
    return hub.signed_in(what).go(f"/hub/referrals/{reference}"), reference


def add(browser, reference, what="Ring the landlord", **typed):
    browser.go(f"/hub/referrals/{reference}/tasks")
    return browser.send("Keep the task", what=what, **{**FRIDAY, **typed})


def give(hub, reference, staff, what, day=None):
    """A task for ``staff``, by another hand."""
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        due = day or hub.desk.office.today()
        add_task(session, hub.desk.office, referral, staff, what=what, due=due, owner=staff.id)


def ids(hub):
    with hub.desk.looking() as session:
        return list(session.scalars(select(Task.id).order_by(Task.id)))


def test_a_task_is_added_and_stands_on_the_referral(hub):
    browser, reference = opened(hub)
    assert browser.says("No open tasks.")
    add(browser, reference, "Ring the <b>landlord</b>\nbefore noon")
    assert browser.says("The task is kept.", "Ring the <b>landlord</b>", "before noon")
    assert browser.says("Due Friday 6 March", "For whoever looks after the referral")
    assert browser.says("Task written")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"what": "   "}, "Write what has to be done"),
        ({"what": "x" * 501}, "Shorten this to 500 characters"),
        ({"due__day": "", "due__month": "", "due__year": ""}, "Enter the day by which"),
        ({"due__day": "1"}, "That day is over. Enter today or a later day"),
        ({"due__day": ""}, "Enter the day, the month and the year"),
        ({"due__day": "31", "due__month": "2"}, "day"),
        ({"due__day": "☃"}, "day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(hub, typed, problem):
    browser, reference = opened(hub)
    add(browser, reference, **{"what": "My careful words", **typed})
    assert browser.status == 422
    assert browser.says(problem)
    if "what" not in typed:
        assert "My careful words" in browser.html
    assert ids(hub) == []


def test_a_colleague_who_may_open_it_can_be_given_a_task(hub):
    browser, reference = opened(hub, "specialist", safety=["hate"])
    chief = hub.employ("coordinator")
    browser.go(f"/hub/referrals/{reference}/tasks")
    offered = ["".join(each.itertext()) for each in browser.page.iter("option")]
    assert offered == ["Whoever looks after the referral", "Coordinator Name", "Specialist Name"]
    browser.send("Keep the task", what="Look at this", who=str(chief.id), **FRIDAY)
    assert browser.says("For Coordinator Name")
    hers = hub.signed_in("coordinator").go("/hub/tasks")
    assert hers.says("Look at this", "Due Friday 6 March", reference)


def test_nobody_else_can_be_given_one(hub):
    browser, reference = opened(hub, "specialist", safety=["hate"])
    untrained = hub.employ("practitioner")
    action, data = browser.go(f"/hub/referrals/{reference}/tasks").filled("Keep the task", **FRIDAY)
    for who in (str(untrained.id), str(uuid4()), "☃"):
        browser.post(action, {**data, "what": ["Look at this"], "who": [who]})
        assert browser.status == 422
        assert "Look at this" in browser.html
    assert ids(hub) == []


def test_a_click_that_came_twice_is_one_task(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/tasks")
    action, data = browser.filled("Keep the task", what="Ring the landlord", **FRIDAY)
    browser.post(action, data).post(action, data)
    assert browser.says("The task is kept.")
    assert len(ids(hub)) == 1


def test_done_and_not_done_after_all_on_the_referrals_own_page(hub):
    browser, reference = opened(hub)
    add(browser, reference)
    browser.send("Done")
    assert browser.url == f"/hub/referrals/{reference}"
    assert browser.says("The task is done.", "No open tasks.", "Done by Practitioner Name")
    browser.send("Not done after all")
    assert browser.says("The task is open again.", "Due Friday 6 March")
    assert hub.events(reference).count("task_undone") == 1


def test_a_task_is_put_to_another_day_and_given_to_somebody_else(hub):
    browser, reference = opened(hub)
    chief = hub.employ("coordinator")
    add(browser, reference)
    browser.follow("Change this task")
    assert browser.says("Ring the landlord", "Due Friday 6 March")
    browser.send("Keep the change", due__day="9", who=str(chief.id))
    assert browser.says("The task is changed.", "Due Monday 9 March", "For Coordinator Name")


def test_a_task_is_not_put_to_a_day_that_is_over(hub):
    browser, reference = opened(hub)
    add(browser, reference)
    browser.follow("Change this task").send("Keep the change", due__day="1")
    assert browser.status == 422
    assert browser.says("That day is over")


def test_whoever_is_second_to_change_it_sees_how_it_stands_and_keeps_what_they_typed(hub):
    browser, reference = opened(hub)
    add(browser, reference)
    browser.follow("Change this task")
    late = browser.filled("Keep the change", due__day="20")
    other = hub.signed_in("coordinator").go(f"/hub/tasks/{ids(hub)[0]}")
    other.send("Keep the change", due__day="10")
    browser.post(*late)
    assert browser.status == 409
    assert browser.says("Somebody changed this task after you opened it", "Due Tuesday 10 March")
    assert 'value="20"' in browser.html
    browser.send("Keep the change")
    assert browser.says("Due Friday 20 March")


# --- My tasks ----------------------------------------------------------------------------------


def test_mine_are_listed_by_their_day_with_what_is_overdue_in_words(hub, clock):
    me = hub.employ("practitioner")
    for name, days in (("Later", 9), ("Tomorrow", 5), ("Today", 4), ("Late", 2)):
        day = clock().date().replace(day=2 + days)
        give(hub, hub.receive(name=name), me, f"Task of {name}", day)
    clock.forward(days=4)
    browser = hub.signed_in("practitioner").go("/hub/tasks")
    order = [browser.text.index(f"Task of {each}") for each in ("Late", "Today", "Tomorrow")]
    assert order == sorted(order)
    assert browser.says("Overdue since Wednesday 4 March", "Due today", "Due tomorrow")
    late = browser.page.find(".//span[@class='late']")
    assert "".join(late.itertext()) == "Overdue since Wednesday 4 March"


def test_done_without_leaving_the_list_and_taken_back(hub):
    reference = hub.receive(name="Ann")
    give(hub, reference, hub.employ("practitioner"), "Ring the landlord")
    browser = hub.signed_in("practitioner").go("/hub/tasks").send("Done")
    assert browser.url == "/hub/tasks"
    assert browser.says("Done.", "Ring the landlord", "You have no open tasks.")
    browser.send("Take it back")
    assert browser.url == "/hub/tasks"
    assert browser.says("Ring the landlord", "Due today")
    assert "You have no open tasks." not in browser.text


def test_a_long_list_goes_on_and_doing_one_keeps_the_place(hub, clock):
    reference, me = hub.receive(name="Ann"), hub.employ("practitioner")
    for number in range(27):
        give(hub, reference, me, f"Number {number:02}.")
        clock.forward(seconds=1)
    browser = hub.signed_in("practitioner").go("/hub/tasks")
    assert browser.says("Number 24.")
    assert "Number 25." not in browser.text
    browser.follow("More tasks")
    assert browser.says("Number 25.", "Number 26.")
    browser.send("Done")
    assert browser.says("Done.", "Number 25.", "Number 26.")
    assert "Number 01." not in browser.text
    assert browser.follow("Back to the first").says("Number 00.")


def test_with_nothing_to_do_it_says_so(hub):
    assert hub.signed_in("practitioner").go("/hub/tasks").says("You have no open tasks.")


@pytest.mark.parametrize("after", ["x", "1.2", "☃", "99999999999999999999999.x"])
def test_a_mangled_address_shows_the_list_from_its_beginning(hub, after):
    browser = hub.signed_in("practitioner").go(f"/hub/tasks?after={after}&done={after}")
    assert browser.status == 200
    assert browser.says("You have no open tasks.")


def test_anothers_task_on_what_i_may_not_open_is_not_there(hub):
    reference = hub.receive(name="Ann", safety=["hate"])
    give(hub, reference, hub.employ("specialist"), "Their secret")
    mine = hub.receive(name="Ben")
    browser = hub.signed_in("practitioner")
    token = browser.go(f"/hub/referrals/{mine}/tasks").filled("Keep the task")[1]["csrf_token"]
    nowhere = browser.go(f"/hub/tasks/{uuid4()}").untokened
    for task in (*ids(hub), uuid4()):
        assert browser.go(f"/hub/tasks/{task}").untokened == nowhere
        for path in (f"/hub/tasks/{task}", f"/hub/tasks/{task}/completion"):
            data = {"csrf_token": token, "done": "yes"}
            assert browser.client.post(path, data=data).status_code == 404
        assert "Their secret" not in browser.go(f"/hub/tasks?done={task}").html
    assert browser.go("/hub/tasks/not-a-number").status == 404
    with hub.desk.looking() as session:
        referral = session.merge(hub.referral(reference), load=False)
        assert [each.done_at for each in tasks(session, hub.desk.office, referral)] == [None]


def test_a_task_on_what_i_may_not_open_any_more_says_only_that_it_is_there(hub):
    reference = hub.receive(name="Ann")
    give(hub, reference, hub.employ("practitioner"), "Ring the landlord")
    with hub.desk.session() as session:
        session.merge(hub.referral(reference)).specialist = True
    browser = hub.signed_in("practitioner").go("/hub/tasks")
    assert browser.says("A task on a referral that you can't open any more.", "Due today")
    assert "landlord" not in browser.html
    assert reference not in browser.html
