"""The colours in assets/css/_colours.scss can be told apart, as WCAG 2.2 AA works it out."""

import re

import pytest

from tests.support.example import ROOT

COLOURS = dict(
    re.findall(
        r"^\$([a-z-]+): (#[0-9a-f]{6});", (ROOT / "assets/css/_colours.scss").read_text(), re.M
    )
)
TEXT = [
    *[(text, paper) for text in ("ink", "ink-soft", "link", "link-visited", "teal", "red", "green")
      for paper in ("paper", "paper-deep", "card", "teal-tint", "apricot-soft")],
    ("card", "teal"),
    ("card", "teal-deep"),
    ("card", "red"),
    ("card", "red-deep"),
    ("card", "green"),
    ("apricot", "teal"),
    ("ink", "focus"),
    ("ink", "apricot"),
    ("teal-bright", "paper"),
]  # fmt: skip
EDGES = [("line-strong", "paper"), ("line-strong", "card"), ("teal", "paper"), ("red", "paper")]


def brightness(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.2, "relative luminance"."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(COLOURS[one]), brightness(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "paper"), TEXT)
def test_text_stands_out(text, paper):
    assert contrast(text, paper) >= 4.5


@pytest.mark.parametrize(("edge", "paper"), EDGES)
def test_edges_of_boxes_stand_out(edge, paper):
    assert contrast(edge, paper) >= 3
