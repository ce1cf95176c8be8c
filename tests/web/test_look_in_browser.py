"""What a person meets in a real browser: reach, contrast, zoom, direction, and the way out."""

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import expect

from portal.public.pages import PAGES
from portal.web.guard import anyone
from portal.web.shell import render
from tests.support.example import ROOT, pages_app
from tests.support.in_browser import axe_findings, follow, served, wider_than_screen

pytestmark = pytest.mark.browser

SCREENS = {"phone": (320, 640), "desk": (1280, 800), "zoomed four times": (320, 200)}


@pytest.fixture(scope="module")
def site():
    app = pages_app("en_GB", "en_150")
    app.jinja_loader = ChoiceLoader(
        [app.jinja_loader, FileSystemLoader(ROOT / "tests/support/templates")]
    )

    @app.get("/gallery/<door>/<state>")
    @anyone
    def gallery(door, state):
        return render(
            "gallery.html",
            title="Gallery",
            back="/",
            door=door,
            person="Sam Osei" if door == "hub" else None,
            error=state == "wrong",
            failing=state == "wrong",
        )

    @app.get("/leave")
    @anyone
    def leave():
        return "<!DOCTYPE html><title>Weather</title><p>Sunny.</p>"

    app.config["WTF_CSRF_SECRET_KEY"] = "only for tests"
    with served(app) as address:
        yield address


@pytest.fixture
def page(chromium, request):
    width, height = SCREENS[getattr(request, "param", "desk")]
    context = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    page = context.new_page()
    yield page
    context.close()


EVERYWHERE = [*PAGES, "/gallery/public/right", "/gallery/public/wrong", "/gallery/hub/wrong"]


@pytest.mark.parametrize("page", ["phone", "desk"], indirect=True)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(page, site):
    found = {}
    for path in EVERYWHERE:
        page.goto(site + path)
        found[path] = axe_findings(page)
        if wider_than_screen(page):
            found[path].append("wider than the screen")
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize("page", ["phone", "desk"], indirect=True)
def test_right_to_left_pages_fit_too(page, site):
    page.goto(site + "/language/en_150?next=/")
    for path in EVERYWHERE:
        page.goto(site + path)
        assert page.get_attribute("html", "dir") == "rtl"
        assert not wider_than_screen(page), path


@pytest.mark.parametrize("page", SCREENS, indirect=True)
def test_the_exit_button_never_covers_what_has_the_focus(page, site):
    page.goto(site + "/gallery/public/wrong")
    covered = """() => {
        const focused = document.activeElement
        if (focused === document.body || focused.closest('.exit, .govuk-skip-link')) return null
        const box = focused.getBoundingClientRect()
        const exit = document.querySelector('.exit .govuk-button').getBoundingClientRect()
        const apart = box.right <= exit.left || box.left >= exit.right ||
            box.bottom <= exit.top || box.top >= exit.bottom
        // What is taller than the room below the bar can't be shown whole by anyone.
        const tooTall = box.height > innerHeight - exit.bottom && box.bottom > exit.bottom
        return apart || tooTall ? null : focused.outerHTML.slice(0, 120)
    }"""
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            assert page.evaluate(covered) is None


def test_an_error_leads_to_the_first_box_of_its_question(page, site):
    page.goto(site + "/gallery/public/wrong")
    for text, box in (("Choose how it is safe", "safe"), ("Write the year", "when-year")):
        page.click(f".govuk-error-summary a:has-text('{text}')")
        expect(page.locator(f"#{box}")).to_be_focused()


def test_shift_three_times_leaves_and_back_does_not_return(page, site):
    page.goto(site + "/help-now")
    page.goto(site + "/gallery/public/right")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(site + "/leave")
    page.go_back()
    expect(page).to_have_url(site + "/help-now")


def test_the_exit_button_works_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/gallery/public/right")
    follow(page.locator(".exit a"))
    expect(page).to_have_url(site + "/leave")
    context.close()


def test_scripts_say_nothing_to_the_console(page, site):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in EVERYWHERE:
        page.goto(site + path)
    assert [text for text in said if "autocomplete" not in text] == []


def test_a_tick_and_a_dot_can_be_seen_in_forced_colours(chromium, site):
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(site + "/gallery/public/right")
    tick = page.evaluate(
        """() => {
            const label = document.querySelector('.govuk-checkboxes__input:checked + label')
            const [box, tick] = ['::before', '::after'].map(each => getComputedStyle(label, each))
            return [box.backgroundColor, tick.borderBottomColor]
        }"""
    )
    assert tick[0] != tick[1]
    context.close()


def test_the_first_page_is_light(chromium, site):
    """All that the first page fetches, as WhiteNoise serves it, is at most 100 KB."""
    context = chromium.new_context()
    page = context.new_page()
    fetched = []
    page.on("response", lambda response: fetched.append(response))
    page.goto(site + "/", wait_until="networkidle")
    sizes = {}
    for response in fetched:
        name = response.url.rpartition("/")[2] or "the page"
        packed = ROOT / "portal/static/build" / f"{name}.gz"
        sizes[name] = packed.stat().st_size if packed.exists() else len(response.body())
    assert sum(name.endswith(".woff2") for name in sizes) <= 2
    assert sum(sizes.values()) <= 100_000, sizes
    context.close()
