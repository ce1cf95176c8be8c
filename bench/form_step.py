"""What a step of the journey costs, against a bare Flask view in the same process.

    .venv/bin/python bench/form_step.py [--postgresql postgresql://user@host/empty_database]

Each round times the bare view and the step one after the other, in CPU seconds of this process,
and keeps their ratio; the table shows the median ratio over all rounds, measured twice: through
Flask's test client, where making a request and reading its answer are part of both, and as bare
WSGI calls, where nothing but the app is timed. What PostgreSQL's own process does is not counted.
"""

import argparse
import io
import logging
import re
import statistics
import tempfile
from collections.abc import Callable
from http.cookies import SimpleCookie
from time import process_time
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal import create_app
from portal.referral.hub import read_hub
from portal.settings import Settings
from portal.storage import migrate
from portal.storage.engine import make_engine
from portal.storage.sealing import new_master_key

ROUNDS = 60
CALLS = 40
GOALS = {"GET": 6.5, "invalid POST": 8, "valid POST": 12, "valid POST, PostgreSQL": 20}


def bare() -> Flask:
    """A Flask app with one view that gives a string."""
    app = Flask("bare")

    @app.get("/")
    def _hello() -> str:
        return "hello"

    return app


def portal(url: str) -> Flask:
    """The whole portal on an empty database."""
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
    with open("hub.example.toml") as file:
        hub = read_hub(file.read())
    return create_app(
        Settings(
            database_url=url,
            secret_key="only for measuring, and long enough to be taken for real",
            master_keys=new_master_key(),
            hub=hub,
            trusted_hosts=("localhost",),
            secure_cookies=False,
        )
    )


class Person:
    """Somebody at the page that asks for a name, sending requests straight to the app."""

    def __init__(self, app: Flask) -> None:
        self.flask = app
        self.app = app.wsgi_app if app.name == "bare" else app
        self.cookie = ""
        self.token = ""
        if app.name != "bare":
            self._open()

    def _open(self) -> None:
        self.token = self._token(self._once("GET", "/refer/start"))
        self._once("POST", "/refer/start")
        self._once("GET", "/refer/who-for")
        self._once("POST", "/refer/who-for", who_for="me")
        self._once("POST", "/refer/safe-now", safe_now="yes")

    @staticmethod
    def _token(page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        return found.group(1) if found else ""

    def _once(self, method: str, path: str, **data: str) -> str:
        parts, status, headers = run_wsgi_app(self.app, self.environ(method, path, **data))
        for value in headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(value).items():
                self.cookie = f"{name}={morsel.value}"
        page = b"".join(parts).decode()
        if not status.startswith(("200", "303")):
            raise SystemExit(f"{method} {path} answered {status}")
        return page

    def environ(self, method: str, path: str, **data: str) -> dict[str, object]:
        """A request as the server hands it to the app."""
        body = urlencode({"csrf_token": self.token, **data}) if method == "POST" else ""
        return EnvironBuilder(
            path=path,
            method=method,
            data=body,
            content_type="application/x-www-form-urlencoded" if body else None,
            headers={"Cookie": self.cookie} if self.cookie else None,
        ).get_environ()

    def step(self, method: str, path: str, **data: str) -> Callable[[], None]:
        """Something to time: one request, answered to its last byte."""
        environ = self.environ(method, path, **data)
        body = environ["wsgi.input"].read()  # type: ignore[attr-defined]

        def call() -> None:
            once = {**environ, "wsgi.input": io.BytesIO(body)}
            for _ in self.app(once, lambda *_: None):  # type: ignore[operator]
                pass

        return call

    def client_step(self, method: str, path: str, **data: str) -> Callable[[], None]:
        """The same through Flask's test client."""
        client = self.flask.test_client()
        if self.cookie:
            client.set_cookie(*self.cookie.split("=", 1))
        sent = {"csrf_token": self.token, **data} if method == "POST" else None

        def call() -> None:
            client.open(path, method=method, data=sent)

        return call


def cpu(call: Callable[[], None]) -> float:
    """CPU seconds of one call, over ``CALLS`` of them."""
    start = process_time()
    for _ in range(CALLS):
        call()
    return (process_time() - start) / CALLS


def measure(base: Callable[[], None], step: Callable[[], None]) -> tuple[float, float]:
    """Median CPU seconds of the step, and the median of its ratios to the bare view."""
    for call in (base, step):
        cpu(call)
    pairs = [(cpu(base), cpu(step)) for _ in range(ROUNDS)]
    return (
        statistics.median(step for _, step in pairs),
        statistics.median(step / base for base, step in pairs),
    )


def main() -> None:
    """Measure every step and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postgresql", metavar="URL")
    given = options.parse_args()
    logging.disable()
    nobody = Person(bare())
    print("| step | through the test client | goal | as WSGI calls | CPU of one call |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        person = Person(portal(f"sqlite:///{folder}/bench.sqlite"))
        _row("GET", nobody, person, "GET")
        _row("invalid POST", nobody, person, "POST", name="")
        _row("valid POST", nobody, person, "POST", name="Ann")
    if given.postgresql:
        _row("valid POST, PostgreSQL", nobody, Person(portal(given.postgresql)), "POST", name="Ann")


def _row(title: str, nobody: Person, person: Person, method: str, **data: str) -> None:
    at = "/refer/name"
    _, through = measure(nobody.client_step("GET", "/"), person.client_step(method, at, **data))
    seconds, direct = measure(nobody.step("GET", "/"), person.step(method, at, **data))
    print(
        f"| {title} | {through:.1f}× | ≤ {GOALS[title]}× | {direct:.1f}× "
        f"| {seconds * 1e6:.0f} µs |",
        flush=True,
    )


if __name__ == "__main__":
    main()
