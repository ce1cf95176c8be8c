"""Every page and state there is, on a small phone, as each of its readers meets it; and, after all
that was done to come to them, what the record of it holds.

Both are told here because the pages take long to walk to, and one file walks to them once.
"""

import re

import pytest
from sqlalchemy import text

from portal.referral.verifying import verify
from tests.browser.conftest import Reader
from tests.support.in_browser import axe_findings, wider_than_screen

# What a media setting must not take away: seen with the page's own styles, in Chromium.
HIDDEN_WORDS = """() => {
    const lost = []
    for (const element of document.querySelectorAll('main h1, main h2, main p, main dd, main li')) {
        if (element.closest('.govuk-visually-hidden, details:not([open]), nav, form')) continue
        if (element.querySelector('a')) continue  // what can't be pressed on paper may go
        const box = element.getBoundingClientRect()
        if (element.textContent.trim() && (box.width < 2 || box.height < 2))
            lost.push(element.outerHTML.slice(0, 80))
    }
    return lost
}"""

UNSEEN_CONTROLS = """() => {
    const unseen = []
    const edge = style => style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0
    const controls = 'main :is(button, input, textarea, .govuk-button)'
    for (const box of document.querySelectorAll(controls)) {
        if (box.type === 'hidden' || !box.offsetParent) continue
        const drawn = ['radio', 'checkbox'].includes(box.type)
            ? getComputedStyle(box.nextElementSibling, '::before') : getComputedStyle(box)
        if (!edge(drawn)) unseen.push(box.outerHTML.slice(0, 80))
        if (getComputedStyle(box).forcedColorAdjust === 'none') unseen.push(box.outerHTML)
    }
    return unseen
}"""

ROW = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


@pytest.fixture(scope="module")
def reader(chromium, atlas):
    reader = Reader(chromium, atlas)
    yield reader
    reader.close()


def test_the_atlas_has_every_page_there_is(atlas):
    """A new page must be walked to, so that everything below holds for it too."""
    seen = {sheet.path.partition("?")[0] for sheet in atlas.sheets.values()}
    adapter = atlas.app.url_map.bind("localhost")
    reached = {adapter.match(path)[0] for path in seen if path != "/nowhere" and adapter.test(path)}
    no_pages = {
        "static", "public.language", "public.leave", "public.go_on", "public.copy_plain",
        "public.copy_full", "public.all_as_pdf", "public.all_as_data", "public.messages_here",
        "hub.copy", "hub.handover_card", "public.community_card", "hub.chart", "hub.figures_file",
        "accounts.from_provider", "partner.copy", "partner.draft", "partner.not_taken_out",
        "partner.chart", "partner.figures_file", "partner.received_copy", "public.guide_paper",
        "public.page_paper", "partner.not_referred_again", "metrics.show", "api.schemas",
        "api.schema", "api.status_schema", "api.meanings", "api.one_example",
    }  # fmt: skip
    pages = {
        rule.endpoint for rule in atlas.app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    assert pages - reached - no_pages == set()


def test_every_kind_of_page_is_right_for_every_reader(atlas, reader):
    """axe finds nothing; nothing scrolls sideways; no colour, motion or paper hides anything."""
    found = {}
    for sheet in atlas.kinds():
        page, name = reader.show(sheet), sheet.name
        found[name] = axe_findings(page)
        if wider_than_screen(page):
            found[name].append("wider than the screen")
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        found[f"{name} in forced colours"] = page.evaluate(UNSEEN_CONTROLS)
        moving = page.evaluate("document.getAnimations().length")
        found[f"{name} with less motion"] = ["moves"] * moving
        page.emulate_media(forced_colors="none", reduced_motion="no-preference", media="print")
        found[f"{name} in print"] = page.evaluate(HIDDEN_WORDS)
        page.emulate_media(media="screen")
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert reader.said == []


def test_no_event_holds_anything_that_anybody_typed(atlas):
    with atlas.app.extensions["portal_desk"].reading() as connection:
        rows = connection.execute(text("SELECT actor, verb, details FROM event")).all()
    assert len(rows) > 50
    for row in rows:
        # The name of a row is made of digits at random: some spell out part of a phone number.
        said = ROW.sub("", " ".join(str(each) for each in row))
        assert said.isascii(), said
        for words in (atlas.typed, "\\u03", "7700", "zenon", "LK1", "larkfield", "maple"):
            assert words.casefold() not in said.casefold()


def test_the_chain_of_all_that_is_whole(atlas):
    desk = atlas.app.extensions["portal_desk"]
    with desk.reading() as connection:
        verdict = verify(connection, desk.office)
    assert verdict.faults == {}
    assert verdict.events > 50
