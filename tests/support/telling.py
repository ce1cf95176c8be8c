"""A person telling their story, page by page, in a test."""

from flask.testing import FlaskClient

from tests.support.browsing import Browser

WORD = "blue kettle"

CRIME: dict[str, dict[str, str | list[str]]] = {
    "who-for": {"who_for": "me"},
    "safe-now": {"safe_now": "yes"},
    "name": {"name": "Ann"},
    "age": {"age": "adult"},
    "contact": {"contact_ways": ["text", "here"]},
    "contact-text": {"text_number": "07700 900982", "text_say_who": "no"},
    "contact-times": {"contact_times": ["any"]},
    "contact-care": {"code_word": "marmalade"},
    "area": {"postcode": "dh1 5ul"},
    "taking-part": {"help_needed": ["interpreter"]},
    "taking-part-more": {"help_language": "Polish"},
    "about": {"about": "crime"},
    "what-happened": {"what_happened": "Somebody broke my window.\n\nTwice."},
    "incident/1": {"incident_when__month": "2", "incident_when__year": "2026"},
    "reported": {"reported": "yes"},
    "report/1": {"report_to": "police", "report_reference": "CR/123/26"},
    "crime-now": {"crime_stage": "looking"},
    "other-person": {"other_known": "yes"},
    "other-near": {"other_near": "yes"},
    "other-name": {"other_name": "Zebedee Quill"},
    "safety": {"safety": ["afraid"]},
    "support-now": {},
    "what-matters": {"what_matters": ["stops", "heard"]},
    "options": {"leaning": ["letter"]},
    "sharing": {"share_with": ["nobody"]},
}
"""What somebody harmed by a crime answers, by the place of each page."""

DISPUTE = {
    **{place: answers for place, answers in CRIME.items() if place != "crime-now"},
    "about": {"about": "dispute"},
    "dispute-home": {"tenure": "council"},
    "dispute-so-far": {"reports_six_months": "3", "court_case": "no"},
}


def begin(client: FlaskClient) -> Browser:
    """A browser at the first page of the journey."""
    return Browser(client).go("/refer/start").send("Start")


def tell(browser: Browser, told: dict = CRIME, until: str = "") -> Browser:
    """Answer page after page with what is ``told``, up to the page ``until`` or the last."""
    while browser.url.startswith("/refer/"):
        place = browser.url.removeprefix("/refer/")
        if place == until or place not in told:
            break
        before = browser.url
        browser.send("Continue", **told[place])
        assert browser.url != before, browser.text
    return browser


def with_code(browser: Browser, word: str = WORD) -> str:
    """Choose a word on the page that asks for one; gives the code, and goes on."""
    browser.send("Get my code", own_word=word)
    code = next(each for each in browser.page.iter("p") if each.get("class") == "code")
    return "".join(code.itertext()).strip()


def send_all(client: FlaskClient, told: dict = CRIME) -> tuple[Browser, str]:
    """Tell it all and send it; gives the browser at the receipt, and the code."""
    browser = tell(begin(client), told)
    code = with_code(browser)
    return browser.go("/refer/check").send("Send"), code
