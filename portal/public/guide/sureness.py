"""How often, and how sure: each figure in words and as a picture of a hundred."""

from flask import Response

from portal.choices.figures import HOW_SURE
from portal.choices.told import topics_told
from portal.public import public
from portal.web.guard import anyone
from portal.web.language import current_language

from .reading import sources_of
from .showing import read_text, show


@public.get("/options/how-sure")
@anyone
def how_sure() -> Response:
    """What was counted, out of a hundred each time, and at the same size what speaks against it."""
    body, version = read_text(HOW_SURE.id)
    return show(
        "how_sure",
        body["title"],
        body=body,
        version=version,
        topics=topics_told(current_language().speaker),
        sources=sources_of(HOW_SURE.sources),
    )
