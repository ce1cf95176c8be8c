"""Who may reach each route: a table to read, and proof that the portal keeps to it."""

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.referral.accounts import add_account
from portal.referral.organisations import Facts, add_organisation
from portal.referral.permissions import MAY, PARTNER_ROLES, Act, Role
from portal.web.guard import (
    ANYONE,
    HALF_SIGNED_IN,
    MACHINES,
    UnguardedRoute,
    anyone,
    guard_of,
    refuse_unguarded,
)
from tests.support.apps import make_app
from tests.support.browsing import Browser
from tests.support.staffing import code_for, sign_in
from tests.support.telling import begin, send_all, tell

ROUTES = Path(__file__).with_name("routes.txt").read_text(encoding="utf-8")
"""Who may reach it, how, and where. "half_signed_in" is whoever gave the right password, before
the second proof and after. "anyone" on a page of somebody's own still needs their visit,
as the tests below show. "signature" is a machine that signs what it sends, "token" one that shows a
token; what they meet without is tested with each.
"""

OWN = ("/refer", "/community/refer", "/track/referral")
"""Under these, what shows is somebody's own: it needs the visit that a code and a word open."""

OPEN = {"/refer/start"}

DOORS = ("account", "hub", "partner")

NOBODYS = "00000000-0000-7000-8000-000000000000"

PASSWORD = "a kettle in the garden"


@pytest.fixture(scope="module")
def app(new_sqlite):
    """One portal for all of these tests, with a referral in it and one account a role."""
    made = make_app(new_sqlite())
    desk = made.extensions["portal_desk"]
    with desk.session() as session:
        facts = Facts("Larkfield Housing", "housing", "consent", receives=("crime",))
        partner = add_organisation(session, desk.office, facts).id
        for role in Role:
            email = f"{role}@larkfield.example"
            own = partner if role in PARTNER_ROLES else None
            add_account(session, desk.office, email, "Sam", [role], PASSWORD, organisation_id=own)
    yield made
    desk.engine.dispose()


@pytest.fixture(scope="module")
def reference(app):
    browser, _ = send_all(app.test_client())
    return next(
        "".join(each.itertext()) for each in browser.page.iter("bdi") if each.get("dir") == "ltr"
    )


@pytest.fixture(scope="module")
def staff(app):
    """A signed-in browser for each role."""
    signed_in = {}
    for role in Role:
        browser = sign_in(Browser(app.test_client()), f"{role}@larkfield.example", PASSWORD)
        assert browser.url != "/sign-in", browser.text
        signed_in[role] = browser.client
    return signed_in


def routes(app: Flask) -> list[tuple[str, list[str], str]]:
    """Every route: its guard, its methods and its address."""
    return sorted(
        (
            str(guard_of(app, rule.endpoint)),
            sorted(rule.methods - {"HEAD", "OPTIONS"}),
            rule.rule,
        )
        for rule in app.url_map.iter_rules()
    )


def table(app: Flask) -> list[str]:
    merged: dict[tuple[str, str], set[str]] = {}
    for guard, methods, rule in routes(app):
        merged.setdefault((guard, rule), set()).update(methods)
    return [
        f"{guard:<16} {' '.join(sorted(methods)):<8}  {rule}"
        for (guard, rule), methods in sorted(merged.items(), key=lambda item: item[0][1])
    ]


def address(rule: str, reference: str) -> str:
    return (
        re.sub("<uuid:[a-z_]+>", NOBODYS, rule)
        .replace("<reference>", reference)
        .replace("<received>", reference)
        .replace("<other>", reference)
        .replace("<page>", "name")
        .replace("<measure>", "kind")
        .replace("<int:number>", "1")
        .replace("<code>", "en_GB")
        .replace("<path:filename>", "nothing.css")
    )


def test_every_route_is_in_the_table(app):
    """A new route is a decision: write down here who may reach it."""
    listed, found = ROUTES.strip().splitlines(), table(app)
    assert found == listed, "the table should say:\n" + "\n".join(found)


def test_an_app_with_a_route_without_a_guard_does_not_start():
    other = Flask("other")

    @other.get("/guarded")
    @anyone
    def guarded():
        return ""

    refuse_unguarded(other)

    @other.get("/forgotten")
    def forgotten():
        return ""

    with pytest.raises(UnguardedRoute, match="forgotten"):
        refuse_unguarded(other)


def test_create_app_itself_refuses_a_route_without_a_guard(sqlite_url, monkeypatch):
    import portal

    open_doors = portal._open_doors

    def with_another(app):
        open_doors(app)
        app.add_url_rule("/forgotten", "forgotten", lambda: "")

    monkeypatch.setattr(portal, "_open_doors", with_another)
    with pytest.raises(UnguardedRoute, match="forgotten"):
        make_app(sqlite_url)


def test_without_a_session_every_staff_route_leads_to_signing_in(app, reference):
    client, tried = app.test_client(), 0
    for guard, methods, rule in routes(app):
        if guard == ANYONE or guard in MACHINES:
            continue
        for method in methods:
            answer = client.open(address(rule, reference), method=method)
            if method == "GET":
                assert answer.status_code == 303, rule
                assert answer.headers["Location"].startswith("/sign-in?next="), rule
            else:
                assert answer.status_code in (400, 401), (method, rule)
            assert "Ann" not in bare(answer.get_data(as_text=True))
            tried += 1
    assert tried > 20


def test_between_password_and_second_proof_nothing_opens_but_the_asking_for_it(app, reference):
    email, tried = "coordinator@larkfield.example", 0
    code_for(app, email)
    browser = Browser(app.test_client()).go("/sign-in")
    browser.send("Sign in", email=email, password=PASSWORD)
    assert browser.url == "/sign-in/proof"
    token = browser.filled("Continue")[1]["csrf_token"]
    for guard, methods, rule in routes(app):
        if guard in (ANYONE, HALF_SIGNED_IN, *MACHINES):
            continue
        for method in methods:
            data = {"csrf_token": token} if method == "POST" else None
            answer = browser.client.open(address(rule, reference), method=method, data=data)
            if method == "GET":
                assert answer.status_code == 303, rule
                assert answer.headers["Location"].startswith("/sign-in/proof?next="), rule
            else:
                assert answer.status_code == 401, (method, rule)
                assert "Prove that it" in answer.get_data(as_text=True)
            assert "Ann" not in bare(answer.get_data(as_text=True))
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("role", Role)
def test_a_role_that_may_not_finds_no_such_page(app, staff, reference, role):
    """The same page as for an address that was never there, whichever way it is asked for."""
    client = staff[role]
    nowhere = {door: client.get(f"/{door}/nowhere").get_data(as_text=True) for door in DOORS}
    for guard, methods, rule in routes(app):
        if guard in (ANYONE, HALF_SIGNED_IN, *MACHINES):
            continue
        for method in methods:
            allowed = role in MAY[Act(guard)]
            if allowed and method != "GET":
                continue
            data = {"csrf_token": token(client)} if method != "GET" else None
            answer = client.open(address(rule, reference), method=method, data=data)
            if allowed:
                missing = rule.endswith("/release") or "<uuid:" in rule or _is_of_another(rule)
                assert answer.status_code != 404 or missing, (role, rule)
            else:
                assert answer.status_code == 404, (role, method, rule)
                like = nowhere[rule.split("/")[1]]
                assert bare(answer.get_data(as_text=True)) == bare(like), (role, rule)


def _is_of_another(rule: str) -> bool:
    """Whether it is about one referral of a partner's: the one here is nobody's but the hub's."""
    return rule.startswith(("/partner/referrals/<reference>", "/partner/received/<received>"))


def token(client) -> str:
    browser = Browser(client).go("/account")
    return next(
        box.get("value") for box in browser.page.iter("input") if box.get("name") == "csrf_token"
    )


def bare(html: str) -> str:
    """The page without what differs from one address to the next: tokens, and the address."""
    html = re.sub(r'value="[^"]{40,}"', "", html)
    return re.sub(r"next=[^\"]*", "", html)


def test_what_is_somebodys_own_shows_nothing_without_their_visit(app, reference):
    client, tried = app.test_client(), 0
    for guard, methods, rule in routes(app):
        if guard != ANYONE or not rule.startswith(OWN) or rule in OPEN:
            continue
        for method in methods:
            data = {"csrf_token": start_token(client)} if method == "POST" else None
            answer = client.open(address(rule, reference), method=method, data=data)
            if answer.status_code == 303:
                assert answer.headers["Location"].split("#")[0] in ("/track/referral",), rule
                continue
            assert answer.status_code == 200, (method, rule, answer.status_code)
            said = bare(answer.get_data(as_text=True))
            if rule != "/refer/sent/end":
                assert "This was closed" in said, (method, rule)
            assert "Ann" not in said
            assert reference not in said
            tried += 1
    assert tried > 20


def start_token(client) -> str:
    return Browser(client).go("/refer/start").filled("Start")[1]["csrf_token"]


def test_an_open_draft_is_not_a_sent_referral(app):
    """Whoever has only begun is led back to their own next page, from every page after sending."""
    browser = tell(begin(app.test_client()), until="age")
    for guard, methods, rule in routes(app):
        if guard == ANYONE and rule.startswith(("/refer/sent", "/track/referral")):
            if "GET" not in methods or rule == "/refer/sent/end":
                continue
            browser.go(address(rule, "1"))
            assert browser.url == "/refer/age", rule
