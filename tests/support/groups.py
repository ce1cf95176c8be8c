"""A community group telling of somebody who agreed, page by page, in a test."""

from flask.testing import FlaskClient

from tests.support.browsing import Browser

TOLD: dict[str, dict[str, str | list[str]]] = {
    "their-agreement": {
        "agreed_how": "face_to_face",
        "agreed_when__month": "2",
        "agreed_when__year": "2026",
        "agreed_to": ["pass_on", "contact"],
    },
    "name": {"name": "Ann"},
    "contact": {"contact_ways": ["text"]},
    "contact-text": {"text_number": "07700 900982", "text_say_who": "no"},
    "contact-times": {"contact_times": ["any"]},
    "about": {"about": "dispute"},
    "need": {"need_line": "Noise at night"},
    "taking-part": {"help_needed": ["interpreter"]},
    "taking-part-more": {"help_language": "Polish"},
    "safety-call": {"safety_call": "no"},
    "referrer": {
        "referrer_name": "Rosalind Quince",
        "referrer_role": "I run the food bank",
        "referrer_group": "Larkfield Food Bank",
        "referrer_phone": "01632 960 111",
    },
    "agreed-word": {"agreed_word": "marmalade"},
}
"""What a volunteer answers about a neighbour who agreed, by the place of each page."""

RING = {
    "caller_name": "Rosalind Quince",
    "caller_group": "Larkfield Food Bank",
    "caller_phone": "01632 960 111",
    "caller_openly": "no",
    "caller_times": ["morning"],
    "caller_urgent": "yes",
}


def choose(client: FlaskClient, rung: str) -> Browser:
    """A browser on the page that a rung of the ladder leads to."""
    return Browser(client).go("/community").send("Continue", knows=rung)


def tell(browser: Browser, until: str = "check", **changes: dict) -> Browser:
    """Answer page after page with TOLD and these changes, up to the page ``until``."""
    told = {**TOLD, **{place.replace("_", "-"): said for place, said in changes.items()}}
    while not browser.url.endswith(f"/{until}"):
        before, place = browser.url, browser.url.rpartition("/")[2]
        browser.send("Continue", **told[place])
        assert browser.url != before, browser.text
    return browser


def words_of(browser: Browser) -> str:
    """The four words that the page shows."""
    found = [each for each in browser.page.iter("bdi") if each.get("lang") == "en"]
    return "".join(found[0].itertext())
