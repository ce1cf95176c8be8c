"""Charts: what is drawn, for whom, and that it is a plain picture."""

import re
from xml.etree import ElementTree

import pytest

from portal.documents.renderer import NotRendered, Renderer, draw_chart
from portal.documents.worker import CHART

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [("A crime", 40), ("A dispute", 10), ("Something else", None), ("Not said", 0)]


def bars(svg):
    """Where each bar begins and ends, from left to right."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        if path.get("fill") == "#1b6b6d":
            across = [float(each) for each in re.findall(r"[ML] ([0-9.]+)", path.get("d"))]
            found.append((min(across), max(across)))
    return found


def test_bars_are_as_long_as_their_numbers_and_what_is_hidden_has_none():
    (first, crime), (second, dispute) = bars(draw_chart("Kinds", ROWS, "hidden", rtl=False))
    assert first == second
    assert crime - first == pytest.approx(4 * (dispute - second), rel=0.01)


def test_from_right_to_left_bars_begin_at_the_right():
    (_, first), (_, second) = bars(draw_chart("Kinds", ROWS, "hidden", rtl=True))
    assert first == second == 308


def test_the_same_numbers_are_the_same_file_and_a_hidden_number_leaves_no_trace():
    once = draw_chart("Kinds", ROWS, "hidden", rtl=False)
    assert once == draw_chart("Kinds", ROWS, "hidden", rtl=False)


def test_it_is_a_plain_picture_without_scripts_or_styles():
    svg = draw_chart("Kinds", ROWS, "hidden", rtl=False).decode()
    root = ElementTree.fromstring(svg)
    assert {each.tag for each in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "defs", "g", "path", "use", "clipPath", "rect")
    }
    assert not any({"style", "class"} & set(each.attrib) for each in root.iter())
    assert "<!DOCTYPE" not in svg
    assert root.find(f"{SVG}title").text == "Kinds"


@pytest.mark.parametrize(
    "label",
    [
        "</text><script>alert(1)</script>",
        "$x^2$ & $",
        "\\frac{1}{2}",
        "",
        "مرحبا بالعالم",
        "☃" * 200,
    ],
)
def test_any_words_are_drawn_as_words(label):
    root = ElementTree.fromstring(draw_chart(label, [(label, 1)], label, rtl=False))
    assert root.find(f".//{SVG}script") is None
    assert (root.find(f"{SVG}title").text or "") == label


def test_nothing_to_draw_is_an_empty_picture():
    assert bars(draw_chart("Kinds", [("A crime", 0)], "hidden", rtl=False)) == []
    assert bars(draw_chart("Kinds", [("A crime", None)], "hidden", rtl=False)) == []


def test_what_cannot_be_drawn_ends_its_process_and_nothing_else():
    drawer = Renderer(kind=CHART)
    with pytest.raises(NotRendered):
        drawer.make(b"no chart at all")
    assert drawer.make(b'{"title": "x", "rows": [["a", 1]], "hidden": "h", "rtl": false}')
    drawer.close()
