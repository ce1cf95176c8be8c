"""The headers that every answer carries, pages and files alike."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_ALWAYS = [
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
_SECURE = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
_PRIVATE = ("Cache-Control", "no-store")
_PUBLISHED = ("Cache-Control", "public, max-age=3600")
_UNLISTED = ("X-Robots-Tag", "noindex")

_FOUND_BY_SEARCH = frozenset(
    {"/", "/community", "/options", "/how-this-works", "/help-now", "/contact", "/privacy"}
)

_FORMS = "/api/v1/schema/"
"""Under this, what is published is the same for everybody, and may be kept for an hour."""

Start = Callable[..., Any]


class Headers:
    """Wraps a WSGI app. What is not a file must not be kept by any browser or proxy."""

    def __init__(self, app: Callable[..., Iterable[bytes]], *, secure: bool) -> None:
        self.app = app
        files = [*_ALWAYS, *([_SECURE] if secure else [])]
        found = [*files, _PRIVATE]
        self.files, self.found, self.others = files, found, [*found, _UNLISTED]
        self.forms = [*files, _PUBLISHED, _UNLISTED]

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer as the app does, with the headers added."""
        path = environ.get("PATH_INFO", "")
        if path.startswith("/static/"):
            added = self.files
        elif path.startswith(_FORMS):
            added = self.forms
        else:
            added = self.found if path in _FOUND_BY_SEARCH else self.others

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            lost = added in (self.files, self.forms) and status >= "4"
            return start_response(status, [*headers, *(self.others if lost else added)], *error)

        return self.app(environ, start)


def set_up_headers(app: Flask) -> None:
    """Wrap ``app`` so that every answer carries the headers."""
    secure = bool(app.config["SESSION_COOKIE_SECURE"])
    app.wsgi_app = Headers(app.wsgi_app, secure=secure)  # type: ignore[method-assign]
