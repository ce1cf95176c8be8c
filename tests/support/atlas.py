"""An atlas of the portal: every page and state, walked once and kept for tests to examine.

It is walked through the forms that the pages hold, in any language: nothing here presses a button
by its words.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from portal.settings import MailServer, SignInProvider
from tests.support.apps import Clock, make_app
from tests.support.atlas_accounts import accounts
from tests.support.atlas_amending import amending
from tests.support.atlas_audit import audit
from tests.support.atlas_community import community
from tests.support.atlas_contacting import contacting
from tests.support.atlas_crossing import crossing
from tests.support.atlas_following import following
from tests.support.atlas_handed_on import handed_on
from tests.support.atlas_handover import handover
from tests.support.atlas_life import how_things_are, life
from tests.support.atlas_matching import matching
from tests.support.atlas_partners import partners
from tests.support.atlas_queue import empty_views, queue
from tests.support.atlas_referring import referring
from tests.support.atlas_words import words
from tests.support.browsing import Browser, NotOnPage, _held
from tests.support.staffing import PASSWORD, Hub, code_for
from tests.support.strict_html import assert_page

TYPED = "Ζήνων ὁ Κιτιεύς"
"""What people type in free text here: letters that no page says by itself."""

WORD = "Ζήνων"
SETTINGS = {
    "mail_server": MailServer("127.0.0.1", 1, encryption="none"),
    "mail_from": "hello@larkfield.example",
    "text_url": "http://127.0.0.1:1/",
    "text_token": "token",
    "sign_in_provider": SignInProvider("http://127.0.0.1:1", "portal", "x", "Larkshire Council"),
}
"""So that notes by email and text message and another way to sign in are offered; nothing is sent,
and nobody answers there."""


@dataclass(frozen=True)
class Sheet:
    """One page in one state."""

    name: str
    path: str
    status: int
    html: str


@dataclass
class Walker(Browser):
    """A browser that keeps every page it was shown, and fills in forms by itself."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    state: str = ""
    typed: str = TYPED
    keeping: bool = True

    def _show(self, response) -> "Walker":
        super()._show(response)
        shown = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if shown and self.keeping:
            path = re.sub(r"/[0-9A-Z]{4}-[0-9A-Z]{4}", "/REFERENCE", self.url)
            path = re.sub(r"/[0-9a-f-]{36}", "/ID", path)
            wrong = self.page.find(".//div[@class='govuk-error-summary']") is not None
            parts = (path, str(self.status), "wrong" if wrong else "", self.state)
            name = " ".join(filter(None, parts))
            if name not in self.sheets:
                assert_page(response)
                self.sheets[name] = Sheet(name, self.address, self.status, self.html)
        return self

    def as_state(self, state: str) -> "Walker":
        """Name what is shown from now on, so that it is kept beside the page's other states."""
        self.state = state
        return self

    def submit(self, to: str | None = None, **answers: str | list[str]) -> "Walker":
        """Send the form that goes ``to``, or the first in main, with these answers."""
        action, data = self.filled_in(to, **answers)
        return self._show(self.client.post(action, data=data, follow_redirects=True))

    def filled_in(self, to: str | None = None, **answers: str | list[str]) -> tuple[str, dict]:
        """Where that form goes, and what it would send: what it holds, and these answers."""
        form = self.form(to)
        data = _held(form)
        for name, value in answers.items():
            data[name.replace("__", "-")] = [value] if isinstance(value, str) else value
        return form.get("action") or self.address, data

    def form(self, to: str | None = None) -> Element:
        for form in self.page.find(".//main").iter("form"):
            if form.get("method") == "post" and to in (None, form.get("action")):
                return form
        raise NotOnPage(f"no form goes to {to} on {self.url}: {self.text[:200]}")

    def nonsense(self, to: str | None = None) -> "Walker":
        """Send the form with an answer to everything that is right for nothing."""
        action, data = self.filled_in(to)
        for box in self.form(to).iter():
            if box.tag in ("input", "textarea") and box.get("type") != "hidden":
                name = box.get("name")
                data[name] = ["99" if re.search("-(day|month|year)$", name) else "☃" * 999]
        return self._show(self.client.post(action, data=data, follow_redirects=True))

    def empty(self, to: str | None = None) -> "Walker":
        """Send the form with nothing in it."""
        action, data = self.filled_in(to)
        kept = {box.get("name") for box in self.form(to).iter() if box.get("type") == "hidden"}
        data = {name: values for name, values in data.items() if name in kept}
        return self._show(self.client.post(action, data=data, follow_redirects=True))

    def fill(self, **chosen: str | list[str]) -> "Walker":
        """Answer everything that the first form asks: as ``chosen``, or with what fits."""
        form, answers = self.form(), {}
        for box in form.iter():
            name, kind = box.get("name") or "", box.get("type", "text")
            if box.tag not in ("input", "textarea") or kind == "hidden":
                continue
            if name in chosen:
                answers[name] = chosen[name]
            elif kind == "radio":
                answers.setdefault(name, box.get("value"))
            elif kind == "checkbox":
                if box.get("data-behaviour") != "exclusive":
                    answers.setdefault(name, []).append(box.get("value"))
            else:
                answers[name] = self.fitting(name, kind, box)
        return self.submit(**answers)

    def fitting(self, name: str, kind: str, box: Element) -> str:
        if kind in ("tel", "email"):
            return {"tel": "07700 900982", "email": "zenon@larkfield.example"}[kind]
        for ending, text in (("-day", "2"), ("-month", "2"), ("-year", "2026")):
            if name.endswith(ending):
                return text
        if "postcode" in name:
            return "LK1 2AB"
        return "3" if box.get("inputmode") == "numeric" else self.typed


def _kind_of(part: Element) -> tuple:
    return (str(part.tag), part.get("class"), part.get("type"))


STORIES: dict[str, dict[str, str | list[str]]] = {
    "crime": {"who_for": "me", "safe_now": "yes", "age": "adult", "about": "crime"},
    "dispute": {"who_for": "me", "safe_now": "no", "age": "under_13", "about": "dispute"},
    "young": {"who_for": "me", "safe_now": "yes", "age": "13_15", "about": "other"},
    "for another": {"who_for": "someone_else"},
}
"""What decides which pages there are; everything else is answered with what fits."""


@dataclass
class Atlas:
    """The whole portal and the people who walk it."""

    app: Flask
    clock: Clock
    sheets: dict[str, Sheet] = field(default_factory=dict)
    typed: str = TYPED

    def walker(self, state: str = "") -> Walker:
        return Walker(self.app.test_client(), sheets=self.sheets, state=state, typed=self.typed)

    def kinds(self) -> list[Sheet]:
        """The fewest sheets that hold every page there is, and every part inside every other
        part, that any sheet holds: those left out are made of the same."""
        left = {name: self._holds(sheet) for name, sheet in self.sheets.items()}
        found = []
        while left:
            name = max(left, key=lambda name: len(left[name]))
            held = left.pop(name)
            if not held:
                break
            found.append(self.sheets[name])
            for each in left.values():
                each -= held
        return found

    def _holds(self, sheet: Sheet) -> set[tuple]:
        """What ``sheet`` is made of: its page, and each part by where it stands."""
        page = html5lib.parse(sheet.html, namespaceHTMLElements=False)
        held: set[tuple] = {("page", self.endpoint(sheet), sheet.status)}
        headings = [""]
        for parent in page.iter():
            held |= {("in", _kind_of(parent), _kind_of(child)) for child in parent}
            if re.fullmatch("h[1-6]", str(parent.tag)):
                headings.append(str(parent.tag))
        return held | {("then", *pair) for pair in pairwise(headings)}

    def endpoint(self, sheet: Sheet) -> str:
        """The page that ``sheet`` shows; empty where there is none."""
        routes = self.app.url_map.bind("localhost")
        path = sheet.path.partition("?")[0]
        return str(routes.match(path)[0]) if routes.test(path) else ""

    def staff(self, what: str, state: str = "") -> Walker:
        """Somebody of the hub, signed in."""
        walker, email = self.walker().go("/sign-in"), f"{what}@larkfield.example"
        code = code_for(self.app, email)
        walker.submit(email=email, password=PASSWORD).as_state(state)
        return walker.submit("/sign-in/proof", code=code)


def draw(database_url: str, *languages: str, typed: str = TYPED) -> Atlas:
    """Walk everything, and keep it."""
    clock = Clock()
    atlas = Atlas(make_app(database_url, clock, *languages, **SETTINGS), clock, typed=typed)
    # Each page is read strictly when it is first kept; once is enough.
    atlas.app.test_client_class = FlaskClient
    hub = Hub(atlas.app)
    for what in ("practitioner", "specialist", "coordinator"):
        hub.employ(what)
    words(atlas)
    _signing_in(atlas)
    for story in STORIES:
        _journey(atlas, story)
    _drafts(atlas)
    sent = _sending(atlas)
    _working(atlas, sent)
    _owning(atlas, sent)
    contacting(atlas, sent.reference)
    _following(atlas, sent)
    audit(atlas, sent.reference)
    queue(atlas)
    life(atlas)
    matching(atlas)
    handover(atlas)
    referring(atlas)
    amending(atlas)
    following(atlas)
    crossing(atlas, sent)
    handed_on(atlas)
    community(atlas)
    _ending(atlas, sent)
    accounts(atlas)
    partners(atlas)
    _troubles(atlas)
    return atlas


def _journey(atlas: Atlas, story: str) -> Walker:
    """Walk every page of a story, wrong before right."""
    walker = atlas.walker().go("/refer/start").submit()
    for _ in range(60):
        place = walker.url
        if place == "/refer/save" or not list(walker.page.find(".//main").iter("form")):
            break
        if f"{place} 200 wrong" not in walker.sheets:
            for wrong in (walker.nonsense, walker.empty):
                wrong()
                if walker.url != place:
                    walker.go(place)
        walker.fill(**STORIES[story])
        assert walker.url != place, f"{place}: {walker.text[:300]}"
    return walker


def _drafts(atlas: Atlas) -> None:
    """Saving, leaving, closing, and coming back."""
    walker = atlas.walker("begun").go("/refer/start").submit()
    walker.go("/refer/start").go("/refer/save").empty().as_state("")
    walker.submit(own_word=WORD).as_state("begun").go("/refer/save")
    code = the_code(walker)
    lost = walker.as_state("lost token").go("/refer")
    lost._show(lost.client.post(lost.url, data={"who_for": "me"}))
    second = walker.as_state("other tab").go("/refer/who-for")
    action, data = second.filled_in(who_for="someone_else")
    walker.submit(who_for="me")
    walker._show(walker.client.post(action, data=data))
    walker.as_state("").go("/refer/who-for")
    action, data = walker.filled_in(who_for="me")
    walker.client.get("/leave")
    walker.as_state("").go("/refer")
    walker.as_state("with text")._show(walker.client.post(action, data=data))
    walker.submit("/return/again").as_state("").go("/return").empty()
    walker.as_state("unknown").submit(code="maple maple maple maple", word="nobody's")
    walker.as_state("").submit(code=code, word=WORD)
    for _ in range(11):
        walker.go("/return").submit(code="maple maple maple maple", word="nobody's")
    walker.as_state("")
    atlas.clock.forward(minutes=16)


def finish(walker: Walker, **chosen: str | list[str]) -> None:
    """Answer page after page, to the last; they were kept elsewhere."""
    walker.keeping = False
    while walker.url != "/refer/save":
        before = walker.url
        walker.fill(**chosen)
        assert walker.url != before, f"{before}: {walker.text[:300]}"
    walker.keeping = True


def the_code(walker: Walker) -> str:
    code = next(each for each in walker.page.iter("p") if each.get("class") == "code")
    return "".join(code.itertext()).strip()


@dataclass
class Sent:
    """A referral that was sent: what opens it, and the browser in which it is open."""

    walker: Walker
    reference: str
    code: str


def _sending(atlas: Atlas) -> Sent:
    walker = atlas.walker().go("/refer/start").submit().as_state("without a code")
    finish(walker, **STORIES["crime"])
    walker.go("/refer/check").submit().go("/refer/sent").empty("/refer/sent/way-back")
    walker = atlas.walker().go("/refer/start").submit()
    finish(walker, **STORIES["crime"], contact_never="")
    walker.as_state("finished").go("/refer/save").submit(own_word=WORD).as_state("")
    code = the_code(walker)
    walker.go("/refer/check").submit()
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", walker.text).group()
    for path in ("/copy", "/note", "/end"):
        walker.go(f"/refer/sent{path}")
    walker.go("/refer/equality").nonsense()
    return Sent(walker, reference, code)


def _signing_in(atlas: Atlas) -> None:
    walker = atlas.walker().go("/sign-in").empty()
    walker.as_state("provider away").go("/sign-in/provider")
    walker.as_state("unknown").submit(email="nobody@larkfield.example", password="not the one")
    staff = atlas.staff("practitioner", "empty")
    empty_views(atlas)
    staff.as_state("").go("/account").go("/account/password").empty()
    staff.as_state("done").go("/account/password")
    staff.submit(current=PASSWORD, new="a slow river at noon", again="a slow river at noon")
    staff.go("/account/password").submit(
        current="a slow river at noon", new=PASSWORD, again=PASSWORD
    )
    staff.as_state("").go("/account/notices").empty()
    staff.as_state("kept").submit("/account/notices", hour="9", at_once="yes")
    staff.as_state("").go("/hub/figures").as_state("wrong").go("/hub/figures?from=x&to=y")


def _working(atlas: Atlas, sent: Sent) -> None:
    """A trained practitioner takes a referral through triage; to another it is closed."""
    base = f"/hub/referrals/{sent.reference}"
    atlas.staff("practitioner", "with a specialist case").go("/hub/")
    staff = atlas.staff("specialist")
    staff.go("/hub/").go("/hub/?order=newest").go("/hub/search").submit("/hub/search", typed="")
    for state, typed in (("unknown", "7KPM-3XR9"), ("found", atlas.typed)):
        staff.as_state(state).submit("/hub/search", typed=typed)
    staff.as_state("").go(base)
    for noun in ("notes", "messages", "question", "hold", "refusal"):
        staff.as_state("").go(f"{base}/{noun}").empty()
    for noun in ("release", "erasure", "triage", "acceptance"):
        staff.as_state("").go(f"{base}/{noun}")
    staff.as_state("taken").go(base).submit(f"{base}/owner")
    for noun, box in (("notes", "note"), ("messages", "message"), ("question", "question")):
        staff.as_state(f"after {noun}").go(f"{base}/{noun}").submit(**{box: atlas.typed})
    staff.as_state("held").go(f"{base}/hold").submit(reason=atlas.typed)
    staff.as_state("held").go(f"{base}/messages").go(f"{base}/release").submit()
    staff.as_state("mine").go("/hub/?view=mine")
    late = staff.as_state("").go(f"{base}/question")
    action, data = late.filled_in(question=atlas.typed)
    other = atlas.staff("coordinator", "of a colleague").go(base).go(f"{base}/owner")
    other.submit()
    late.as_state("changed meanwhile")._show(staff.client.post(action, data=data))
    late.client.delete_cookie("session")
    late.as_state("session ended")._show(staff.client.post(action, data=data))
    email = "specialist@larkfield.example"
    late.submit(email=email, password=PASSWORD)
    late.submit("/sign-in/proof", code=code_for(atlas.app, email))
    late.as_state("typed before").submit()


def _owning(atlas: Atlas, sent: Sent) -> None:
    """A coordinator decides how soon, passes on what people have, and says who stands in."""
    base = f"/hub/referrals/{sent.reference}"
    chief = atlas.staff("coordinator").go(f"{base}/priority-confirmation")
    chief.go(f"{base}/hold-review").empty()
    for noun in ("priority", "allocation", "fallback", "return"):
        chief.as_state("").go(f"{base}/{noun}").empty()
    chief.as_state("changed").go(f"{base}/priority").fill()
    chief.as_state("").go("/account/stand-in").go("/hub/load").go("/hub/load/nobody")
    chief.go("/hub/load")
    links = [each.get("href") for each in chief.page.find(".//table").iter("a")]
    theirs = [link for link in links if link.startswith("/hub/load/")]
    for link in theirs:
        if chief.as_state("").go(link).page.find(".//main//form") is not None:
            chief.empty()
    for link in theirs:
        if chief.go(link).page.find(".//main//fieldset") is not None:
            chief.as_state("passed on").fill()
            break


def _following(atlas: Atlas, sent: Sent) -> None:
    """The person looks, writes, corrects and closes."""
    walker = atlas.walker().go("/track").empty()
    walker.as_state("unknown").submit(reference="7KPM-3XR9", code="maple", word="nobody's")
    walker.as_state("").submit(reference=sent.reference, code=sent.code, word=WORD)
    how_things_are(walker)
    walker.as_state("").go("/track/referral").empty("/track/referral/messages")
    walker.as_state("written").go("/track/referral").submit(
        "/track/referral/messages", message=atlas.typed
    )
    walker.as_state("").go("/track/referral/answers")
    links = [each.get("href") for each in walker.page.find(".//main").iter("a")]
    for link in dict.fromkeys(each.partition("#")[0] for each in links):
        if link.startswith("/track/referral/answers/"):
            walker.go(link)
    walker.go("/track/referral/answers/name").empty()
    walker.as_state("changed").submit(name=f"{atlas.typed} Β")
    for page in ("everything", "erasure", "withdrawal"):
        walker.as_state("").go(f"/track/referral/{page}")
    walker.go("/track/referral")
    action, data = walker.filled_in("/track/referral/messages", message=atlas.typed)
    walker.client.get("/leave")
    walker.go("/track/referral").as_state("with text")
    walker._show(walker.client.post(action, data=data)).submit("/track/again")


def _ending(atlas: Atlas, sent: Sent) -> None:
    """Refused, stopped, and erased."""
    base = f"/hub/referrals/{sent.reference}"
    person = sent.walker
    person.as_state("stopped").go("/track/referral/withdrawal").submit()
    atlas.staff("specialist", "stopped").go(base)
    person.as_state("to be erased").go("/track/referral/erasure").submit()
    chief = atlas.staff("coordinator", "to be erased").go(base).go(f"{base}/erasure")
    chief.as_state("erased").submit().go("/hub/").go("/hub/?view=finished")
    refused = atlas.walker().go("/refer/start").submit()
    finish(refused, **STORIES["dispute"])
    refused.go("/refer/check").submit()
    staff = atlas.staff("specialist", "to refuse").go("/hub/?order=newest")
    link = next(
        each.get("href") for each in staff.page.iter("a") if "/hub/referrals/" in each.get("href")
    )
    staff.go(link)
    staff.form(f"{link}/owner")
    staff.submit(f"{link}/owner").go(f"{link}/refusal")
    staff.submit(refused_because="out_of_area", explanation=atlas.typed)
    staff.as_state("refused").go(link)
    refused.as_state("refused").go("/track/referral")


def _troubles(atlas: Atlas) -> None:
    """A database that does not answer, and an error that nobody expected."""
    import portal.referral.drafts as drafts

    walker = atlas.walker().go("/refer/start").submit()
    look = drafts.look
    for state, error in (
        ("no database", OperationalError("SELECT", None, Exception())),
        ("broken", RuntimeError()),
    ):

        def fail(*_arguments, error=error, **_named):
            raise error

        drafts.look = fail
        try:
            walker.as_state(state).go("/refer")
        finally:
            drafts.look = look
