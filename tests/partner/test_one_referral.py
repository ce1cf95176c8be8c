"""One referral for whoever sent it: process alone, every look written down, and our questions."""

import pytest
from sqlalchemy import select

from portal.referral import messages, notes, triage
from portal.referral.records import Enquiry, Event, Referral, Referring
from portal.referral.referring import Sees
from portal.referral.retention import erase

NOBODYS = "00000000-0000-7000-8000-000000000000"


def referral_of(session, reference):
    return session.query(Referral).filter_by(reference=reference).one()


def test_it_shows_the_steps_and_what_they_told_and_nothing_else(hub, housing, officer, send):
    reference = send(name="Zacharias", agency_reference="H/77", what_happened="A broken window")
    pat = hub.employ("practitioner")
    office = hub.desk.office
    with hub.desk.session() as session:
        referral = referral_of(session, reference)
        triage.accept(session, office, referral, pat, version=1)
        notes.write_note(session, office, referral, pat, text="A secret note")
        messages.add_message(session, office, referral, "A secret message", None)
    officer.go(f"/partner/referrals/{reference}")
    assert officer.says("Zacharias", "H/77", "Received", "Accepted", "A broken window")
    assert officer.says("You see each step, with its day. The person can change that.")
    for secret in ("secret", "Practitioner", "priority", "Wilhelmina"):
        assert secret not in officer.html
    with hub.desk.looking() as session:
        looks = session.scalars(
            select(Event).where(Event.verb == "viewed", Event.referral_id == referral.id)
        ).all()
    officers = {each.actor for each in looks}
    assert len(looks) == 1
    assert len(officers) == 1
    assert (
        hub.signed_in("coordinator").go(f"/hub/referrals/{reference}/audit").says("Referrer Name")
    )


@pytest.mark.parametrize("what", ["another organisation's", "nobody's", "no reference"])
def test_what_is_not_theirs_is_not_there_and_looks_the_same(hub, officer, theirs, what):
    reference = {"another organisation's": theirs, "nobody's": "2222-222X"}.get(what, "☃")
    with hub.desk.looking() as session:
        before = len(session.scalars(select(Event)).all())
    answers = [
        officer.client.get(f"/partner/referrals/{reference}{rest}")
        for rest in ("", f"/enquiries/{NOBODYS}")
    ]
    assert [each.status_code for each in answers] == [404, 404]
    assert "Wilhelmina" not in answers[0].get_data(as_text=True)
    with hub.desk.looking() as session:
        assert len(session.scalars(select(Event)).all()) == before


def test_another_organisations_question_is_neither_read_nor_answered(hub, officer, send, theirs):
    mine = send()
    with hub.desk.looking() as session:
        enquiry = session.query(Enquiry).one()
    _, data = officer.go("/partner/").filled("Find")
    for reference in (theirs, mine):
        address = f"/partner/referrals/{reference}/enquiries/{enquiry.id}"
        assert officer.client.get(address).status_code == 404
        sent = {"csrf_token": data["csrf_token"], "answer": "Mine"}
        assert officer.client.post(address, data=sent).status_code == 404
        assert officer.client.post(address, data={"answer": "Mine"}).status_code == 404
    with hub.desk.looking() as session:
        assert session.query(Enquiry).one().answered_at is None


@pytest.mark.parametrize(
    ("sees", "words"),
    [(Sees.START, "The person lets you see that it was received"), (Sees.NOTHING, "no more steps")],
)
def test_what_the_person_lets_them_see_is_said(hub, officer, send, sees, words):
    reference = send()
    with hub.desk.session() as session:
        part = session.query(Referring).filter_by(reference=reference).one()
        part.sees = sees
    assert officer.go(f"/partner/referrals/{reference}").says(words)


def test_an_erased_one_says_so_and_nothing_of_anybody(hub, officer, send):
    reference = send(name="Zacharias", agency_reference="H/77")
    with hub.desk.session() as session:
        erase(session, hub.desk.office, referral_of(session, reference), "system")
    for address in ("/partner/", "/partner/?view=finished", f"/partner/referrals/{reference}"):
        assert "Zacharias" not in officer.go(address).html
    assert officer.says("Erased referral")


def test_the_hub_asks_and_the_officer_answers_and_staff_read_it(hub, housing, officer, send):
    reference = send(name="Zacharias")
    staff = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    staff.follow("Ask whoever referred them")
    assert staff.says("Larkfield Housing", "Never pass on what the person or anybody else told us")
    staff.send("Ask them", enquiry="Which block is it?")
    assert staff.says("Your question is waiting", "no answer yet")
    officer.go(f"/partner/referrals/{reference}").follow("Question of")
    assert officer.says("Which block is it?")
    assert "Practitioner" not in officer.html
    officer.send("Send the answer", answer="The second one")
    assert officer.says("Your answer is with us now.", "Answered")
    staff.go(f"/hub/referrals/{reference}")
    assert staff.says("The second one", "Referrer Name", "Whoever referred them answered")
    assert staff.says("News from who referred them")
