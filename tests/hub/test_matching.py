"""Two referrals that may tell of one person: what staff read, compare, decide and undo."""

import re

import pytest
from sqlalchemy import select

from portal.referral import pairs
from portal.referral.filing import put_lanes
from portal.referral.joining import differ
from portal.referral.records import PossibleMatch, Referral
from tests.support.papers import words_of
from tests.support.referring import refer


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def two(hub):
    """What the police told, what the person told, and that somebody thinks they are one."""
    police = hub.partner("Police")
    officer = hub.employ_at(police, "referrer")
    with hub.desk.session() as session:
        row = refer(session, hub.desk.office, police, officer.id, name="Ann Bell")[0]
        theirs = row.reference
    own = hub.receive(name="Ann Bell", place="Larkfield", what_happened="As I saw it.")
    notice(hub, theirs, own)
    return theirs, own


def notice(hub, one, other, what="coordinator"):
    staff = hub.employ(what, f"{one}@noticing.example".lower())
    with hub.desk.session() as session:
        both = [
            session.scalars(select(Referral).filter_by(reference=x)).one() for x in (one, other)
        ]
        pairs.notice(session, hub.desk.office, *both, staff)


def state(hub):
    with hub.desk.looking() as session:
        return session.scalars(select(PossibleMatch.state)).all()


def compared(two):
    return f"/hub/referrals/{two[0]}/matches/{two[1]}"


def decide(browser, two, what="same", **said):
    browser.go(compared(two))
    return browser.send("Keep this decision", decided_as=what, **said)


def test_a_referrals_page_says_calmly_that_it_may_be_somebody_we_know(hub, two):
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{two[0]}")
    assert "May be somebody we know" in page.text
    assert f"Compare with {two[1]}, and decide" in page.text


def test_both_stand_side_by_side_with_what_agrees_and_what_differs(hub, two):
    page = hub.signed_in("practitioner").go(compared(two))
    for words in ("What agrees", "What differs", "Ann Bell", "As I saw it.", "A window was broken"):
        assert words in page.text
    assert {"viewed"} == {hub.events(each)[-1] for each in two}


def test_what_this_reader_may_not_see_is_on_neither_side(hub, two):
    one = hub.receive(name="Cal", other_name="Kit Stone", other_known="yes")
    two_sided = (two[1], one)
    assert "Kit Stone" not in hub.signed_in("practitioner").go(compared(two_sided)).text
    assert "Kit Stone" in hub.signed_in("coordinator").go(compared(two_sided)).text


def test_joining_says_so_on_both_and_the_persons_own_telling_goes_on(hub, two):
    browser = hub.signed_in("practitioner")
    decide(browser, two)
    assert browser.url == f"/hub/referrals/{two[1]}"
    assert "Told more than once, and joined here" in browser.text
    assert (hub.referral(two[0]).stage, hub.referral(two[1]).stage) == ("joined", "submitted")
    browser.go(f"/hub/referrals/{two[0]}")
    assert "This goes on in another referral." in browser.text
    assert two[1] in browser.text
    assert "Begin triage" not in browser.text


def test_the_copy_on_paper_names_what_was_joined_in_as_far_as_the_reader_may_open_it(hub, two):
    decide(hub.signed_in("practitioner"), two, goes_on=two[1])
    special = hub.receive(name="Ann Bell", safety=["family"])
    notice(hub, two[1], special)
    staff = {each: hub.signed_in(each) for each in ("coordinator", "practitioner")}
    decide(staff["coordinator"], (two[1], special), goes_on=two[1])
    with hub.desk.session() as session:  # both lanes hold for the case: open it for everybody
        put_lanes(hub.desk.office, session.get_one(Referral, hub.referral(two[1]).id), ())
    words = {
        who: words_of(browser.client.get(f"/hub/referrals/{two[1]}/copy").data)
        for who, browser in staff.items()
    }
    told = f"Also told in {two[0]}, received Monday 2 March 2026, 10:00. Told by: A partner agency."
    assert all(told in each for each in words.values())
    assert f"Also told in {special}" in words["coordinator"]
    assert special not in words["practitioner"]


def test_undoing_is_on_the_page_of_both_side_by_side(hub, two):
    browser = hub.signed_in("practitioner")
    decide(browser, two, goes_on=two[0])
    assert hub.referral(two[1]).stage == "joined"
    browser.go(compared(two[::-1]))
    assert "Decided by Practitioner Name" in browser.text
    browser.send("Undo this")
    assert "It is undone" in browser.text
    assert (hub.referral(two[1]).stage, *state(hub)) == ("submitted", "open")


@pytest.mark.parametrize(
    ("what", "kept"), [("linked", "linked"), ("different", "different"), ("sides", "sides")]
)
def test_the_other_choices_are_kept_with_who_and_when(hub, two, what, kept):
    browser = hub.signed_in("coordinator")
    decide(browser, two, what)
    assert state(hub) == [kept]
    assert browser.url == f"/hub/referrals/{two[0]}"
    assert "Coordinator Name" in browser.go(compared(two)).text


def test_two_sides_of_a_dispute_are_for_coordinators_and_the_trained(hub, two):
    plain = hub.signed_in("practitioner").go(compared(two))
    assert "Two sides of one dispute" not in plain.text
    decide(plain, two, "sides")
    assert (plain.status, state(hub)) == (422, ["open"])
    decide(hub.signed_in("coordinator"), two, "sides")
    for each in two:
        plain.go(f"/hub/referrals/{each}")
        assert "dispute was told" not in plain.text
        assert "Linked: two sides" not in plain.text
        assert two[each == two[0]] not in plain.text
    assert (
        "other side of this dispute"
        in hub.signed_in("coordinator").go(f"/hub/referrals/{two[0]}").text
    )


def test_nothing_chosen_is_said_kindly(hub, two):
    browser = hub.signed_in("practitioner").go(compared(two)).send("Keep this decision")
    assert browser.status == 422
    assert "Choose what these two are" in browser.text


def test_whoever_is_second_is_told_and_loses_nothing(hub, two):
    first, second = hub.signed_in("practitioner"), hub.signed_in("coordinator").go(compared(two))
    decide(first, two, "linked")
    second.send("Keep this decision", decided_as="same", goes_on=two[0])
    assert (second.status, state(hub)) == (409, ["linked"])
    assert "Somebody was faster" in second.text


def test_one_on_hold_is_not_joined_and_the_page_says_what_to_do_first(hub, two):
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{two[1]}/hold")
    browser.send("Put on hold", reason="Worried")
    browser.go(compared(two))
    assert f"{two[1]} is on a safeguarding hold. End the hold first." in browser.text
    assert "The same person and the same matter" not in browser.text


def test_a_match_that_may_not_be_opened_says_only_that_there_is_one_and_who_has_it(hub, two):
    special = hub.receive(name="Ann Bell", safety=["family"])
    notice(hub, two[1], special)
    page = hub.signed_in("practitioner").go(f"/hub/referrals/{two[1]}")
    assert "another referral that you can not open" in page.text
    assert special not in page.text
    assert page.go(compared((two[1], special))).status == 404
    assert page.go("/hub/matches").text.count("another referral that you can not open") > 0
    assert special not in page.text
    assert special in hub.signed_in("specialist").go(f"/hub/referrals/{two[1]}").text


def test_no_pair_is_forgotten(hub, two):
    browser = hub.signed_in("practitioner").go("/hub/")
    assert "May be somebody we know" in browser.text
    browser.go("/hub/matches")
    orders = (f"Compare {two[0]} and {two[1]}", f"Compare {two[1]} and {two[0]}")
    assert any(each in browser.text for each in orders)
    decide(browser, two, "different")
    assert "There are none to compare just now." in browser.go("/hub/matches").text
    assert "May be somebody we know" not in browser.go("/hub/").text


def test_of_many_pairs_a_page_holds_the_first_and_leads_to_all_of_them(hub, two):
    others = {two[1], *(hub.receive(name=f"Other {number}") for number in range(22))}
    staff = hub.employ("specialist", "many@noticing.example")
    with hub.desk.session() as session:
        rows = {x.reference: x for x in session.scalars(select(Referral))}
        for each in others - {two[1]}:
            pairs.notice(session, hub.desk.office, rows[two[0]], rows[each], staff)
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{two[0]}")
    assert len(led_to(browser)) == 20
    assert browser.says("3 more wait for somebody to compare them.")
    first = led_to(browser.follow("See all that wait"))
    rest = led_to(browser.follow("More pairs"))
    assert (len(first), len(rest), first | rest) == (20, 3, others)
    assert led_to(browser.follow("Back to the first")) == first
    for number, each in enumerate(sorted(others)[:21]):
        with hub.desk.session() as session:
            match = pairs.pair_between(
                session, hub.referral(two[0]), hub.referral(each), sides=True
            )
            differ(session, hub.desk.office, match[0], by=staff, version=1)
        assert number < 3 or not browser.go(f"/hub/referrals/{two[0]}").says("more wait")
    assert browser.follow("See all that was decided").says("Different people")
    first, last = led_to(browser), led_to(browser.follow("More pairs"))
    assert (len(first), len(last), first | last) == (20, 1, set(sorted(others)[:21]))
    browser.go(compared((two[0], *last))).send("Undo this")
    browser.go(f"/hub/referrals/{two[0]}/matches")
    assert led_to(browser) == last | set(sorted(others)[21:])


def led_to(browser):
    """The references of those that the page leads to compare with."""
    main = browser.html.partition("<main")[2]
    return set(re.findall(r'/matches/(\w{4}-\w{4})"', main))


def test_the_list_of_one_referrals_pairs_says_what_its_page_says(hub, two):
    special = hub.receive(name="Ann Bell", safety=["family"])
    notice(hub, two[1], special)
    here = f"/hub/referrals/{two[1]}/matches"
    page = hub.signed_in("practitioner").go(here)
    assert page.says("another referral that you can not open", f"Compare with {two[0]}")
    assert special not in page.html
    decide(hub.signed_in("coordinator"), (two[1], special), "different")
    assert special not in page.go(f"{here}?show=decided").html
    assert page.says("Nothing was decided yet.")
    assert page.go(f"{here}?after=nonsense&show=nonsense").says(f"Compare with {two[0]}")
    assert page.go(f"/hub/referrals/{special}/matches").status == 404
    assert special in hub.signed_in("coordinator").go(f"{here}?show=decided").html


def test_marking_by_hand_leads_to_the_comparison(hub, two):
    other = hub.receive(name="Bo")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{other}/possible-duplicate")
    browser.send("Mark it", same_as=two[1], reason="The same name")
    assert browser.url == compared((other, two[1]))
    decide(browser, (other, two[1]), "different")
    assert hub.referral(other).stage == "in_triage"


def test_any_two_can_be_compared_and_decided_about(hub, two):
    other = hub.receive(name="Bo")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{other}/comparison")
    browser.send("Compare", same_as=two[1])
    assert browser.url == compared((other, two[1]))
    decide(browser, (other, two[1]), goes_on=two[1])
    assert hub.referral(other).stage == "joined"
    assert browser.go(f"/hub/referrals/{other}/matches/{other}").url == f"/hub/referrals/{other}"
    assert browser.go(f"/hub/referrals/{other}/matches/nonsense").status == 404


def test_a_search_says_where_one_goes_on_and_the_list_of_joined_ones_has_it(hub, two):
    browser = hub.signed_in("practitioner")
    decide(browser, two)
    browser.go("/hub/search").send("Find", typed="Ann Bell")
    assert f"It goes on in {two[1]}." in browser.text
    assert two[0] in browser.go("/hub/?view=joined").text
    assert two[0] not in browser.go("/hub/?view=finished").text
    assert two[0] not in browser.go("/hub/").text


def test_the_partner_reads_the_same_as_if_nobody_had_been_known(hub, two):
    """Of two that came alike and were accepted, the page of the one that was joined says nothing
    that the page of the other does not."""
    with hub.desk.looking() as session:
        row = hub.referral(two[0])
        part = session.scalars(select(pairs.Referral).filter_by(id=row.id)).one()
        assert part.origin == "partner"
    before = hub.let_in("referrer@police.example").go(f"/partner/referrals/{two[0]}").untokened
    decide(hub.signed_in("practitioner"), two)
    after = hub.let_in("referrer@police.example").go(f"/partner/referrals/{two[0]}").untokened
    assert before == after
