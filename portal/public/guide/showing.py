"""What every page of the guide shares: its frame, large print, and the way back."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, redirect, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from portal.choices.texts import TEXTS, Body, version_of
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.language import current_language, t
from portal.web.shell import render

from .carrying import change, holder

LARGE = "large"
"""``?large`` after any address of the guide shows it in large print. Links and forms of the guide
carry it along, so it needs no cookie and no script."""

FROM = "from"
_FROM = ("what-matters", "options")
"""``?from=options`` remembers in the same way which page of the journey the reader came from."""


_BACK_TO = {
    "session": ("/refer/start", say("Tell us what happened")),
    "draft": ("/refer", say("Go back to your answers")),
    "referral": ("/track/referral", say("Go back to what is happening")),
}


def show(
    template: str, title: str, *, back: str | None = "/options", status: int = 200, **context: Any
) -> Response:
    """A page of the guide. ``title`` is in the reader's language."""
    address, words = _BACK_TO[holder().place]
    if holder().place == "draft" and came_from():
        address = f"/refer/{came_from()}"
    return render(
        f"public/guide/{template}.html",
        title=title,
        back=to(back) if back else None,
        status=status,
        to=to,
        large=is_large(),
        along=_along(),
        other_size=_other_size(),
        place=holder().place,
        onward=address,
        onward_text=t(words),
        # Only a form needs the token, and making it sets a cookie.
        csrf=Token(),
        **context,
    )


class Token:
    """The token against forgery, made when a form asks for it."""

    def __html__(self) -> str:
        return Markup.escape(generate_csrf())


def lost_place() -> str:
    """What to say when it did not: usually the browser lost its cookie."""
    return t(PRESS_AGAIN)


def go(path: str) -> BaseResponse:
    """To another page of the guide after something was kept."""
    return redirect(to(path), 303)


def to(path: str) -> str:
    """``path``; in the guide, with what goes along: large print, and where the reader came from."""
    along = "&".join(f"{name}={value}" if value else name for name, value in _along())
    if not along or not path.startswith("/options"):
        return path
    path, hash_, place = path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{along}{hash_}{place}"


def is_large() -> bool:
    """Whether this page is asked for in large print."""
    return LARGE in request.args


def came_from() -> str:
    """The page of the journey that the reader came from; "" when from none."""
    found = request.args.get(FROM, "")
    return found if found in _FROM else ""


def _along() -> list[tuple[str, str]]:
    large = [(LARGE, "")] if is_large() else []
    return [*large, (FROM, came_from())] if came_from() else large


def _other_size() -> str:
    """This page in the other size of print."""
    if request.method != "GET":
        return ""
    asked = request.query_string.decode("ascii", "ignore").split("&")
    kept = [each for each in asked if each and each.split("=")[0] != LARGE]
    if not is_large():
        kept.append(LARGE)
    return quote(request.path) + ("?" + "&".join(kept) if kept else "")


def read_text(page: str) -> tuple[Body, str]:
    """The words of one page and their version; opening them is noted in the person's own record."""
    language = current_language()
    body = TEXTS[page](language.speaker)
    version = version_of(body)
    now = _now()
    if now is not None:
        change(lambda choices: choices.read(page, version, language.code, now))
    return body, version


def _now() -> datetime | None:
    """The present moment; None in an app of nothing but pages."""
    return desk().office.now() if "portal_desk" in current_app.extensions else None
