"""The Easy Read edition: one idea a line, each with a picture."""

from flask import Response
from markupsafe import Markup

from portal.choices.guide import GUIDE, OVERVIEW, EasyPage, GuidePage, page_at
from portal.choices.pictures import picture
from portal.choices.texts import EASY
from portal.public import public
from portal.web.guard import anyone
from portal.web.language import current_language, t

from .reading import unknown
from .showing import read_text, show


@public.get("/options/easy")
@anyone
def easy() -> Response:
    """The overview in Easy Read, and the way to each option."""
    return _show(OVERVIEW)


@public.get("/options/easy/<slug>")
@anyone
def easy_page(slug: str) -> Response:
    """One page in Easy Read."""
    page = page_at(slug)
    return _show(page) if page is not None and page.easy is not None else unknown()


def _show(page: GuidePage) -> Response:
    body, version = read_text(EASY + page.id)
    made: EasyPage = page.easy  # type: ignore[assignment]
    lines = zip(body["parts"][0]["points"], made.lines, strict=True)
    first = page is OVERVIEW
    return show(
        "easy",
        body["title"],
        back="/options" if first else "/options/easy",
        lines=[(text, _drawn(line.picture)) for text, line in lines],
        version=version,
        full="/options" if first else f"/options/{page.slug}",
        others=[
            (f"/options/easy/{each.slug}", t(each.easy.title))
            for each in GUIDE
            if first and each.easy is not None and each is not page
        ],
    )


def _drawn(name: str) -> Markup:
    return Markup(picture(name, current_language().speaker))  # noqa: S704 - one of our own files
