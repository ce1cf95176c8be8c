"""When something goes wrong: a calm page that says so, and a log line without personal data."""

import logging

from flask import Flask, Response, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from portal.referral.words import say
from portal.storage.errors import StorageProblem, why

from .language import t
from .problems import API, problem
from .shell import Door, render

log = logging.getLogger("portal")

_NOT_SAVED = say("What you just did was not saved or sent.")

_PAGES: dict[int, tuple[str, tuple[str, ...]]] = {
    400: (
        say("We could not read that"),
        (_NOT_SAVED, say("Go back, and try again. If it keeps happening, ring us.")),
    ),
    404: (
        say("We can't find that page"),
        (say("If you typed the address, check it. If you followed a link, it may be old."),),
    ),
    405: (
        say("That page can't be opened like this"),
        (say("Go back to the page you came from, and use its buttons."),),
    ),
    413: (
        say("That is too long for us to take in"),
        (
            _NOT_SAVED,
            say("Go back in your browser and write less. If it is gone there, ring us instead."),
        ),
    ),
    429: (
        say("Too many tries"),
        (say("Wait fifteen minutes, then try again. Or ring us and we will help you."),),
    ),
    500: (
        say("Something went wrong on our side"),
        (
            _NOT_SAVED,
            say("Answers you saved on earlier pages are safe. Please try again in a few minutes."),
        ),
    ),
    503: (
        say("This was not sent"),
        (
            say("Our records can't be reached just now, so what you just did was not kept."),
            say("Wait a moment and try again, or ring us."),
        ),
    ),
}


_SECRETS = frozenset(
    {"password", "current", "new", "again", "word", "own_word"}
    | {"code", "credential", "proposal", "invitation"}
)


def set_up_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _storage)
    app.register_error_handler(StorageProblem, _storage)
    app.register_error_handler(Exception, _unexpected)
    app.logger.addFilter(_without_words)


def error_page(status: int) -> Response:
    """The page for an error, by its HTTP status. A machine is told in its own way."""
    if request.path.startswith(API):
        return problem(status)
    title, lines = _PAGES.get(status, _PAGES[400 if status < 500 else 500])
    door: Door = _door()
    person = _staff_name() if door != "public" and status == 404 else None
    return render(
        "error.html",
        title=t(title),
        status=status,
        door=door,
        person=person,
        staff=person is not None,
        lines=[t(line) for line in lines],
        typed=_typed() if status >= 500 else [],
        action=request.full_path.rstrip("?"),
    )


def _door() -> Door:
    """Whose door the request came to."""
    if request.path.startswith("/hub"):
        return "hub"
    return "partner" if request.path.startswith("/partner") else "public"


def _staff_name() -> str | None:
    """The name of whoever is signed in, so that they can go on from the header."""
    return current_user.staff.name if getattr(current_user, "is_authenticated", False) else None


def _typed() -> list[tuple[str, str]]:
    """What was sent and could not be kept, to be sent again by one press; nothing with a secret.

    Pages are never stored, so going back in the browser would bring none of it back.
    """
    sent = list(request.form.items(multi=True)) if request.method == "POST" else []
    return [] if _SECRETS & {name for name, _ in sent} else sent


def _forged(error: CSRFError) -> Response:
    return error_page(400)


def _http(error: HTTPException) -> HTTPException | Response:
    if error.code is None or error.code < 400:
        return error
    answer = error_page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _storage(error: Exception) -> Response:
    code = why(error)
    log.error("storage failed: %s %s at %s", code, type(error).__name__, request.endpoint)
    return error_page(503)


def _unexpected(error: Exception) -> Response:
    log.error("unexpected %s at %s", _class_and_place(error), request.endpoint)
    return error_page(500)


def _class_and_place(error: BaseException) -> str:
    """What may be logged of an error: its own words may repeat what somebody typed."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "?"
    return f"{type(error).__name__} in {where}"


def _without_words(record: logging.LogRecord) -> bool:
    """Take the words and the address out of what Flask itself logs when an answer fails late."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = "unexpected %s, late", (_class_and_place(error),)
        record.exc_info = record.exc_text = None
    return True
