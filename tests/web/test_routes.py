"""Who may reach each route: a table to read, and proof that the portal keeps to it."""

import re

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

ROUTES = """
anyone           GET       /
anyone           GET       /accessibility
own_account      GET       /account
own_account      GET POST  /account/notices
own_account      GET POST  /account/password
own_account      GET       /account/proofs
own_account      GET POST  /account/proofs/app
own_account      GET POST  /account/proofs/app/removal
own_account      GET POST  /account/proofs/passkey
own_account      GET POST  /account/proofs/passkeys/<uuid:passkey_id>/removal
own_account      GET POST  /account/proofs/recovery
see_inbox        POST      /account/shortcuts
work             GET POST  /account/stand-in
anyone           GET       /api/v1/schema/
anyone           GET       /api/v1/schema/examples/<name>.json
anyone           GET       /api/v1/schema/referral-<int:version>.json
anyone           GET       /api/v1/schema/status-1.json
anyone           GET       /api/v1/schema/words.json
signature        POST      /api/v1/statuses/<destination>
anyone           GET POST  /community
anyone           POST      /community/leaflet
anyone           GET       /community/not-safe
anyone           GET POST  /community/not-told
anyone           GET       /community/refer
anyone           GET POST  /community/refer/<page>
anyone           GET POST  /community/refer/check
anyone           POST      /community/refer/finish
anyone           GET       /community/refer/sent
anyone           GET       /community/refer/sent/card
anyone           GET POST  /community/ring-me
anyone           GET       /community/thanks
anyone           GET POST  /community/told
anyone           GET       /contact
anyone           GET       /cookies
anyone           GET       /help-now
anyone           GET       /how-this-works
see_inbox        GET       /hub/
read_audit       GET       /hub/audit
take_callbacks   GET       /hub/callbacks
take_callbacks   GET POST  /hub/callbacks/<uuid:callback>
see_figures      GET       /hub/figures
see_figures      GET       /hub/figures/<measure>/chart
see_figures      GET       /hub/figures/file
see_inbox        POST      /hub/filter
see_inbox        GET       /hub/filters
see_inbox        GET POST  /hub/filters/<uuid:kept>
see_inbox        POST      /hub/filters/<uuid:kept>/removal
see_inbox        GET POST  /hub/filters/new
hand_on          GET       /hub/handed-on
send_all_again   GET POST  /hub/handed-on/<place>/sending-again
see_load         GET       /hub/load
reassign         POST      /hub/load/<uuid:person>
see_load         GET       /hub/load/<uuid:person>
reassign         GET POST  /hub/load/<uuid:person>/stand-in
reassign         POST      /hub/load/nobody
see_load         GET       /hub/load/nobody
decide_match     GET       /hub/matches
manage_organisations GET       /hub/organisations
manage_organisations GET       /hub/organisations/<uuid:organisation_id>
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/closure
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/facts
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/opening
manage_organisations GET       /hub/organisations/<uuid:organisation_id>/people/<uuid:person_id>
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/people/<uuid:person_id>/closure
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/people/<uuid:person_id>/new-proof
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/people/<uuid:person_id>/opening
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/people/<uuid:person_id>/work
manage_organisations GET POST  /hub/organisations/<uuid:organisation_id>/people/invitation
manage_organisations POST      /hub/organisations/<uuid:organisation_id>/people/invitations/<uuid:invitation_id>/withdrawal
manage_organisations GET POST  /hub/organisations/new
manage_accounts  GET       /hub/people
manage_accounts  GET       /hub/people/<uuid:person_id>
manage_accounts  GET POST  /hub/people/<uuid:person_id>/closure
manage_accounts  GET POST  /hub/people/<uuid:person_id>/new-proof
manage_accounts  GET POST  /hub/people/<uuid:person_id>/opening
manage_accounts  GET POST  /hub/people/<uuid:person_id>/work
manage_accounts  GET POST  /hub/people/invitation
manage_accounts  POST      /hub/people/invitations/<uuid:invitation_id>/withdrawal
open_referral    GET       /hub/referrals/<reference>
triage           GET POST  /hub/referrals/<reference>/acceptance
work             GET POST  /hub/referrals/<reference>/activity
work             GET POST  /hub/referrals/<reference>/again
work             GET       /hub/referrals/<reference>/again/code
triage           GET POST  /hub/referrals/<reference>/allocation
work             GET POST  /hub/referrals/<reference>/approach
work             GET POST  /hub/referrals/<reference>/assessing
work             GET       /hub/referrals/<reference>/attempts
read_audit       GET       /hub/referrals/<reference>/audit
hand_on          GET POST  /hub/referrals/<reference>/came-back
work             GET POST  /hub/referrals/<reference>/closure
decide_match     GET POST  /hub/referrals/<reference>/comparison
hand_on          GET POST  /hub/referrals/<reference>/consent-answer
hand_on          GET POST  /hub/referrals/<reference>/consent-request
work             GET POST  /hub/referrals/<reference>/contacting
open_referral    GET       /hub/referrals/<reference>/copy
hand_on          GET POST  /hub/referrals/<reference>/correction
work             GET POST  /hub/referrals/<reference>/distance
work             GET POST  /hub/referrals/<reference>/distance-request
work             GET POST  /hub/referrals/<reference>/email
work             GET POST  /hub/referrals/<reference>/enquiry
erase            GET POST  /hub/referrals/<reference>/erasure
triage           GET POST  /hub/referrals/<reference>/fallback
work             GET POST  /hub/referrals/<reference>/follow-up
hand_on          GET POST  /hub/referrals/<reference>/hand-on
open_referral    GET       /hub/referrals/<reference>/handed-on
open_referral    GET       /hub/referrals/<reference>/handed-on/<uuid:hand_off>
open_referral    GET       /hub/referrals/<reference>/handed-on/now/<place>
work             GET POST  /hub/referrals/<reference>/handover
work             GET       /hub/referrals/<reference>/handover/card
work             GET       /hub/referrals/<reference>/handover/code
triage           GET POST  /hub/referrals/<reference>/hold
triage           GET POST  /hub/referrals/<reference>/hold-review
hand_on          GET POST  /hub/referrals/<reference>/holding-back
set_lanes        GET POST  /hub/referrals/<reference>/lanes
work             GET POST  /hub/referrals/<reference>/letter
hand_on          GET POST  /hub/referrals/<reference>/letting-go
decide_match     GET POST  /hub/referrals/<reference>/matches/<other>
write_to_person  GET POST  /hub/referrals/<reference>/messages
work             GET POST  /hub/referrals/<reference>/monitoring
write_note       GET POST  /hub/referrals/<reference>/notes
work             GET POST  /hub/referrals/<reference>/override
triage           GET POST  /hub/referrals/<reference>/owner
work             GET POST  /hub/referrals/<reference>/pause
work             GET POST  /hub/referrals/<reference>/phone
triage           GET POST  /hub/referrals/<reference>/possible-duplicate
work             GET POST  /hub/referrals/<reference>/preparation
set_priority     GET POST  /hub/referrals/<reference>/priority
set_priority     GET POST  /hub/referrals/<reference>/priority-confirmation
hand_on          GET POST  /hub/referrals/<reference>/provider-answer
write_to_person  GET POST  /hub/referrals/<reference>/question
work             GET POST  /hub/referrals/<reference>/reassessment
hand_on          GET POST  /hub/referrals/<reference>/recall
triage           GET POST  /hub/referrals/<reference>/redirection
work             GET POST  /hub/referrals/<reference>/referrer-news
triage           GET POST  /hub/referrals/<reference>/refusal
triage           GET POST  /hub/referrals/<reference>/release
work             GET POST  /hub/referrals/<reference>/reopening
work             GET POST  /hub/referrals/<reference>/rest
work             GET POST  /hub/referrals/<reference>/resumption
triage           GET POST  /hub/referrals/<reference>/return
hand_on          GET POST  /hub/referrals/<reference>/sending-again
triage           GET POST  /hub/referrals/<reference>/specialist-review
work             GET POST  /hub/referrals/<reference>/tasks
work             GET POST  /hub/referrals/<reference>/text
triage           GET POST  /hub/referrals/<reference>/triage
triage           GET POST  /hub/referrals/<reference>/triage-again
work             GET POST  /hub/referrals/<reference>/withdrawal
work             GET POST  /hub/referrals/<reference>/worker
see_inbox        GET POST  /hub/search
see_inbox        GET       /hub/shortcuts
work             GET       /hub/tasks
work             GET POST  /hub/tasks/<uuid:task>
work             POST      /hub/tasks/<uuid:task>/completion
anyone           GET POST  /invitation
anyone           POST      /invitation/account
anyone           GET POST  /invited
anyone           POST      /invited/start
anyone           GET       /language/<code>
anyone           GET POST  /leave
token            GET       /metrics
anyone           GET       /options
anyone           GET       /options/<slug>
anyone           GET       /options/<slug>/paper
anyone           GET       /options/as-read/<page>/<version>
anyone           GET       /options/compare
anyone           GET       /options/easy
anyone           GET       /options/easy/<slug>
anyone           POST      /options/forgetting
anyone           GET       /options/how-sure
anyone           GET POST  /options/lean
anyone           GET POST  /options/notes
anyone           POST      /options/notes/paper
anyone           GET       /options/paper
anyone           GET POST  /options/ready
anyone           GET POST  /options/what-matters
follow           GET       /partner/
refer            GET POST  /partner/drafts
refer            GET       /partner/drafts/<uuid:draft>
refer            GET POST  /partner/drafts/<uuid:draft>/<page>
refer            GET POST  /partner/drafts/<uuid:draft>/<page>/<int:number>
refer            GET POST  /partner/drafts/<uuid:draft>/<page>/<int:number>/removal
refer            GET POST  /partner/drafts/<uuid:draft>/again
refer            GET POST  /partner/drafts/<uuid:draft>/check
refer            GET POST  /partner/drafts/<uuid:draft>/removal
refer            GET POST  /partner/drafts/<uuid:draft>/same
follow           GET       /partner/figures
follow           GET       /partner/figures/<measure>/chart
follow           GET       /partner/figures/file
manage_colleagues GET       /partner/people
manage_colleagues GET       /partner/people/<uuid:person_id>
manage_colleagues GET POST  /partner/people/<uuid:person_id>/closure
manage_colleagues GET POST  /partner/people/<uuid:person_id>/new-proof
manage_colleagues GET POST  /partner/people/<uuid:person_id>/opening
manage_colleagues GET POST  /partner/people/<uuid:person_id>/work
manage_colleagues GET POST  /partner/people/invitation
manage_colleagues POST      /partner/people/invitations/<uuid:invitation_id>/withdrawal
receive          GET       /partner/received
receive          GET       /partner/received/<received>
receive          GET POST  /partner/received/<received>/acceptance
receive          GET       /partner/received/<received>/copy
receive          GET POST  /partner/received/<received>/question
receive          GET POST  /partner/received/<received>/refusal
receive          GET POST  /partner/received/<received>/result
follow           GET       /partner/referrals/<reference>
refer            GET POST  /partner/referrals/<reference>/again
refer            GET       /partner/referrals/<reference>/amendment
refer            GET POST  /partner/referrals/<reference>/amendment/<page>
refer            GET POST  /partner/referrals/<reference>/amendment/<page>/<int:number>
refer            GET POST  /partner/referrals/<reference>/amendment/<page>/<int:number>/removal
refer            GET       /partner/referrals/<reference>/card
follow           GET       /partner/referrals/<reference>/copy
follow           GET POST  /partner/referrals/<reference>/enquiries/<uuid:enquiry>
follow           GET       /partner/referrals/<reference>/receipt
follow           GET       /partner/referrals/<reference>/versions/<int:number>
refer            GET POST  /partner/referrals/<reference>/withdrawal
refer            GET       /partner/referrals/new
follow           GET POST  /partner/search
anyone           GET       /privacy
anyone           GET       /refer
anyone           GET POST  /refer/<page>
anyone           GET POST  /refer/<page>/<int:number>
anyone           POST      /refer/<page>/<int:number>/removal
anyone           GET POST  /refer/again
anyone           GET POST  /refer/check
anyone           GET POST  /refer/equality
anyone           GET POST  /refer/same
anyone           GET POST  /refer/save
anyone           GET       /refer/sent
anyone           GET       /refer/sent/copy
anyone           GET       /refer/sent/copy/full
anyone           GET       /refer/sent/copy/plain
anyone           GET       /refer/sent/end
anyone           GET POST  /refer/sent/note
anyone           POST      /refer/sent/way-back
anyone           GET POST  /refer/start
anyone           GET POST  /return
anyone           POST      /return/again
anyone           GET POST  /sign-in
anyone           POST      /sign-in/passkey
half_signed_in   GET POST  /sign-in/proof
anyone           GET       /sign-in/provider
anyone           GET       /sign-in/provider/back
anyone           POST      /sign-in/provider/done
half_signed_in   GET POST  /sign-in/set-up
anyone           POST      /sign-out
anyone           GET       /static/<path:filename>
anyone           GET POST  /track
anyone           POST      /track/again
anyone           GET       /track/referral
anyone           POST      /track/referral/again
anyone           GET POST  /track/referral/agreeing
anyone           POST      /track/referral/agreeing/end
anyone           GET       /track/referral/answers
anyone           GET POST  /track/referral/answers/<page>
anyone           GET POST  /track/referral/answers/<page>/<int:number>
anyone           POST      /track/referral/answers/<page>/<int:number>/removal
anyone           GET POST  /track/referral/erasure
anyone           GET       /track/referral/everything
anyone           GET       /track/referral/everything.json
anyone           GET       /track/referral/everything.pdf
anyone           GET POST  /track/referral/how-things-are
anyone           GET POST  /track/referral/messages
anyone           GET POST  /track/referral/objection
anyone           GET POST  /track/referral/referrers/<int:number>
anyone           GET       /track/referral/told
anyone           GET       /track/referral/way-back
anyone           GET POST  /track/referral/withdrawal
anyone           GET POST  /yours
anyone           GET POST  /yours/message
anyone           GET       /yours/thank-you
anyone           POST      /yours/word
"""  # noqa: E501 - a table reads best with one row a line
"""Who may reach it, how, and where. "half_signed_in" is whoever gave the right password, before
the second proof and after. "anyone" on a page of somebody's own still needs their visit,
as the tests below show. "signature" is a machine that signs what it sends, "token" one that shows a
token; what they meet without is tested with each."""

OWN = ("/refer", "/community/refer", "/track/referral")
"""Under these, what shows is somebody's own: it needs the visit that a code and a word open."""

OPEN = {"/refer/start"}

DOORS = ("account", "hub", "partner")

NOBODYS = "00000000-0000-7000-8000-000000000000"

PASSWORD = "a kettle in the garden"


@pytest.fixture(scope="module")
def app(_ready_sqlite, tmp_path_factory):
    """One portal for all of these tests, with a referral in it and one account a role."""
    path = tmp_path_factory.mktemp("routes") / "portal.sqlite"
    path.write_bytes(_ready_sqlite.read_bytes())
    made = make_app(f"sqlite:///{path}")
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
