"""The visit's token in the browser: random, and worth nothing once its row is gone."""

from flask import session

_NAME = "visit"


def visit_token() -> str | None:
    """The token this browser brought, if any. Whether it still opens anything, the row decides."""
    token = session.get(_NAME)
    return token if isinstance(token, str) else None


def start_visit(token: str) -> None:
    """Let this browser keep ``token``, in place of any earlier one."""
    session[_NAME] = token


def end_visit() -> str | None:
    """Forget this browser's token, and give it so that its row can be deleted too."""
    token = visit_token()
    session.pop(_NAME, None)
    return token
