"""Reading: the overview in a minute, and a page for each option and for what they share."""

from flask import Response

from portal.choices.guide import OPTIONS, OVERVIEW, PAGES, GuidePage, Option, page_at
from portal.choices.sources import Source, source
from portal.public import public
from portal.referral.words import say
from portal.web.guard import anyone
from portal.web.language import current_language, t

from .carrying import holder
from .showing import read_text, show


@public.get("/options")
@anyone
def options() -> Response:
    """What there is to choose from, in a minute, and the way to everything else."""
    body, version = read_text(OVERVIEW.id)
    return show(
        "overview",
        body["title"],
        back="/",
        body=body,
        version=version,
        options=[{"href": f"/options/{each.slug}", "page": _named(each)} for each in OPTIONS],
        pages=[{"href": f"/options/{each.slug}", "page": _named(each)} for each in PAGES],
    )


@public.get("/options/<slug>")
@anyone
def option_page(slug: str) -> Response:
    """One option under its seven headings, or a page about all options alike."""
    page = page_at(slug)
    if page is None or page is OVERVIEW:
        return unknown()
    body, version = read_text(page.id)
    speak = current_language().speaker
    return show(
        "option" if isinstance(page, Option) else "page",
        body["title"],
        page=page,
        body=body,
        version=version,
        checked=speak.day(page.checked),
        sources=sources_of(page.sources),
        leaning=holder().choices.leanings.get(page.id, ""),
    )


def unknown() -> Response:
    """A plain page for an option that isn't there, with all that are."""
    return show(
        "unknown",
        t(say("We have no page of that name")),
        options=[{"href": f"/options/{each.slug}", "page": _named(each)} for each in OPTIONS],
    )


def sources_of(ids: tuple[str, ...]) -> list[Source]:
    """The sources with these ids."""
    return [found for found in map(source, ids) if found is not None]


def _named(page: GuidePage) -> dict[str, str]:
    return {"title": t(page.title), "lead": t(page.lead)}
