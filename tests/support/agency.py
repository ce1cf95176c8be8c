"""Somebody at a partner organisation telling of a person, page by page, in a test."""

from typing import Any
from uuid import UUID

from portal.referral.answers import put
from portal.referral.journey import first_open
from portal.referral.origins import Origin
from portal.referral.shared_drafts import look, save
from portal.web.desk import Desk
from tests.support.browsing import Browser

ANN: dict[str, dict[str, str | list[str]]] = {
    "case-reference": {"agency_reference": "H/2026/17"},
    "basis": {"agency_basis": "consent"},
    "their-agreement": {
        "agreed_how": "phone",
        "agreed_when__month": "2",
        "agreed_when__year": "2026",
    },
    "name": {"name": "Ann Marigold"},
    "age": {"born__day": "12", "born__month": "6", "born__year": "1984"},
    "contact": {"contact_ways": ["text", "here"]},
    "contact-text": {"text_number": "07700 900982", "text_say_who": "no"},
    "contact-times": {"contact_times": ["any"]},
    "contact-care": {"code_word": "marmalade"},
    "area": {"postcode": "dh1 5ul"},
    "about": {"about": "dispute"},
    "what-happened": {"what_happened": "The fence came down."},
    "agreed-word": {"agreed_word": "blue kettle"},
}
"""What a housing officer tells, by the place of each page; all other pages are left empty."""

ANSWERS: dict[str, Any] = {
    "agency_reference": "H/2026/17",
    "agency_basis": "consent",
    "agreed_how": "phone",
    "agreed_when": "2026-02",
    "name": "Ann Marigold",
    "born": "1984-06-12",
    "contact_ways": ["here"],
    "code_word": "marmalade",
    "about": "dispute",
    "what_happened": "The fence came down.",
    "agreed_word": "blue kettle",
}
"""The same for the heart, as answers."""

_BASE = "/partner/drafts/"


def begin(browser: Browser) -> Browser:
    """The first page of a new draft."""
    return browser.go("/partner/referrals/new").send("Start")


def place(browser: Browser) -> str:
    """Which page of a draft it shows."""
    return browser.url.removeprefix(_BASE).partition("/")[2]


def tell(browser: Browser, told: dict = ANN, until: str = "") -> Browser:
    """Answer page after page with what is ``told``, up to the page ``until`` or the check."""
    while browser.url.startswith(_BASE) and place(browser) not in ("check", until):
        before = browser.url
        browser.send("Continue", **told.get(place(browser), {}))
        assert browser.url != before, browser.text
    return browser


def refer(browser: Browser, told: dict = ANN) -> str:
    """Tell it all and send it; gives the reference, and leaves the browser at the receipt."""
    tell(begin(browser), told).send("Send")
    return browser.url.split("/")[3]


def answer_all(desk: Desk, draft_id: UUID) -> None:
    """Answer a draft with ANSWERS, and skip all else that is asked."""
    asked = desk.office.journeys[Origin.PARTNER]
    given = dict(ANSWERS)
    while (step := first_open(asked, given)) is not None:
        left = {question.id: None for question in step.page.asked(given)}
        given = put(given, step, {**left, **step.given(given)})
    with desk.session() as session:
        held = look(session, desk.office, draft_id, lock=True)
        assert held is not None
        save(session, desk.office, held, given)
