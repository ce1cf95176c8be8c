"""A page of the guide as it was when somebody read it."""

from flask import Response, request

from portal.choices.archive import text_read
from portal.choices.reading import is_text
from portal.choices.texts import TEXTS, version_of
from portal.public import public
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import current_language, offered_languages, t

from .showing import show


@public.get("/options/as-read/<page>/<version>")
@anyone
def as_read(page: str, version: str) -> Response:
    """The words of one version, in the language in which it was read (``?in=``)."""
    offered = {each.code: each for each in offered_languages()}
    language = offered.get(request.args.get("in", ""), current_language())
    body = None
    if is_text(page, version, language.code):
        with desk().looking() as session:
            body = text_read(session, page, version, language.code)
    if body is None and page in TEXTS:
        now = TEXTS[page](language.speaker)
        body = now if version_of(now) == version else None
    return show(
        "as_read",
        body["title"] if body else t(say("We don’t have that version")),
        body=body,
        version=version,
        language=language,
    )
