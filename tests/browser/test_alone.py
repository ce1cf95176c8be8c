"""Somebody alone with a small old phone: by keyboard, 320 pixels wide, without JavaScript."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

CODE = ".code"

# Where the focus is, and whether it can be seen: within the screen, and not under the exit button.
FOCUS = """() => {
    const here = document.activeElement
    if (here === document.body) return null
    const box = here.getBoundingClientRect(), style = getComputedStyle(here)
    const drawn = ['radio', 'checkbox'].includes(here.type)
        ? getComputedStyle(here.nextElementSibling, '::before') : style
    const marked = [style, drawn].some(each => each.boxShadow !== 'none'
        || (each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0))
    const exit = document.querySelector('.exit a, .exit .govuk-button')
    let covered = false
    if (exit && !here.closest('.exit, .govuk-skip-link') && exit !== here) {
        const bar = exit.getBoundingClientRect()
        covered = !(box.right <= bar.left || box.left >= bar.right
            || box.bottom <= bar.top || box.top >= bar.bottom)
    }
    return {
        name: here.name || '', value: here.value || '', kind: here.type || '',
        words: (here.textContent || '').trim().replace(/\\s+/g, ' '),
        seen: marked && !covered && box.bottom > 0 && box.top < innerHeight,
        html: here.outerHTML.slice(0, 120),
    }
}"""


@dataclass
class Person:
    """Somebody who has only the keyboard."""

    page: Page

    def opens(self, path: str) -> None:
        self.page.goto(path)

    def reads(self, *words: str) -> None:
        text = " ".join(self.page.inner_text("body").split())
        for each in words:
            assert each in text, f"{each!r} is not on {self.page.url}: {text[:300]}"

    def tabs_to(self, what: str, found) -> None:
        for _ in range(150):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS)
            if focus is None:
                continue
            assert focus["seen"], f"the focus can't be seen: {focus['html']} on {self.page.url}"
            if found(focus):
                return
        raise AssertionError(f"the Tab key does not reach {what} on {self.page.url}")

    def presses(self, words: str) -> None:
        self.tabs_to(words, lambda focus: focus["words"].startswith(words))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def writes(self, name: str, text: str) -> None:
        self.tabs_to(name, lambda focus: focus["name"] == name)
        self.page.keyboard.type(text)

    def ticks(self, name: str, value: str) -> None:
        self.tabs_to(value, lambda focus: (focus["name"], focus["value"]) == (name, value))
        self.page.keyboard.press("Space")

    def chooses(self, name: str, value: str) -> None:
        self.tabs_to(name, lambda focus: focus["name"] == name)
        self.page.keyboard.press("Space")
        for _ in range(10):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {value}")

    def place(self) -> str:
        return self.page.url.partition("?")[0].rpartition("/refer/")[2]

    def goes_on(self) -> None:
        before = self.page.url
        self.presses("Continue")
        assert self.page.url != before, self.page.inner_text("main")


@pytest.fixture
def person(visit) -> Person:
    return Person(visit(java_script_enabled=False, accept_downloads=True))


def test_somebody_refers_themselves_by_keyboard_on_a_phone_without_scripts(person, visit, site):
    person.opens("/")
    person.presses("How this works")
    person.reads("How this works", "Exit this page")
    person.opens("/refer/start")
    person.presses("Start")

    person.chooses("who_for", "me")
    person.goes_on()
    person.chooses("safe_now", "no")
    person.goes_on()
    person.reads("Your safety comes first", "999")
    person.chooses("after_help", "carry_on")
    person.goes_on()
    person.writes("name", "Ann")
    person.goes_on()
    person.chooses("age", "adult")
    person.goes_on()

    # Saves, and leaves by the exit button.
    person.presses("Save and come back later")
    person.writes("own_word", "blue kettle")
    person.presses("Get my code")
    code = person.page.inner_text(CODE).strip()
    person.presses("Exit this page")
    assert site.outside == [site.weather]
    person.page.go_back()
    assert "Ann" not in person.page.inner_text("body")
    assert person.page.locator("[value=Ann]").count() == 0

    # Comes back on another phone.
    person = Person(visit(java_script_enabled=False))
    person.opens("/return")
    person.writes("code", code)
    person.writes("word", "Blue  Kettle")
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**/refer/contact")
    person.ticks("contact_ways", "text")
    person.ticks("contact_ways", "here")
    person.goes_on()
    person.writes("text_number", "07700 900982")
    person.chooses("text_say_who", "no")
    person.goes_on()
    person.ticks("contact_times", "any")
    person.goes_on()
    person.goes_on()
    person.writes("postcode", "LK1 2AB")
    person.goes_on()
    person.goes_on()
    person.chooses("about", "crime")
    person.goes_on()
    person.writes("what_happened", "Somebody broke my window.")
    while person.place() != "sharing":
        person.goes_on()
    person.ticks("share_with", "nobody")
    person.goes_on()

    # Checks it, changes an answer, and sends it.
    person.reads("Check your answers", "Somebody broke my window.", "Ann")
    person.presses("Change Name to use")
    person.page.keyboard.press("Control+A")
    person.writes("name", "Bea")
    person.goes_on()
    person.reads("Check your answers", "Bea")
    person.presses("Send")
    person.reads("We have what you sent", code)
    reference = person.page.locator("main bdi[dir=ltr]").first.inner_text()

    # Takes a copy that gives nothing away.
    person.opens("/refer/sent/copy")
    person.tabs_to("the plain note", lambda focus: focus["words"] == "Save the plain note")
    with person.page.expect_download() as saved:
        person.page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".pdf")
    assert saved.value.path().read_bytes().startswith(b"%PDF")

    # Later, follows it and stops it.
    person = Person(visit(java_script_enabled=False))
    person.opens("/track")
    person.writes("reference", reference.lower())
    person.writes("code", code)
    person.writes("word", "blue kettle")
    person.presses("Open it")
    person.reads("Received", reference)
    person.presses("Stop this")
    person.presses("Yes, stop it")
    person.reads("You stopped this")
    assert site.hub.referral(reference).stage == "withdrawn"
    assert site.outside == [site.weather]
