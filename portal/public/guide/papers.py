"""The guide as a file: all of it or one page, with a cover that tells or one that doesn't."""

from hashlib import sha256

from flask import Response, current_app, request

from portal.choices.figures import HOW_SURE
from portal.choices.guide import OPTIONS, OVERVIEW, PAGES, GuidePage, page_at
from portal.choices.texts import TEXTS
from portal.documents.guide import guide_document
from portal.documents.paper import Document
from portal.public import public
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import current_language

from ..papers import as_file
from .reading import sources_of, unknown
from .showing import is_large


@public.get("/options/paper")
@anyone
def guide_paper() -> Response:
    """The whole guide as a file. ``?plain`` gives it a cover that tells nothing."""
    return _as_kept_file((OVERVIEW, *OPTIONS, HOW_SURE, *(p for p in PAGES if p is not HOW_SURE)))


@public.get("/options/<slug>/paper")
@anyone
def page_paper(slug: str) -> Response:
    """One page of it as a file."""
    page = HOW_SURE if slug == HOW_SURE.slug else page_at(slug)
    return _as_kept_file((page,)) if page is not None else unknown()


def _as_kept_file(pages: tuple[GuidePage, ...]) -> Response:
    """The file of ``pages``. It is the same for everybody, so it is made once a process."""
    document = _document(pages)
    made: dict[tuple[str, bytes], Response] = current_app.extensions.setdefault("guide_papers", {})
    key = (document.file_name, sha256(document.html.encode()).digest())
    if key not in made:
        answer = as_file(document)
        if answer.mimetype != "application/pdf":
            return answer
        made[key] = answer
    kept = made[key]
    return Response(kept.get_data(), headers=kept.headers)


def _document(pages: tuple[GuidePage, ...]) -> Document:
    speak = current_language().speaker
    return guide_document(
        desk().office.hub,
        speak,
        [TEXTS[page.id](speak) for page in pages],
        figures=pages.index(HOW_SURE) if HOW_SURE in pages else None,
        whole=len(pages) > 1,
        checked=min(page.checked for page in pages),
        sources=sources_of(tuple(dict.fromkeys(id_ for page in pages for id_ in page.sources))),
        plain="plain" in request.args,
        large=is_large(),
    )
