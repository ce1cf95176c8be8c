"""Square codes for a phone's camera, as pictures that stand in a page or a document."""

from io import BytesIO

import segno
from markupsafe import Markup


def qr_picture(text: str, title: str = "") -> Markup:
    """The square code that says ``text``, as an SVG with its white border and no size of its own.

    ``title`` is what it is, for who can't see it; leave it out where the page around says so.
    """
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        dark="#000",
        light="#fff",
        border=4,
        title=title or None,
    )
    # Drawn by a library, which escapes the title; the code itself is lines.
    return Markup(drawn.getvalue().decode())  # noqa: S704
