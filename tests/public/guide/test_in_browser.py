"""The guide in a real browser: axe, a phone's width, keyboard, a screen reader's order, print."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from portal.choices.guide import OPTIONS
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    enter,
    follow,
    served,
    wider_than_screen,
)

pytestmark = pytest.mark.browser

FOUR = "/options/compare?" + "&".join(f"with={option.id}" for option in OPTIONS[3:7])
PLACES = [
    "/options",
    "/options/meeting",
    "/options/rights",
    "/options/no-such-option",
    "/options/compare",
    FOUR,
    "/options/how-sure",
    "/options/what-matters?all",
    "/options/lean",
    "/options/ready",
    "/options/easy",
    "/options/easy/meeting",
    "/options/notes",
    "/options/about",
]
CLEAR = """() => {
    const focused = document.activeElement
    if (focused === document.body || focused.closest('.exit, .govuk-skip-link')) return true
    const box = focused.getBoundingClientRect()
    const exit = document.querySelector('.exit .govuk-button').getBoundingClientRect()
    return box.right <= exit.left || box.left >= exit.right ||
        box.bottom <= exit.top || box.top >= exit.bottom
}"""
"""Whether the exit button leaves what has the focus in sight."""

SCREENS = {"phone": (320, 640), "desk": (1280, 800)}


@pytest.fixture(scope="module")
def site(guide_app):
    with served(guide_app) as address:
        yield address


@pytest.fixture
def page(chromium, request):  # noqa: F811
    width, height = SCREENS[getattr(request, "param", "desk")]
    context = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("page", SCREENS, indirect=True)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(page, site):
    found = {}
    for path in PLACES:
        page.goto(site + path)
        found[path] = axe_findings(page)
    for path in (*PLACES, *(f"{each}{'&' if '?' in each else '?'}large" for each in PLACES)):
        page.goto(site + path)
        if wider_than_screen(page):
            found.setdefault(path, []).append("wider than the screen")
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_pages_that_answer_a_form_pass_too(page, site):
    page.goto(site + "/options/ready")
    page.check("#ready-clear-2")
    follow(page.locator("text=Keep this").first)
    expect(page.locator("#help")).to_be_visible()
    found = axe_findings(page)
    page.goto(site + "/options/what-matters")
    page.check("#matter-answers")
    follow(page.locator("text=Show me what bears on it").first)
    expect(page.locator(".bearing").first).to_be_visible()
    assert found + axe_findings(page) == []
    assert not wider_than_screen(page)


@pytest.mark.parametrize("page", SCREENS, indirect=True)
def test_what_is_compared_is_a_table_at_any_width(page, site):
    page.goto(site + FOUR)
    told = page.locator("main").aria_snapshot()
    assert "- table " in told
    assert told.count("- columnheader ") == 4
    assert told.count("- rowheader ") == 8
    assert told.count("- cell ") >= 4 * 8
    # Heading by heading, and under each the options in the guide's order.
    titles = [option.title for option in OPTIONS[3:7]]
    places = [told.index(f'- columnheader "{title}"') for title in titles]
    assert places == sorted(places)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_each_option_is_a_card_that_says_whose_it_is(page, site):
    page.goto(site + FOUR)
    cells = page.locator(".compare tbody tr").first.locator("td")
    boxes = [cells.nth(place).bounding_box() for place in range(4)]
    assert len({round(box["x"]) for box in boxes}) == 1
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    expect(page.locator(".compare__name").first).to_be_visible()


def test_on_a_wide_screen_they_stand_side_by_side_clear_of_the_exit_button(page, site):
    page.goto(site + FOUR)
    cells = page.locator(".compare tbody tr").first.locator("td")
    assert len({round(cells.nth(place).bounding_box()["y"]) for place in range(4)}) == 1
    for scrolled in (0, 600, 1500):
        page.evaluate(f"window.scrollTo(0, {scrolled})")
        covered = page.evaluate(
            """() => {
                const exit = document.querySelector('.exit .govuk-button').getBoundingClientRect()
                const bar = document.querySelector('.exit').getBoundingClientRect()
                return bar.height < exit.height
            }"""
        )
        assert covered is False


def test_a_leaning_can_be_made_with_the_keyboard_alone(page, site):
    page.goto(site + "/options/lean")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "talk":
            break
    page.keyboard.press("ArrowDown")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Keep this":
            break
    enter(page)
    page.wait_for_url("**/options/lean?kept")
    expect(page.locator("input[name=talk][value=not_for_me]")).to_be_checked()


@pytest.mark.parametrize("page", SCREENS, indirect=True)
def test_the_exit_button_never_covers_what_has_the_focus(page, site):
    for path in (FOUR, "/options/lean"):
        page.goto(site + path)
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate(CLEAR), page.evaluate("document.activeElement.outerHTML")


def test_the_guide_works_without_scripts(chromium, site):  # noqa: F811
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/options/compare")
    page.check("input[value=talk]")
    page.check("input[value=letter]")
    follow(page.locator("text=Put them side by side").first)
    expect(page.locator(".compare thead th")).to_have_count(2)
    page.goto(site + "/options/lean")
    page.check("input[name=talk][value=interested]")
    follow(page.locator("text=Keep this").first)
    expect(page.locator(".saved")).to_be_visible()
    expect(page.locator("input[name=talk][value=interested]")).to_be_checked()
    context.close()


def test_paper_holds_the_words_and_no_buttons(page, site):
    page.emulate_media(media="print")
    for path in ("/options/meeting", FOUR, "/options/how-sure", "/options/lean"):
        page.goto(site + path)
        for part in (".guide__foot", ".exit", ".guide__next", ".main .govuk-button"):
            for each in page.locator(part).all():
                assert not each.is_visible(), (path, part)
        expect(page.locator("h1")).to_be_visible()
    page.goto(site + "/options/how-sure")
    expect(page.locator(".hundred").first).to_be_visible()


def test_large_print_is_larger(page, site):
    sizes = []
    for path in ("/options/talk", "/options/talk?large"):
        page.goto(site + path)
        sizes.append(
            page.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.guide li')).fontSize)"
            )
        )
    assert sizes[1] > 1.3 * sizes[0] > 24
