"""A strict reader of pages: every response that a test gets must be well-formed and usable."""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

LABELLED = {"input", "select", "textarea"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
# Browsers and the HTML standard allow these; html5lib's grammar is older.
ALLOWED_ERRORS: set[str] = set()

_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]*')
_read: set[int] = set()
"""Pages that were found right already; only their tokens differ from one time to the next."""


@lru_cache(maxsize=16)
def parsed(html: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of the page ``html``, which nobody may change, and what the grammar says of it.

    Reading a page is slow, and most are read twice: strictly, and by the browser of a test.
    """
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    return tree, tuple(
        f"line {place[0]}: {code} {values or ''}".strip()
        for place, code, values in parser.errors
        if code not in ALLOWED_ERRORS
    )


def faults(html: str) -> list[str]:
    """Everything wrong with the page ``html``, in words; an empty list means it passes."""
    tree, grammar = parsed(html)
    found = list(grammar)
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype")
    return found + _structure(tree) + _names(tree) + _policy(tree)


def _structure(tree) -> list[str]:
    found = []
    if not tree.get("lang"):
        found.append("html has no lang")
    if tree.get("dir") not in ("ltr", "rtl"):
        found.append("html has no dir")
    title = tree.findtext("head/title") or ""
    if not title.strip():
        found.append("no title")
    headings = tree.findall(".//h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1 elements")
    elif not text_of(headings[0]):
        found.append("the h1 is empty")
    if len(tree.findall(".//main")) != 1:
        found.append("not exactly one main")
    level = 0
    for element in _each(tree, "h1", "h2", "h3", "h4", "h5", "h6"):
        own = int(element.tag[1])
        if level and own > level + 1:
            found.append(f"heading level jumps from {level} to {own}: {text_of(element)}")
        level = own
    return found


def _names(tree) -> list[str]:
    found = []
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    found += [f"id {each!r} is used twice" for each in sorted({i for i in ids if ids.count(i) > 1})]
    found += [f"id {each!r} is empty or has a space" for each in ids if not each or " " in each]
    known = set(ids)
    for element in tree.iter():
        for name in REFERENCES:
            for target in (element.get(name) or "").split():
                if target not in known:
                    found.append(f"{element.tag} {name} points at {target!r}, which is not there")
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in known:
            found.append(f"a link points at {href}, which is not there")
        if element.tag in ("a", "button") and not (text_of(element) or element.get("aria-label")):
            found.append(f"a {element.tag} says nothing")
        if element.tag == "img" and element.get("alt") is None:
            found.append("an img has no alt")
        if element.tag == "label" and not element.get("for"):
            found.append("a label is for nothing")
    pointed = {label.get("for") for label in tree.iter("label")}
    for element in _each(tree, *LABELLED):
        if element.get("type") in ("hidden", "submit", "button"):
            continue
        if element.get("id") not in pointed and not element.get("aria-label"):
            found.append(f"{element.tag} {element.get('name')!r} has no label")
    for fieldset in tree.iter("fieldset"):
        if not any(text_of(legend) for legend in fieldset.findall("legend")):
            found.append("a fieldset has no legend")
    return found


def _policy(tree) -> list[str]:
    found = []
    for element in tree.iter():
        if element.tag == "style" or element.get("style") is not None:
            found.append(f"inline style on {element.tag}")
        if element.tag == "script" and not element.get("src"):
            found.append("inline script")
        found += [f"{name} on {element.tag}" for name in element.attrib if name.startswith("on")]
        for name in ("src", "href"):
            if element.tag in ("script", "link", "img") and "//" in (element.get(name) or ""):
                found.append(f"{element.tag} comes from another site")
        if element.tag == "form" and element.get("method", "get").lower() == "post":
            boxes = [box.get("name") for box in element.iter("input")]
            if "csrf_token" not in boxes and element.get("data-no-csrf") is None:
                found.append(f"the form to {element.get('action')!r} has no csrf_token")
    return found


def _each(tree, *tags: str) -> list:
    return [element for element in tree.iter() if element.tag in tags]


def text_of(element) -> str:
    """All the text in ``element``, trimmed."""
    return " ".join("".join(element.itertext()).split())


def assert_page(response) -> None:
    """Fail with every fault of an HTML ``response`` (a Flask or Werkzeug test response)."""
    if response.mimetype != "text/html" or 300 <= response.status_code < 400:
        return
    html = response.get_data(as_text=True)
    same = hash(_TOKEN.sub("", html))
    if same in _read:
        return
    found = faults(html)
    assert not found, f"{response.request.path}: " + "; ".join(found)
    _read.add(same)
