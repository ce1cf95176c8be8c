"""How hard a text is to read, by textstat, without the dictionary that it would download."""

import re

import html5lib
import textstat
from textstat.backend.counts import _count_syllables

from tests.support.strict_html import text_of

BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "label",
    "legend",
    "dt",
    "dd",
    "td",
    "th",
    "div",
    "span",
}


class Syllables:
    """Stands in for a dictionary of sounds: counts the vowels of a word as they are spoken."""

    def __getitem__(self, word: str) -> list[list[str]]:
        bare = re.sub(r"[^a-z]", "", word.lower())
        spoken = re.sub(r"(?<![aeiouy]l)(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$", "", bare)
        if re.search(r"[^aeiouy]le$", bare):
            spoken = bare
        return [["V1"] * max(1, len(re.findall(r"[aeiouy]+", spoken)))]


_count_syllables.get_cmudict = lambda _language: Syllables()  # type: ignore[assignment]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of ``text``: 4 is about nine years of age, 6 about eleven."""
    return float(textstat.flesch_kincaid_grade(text))


def sentences(html: str) -> list[str]:
    """What main says, each block of words as a sentence or more.

    Blocks with a figure are left out: the formula takes a phone number for a hard word.
    """
    main = html5lib.parse(html, namespaceHTMLElements=False).find(".//main")
    found = []
    for block in main.iter():
        if block.tag not in BLOCKS or any(each.tag in BLOCKS for each in list(block.iter())[1:]):
            continue
        text = text_of(block)
        if text and not any(character.isdigit() for character in text):
            found.append(text if text[-1] in ".?!" else f"{text}.")
    return found
