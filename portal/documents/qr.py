"""QR codes: a picture that a phone's camera reads as text."""

import segno
from markupsafe import Markup


def qr_picture(text: str, title: str = "") -> Markup:
    """The SVG of ``text``, to stand in a page or on paper. ``title`` says what it is in words,
    where nothing around it does."""
    drawn = segno.make(text, error="m", micro=False)
    picture = drawn.svg_inline(omitsize=True, light="#fff", border=3, title=title or None)
    # Drawn by a library from letters and digits, and the title is escaped by it.
    return Markup(picture)  # noqa: S704
