"""Every word that a page says can be translated: seen in a language that marks what is."""

import re

import html5lib
import pytest
from babel.dates import get_day_names, get_month_names
from pydantic import BaseModel
from sqlalchemy import select

from portal.referral.codewords import words
from portal.referral.records import Organisation
from tests.browser.conftest import Reader
from tests.support.atlas import TYPED, Atlas, Sheet, draw
from tests.support.in_browser import wider_than_screen
from tests.support.partners import ROLES_THERE
from tests.support.staffing import ROLES
from tests.support.strict_html import faults

ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "aria-roledescription")
UNREAD = {"script", "style", "svg"}
CODE = re.compile(rf"\b(?:(?:{'|'.join(words())}) ){{3}}(?:{'|'.join(words())})\b")
OWN = re.compile(
    r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b"  # a reference
    r"|\S+@\S+\.\w+|https?://\S+"
    r"|\bLK1 ?2AB\b|\bzzz\b|\bMillgate\b|\bSAME\b"  # typed by the walk
    r"|\bDH1 ?5UL\b|\bAnn\b|Somebody broke the kettle"
    r"|\b[\w-]+\.(?:org\.uk|com)\b"  # another site
    r"|\b[0-9a-f]{8}\b"  # a version of a text
    r"|(?<=⟧) (?:and|or) (?=⟦)"  # how the locale joins a list
    r"|^(?:session|language)$"  # the names of cookies
)
LETTERS = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def atlas(new_sqlite) -> Atlas:
    drawn = draw(new_sqlite(), "en_150")
    yield drawn
    drawn.app.extensions["portal_desk"].engine.dispose()


def own_words(atlas: Atlas) -> list[str]:
    """What needs no translation here: the hub's facts, names of staff and languages, and dates."""
    found = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, BaseModel):
            for _, each in value:
                gather(each)
        elif isinstance(value, tuple | list):
            for each in value:
                gather(each)

    gather(atlas.app.extensions["portal_desk"].office.hub)
    found += [f"{what.capitalize().replace('_', ' ')} Name" for what in (*ROLES, *ROLES_THERE)]
    found += ["Pseudo", "English", TYPED]
    with atlas.app.extensions["portal_desk"].looking() as session:
        for each in session.scalars(select(Organisation)):
            found += [each.name, each.power]
    for width in ("wide", "abbreviated"):
        found += [*get_month_names(width, locale="en").values()]
        found += [*get_day_names(width, locale="en").values()]
    return sorted({each for each in found if LETTERS.search(each)}, key=len, reverse=True)


def said(sheet: Sheet) -> list[str]:
    """Everything that somebody sees or hears of a page."""
    tree, found = html5lib.parse(sheet.html, namespaceHTMLElements=False), []

    def read(element) -> None:
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in UNREAD:
            return
        if element.get("lang", "en-150") != "en-150":
            return  # a name in its own language, such as the title of a study
        found.extend(element.get(name) or "" for name in ATTRIBUTES)
        found.extend(text for name, text in element.attrib.items() if name.startswith("data-i18n"))
        if element.tag != "textarea":
            found.append(element.text or "")
            for child in element:
                read(child)
                found.append(child.tail or "")

    read(tree)
    return [" ".join(text.split()) for text in found if text.strip()]


def test_every_word_of_every_page_can_be_translated(atlas):
    own = re.compile("|".join(re.escape(each) for each in own_words(atlas)))
    unmarked: dict[str, set[str]] = {}
    for sheet in atlas.sheets.values():
        for text in said(sheet):
            rest = own.sub("", OWN.sub("", CODE.sub("", re.sub(r"%\{\w+\}", "", text))))
            if LETTERS.search(rest):
                unmarked.setdefault(text[:120], set()).add(sheet.name)
    assert not unmarked, "\n".join(f"{text}: {min(names)}" for text, names in unmarked.items())


def test_pages_run_from_right_to_left_and_are_still_well_formed(atlas):
    for sheet in atlas.sheets.values():
        assert '<html lang="en-150" dir="rtl"' in sheet.html, sheet.name
        assert faults(sheet.html) == [], sheet.name


def test_numbers_and_addresses_keep_their_own_direction(atlas):
    """A phone number, an email address or a reference stands apart from the text around it."""
    apart = re.compile(r"\b01632 \d{6}\b|\b07700 \d{6}\b|[\w.]+@[\w.]+\.example")
    found = {}
    for sheet in atlas.sheets.values():
        tree = html5lib.parse(sheet.html, namespaceHTMLElements=False)
        for parent in tree.find("body").iter():
            inside = parent.tag == "bdi" or parent.get("dir") in ("ltr", "auto")
            texts = [child.tail or "" for child in parent]
            if not inside and parent.tag not in ("textarea", "title"):
                texts.append(parent.text or "")
            for text in texts:
                if apart.search(text) and not re.search("[\u2066-\u2069]", text):
                    found.setdefault(" ".join(text.split())[:100], sheet.name)
    assert not found, "\n".join(f"{text}: {name}" for text, name in found.items())


WRONG_SIDE = """() => [...document.querySelectorAll('main input')].filter(box => {
    if (!['radio', 'checkbox'].includes(box.type) || !box.nextElementSibling) return false
    const words = document.createRange()
    words.selectNodeContents(box.nextElementSibling)
    const [mark, text] = [box.getBoundingClientRect(), words.getBoundingClientRect()]
    return mark.left + mark.width / 2 < text.left + text.width / 2
}).map(box => box.outerHTML)"""


@pytest.mark.browser
def test_long_words_from_right_to_left_fit_on_a_phone(chromium, atlas):
    """Nothing scrolls sideways; marks stand to the right of their words; nothing is cut off."""
    reader, found = Reader(chromium, atlas), {}
    for sheet in atlas.kinds():
        page = reader.show(sheet)
        found[sheet.name] = page.evaluate(WRONG_SIDE)
        if wider_than_screen(page):
            found[sheet.name].append("wider than the screen")
    reader.close()
    assert {name: faults for name, faults in found.items() if faults} == {}
