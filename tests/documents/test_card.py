"""The card that a person is given: neutral, small, with the code and without the word."""

import re

import pytest

from portal.documents.card import card, link_of
from tests.documents import samples

CODE = "maple river candle forty"


def made(speak=samples.ENGLISH, *, has_word=True):
    return card(
        samples.HUB,
        speak,
        address="https://contact.larkshire.example",
        code=CODE,
        until=samples.NOW,
        has_word=has_word,
    )


def test_the_link_holds_the_code_after_its_hash_alone():
    assert link_of("https://a.example", CODE) == "https://a.example/yours#maple-river-candle-forty"


def test_it_says_where_to_go_what_to_enter_and_whom_to_ring():
    said = samples.text(made())
    for each in (
        CODE,
        "contact.larkshire.example/yours",
        samples.HUB.neutral_name,
        samples.HUB.phone,
        "the word that you agreed on",
        "22 November 2026",
    ):
        assert each in said
    assert len(samples.opened(made()).pages) == 1


def test_without_a_word_it_says_to_ring():
    assert "Ring us" in samples.text(made(has_word=False))


@pytest.mark.parametrize("speak", [samples.ENGLISH, samples.PSEUDO])
def test_nothing_on_it_or_in_it_says_what_it_is_about(speak):
    document = made(speak)
    whole = f"{samples.text(document)} {document.html} {document.title} {document.file_name}"
    assert samples.HUB.name not in whole
    assert not re.search(r"restorative|mediation|crime|victim|referr|police", whole, re.I)
