"""The process that renders: documents come in on its standard input, files leave on its output.

Each message is four bytes of length and then that many bytes: HTML in UTF-8 on the way in, or what
to draw as JSON; on the way out one letter (M made, F faulty) and the PDF, or the SVG. One process
makes one kind, named when it starts. Nothing is written anywhere else.
"""

import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import IO

from .faulty import Faulty

LENGTH = struct.Struct(">I")
MADE, FAULTY = b"M", b"F"
PDF, CHART = "pdf", "chart"
"""The kinds of file that a process can make."""

MEMORY = 2 * 1024**3
"""Bytes of address space. A document that asks for more ends this process and not the machine's."""


def send(stream: IO[bytes], *pieces: bytes) -> None:
    """Write one message. Raises OSError when nobody listens any more."""
    stream.write(LENGTH.pack(sum(map(len, pieces))) + b"".join(pieces))
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message. Raises EOFError when the other side has gone."""
    return _exactly(stream, LENGTH.unpack(_exactly(stream, LENGTH.size))[0])


def _exactly(stream: IO[bytes], count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found


def main(kind: str) -> None:
    """Render until the other side closes our input, which it also does by dying."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not break a message
    os.nice(5)  # pages first, documents after
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    make = _maker(kind)
    while True:
        try:
            source = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(answers, MADE, make(source))
        except Faulty:
            send(answers, FAULTY)
        except OSError:
            return
        # Any other exception ends this process; the next document gets a new one.


def _maker(kind: str) -> Callable[[bytes], bytes]:
    if kind == CHART:
        from .charts import draw_json

        return draw_json
    from .pdf import make_pdf

    return lambda source: make_pdf(source.decode())


if __name__ == "__main__":
    main(sys.argv[1])
