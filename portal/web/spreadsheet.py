"""Files for spreadsheets: CSV in which no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may take for a formula; wide forms of the signs too.
Source: OWASP, CSV Injection."""


def write(lines: Iterable[Sequence[str]]) -> bytes:
    """The lines as CSV, with the mark by which spreadsheets know UTF-8.

    A cell that could act gets a ' in front, as one would type it to have it taken for text.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    for line in lines:
        writer.writerow([safe(cell) for cell in line])
    return made.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell, unable to act as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTS) else cell
