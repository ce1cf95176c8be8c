"""Charts: bars with their words and numbers, as an SVG without scripts and without styles.

Imported only in the process that draws (see renderer.py): matplotlib is big. We use its objects
and not pyplot, which keeps everything it ever drew. The same chart is the same file, every time.
"""

import io
import json
from collections.abc import Sequence
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

WIDTH = 320
"""Units across, as wide as the smallest screen; a page may draw it larger."""

_EDGE = 12
_LINE = 17
_BAR = 14
_GAP = 13
_INK, _SOFT, _TEAL, _CARD = "#1d2b2e", "#4a5759", "#1b6b6d", "#ffffff"
_TEXT = FontProperties(family="DejaVu Sans", size=12.5)
_BOLD = FontProperties(family="DejaVu Sans", size=12.5, weight="bold")
_SVG = "http://www.w3.org/2000/svg"

mpl.rcParams["svg.hashsalt"] = "portal"
mpl.rcParams["svg.fonttype"] = "path"
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def draw(title: str, rows: Sequence[tuple[str, int | None]], hidden: str, *, rtl: bool) -> bytes:
    """The SVG of one bar a row, its label above it and its number beside it.

    A row whose count is None has no bar, and the word ``hidden`` where its number would be.
    """
    broken = [_broken(label) for label, _ in rows]
    height = 2 * _EDGE + sum(len(lines) * _LINE + _BAR + _GAP for lines in broken) - _GAP
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=_CARD)
    canvas = FigureCanvasSVG(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(WIDTH, 0) if rtl else (0, WIDTH), ylim=(height, 0))
    longest = max((count or 0 for _, count in rows), default=0) or 1
    room = WIDTH - 2 * _EDGE - max(_wide(_number(count, hidden)) for _, count in rows) - 8
    down = float(_EDGE)
    for (_, count), lines in zip(rows, broken, strict=True):
        for line in lines:
            axes.text(
                _EDGE,
                down + 12,
                line,
                fontproperties=_TEXT,
                color=_INK,
                ha=_start(rtl),
                parse_math=False,
            )
            down += _LINE
        length = room * (count or 0) / longest
        if length:
            axes.barh(down + _BAR / 2, length, height=_BAR, left=_EDGE, color=_TEAL)
        axes.text(
            _EDGE + length + (8 if length else 0),
            down + _BAR - 2,
            _number(count, hidden),
            fontproperties=_TEXT if count is None else _BOLD,
            color=_SOFT if count is None else _INK,
            ha=_start(rtl),
            parse_math=False,
        )
        down += _BAR + _GAP
    made = io.BytesIO()
    unsaid = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    canvas.print_svg(made, metadata=unsaid)  # type: ignore[no-untyped-call]
    return _plain(made.getvalue(), title, height)


def draw_json(source: bytes) -> bytes:
    """As ``draw``, from its arguments as a JSON object."""
    asked = json.loads(source)
    return draw(asked["title"], asked["rows"], asked["hidden"], rtl=asked["rtl"])


def _number(count: int | None, hidden: str) -> str:
    return hidden if count is None else str(count)


def _start(rtl: bool) -> str:
    return "right" if rtl else "left"


def _wide(text: str) -> float:
    wide, _, _ = text_to_path.get_text_width_height_descent(text, _BOLD, ismath=False)
    return float(wide)


def _broken(label: str) -> list[str]:
    """The label in lines that fit."""
    lines: list[str] = []
    for word in label.split():
        together = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(together) <= WIDTH - 2 * _EDGE:
            lines[-1] = together
        else:
            lines.append(word)
    return lines or [""]


def _plain(svg: bytes, title: str, height: float) -> bytes:
    """The same picture with attributes for styles, so that it looks right under any policy."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - matplotlib wrote it
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"):
                parent.remove(child)
        for part in parent.attrib.pop("style", "").split(";"):
            name, _, value = part.partition(":")
            if value:
                parent.set(name.strip(), value.strip())
    root.attrib |= {
        "width": str(WIDTH),
        "height": f"{height:g}",
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    named = ElementTree.Element(f"{{{_SVG}}}title")
    named.text = title
    root.insert(0, named)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
