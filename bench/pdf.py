"""Measures making a PDF: against plain WeasyPrint, in pairs, and memory over 300 documents.

    .venv/bin/python bench/pdf.py      (about five minutes on 2 cores)

Two plain ways are measured, because the first is easy to beat: it fetches and unpacks our fonts
for every document. The second has no fonts of ours at all, only what the system has.
"""

import gc
import json
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from weasyprint import HTML

from portal.documents.pdf import BUILD, STYLE, make_pdf
from portal.documents.renderer import Renderer
from tests.documents import samples

PAIRS = int(os.environ.get("BENCH_PAIRS", "15"))
NOTES = [
    "The neighbour's fence came down in the storm, and we agreed to share the cost. ",
    "Since then there has been shouting most weekends. ",
    "I have stopped using the garden, and my daughter sleeps in the back room now. ",
]
STORY = "\n\n".join("".join(NOTES[: 1 + number % 3]) * 3 for number in range(8))


def plainly(style: str) -> Callable[[str], bytes]:
    """Plain WeasyPrint: the document with ``style`` inside, tagged as ours is."""

    def make(html: str) -> bytes:
        whole = html.replace("</head>", f"<style>{style}</style></head>")
        made: bytes = HTML(string=whole).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        return made

    return make


def styles() -> tuple[str, str]:
    """Our stylesheet with its files at plain addresses, and without our fonts."""
    manifest = json.loads((BUILD / "manifest.json").read_text())
    found = re.sub(
        r"portal:([\w.-]+)",
        lambda name: (BUILD / manifest[name[1]]).as_uri(),
        STYLE.read_text(encoding="utf-8"),
    )
    # Plain WeasyPrint lays tables out by their content.
    found = found.replace("table-layout: fixed;", "")
    return found, re.sub(r"@font-face \{[^}]*\}", "", found)


def ratio(ours: Callable[[str], bytes], plain: Callable[[str], bytes], html: str) -> list[float]:
    """The median of paired ratios of processor time, and each one's median in milliseconds."""
    ratios, times = [], ([], [])
    for pair in range(PAIRS + 3):
        spent = {}
        for number in (0, 1) if pair % 2 else (1, 0):
            gc.collect()
            start = time.process_time()
            (ours, plain)[number](html)
            spent[number] = time.process_time() - start
        if pair >= 3:  # the first ones load code and fonts
            ratios.append(spent[0] / spent[1])
            for number in (0, 1):
                times[number].append(spent[number] * 1000)
    return [statistics.median(ratios), *map(statistics.median, times)]


def resident(process: int) -> float:
    """Resident memory of a process, in MiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


def memory() -> dict[int, float]:
    """Resident memory of the renderer's process after so many different documents."""
    renderer = Renderer()
    found = {}
    for number in range(1, 301):
        story = f"{STORY}\n\nNumber {number}: {number * 7919}"
        renderer.render(samples.full(answers={**samples.ANSWERS, "what_happened": story}))
        if number in (10, 100, 200, 300) and renderer._process is not None:
            found[number] = resident(renderer._process.pid)
    renderer.close()
    return found


def main() -> None:
    """Print the tables."""
    with_fonts, without_fonts = styles()
    documents = {
        "neutral note, 1 page": samples.neutral().html,
        "full copy, 6 pages": samples.full(
            answers={**samples.ANSWERS, "what_happened": STORY}
        ).html,
        "staff copy, 6 pages": samples.staff(
            answers={**samples.ANSWERS, "what_happened": STORY}
        ).html,
    }
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {PAIRS} pairs each\n")
    print("| document | plain | ours (ms) | plain (ms) | ratio |\n|---|---|---|---|---|")
    for name, html in documents.items():
        for which, style in (("our fonts", with_fonts), ("system fonts", without_fonts)):
            found, ours, plain = ratio(make_pdf, plainly(style), html)
            print(f"| {name} | {which} | {ours:.0f} | {plain:.0f} | {found:.2f} |", flush=True)
    print("\n| documents made | renderer's memory (MiB) |\n|---|---|")
    found = memory()
    for number, size in found.items():
        print(f"| {number} | {size:.1f} |")
    print(f"\nFrom the 100th to the 300th: {found[300] - found[100]:+.1f} MiB")


if __name__ == "__main__":
    main()
