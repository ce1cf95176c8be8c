"""Who has how much, and passing it on: one, many, or all of a leaver's."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.referral import reassigning
from portal.referral.load import loads
from portal.referral.owning import take
from portal.referral.records import Account, Referral

NOBODYS_ID = "0190a0b0-0000-7000-8000-000000000000"


@pytest.fixture
def pat(hub):
    return hub.employ("practitioner")


@pytest.fixture
def lead(hub, pat):
    return hub.signed_in("coordinator").go("/hub/load")


def taken(hub, by, name, **said) -> str:
    reference = hub.receive(name=name, **said)
    with hub.desk.session() as session:
        referral = session.scalar(select(Referral).where(Referral.reference == reference))
        take(session, hub.desk.office, referral, by, version=1)
    return reference


def id_of(hub, what) -> str:
    return str(next(each.id for each in people(hub) if each.name == f"{what} Name"))


def people(hub):
    with hub.desk.looking() as session:
        return loads(session, hub.desk.office)


def pass_on(lead, who, **said):
    return lead.go(f"/hub/load/{who}").send(
        "Pass them on", **{"which": "all", "because": "leaving", **said}
    )


def row(browser, who) -> list[str]:
    """The cells of one person's row."""
    for each in browser.page.iter("tr"):
        if any(link.get("href") == f"/hub/load/{who}" for link in each.iter("a")):
            return [seen(cell).strip() for cell in each if cell.tag in ("th", "td")]
    return []


def seen(part) -> str:
    """What the eye reads on a wide screen."""
    if part.get("aria-hidden") or part.get("class") == "govuk-visually-hidden":
        return ""
    return (part.text or "") + "".join(seen(each) + (each.tail or "") for each in part)


def test_the_table_says_what_each_person_has_and_what_nobody_has(hub, pat, lead, clock):
    taken(hub, pat, "Urgent", safety=["self_harm"])
    taken(hub, pat, "Calm")
    clock.forward(days=1)
    lead = hub.signed_in("coordinator").go("/hub/load")
    assert row(lead, pat.id)[1:6] == ["2", "1", "1", "1", "0"]
    assert row(lead, id_of(hub, "Coordinator"))[1:6] == ["0", "0", "0", "0", "0"]
    assert lead.says("With nobody: 1 open", "Tuesday 3 March 2026, 10:00", "Not yet")
    assert lead.says("What the numbers mean")
    theirs = {each.get("href") for each in lead.page.iter("a")}
    assert f"/hub/?view=overdue&owner={pat.id}" in theirs
    lead.go(f"/hub/?view=overdue&owner={pat.id}")
    assert lead.says("Urgent")
    assert not lead.says("Calm")


@pytest.mark.parametrize("what", ["practitioner", "specialist", "administrator"])
def test_only_coordinators_see_it(hub, pat, what):
    browser = hub.signed_in(what)
    for path in ("", "/nobody", f"/{pat.id}", f"/{pat.id}/stand-in"):
        assert browser.go(f"/hub/load{path}").status == 404


def test_all_of_one_go_to_a_colleague_and_the_page_says_so(hub, pat, lead, monkeypatch):
    monkeypatch.setattr(reassigning, "BATCH", 2)
    references = [taken(hub, pat, f"Person {number}") for number in range(5)]
    kim = id_of(hub, "Coordinator")
    lead = pass_on(lead, pat.id, whom=kim, note="Pat has left")
    assert lead.says("To Coordinator Name: 5.", "No open referral is here.")
    for reference in references:
        assert str(hub.referral(reference).owner_id) == kim
    assert lead.go(f"/hub/referrals/{references[0]}").says(
        "From Practitioner Name to Coordinator Name: They have left, or are leaving",
        "Pat has left",
    )


def test_some_that_are_ticked_go_and_the_rest_stays(hub, pat, lead):
    first, second, third = (taken(hub, pat, name) for name in ("One", "Two", "Three"))
    ticked = [str(hub.referral(each).id) for each in (first, third)]
    pass_on(lead, pat.id, which="ticked", referral=ticked, whom="nobody", because="load")
    assert [hub.referral(each).owner_id for each in (first, second, third)] == [None, pat.id, None]


def test_several_share_them_evenly(hub, pat, lead):
    sam = hub.employ("practitioner", "sam@larkfield.example")
    for number in range(4):
        taken(hub, pat, f"Person {number}")
    lead = pass_on(lead, pat.id, whom=[id_of(hub, "Coordinator"), str(sam.id)])
    assert lead.says("To Coordinator Name: 2.", "To Practitioner Name: 2.")


def test_specialist_cases_stay_when_nobody_chosen_is_trained_and_it_says_which(hub, pat, lead):
    lou = hub.employ("specialist")
    plain, special = taken(hub, lou, "Plain"), taken(hub, lou, "Secret", safety=["hate"])
    lead = pass_on(lead, lou.id, whom=str(pat.id))
    assert lead.says(
        "To Practitioner Name: 1.",
        f"1 stayed ({special}): It is in a specialist lane they are not trained for.",
    )
    assert (hub.referral(plain).owner_id, hub.referral(special).owner_id) == (pat.id, lou.id)


def test_what_is_nobodys_is_passed_on_too(hub, pat, lead):
    reference = hub.receive(name="Ann")
    only = str(hub.referral(reference).id)
    lead = pass_on(lead, "nobody", which="ticked", referral=only, whom=str(pat.id), because="load")
    assert lead.says("To Practitioner Name: 1.")
    assert hub.referral(reference).owner_id == pat.id


def test_what_is_missing_is_asked_for_and_ticks_and_words_stay(hub, pat, lead):
    reference = taken(hub, pat, "Ann")
    only = str(hub.referral(reference).id)
    lead.go(f"/hub/load/{pat.id}").send("Pass them on", referral=only, note="Kept words")
    assert lead.status == 422
    assert lead.says("Choose which to pass on", "Choose at least one colleague", "Choose why")
    assert lead.says("Kept words")
    box = next(each for each in lead.page.iter("input") if each.get("value") == only)
    assert box.get("checked") is not None
    pass_on(lead, pat.id, which="ticked", whom=id_of(hub, "Coordinator"))
    assert lead.status == 422
    assert lead.says("Tick at least one referral")
    pass_on(lead, "nobody", whom="nobody")
    assert lead.status == 422
    assert hub.referral(reference).owner_id == pat.id


@pytest.mark.parametrize("to", ["not an id", NOBODYS_ID, "own"])
def test_somebody_who_is_not_offered_is_refused(hub, pat, lead, to):
    reference = taken(hub, pat, "Ann")
    lead.go(f"/hub/load/{pat.id}")
    action, data = lead.filled("Pass them on", which="all", because="load")
    lead.post(action, {**data, "whom": [str(pat.id) if to == "own" else to]})
    assert lead.status == 422
    assert hub.referral(reference).owner_id == pat.id


def test_ids_that_are_none_or_another_persons_are_left(hub, pat, lead):
    kim = id_of(hub, "Coordinator")
    theirs = hub.receive(name="Theirs")
    lead.go("/hub/load/nobody")
    action, data = lead.filled("Pass them on", which="ticked", because="load", whom=kim)
    strange = ["☃", "1" * 9999, NOBODYS_ID, str(hub.referral(theirs).id)]
    lead.post(action.replace("nobody", str(pat.id)), {**data, "referral": strange})
    assert lead.says("Nothing was passed on.")
    assert hub.referral(theirs).owner_id is None


def test_a_person_who_is_not_there_is_not_found(hub, lead):
    for path in (f"/{uuid4()}", "/x", f"/{uuid4()}/stand-in"):
        assert lead.go(f"/hub/load{path}").status == 404


def test_a_closed_account_that_still_has_something_is_shown_loudly(hub, pat, lead):
    taken(hub, pat, "Ann")
    with hub.desk.session() as session:  # as nothing in the portal does
        session.get_one(Account, pat.id).closed_at = hub.desk.office.now()
    lead.go("/hub/load")
    assert lead.says(
        "Somebody whose account is closed still has referrals or tasks: Practitioner Name.",
        "Account closed",
    )
    assert lead.go(f"/hub/load/{pat.id}").says("This account is closed")
    pass_on(lead, pat.id, whom=id_of(hub, "Coordinator"))
    assert not lead.go("/hub/load").says("Account closed")


def test_who_stands_in_for_somebody_is_chosen_and_shown(hub, pat, lead):
    kim = id_of(hub, "Coordinator")
    reference = taken(hub, pat, "Ann")
    lead.go(f"/hub/load/{pat.id}/stand-in").send("Keep this", whom=kim)
    assert lead.says("It is kept who stands in.")
    assert row(lead, pat.id)[7].startswith("Coordinator Name")
    assert str(hub.referral(reference).fallback_id) == kim
    lead.go(f"/hub/load/{pat.id}/stand-in").send("Keep this", whom="")
    assert hub.referral(reference).fallback_id is None
    lead.go(f"/hub/load/{pat.id}/stand-in")
    action, data = lead.filled("Keep this")
    lead.post(action, {**data, "whom": [str(pat.id)]})
    assert lead.status == 422
