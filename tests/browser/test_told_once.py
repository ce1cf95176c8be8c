"""Told once: the police refer somebody on Monday, and on Tuesday they come by themselves.

By Wednesday that is one case with two views: the police read that it is accepted, the person reads
that a worker has it, with their own words only, and the hub has one case.
"""

import re
from datetime import timedelta

from playwright.sync_api import expect
from sqlalchemy import select

from portal.referral.records import Referral
from tests.support.in_browser import axe_findings, follow, wider_than_screen
from tests.support.partners import email_at
from tests.support.referring import refer
from tests.support.sent import send
from tests.support.staffing import sign_in_here

DESK = {"width": 1280, "height": 800}
THEIRS = "The officer wrote down that the gate was forced."
OWN = "They came through the gate, and I hid in the pantry."
PHONE = "+441632960377"


def is_right(page):
    assert axe_findings(page) == [], page.url
    assert not wider_than_screen(page), page.url


def signed_in(visit, site, email, **options):
    page = visit(bypass_csp=True, **options)
    page.goto("/sign-in")
    sign_in_here(page, site.hub.app, email)
    return page


def told_by_the_police(site):
    """Monday."""
    police = site.hub.partner("Kestrel Police", kind="police")
    officer = site.hub.employ_at(police, "referrer")
    told = {"name": "Petra Hollow", "phone_number": PHONE, "what_happened": THEIRS}
    with site.hub.desk.session() as session:
        office = site.hub.desk.office
        referral, _ = refer(session, office, police, officer.id, postcode="DH1 5UL", **told)
        return referral.reference, email_at(police, "referrer")


def told_by_the_person(site):
    """Tuesday."""
    site.clock.forward(days=1)
    app = site.hub.app
    reach = {"contact_ways": ["phone", "here"], "phone_number": PHONE, "email_address": None}
    reach |= {"email_say_who": None, "phone_say_who": "no", "voicemail": "no"}
    told = {"name": "Petra Hollow", "what_happened": OWN}
    return send(app, app.test_client(), **reach, **told)


def join(page, theirs, own):
    """Wednesday: a practitioner sees on the page of the one that it may be the other."""
    page.goto(f"/hub/referrals/{own}")
    known = page.get_by_role("region", name="May be somebody we know")
    expect(known).to_contain_text("same phone number")
    is_right(page)
    follow(known.get_by_role("link", name=re.compile(f"Compare with {theirs}")))
    expect(page.get_by_role("main")).to_contain_text(THEIRS)
    expect(page.get_by_role("main")).to_contain_text(OWN)
    is_right(page)
    page.get_by_label("The same person and the same matter").check()
    follow(page.get_by_role("button", name="Keep this decision"))
    expect(page).to_have_url(re.compile(f"/hub/referrals/{own}$"))
    is_right(page)
    follow(page.get_by_role("link", name="Accept", exact=True))
    follow(page.get_by_role("button", name="Accept it"))


def test_a_person_told_of_by_the_police_and_by_themselves_is_one_case_with_two_views(visit, site):
    theirs, officer_email = told_by_the_police(site)
    sent = told_by_the_person(site)
    site.clock.forward(days=1)
    join(signed_in(visit, site, "specialist@larkfield.example"), theirs, sent.reference)

    officer = signed_in(visit, site, officer_email, viewport=DESK)
    officer.goto(f"/partner/referrals/{theirs}")
    expect(officer.get_by_role("main")).to_contain_text("Accepted")
    steps = [each.split("\n")[0] for each in officer.locator(".steps-so-far li").all_inner_texts()]
    assert steps == ["Received", "Accepted"]
    for word in (OWN, sent.reference, "Joined", "joined", "somebody we know"):
        assert word not in officer.content()
    assert officer.request.get(f"/partner/referrals/{sent.reference}").status == 404

    person = visit(bypass_csp=True)
    person.goto("/track")
    for name, said in {"reference": sent.reference, "code": sent.code, "word": sent.word}.items():
        person.locator(f"#{name}").fill(said)
    follow(person.get_by_role("button", name="Open it"))
    expect(person.get_by_role("main")).to_contain_text("With a worker")
    assert "Kestrel" not in person.get_by_role("main").inner_text()
    person.goto("/track/referral/answers")
    expect(person.get_by_role("main")).to_contain_text(OWN)
    assert THEIRS not in person.content()
    is_right(person)

    with site.hub.desk.looking() as session:
        wanted = select(Referral).where(Referral.reference.in_((theirs, sent.reference)))
        rows = {each.reference: each for each in session.scalars(wanted)}
    assert rows[theirs].stage == "joined"
    assert rows[sent.reference].stage == "accepted"
    assert timedelta() < rows[sent.reference].received_at - rows[theirs].received_at
    assert site.outside == []
