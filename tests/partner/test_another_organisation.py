"""Another organisation's identifiers on every address of the partners' door, on both databases."""

import re
from itertools import product

import pytest
from sqlalchemy import select, update

from portal.referral import enquiries, handing_over, inviting, shared_drafts
from portal.referral.handing_on.asking_first_decided import decide
from portal.referral.handing_on.crossing_questions import ask_hub
from portal.referral.handing_on.places import key_of_organisation
from portal.referral.records import Account, Invitation
from portal.storage.ids import new_id
from tests.support.crossed import agreeing, hand
from tests.support.referring import refer

OWNED = ("reference", "received", "draft", "enquiry", "person_id", "invitation_id")
"""What in an address names a row of one organisation. A new one needs its own example here."""

PLAIN = {"page": "name", "number": 1, "measure": "kind"}
"""What in an address names nobody's row."""

WITHOUT = {
    "/partner/",
    "/partner/drafts",
    "/partner/figures",
    "/partner/figures/<measure>/chart",
    "/partner/figures/file",
    "/partner/people",
    "/partner/people/invitation",
    "/partner/received",
    "/partner/referrals/new",
    "/partner/search",
}
"""The addresses that name no row: each shows what is the organisation's own. Add a new one."""

WORDS = (
    *("Wilhelmina Harrow", "XYZ/777", "Harrow Fields", "new@police.example", "A question only"),
    *("Handed-on Harrow", "A question to the hub of"),
)
"""What the other organisation's pages say."""


class There:
    """An organisation with one of everything, and somebody there who may do all of it."""

    def __init__(self, hub, asker, kind, name, own_reference):
        self.row = hub.partner(f"{name.split()[-1]} Fields", kind=kind, receives=("crime",))
        chief = hub.employ_at(self.row, "both")
        self.browser = hub.signed_in_at(self.row, "both")
        person = hub.employ_at(self.row, "referrer")
        office, told = hub.desk.office, {"name": name, "agency_reference": own_reference}
        with hub.desk.session() as db:
            referral, part = refer(db, office, self.row, person.id, **told)
            handing_over.make(db, office, referral, word="blue kettle", referring=part)
            asked = enquiries.ask_referrer(
                db, office, referral, asker.id, version=1, question=f"A question only for {kind}"
            )
            draft = shared_drafts.begin(db, office, self.row.id, person.id, "en_GB")
            held = shared_drafts.look(db, office, draft)
            shared_drafts.save(db, office, held, told)
            inviting.invite(
                db,
                office,
                chief,
                email=f"new@{kind}.example",
                name=f"Cousin of {name}",
                roles=["referrer"],
                organisation_id=self.row.id,
            )
            referred = agreeing(db, office, name=f"Handed-on {name.split()[-1]}")
            key = key_of_organisation(self.row.id)
            decide(db, office, referred, key, agreed=True)
            crossed = hand(db, office, referred, self.row, asker)
            ask_hub(db, office, crossed.id, person.id, f"A question to the hub of {kind}")
            invitation = select(Invitation.id).where(Invitation.organisation_id == self.row.id)
            self.has = {
                "reference": referral.reference,
                "received": referred.reference,
                "enquiry": asked.id,
                "draft": draft,
                "invitation_id": db.scalar(invitation),
                "person_id": person.id,
            }

    @property
    def token(self):
        self.browser.go("/account/password")
        return self.browser.filled("Change password")[1]["csrf_token"]


@pytest.fixture
def both(hub):
    """Two organisations with the same things in them."""
    asker = hub.employ("practitioner")
    return (
        There(hub, asker, "housing", "Ann Marigold", "H/1"),
        There(hub, asker, "police", *WORDS[:2]),
    )


@pytest.fixture
def unknown(hub):
    """What is nowhere, in the same shapes."""
    now = hub.desk.office.now()
    nowhere = {"reference": "2222-2222", "received": "2222-2222"}
    return {name: new_id(now) for name in OWNED} | nowhere


def routes(app, door):
    """Every address of a door and how it may be asked for: what a new one adds comes by itself."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(door):
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule, method


def ask(browser, token, rule, method, values):
    """The answer to one address with these ``values``: its status, its words, where it leads."""
    address = re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda found: str(values[found[1]]), rule.rule)
    data = {"csrf_token": token} if method == "POST" else None
    answer = browser.client.open(address, method=method, data=data)
    said = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    leads = answer.headers.get("Location", "")
    for name in OWNED:
        said, leads = (text.replace(str(values[name]), name) for text in (said, leads))
    said = re.sub(r'value="[^"]{40,}"', "", said)
    return answer.status_code, said, leads


def test_every_address_says_whose_rows_it_names(app):
    for rule, _ in routes(app, "/partner"):
        strange = rule.arguments - {*OWNED, *PLAIN}
        assert not strange, f"{rule.rule}: is {strange} a row of one organisation? Say so in OWNED"
        if rule.arguments.isdisjoint(OWNED):
            assert rule.rule in WITHOUT, f"{rule.rule} names no row: add it to WITHOUT"
    assert {rule.rule for rule, _ in routes(app, "/partner")} >= WITHOUT


def test_what_is_anothers_is_answered_like_what_is_not_there(app, both, unknown):
    ours, theirs = both
    token, tried = ours.token, 0
    for rule, method in routes(app, "/partner"):
        named = sorted(rule.arguments & set(OWNED))
        # One's own beside another's too: a question of theirs about a referral of one's own.
        for whose in product((theirs.has, ours.has), repeat=len(named)):
            if not named or all(each is ours.has for each in whose):
                continue
            wrong = {name: each[name] for name, each in zip(named, whose, strict=True)}
            nobodys = {
                name: each[name] if each is ours.has else unknown[name]
                for name, each in zip(named, whose, strict=True)
            }
            got = ask(ours.browser, token, rule, method, {**PLAIN, **unknown, **wrong})
            assert got == ask(ours.browser, token, rule, method, {**PLAIN, **unknown, **nobodys})
            assert got[0] == 404 or got[2], f"{method} {rule.rule}: {got[0]}"
            assert not any(word in got[1] for word in WORDS), rule.rule
            tried += 1
    assert tried > 30


def test_nothing_of_it_was_changed_or_looked_at(app, hub, both):
    ours, theirs = both
    reference, received = theirs.has["reference"], theirs.has["received"]
    before, token = hub.events(reference) + hub.events(received), ours.token
    for rule, method in routes(app, "/partner"):
        if not rule.arguments.isdisjoint(OWNED):
            ask(ours.browser, token, rule, method, {**PLAIN, **theirs.has})
    assert hub.events(reference) + hub.events(received) == before
    assert theirs.browser.go(f"/partner/received/{received}").says("Waits for your answer")
    for path in ("", "/receipt"):
        assert theirs.browser.go(f"/partner/referrals/{reference}{path}").status == 200
    assert theirs.browser.go("/partner/people").says("new@police.example")
    assert theirs.browser.go("/partner/drafts").says(*WORDS[:2])


def test_lists_search_and_figures_hold_nothing_of_anothers(app, both):
    ours, theirs = both
    for rule, method in routes(app, "/partner"):
        if rule.rule in WITHOUT and method == "GET":
            status, said, _ = ask(ours.browser, "", rule, method, {**PLAIN, **ours.has})
            assert status in (200, 303), rule.rule
            assert not any(word in said for word in WORDS), rule.rule
    token = ours.token
    for typed in (*WORDS[:2], theirs.has["reference"], theirs.has["received"]):
        data = {"csrf_token": token, "typed": typed}
        answer = ours.browser.client.post("/partner/search", data=data)
        assert answer.headers["Location"] == "/partner/search", "it led straight to one"
        found = ours.browser.go("/partner/search")
        assert "/partner/referrals/" not in found.html
        assert "/partner/received/" not in found.html
        assert found.html.count(typed) == 1, "more than what was typed"


def test_the_own_ones_open(app, both):
    """So that the tests above ask what is really there."""
    ours, _ = both
    for rule, method in routes(app, "/partner"):
        if method == "GET" and not rule.arguments.isdisjoint(OWNED):
            status, _, _ = ask(ours.browser, "", rule, method, {**PLAIN, **ours.has})
            # A page that this draft does not ask is not there for its own people either.
            assert status in (200, 303) or "number" in rule.arguments, f"{rule.rule}: {status}"


@pytest.mark.parametrize(
    ("door", "who", "roles"),
    [
        ("/hub", "both", ()),
        ("/hub", "both", ("administrator", "coordinator", "practitioner")),
        ("/partner", "coordinator", ()),
        ("/partner", "administrator", ("referrer", "partner_administrator")),
    ],
)
def test_neither_side_opens_the_others_door_whatever_roles_are_written_down(
    app, hub, both, door, who, roles
):
    ours, theirs = both
    hubs = who != "both"
    browser = hub.signed_in(who) if hubs else ours.browser
    browser.go("/account/password")
    token = browser.filled("Change password")[1]["csrf_token"]
    if roles:
        own = Account.organisation_id.is_(None) if hubs else Account.organisation_id.is_not(None)
        with hub.desk.session() as db:
            db.execute(update(Account).where(own).values(roles=list(roles)))
    values = {
        name: new_id(hub.desk.office.now())
        for rule, _ in routes(app, door)
        for name in rule.arguments
    }
    values |= {**PLAIN, **theirs.has}
    for rule, method in routes(app, door):
        status, said, leads = ask(browser, token, rule, method, values)
        assert (status, leads) == (404, ""), f"{method} {rule.rule}"
        assert not any(word in said for word in WORDS)
