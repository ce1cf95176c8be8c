"""Two browsers: a housing officer refers, the person takes it over on a phone, the hub accepts.

The officer then sees "Accepted" and nothing more, and another organisation sees nothing at all.
"""

import io
import re
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import expect

from portal.documents.card import link_of
from tests.support.agency import ANN
from tests.support.in_browser import axe_findings, follow, wider_than_screen
from tests.support.partners import email_at
from tests.support.staffing import sign_in_here

DESK = {"width": 1280, "height": 800}

TOLD = {**ANN, "showing": {"safe_to_show": "yes"}}
OWN_STORY = "It was the lavender hedge, and I planted it for my sister."
OWN_MESSAGE = "Please never ring on a Thursday, I am at the clinic."
OWN_WORD = "a quiet river"
NOTE = "She cried about her sister on the phone."
HERS = ("lavender", "Thursday", "clinic", "quiet river", "cried")
"""What the person, and the hub about her, said after the officer's part was over."""


def is_right(page):
    assert axe_findings(page) == [], page.url
    assert not wider_than_screen(page), page.url


def press(page, name):
    follow(page.get_by_role("button", name=name, exact=True).first)


def signed_in(visit, site, email):
    page = visit(viewport=DESK, bypass_csp=True)
    page.goto("/sign-in")
    sign_in_here(page, site.hub.app, email)
    return page


def fill(page, answers):
    """Answer one page: tick what is to be ticked, and type the rest."""
    for name, said in answers.items():
        box = page.locator(f"[name='{name.replace('__', '-')}']")
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            for value in [said] if isinstance(said, str) else said:
                page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            box.fill(said)


def refer(page):
    """The officer tells it page by page; gives the reference and the code for the person."""
    follow(page.get_by_role("button", name="Refer somebody"))
    press(page, "Start")
    while not page.url.endswith("/check"):
        fill(page, TOLD.get(urlsplit(page.url).path.rpartition("/")[2], {}))
        press(page, "Continue")
    is_right(page)
    press(page, "Send")
    is_right(page)
    reference = urlsplit(page.url).path.split("/")[3]
    return reference, page.locator("p.code").inner_text()


def take_over(phone, site, code):
    """The person comes by the link of their card, and tells it in their own words."""
    phone.goto(link_of(site.address, code))
    phone.get_by_label("The word you agreed").fill("blue kettle")
    press(phone, "Open it")
    phone.get_by_label("Choose a word that only you know").fill(OWN_WORD)
    press(phone, "Get my own code")
    press(phone, "See what was said about you")
    expect(phone.get_by_role("main")).to_contain_text("The fence came down.")
    is_right(phone)
    phone.goto("/track/referral/answers/what-happened")
    phone.locator("textarea").fill(OWN_STORY)
    follow(phone.locator("main form button[type=submit]").first)
    phone.goto("/track/referral/messages")
    phone.locator("textarea").fill(OWN_MESSAGE)
    follow(phone.locator("main form button[type=submit]").first)
    is_right(phone)


def accept(page, reference):
    """A practitioner at the hub reads it, in her own words, and accepts it."""
    page.goto(f"/hub/referrals/{reference}")
    expect(page.get_by_role("main")).to_contain_text(OWN_STORY)
    press(page, "Take it on")
    follow(page.get_by_role("link", name="Write a note"))
    page.fill("textarea", NOTE)
    press(page, "Keep the note")
    follow(page.get_by_role("link", name="Accept", exact=True))
    press(page, "Accept it")


def pages_of(page, reference):
    """Every page, and every paper, that the officer can come to from the list."""
    to_see, seen = ["/partner/", f"/partner/referrals/{reference}", "/partner/figures"], {}
    while to_see:
        path = to_see.pop()
        if path in seen:
            continue
        answer = page.request.get(path, timeout=60_000)  # the first paper takes its time
        if "pdf" in answer.headers["content-type"]:
            sheets = pypdf.PdfReader(io.BytesIO(answer.body())).pages
            seen[path] = "\n".join(sheet.extract_text() for sheet in sheets)
        else:
            seen[path] = answer.text()
            to_see += re.findall(r'href="(/partner/[^"#?]*)', seen[path])
    return seen


def test_an_officer_refers_the_person_takes_it_over_and_the_hub_accepts(visit, site):
    homes = site.hub.partner("Lantern Homes")
    police = site.hub.partner("Lantern Police", kind="police")
    for organisation in (homes, police):
        site.hub.employ_at(organisation, "referrer")
    officer = signed_in(visit, site, email_at(homes, "referrer"))
    reference, code = refer(officer)

    take_over(visit(bypass_csp=True), site, code)
    accept(signed_in(visit, site, "specialist@larkfield.example"), reference)

    officer.goto("/partner/")
    row = officer.get_by_role("main").locator("li", has_text="Ann Marigold")
    expect(row).to_contain_text("Accepted")
    is_right(officer)
    seen = pages_of(officer, reference)
    assert len(seen) > 8, sorted(seen)
    assert any(path.endswith("/copy") for path in seen)
    for path, said in seen.items():
        assert not any(word in said for word in HERS), path
    officer.goto(f"/partner/referrals/{reference}")
    steps = officer.locator(".steps-so-far li")
    assert [each.split("\n")[0] for each in steps.all_inner_texts()] == ["Received", "Accepted"]
    is_right(officer)

    other = signed_in(visit, site, email_at(police, "referrer"))
    for path in [each for each in seen if reference in each]:
        answer = other.request.get(path)
        assert answer.status == 404, path
        assert "Marigold" not in answer.text()
    other.goto("/partner/")
    assert "Ann Marigold" not in other.content()
    assert site.outside == []
    assert [each for each in site.said if "404" not in each] == []
