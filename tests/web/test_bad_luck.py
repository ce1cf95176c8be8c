"""When things go wrong: people are told plainly, nothing is lost, and no log has their words."""

import logging
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from flask import Flask, request
from sqlalchemy import event, func, select, text

from portal.referral.records import Referral
from portal.web.desk import desk
from portal.web.guard import anyone
from tests.support.apps import make_app
from tests.support.browsing import Browser
from tests.support.telling import CRIME, begin, tell, with_code

CANARY = "Kanarienvogel"
NOT_KEPT = ("This was not sent", "was not kept", "try again")


@pytest.fixture
def logs(caplog, capfd):
    """What the logs say so far, wherever they go."""
    caplog.set_level(logging.INFO)
    logging.getLogger("portal").setLevel(logging.DEBUG)

    def said() -> str:
        out, err = capfd.readouterr()
        records = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
        return "\n".join([caplog.text, *records, out, err])

    yield said
    logging.getLogger("portal").setLevel(logging.NOTSET)


@pytest.fixture
def app(sqlite_url):
    """The portal on SQLite, with little patience for locks."""
    made = make_app(f"{sqlite_url}?timeout=0.05")
    yield made
    made.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


def with_canary(told: dict) -> dict:
    """The same story with the canary in every text of it."""
    written = {
        "name", "code_word", "help_language", "incident_where", "other_name", "report_reference",
    }  # fmt: skip
    story = {
        place: {key: CANARY if key in written else value for key, value in answers.items()}
        for place, answers in told.items()
    }
    return story | {"what-happened": {"what_happened": f"{CANARY} " * 300}}


def open_story(app: Flask, until: str = "what-happened") -> Browser:
    return tell(begin(app.test_client()), with_canary(CRIME), until=until)


# --- Storage that fails ---------------------------------------------------------------------


def path_of(app: Flask) -> Path:
    return Path(app.extensions["portal_desk"].engine.url.database)


@contextmanager
def locked(app: Flask):
    other = sqlite3.connect(path_of(app), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def full(app: Flask):
    """No page can be added to the file, and none in it is free."""
    engine = app.extensions["portal_desk"].engine
    engine.dispose()
    with closing(sqlite3.connect(path_of(app))) as other:
        other.execute("CREATE TABLE filler (filling BLOB)")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        most = f"PRAGMA max_page_count = {other.execute('PRAGMA page_count').fetchone()[0]}"
        other.execute(most)
        for size in (100_000, 3000, 100):
            with suppress(sqlite3.OperationalError):
                while True:
                    with other:
                        other.execute("INSERT INTO filler VALUES (zeroblob(?))", (size,))

    def crowd(connection, _record):
        connection.execute(most)

    event.listen(engine, "connect", crowd)
    yield
    event.remove(engine, "connect", crowd)
    engine.dispose()


@contextmanager
def absent(app: Flask):
    engine, folder = app.extensions["portal_desk"].engine, path_of(app).parent
    engine.dispose()
    elsewhere = folder.rename(folder.with_name(folder.name + "-away"))
    yield
    elsewhere.rename(folder)
    engine.dispose()


TROUBLES = {"locked": locked, "full": full, "absent": absent}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
def test_when_storage_fails_the_person_is_told_and_nothing_is_lost(app, logs, trouble):
    browser = open_story(app)
    action, data = browser.filled("Continue", what_happened=f"{CANARY} " * 900)
    with trouble(app):
        browser._show(browser.client.post(action, data=data))
        assert browser.status == 503
        assert browser.says(*NOT_KEPT), browser.text
        assert browser.says("01632")
    assert CANARY not in logs()
    assert CANARY not in browser.text
    browser.send("Try again")
    assert browser.url == "/refer/incident/1"
    assert CANARY in browser.go("/refer/what-happened").html


def test_an_error_page_never_carries_a_secret(app):
    browser = tell(begin(app.test_client()), until="age").go("/refer/save")
    action, data = browser.filled("Get my code", own_word="marmalade sky")
    with locked(app):
        browser._show(browser.client.post(action, data=data))
    assert browser.status == 503
    assert "marmalade" not in browser.html


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
def test_sending_into_a_broken_database_says_so_and_works_later(app, logs, trouble):
    browser = tell(begin(app.test_client()), with_canary(CRIME))
    with_code(browser)
    action, data = browser.go("/refer/check").filled("Send")
    with trouble(app):
        browser._show(browser.client.post(action, data=data))
        assert browser.status == 503
        assert browser.says(*NOT_KEPT)
    assert CANARY not in logs()
    assert browser.client.post(action, data=data).status_code == 303
    with app.extensions["portal_desk"].reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Referral)) == 1


def test_a_lost_postgresql_is_answered_plainly(postgresql_url, logs):
    made = make_app(postgresql_url)
    browser = open_story(made)
    action, data = browser.filled("Continue", what_happened=CANARY)
    name = postgresql_url.rpartition("/")[2]
    server = psycopg.connect(f"{postgresql_url.rpartition('/')[0]}/postgres", autocommit=True)
    server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    try:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        browser._show(browser.client.post(action, data=data))
        assert browser.status == 503
        assert browser.says(*NOT_KEPT)
    finally:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        server.close()
    assert CANARY not in logs()
    browser._show(browser.client.post(action, data=data, follow_redirects=True))
    assert browser.url == "/refer/incident/1"
    made.extensions["portal_desk"].engine.dispose()


def test_a_value_that_a_database_repeats_in_its_error_reaches_no_log(database_url, logs):
    app = make_app(database_url)

    @app.get("/twice")
    @anyone
    def twice():
        with desk().writing() as connection:
            connection.execute(text("CREATE TEMPORARY TABLE pair (name TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO pair VALUES (:name)"), {"name": CANARY})

    assert app.test_client().get("/twice").status_code == 503
    assert "IntegrityError" in (said := logs())
    assert CANARY not in said
    app.extensions["portal_desk"].engine.dispose()


# --- Everything else that can go wrong ------------------------------------------------------


def raises(app: Flask) -> None:
    @app.route("/raises", methods=["GET", "POST"])
    @anyone
    def raising():
        try:
            int(CANARY)
        except ValueError as error:
            raise RuntimeError(f"{CANARY} {request.args}") from error


def answers_nothing(app: Flask) -> None:
    @app.get("/nothing/<text>")
    @anyone
    def nothing(text):
        return {CANARY}


def fails_afterwards(app: Flask) -> None:
    @app.after_request
    def afterwards(response):
        if request.path.startswith("/afterwards"):
            raise RuntimeError(CANARY)
        return response


def test_an_unexpected_error_is_calm_reaches_a_person_and_logs_no_words(app, logs):
    for set_up in (raises, answers_nothing, fails_afterwards):
        set_up(app)
    browser = Browser(app.test_client())
    for address in (f"/raises?{CANARY}", f"/nothing/{CANARY}", f"/afterwards/{CANARY}"):
        browser.go(address)
        assert browser.status == 500, address
        assert browser.says("Something went wrong on our side", "01632"), address
        said = logs()
        assert "RuntimeError" in said or "TypeError" in said
        assert CANARY not in said, address


def test_an_error_deep_in_the_heart_is_calm_and_loses_nothing(app, logs, monkeypatch):
    browser = open_story(app)
    action, data = browser.filled("Continue", what_happened=CANARY)

    def break_down(*_arguments):
        raise KeyError(CANARY)

    with monkeypatch.context() as broken:
        broken.setattr("portal.referral.drafts.save", break_down)
        browser._show(browser.client.post(action, data=data))
    assert browser.status == 500
    assert browser.says("was not saved or sent", "Answers you saved on earlier pages are safe")
    assert CANARY not in logs()
    browser._show(browser.client.post(action, data=data, follow_redirects=True))
    assert browser.url == "/refer/incident/1"


HOSTILE = {
    "User-Agent": CANARY,
    "Referer": f"https://{CANARY}.example/",
    "X-Forwarded-For": f"{CANARY}, 1.2.3.4",
    "X-Forwarded-Host": f"{CANARY}.example",
    "X-Forwarded-Proto": f"{CANARY}",
    "X-Original-URL": f"/{CANARY}",
    "Accept-Language": f"{CANARY};q=x, \u00ff\u00fe",
    "Cookie": f"session={CANARY}.x.y; language={CANARY}; {CANARY}=\x7f;;;=",
    "Content-Type": f"multipart/form-data; boundary={CANARY}",
    "Content-Length": "3",
    "If-None-Match": CANARY,
    "Range": f"bytes={CANARY}",
    "Sec-Fetch-Site": CANARY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_header_is_answered_and_not_logged(app, logs, name):
    client = app.test_client(use_cookies=False)
    for path in ("/", "/refer/start", "/return", f"/{CANARY}?{CANARY}"):
        for answer in (
            client.get(path, headers={name: HOSTILE[name]}),
            client.post(path, headers={name: HOSTILE[name]}, data=b"abc"),
        ):
            assert answer.status_code < 500, (path, answer.status_code)
    assert CANARY not in logs()


def everything_wrong(browser: Browser) -> list[int]:
    """Send the canary down every path that ends in an error; gives the answers' statuses."""
    send, look = browser.client.post, browser.client.get
    form = {"csrf_token": CANARY, "name": CANARY, "code": CANARY, "word": CANARY, "seen": CANARY}
    answers = [
        look(f"/{CANARY}"),
        look(f"/refer/{CANARY}?{CANARY}={CANARY}"),
        look(f"/refer/incident/{CANARY}"),
        look(f"/language/{CANARY}?next=//{CANARY}"),
        look(f"/static/{CANARY}"),
        look(f"/static/../{CANARY}"),
        look("/%00%ff%0a" + CANARY),
        browser.client.delete(f"/return?{CANARY}"),
        send("/refer/start", data=form),
        send("/return", data=form),
        send("/return/again", data=form),
        send("/refer/check", data=form),
        send("/refer/save", data=form),
        send("/refer/name", data=form),
        send("/refer/name", json=form),
        send("/refer/name", data={"name": CANARY * 200_000}),
        send("/refer/name", data={f"{CANARY}{each}": "" for each in range(3000)}),
        send("/refer/name", data=b"\xff\xfe" + CANARY.encode(), content_type="text/plain"),
    ]
    return [answer.status_code for answer in answers]


def test_the_canary_is_in_no_log_whatever_goes_wrong(app, logs):
    for browser in (Browser(app.test_client()), open_story(app)):
        statuses = everything_wrong(browser)
        assert {400, 404, 405, 413} <= set(statuses)
        assert max(statuses) < 500, statuses
    assert CANARY not in logs()


def test_the_canary_in_every_field_of_every_page_is_in_no_log(app, logs):
    """As the answer to everything, it is refused or kept, on every page, and never logged."""
    browser = begin(app.test_client())
    story = with_canary(CRIME)
    while browser.url.removeprefix("/refer/") in story:
        _, data = browser.filled("Continue")
        boxes = {box.get("name") for box in browser.page.iter() if box.get("name")}
        nonsense = {name: [CANARY] for name in boxes if name not in ("csrf_token", "save")}
        token = {"csrf_token": data["csrf_token"]}
        assert browser.client.post(browser.address, data={**nonsense, **token}).status_code < 500
        browser.go(browser.url).send("Continue", **story[browser.url.removeprefix("/refer/")])
    assert browser.url == "/refer/save"
    with_code(browser, CANARY)
    browser.go("/refer/check").send("Send")
    assert CANARY not in logs()


def test_words_that_are_too_long_are_refused_plainly(client):
    browser = tell(begin(client), until="what-happened")
    browser._show(client.post(browser.url, data={"what_happened": "x" * 3_000_000}))
    assert browser.status == 413
    assert browser.says("too long", "was not saved or sent")


def test_a_lost_token_keeps_what_was_typed(client):
    browser = tell(begin(client), until="what-happened")
    browser._show(client.post(browser.url, data={"what_happened": "It was dark."}))
    assert browser.says("press the button again", "It was dark.")
    assert browser.send("Continue").url == "/refer/incident/1"


# --- Who is asked, and what every answer carries --------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "local host", "@x"])
def test_a_foreign_host_gets_a_plain_400(app, logs, host):
    browser = Browser(app.test_client())
    browser._show(browser.client.get(f"/{CANARY}", headers={"Host": host}))
    assert browser.status == 400
    assert host not in browser.html
    assert CANARY not in logs()


ALWAYS = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Resource-Policy",
}


def test_every_kind_of_answer_carries_the_security_headers(app):
    raises(app)
    style = app.extensions["portal_assets"]["site.css"]
    browser = begin(app.test_client())
    answers = [
        browser.client.get(path)
        for path in ("/", "/refer", "/refer/who-for", "/nowhere", "/raises", style)
    ]
    answers += [
        browser.client.post("/return", data={}),
        browser.client.put("/return"),
        browser.client.get("/", headers={"Host": "evil.example"}),
        browser.client.get("/static/nothing"),
        browser.client.get("/static/build/../build"),
    ]
    for answer in answers:
        missing = ALWAYS - set(answer.headers.keys())
        assert not missing, (answer.request.path, answer.status_code, missing)
        assert "Server" not in answer.headers
    kept = [answer for answer in answers if "no-store" not in answer.headers["Cache-Control"]]
    assert [answer.request.path for answer in kept] == [style]
    assert "immutable" in kept[0].headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in kept[0].headers


# --- A server that starts again -------------------------------------------------------------


def test_a_restarted_server_goes_on_where_the_person_was(database_url):
    browser = open_story(make_app(database_url))
    action, data = browser.filled("Continue", what_happened=CANARY)
    cookie = browser.client.get_cookie("session").value
    browser.client.application.extensions["portal_desk"].engine.dispose()

    restarted = make_app(database_url)
    client = restarted.test_client()
    client.set_cookie("session", cookie)
    again = Browser(client)
    again._show(client.post(action, data=data, follow_redirects=True))
    assert again.url == "/refer/incident/1"
    assert CANARY in again.go("/refer/what-happened").html
    restarted.extensions["portal_desk"].engine.dispose()


def test_new_secrets_lose_no_words(database_url):
    """When the cookie's key changes, the visit is closed, but what was typed comes along."""
    browser = open_story(make_app(database_url))
    action, data = browser.filled("Continue", what_happened=CANARY)
    cookie = browser.client.get_cookie("session").value
    changed = make_app(database_url, secret_key="another key that is as long as the first")
    client = changed.test_client()
    client.set_cookie("session", cookie)
    again = Browser(client)
    again._show(client.post(action, data=data))
    assert again.heading == "This was closed"
    assert CANARY in again.html
    for made in (browser.client.application, changed):
        made.extensions["portal_desk"].engine.dispose()
