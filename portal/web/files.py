"""Documents as files to save; or a page that says that one could not be made just now."""

import logging

from flask import Response

from portal.documents.paper import Document
from portal.documents.renderer import NotRendered, render_pdf
from portal.referral.words import say

from .language import t
from .shell import Door, render

log = logging.getLogger("portal")

NOT_MADE = say("We could not make that file")
AGAIN = say("Go back, and try again in a few minutes.")


def as_file(
    document: Document, *, door: Door = "public", person: str | None = None, first: str = ""
) -> Response:
    """The PDF of ``document`` to save; or a page that says so when it can't be made now.

    ``first`` is what that page says first, in the reader's language. Making a PDF takes a moment,
    so no transaction should be open meanwhile.
    """
    try:
        made = render_pdf(document)
    except NotRendered as error:
        log.error("no document: %s", error)
        lines = [each for each in (first, t(AGAIN)) if each]
        return render(
            "error.html", title=t(NOT_MADE), status=503, door=door, person=person, lines=lines
        )
    return to_save(made, "application/pdf", document.file_name)


def to_save(body: bytes, kind: str, name: str) -> Response:
    """``body``, of the media type ``kind``, as a file with this ``name``."""
    answer = Response(body, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
