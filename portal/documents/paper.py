"""What every document is made of: one page frame, words in one language, text made fit to print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portal.referral.hub import Hub
from portal.referral.kinds.text import Text, clean
from portal.referral.summary import Part
from portal.referral.words import Speaker, say

TEMPLATES = Path(__file__).parents[1] / "templates"
MOST = 30_000
"""Characters of one answer or message that are printed. The longest answer we ask for is 20,000;
laying out much more would keep everybody else waiting."""
PSEUDO = "en_150"
"""The pseudo-language, which runs right to left so that tests meet such a layout."""

_PIECES = re.compile(r"(?:\S{0,99}\s)*\S{0,100}")
CUT = say("There is more than fits in this document. Ask us for the rest.")


@dataclass(frozen=True)
class Document:
    """A document ready to be laid out. ``file_name`` and ``title`` tell nothing personal."""

    html: str = field(repr=False)
    title: str
    file_name: str


@dataclass(frozen=True)
class Block:
    """Rows that stand together: short answers as a table, or one long answer as running text."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    running: bool


def make(
    template: str, hub: Hub, speak: Speaker, *, title: str, file_name: str, **context: Any
) -> Document:
    """The document that ``template`` makes in the language of ``speak``.

    ``large`` in ``context`` asks for large print.
    """

    def words(text: str, **values: object) -> str:
        return speak(text, **{**hub.facts, **values})

    html = (
        _environment()
        .get_template(f"documents/{template}")
        .render(
            {
                "large": False,
                **context,
                "_": words,
                "speak": speak,
                "hub": hub,
                "title": title,
                "tag": str(speak.locale).replace("_", "-"),
                "direction": direction_of(speak),
            }
        )
    )
    return Document(html, title, file_name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(printable=printable, runs=runs, blocks=blocks, breakable=breakable)
    return environment


def direction_of(speak: Speaker) -> str:
    """Which way the language runs: ``ltr`` or ``rtl``."""
    locale = speak.locale
    mirrored = str(locale) == PSEUDO or locale.character_order == "right-to-left"
    return "rtl" if mirrored else "ltr"


def runs(text: str) -> str:
    """Which way ``text`` runs, by its first letter, as HTML's own dir="auto" has it.

    Without a letter it runs left to right: groups of digits in a phone number keep their order.
    """
    for character in text:
        kind = bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "ltr"


def breakable(line: str) -> Markup:
    """``line`` with places where an endless word may break, and all else escaped.

    WeasyPrint needs seconds to find such places by itself in 20,000 characters without a space.
    The text copies out unchanged.
    """
    return Markup("<wbr>").join(filter(None, _PIECES.findall(line)))


def printable(lines: str | Sequence[str], speak: Speaker) -> list[str]:
    """The lines of a text without invisible characters and empty lines, cut at MOST characters."""
    text = lines if isinstance(lines, str) else "\n".join(lines)
    cut = len(text) > MOST
    found = [each for each in clean(text[:MOST], lines=True).split("\n") if each.strip()]
    return [*found, speak(CUT)] if cut else found


def blocks(part: Part, speak: Speaker, *, tight: bool = False) -> list[Block]:
    """The rows of ``part``, in order: a long answer stands alone, as running text.

    ``tight`` keeps every answer in the table, for what must stay on one page.
    """
    made: list[Block] = []
    for row in part.rows:
        lines = tuple(printable(row.lines, speak))
        kind = row.question.kind
        if isinstance(kind, Text) and kind.long and lines and not tight:
            made.append(Block(((row.label, lines),), running=True))
        elif made and not made[-1].running:
            made[-1] = Block((*made[-1].rows, (row.label, lines)), running=False)
        else:
            made.append(Block(((row.label, lines),), running=False))
    return made
