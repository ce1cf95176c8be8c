"""Has PDFs and charts made in processes of their own, so that making one holds up no page.

Why: in a thread of the web process it cut the rate of form steps to a third, and a document that
hangs or crashes must take nothing with it. Documents travel by pipe: no personal data in files,
logs or arguments.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, cast

from .paper import Document
from .worker import CHART, MADE, PDF, receive, send

CHECKOUT = Path(__file__).parents[2]
LIMIT = 30.0
"""Seconds that one document may take, the wait for its turn included."""
MOST = 1000
"""Documents made by one process before it is replaced, whatever it may have gathered by then."""
BIGGEST = 5_000_000
"""Bytes to make a file from; more is not tried."""


class NotRendered(Exception):
    """The file could not be made now: it took too long, was too big, or the renderer failed.

    It says nothing of the document, so it may be logged.
    """


class _Broke(Exception):
    """The process ended before it answered."""


class Renderer:
    """One process that renders, started when first needed and again whenever it broke."""

    def __init__(self, limit: float = LIMIT, kind: str = PDF) -> None:
        self.limit = limit
        self.kind = kind
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._made = 0

    def render(self, document: Document) -> bytes:
        """The PDF of ``document``. May be called from any thread. Raises NotRendered."""
        return self.make(document.html.encode(errors="replace"))

    def make(self, source: bytes) -> bytes:
        """The file made of ``source``. May be called from any thread. Raises NotRendered."""
        if len(source) > BIGGEST:
            raise NotRendered("too big")
        until = monotonic() + self.limit
        if not self._turn.acquire(timeout=self.limit):
            raise NotRendered("no turn in time")
        try:
            if self._process is not None:
                # It may have been killed while it stood idle; that is no fault of the document.
                with suppress(_Broke):
                    return self._render(source, until)
            return self._render(source, until)
        except _Broke:
            raise NotRendered("took too long, or broke") from None
        finally:
            self._turn.release()

    def _render(self, source: bytes, until: float) -> bytes:
        seconds = until - monotonic()
        if seconds <= 0:
            raise _Broke
        process = self._ready()
        into, out_of = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        # Killing it is what ends a wait: the pipe then closes.
        watch = threading.Timer(seconds, process.kill)
        watch.daemon = True
        watch.start()
        try:
            send(into, source)
            answer = receive(out_of)
        except (OSError, EOFError):
            self._stop()
            raise _Broke from None
        finally:
            watch.cancel()
        self._made += 1
        if self._made >= MOST:
            self._stop()
        if answer[:1] != MADE:
            raise NotRendered("faulty")
        return answer[1:]

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._owner != os.getpid():
            self._process = None  # a fork of the process that started it; not ours to use
        if self._process is not None and self._process.poll() is not None:
            self._stop()
        if self._process is None:
            # It needs no settings, so it gets no keys and no passwords.
            environment = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
            environment["OPENBLAS_NUM_THREADS"] = "1"  # charts need few sums and little memory
            self._process = subprocess.Popen(  # noqa: S603 - our own program, and a word of ours
                [sys.executable, "-m", "portal.documents.worker", self.kind],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=CHECKOUT,
                env=environment,
            )
            self._owner = os.getpid()
            self._made = 0
        return self._process

    def close(self) -> None:
        """End the process, if there is one. The next document starts another."""
        with self._turn:
            self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # what was left to say has nobody to hear it
                pipe.close()
        process.wait()


_renderer, _drawer = Renderer(), Renderer(kind=CHART)
atexit.register(_renderer.close)
atexit.register(_drawer.close)


def render_pdf(document: Document) -> bytes:
    """The PDF of ``document``, made in the renderer's own process.

    Takes some tenths of a second, and 30 seconds at most. Raises NotRendered.
    """
    return _renderer.render(document)


def draw_chart(
    title: str, rows: Sequence[tuple[str, int | None]], hidden: str, *, rtl: bool
) -> bytes:
    """The SVG of a bar a row, made in a process of its own; None is drawn as ``hidden``.

    Raises NotRendered.
    """
    asked = {"title": title, "rows": list(rows), "hidden": hidden, "rtl": rtl}
    return _drawer.make(json.dumps(asked).encode())


def close_renderer() -> None:
    """End the renderers' processes, as when the app shuts down; they also end by themselves."""
    _renderer.close()
    _drawer.close()
