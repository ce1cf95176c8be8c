"""A page that asks why, before something is done that needs a reason."""

from collections.abc import Iterable

from flask import Response
from flask_wtf.csrf import generate_csrf

from portal.referral.answers import Problem
from portal.referral.kinds import Raw
from portal.referral.questions.question import Page
from portal.web.forms import show_fields, summarise

from .showing import show


def ask_why(
    page: Page,
    *,
    title: str,
    address: str,
    back: str,
    button: str,
    lead: Iterable[str] = (),
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    notice: str = "",
    status: int = 200,
    told: int = 0,
    warn: bool = False,
) -> Response:
    """Ask the questions of ``page``, sent to ``address`` by a ``button`` that may ``warn``.

    ``told`` is the version before their eyes, where it matters which that is.
    """
    problems = list(problems)
    return show(
        "partner/reason.html",
        title=title,
        back=back,
        error=bool(problems),
        status=422 if problems else status,
        errors=summarise(page, problems),
        notice=notice,
        lead=list(lead),
        fields=show_fields(page, raw or {}, {}, problems),
        address=address,
        told=told,
        back_to=back,
        button_words=button,
        warn=warn,
        csrf=generate_csrf(),
    )
