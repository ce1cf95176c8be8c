"""The portal's own numbers: for whoever shows the token, true on both databases, of nobody."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from portal import furnish
from portal.referral.contact import Channel
from portal.referral.limits import FORGED
from portal.referral.records import CrossReferral, DestinationHealth, Outgoing, PossibleMatch
from portal.referral.records.hand_off import HandOffState
from portal.referral.records.waits import State
from portal.storage.ids import new_id
from tests.support.apps import Clock, make_app, settings_for
from tests.support.heart import receive, referral_of, strangers
from tests.support.referring import partner_of
from tests.support.returned import left

TOKEN = "a token that is long enough for anybody"
CANARY = "Wilhelmina"
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_url(request):
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")


@pytest.fixture(scope="module")
def made(new_sqlite):
    app = make_app(new_sqlite())
    app.extensions["portal_desk"].engine.dispose()
    return app


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(made, database_url, clock):
    furnish(made, settings_for(database_url, metrics_token=TOKEN), clock=clock)
    yield made
    made.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def desk(app):
    return app.extensions["portal_desk"]


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def ask(client):
    def one(token=TOKEN, **headers):
        given = {"Authorization": f"Bearer {token}"} if token is not None else {}
        return client.get("/metrics", headers=given | headers)

    return one


def numbers(answer):
    """Every number by its name and labels."""
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_with_nothing_to_do_every_number_is_there_and_none(ask):
    found = numbers(ask())
    assert found.pop(("portal_destination_known", "first")) == 1
    assert set(found.values()) == {0}
    assert ("portal_hand_offs", "first", "waiting") in found
    assert ("portal_queue_waiting", "people") in found
    assert ("portal_possible_matches_open",) in found


@BOTH
def test_the_numbers_are_those_of_what_is_not_done(ask, desk, clock):
    office = desk.office
    strangers(desk.engine, office)
    with desk.session() as session:
        session.query(Outgoing).delete()
        one, two = (referral_of(session, receive(session, office, name=CANARY)) for _ in range(2))
        organisation = partner_of(session, office, "Larkfield Housing")
        left(session, office, one)
        left(session, office, one, number=2, state=HandOffState.WAITING)
        clock.forward(minutes=1)
        left(session, office, two, state=HandOffState.WAITING, attempts=0)
        left(session, office, two, "gone", state=HandOffState.FAILED)
        key = f"org:{organisation.id.hex}"
        asking = left(session, office, one, key, state=HandOffState.ASKING, attempts=0)
        session.add(
            DestinationHealth(
                destination="first",
                failures=3,
                failing_since=office.now(),
                rests_until=clock() + timedelta(minutes=10),
            )
        )
        session.add(_outgoing(office, one, State.WAITING))
        session.add(_outgoing(office, two, State.FAILED))
        session.add(_crossed(office, one, organisation, asking, late=True))
        session.query(PossibleMatch).delete()
        session.add(_pair(office, one, two))
    clock.forward(minutes=4)
    found = numbers(ask())
    expected = {
        ("portal_hand_offs", "first", "waiting"): 2,
        ("portal_hand_offs", "first", "failed"): 0,
        ("portal_hand_offs", "gone", "failed"): 1,
        ("portal_hand_offs", "partners", "asking"): 1,
        ("portal_hand_off_oldest_waiting_seconds", "first"): 300,
        ("portal_hand_off_oldest_waiting_seconds", "gone"): 0,
        ("portal_destination_failing_seconds", "first"): 240,
        ("portal_destination_resting", "first"): 1,
        ("portal_destination_known", "gone"): 0,
        ("portal_queue_waiting", "people"): 1,
        ("portal_queue_failed", "people"): 1,
        ("portal_queue_unclaimed_seconds", "people"): 240,
        ("portal_queue_waiting", "staff"): 0,
        ("portal_cross_referrals_unanswered",): 1,
        ("portal_cross_referrals_late",): 1,
        ("portal_possible_matches_open",): 1,
    }
    assert {name: found[name] for name in expected} == expected
    said = ask().text
    for secret in (CANARY, one.reference, two.reference, organisation.id.hex, "Larkfield"):
        assert secret not in said


def _outgoing(office, referral, state):
    return Outgoing(
        id=new_id(office.now()),
        referral_id=referral.id,
        channel=Channel.EMAIL,
        purpose="received",
        state=state,
        created_at=office.now(),
        due_at=office.now(),
    )


def _crossed(office, referral, organisation, hand_off, *, late):
    return CrossReferral(
        id=new_id(office.now()),
        organisation_id=organisation.id,
        referral_id=referral.id,
        hand_off_id=hand_off.id,
        reference=referral.reference,
        kind=referral.kind,
        number=1,
        state="waiting",
        steps=[],
        created_at=office.now(),
        since=office.now(),
        due_at=office.now(),
        late_at=office.now() if late else None,
    )


def _pair(office, one, two):
    pair_id, now = new_id(office.now()), office.now()
    return PossibleMatch(id=pair_id, earlier_id=one.id, later_id=two.id, of="person", found_at=now)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": "Bearer é"},
        {"Authorization": "Bearer " + "x" * 5000},
    ],
)
def test_without_the_token_nothing_is_told(client, headers):
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "portal_" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_without_the_setting_there_is_no_such_page(made, database_url, clock):
    furnish(made, settings_for(database_url), clock=clock)
    client = made.test_client()
    for token in (TOKEN, "", "None"):
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 404
    made.extensions["portal_desk"].engine.dispose()


def test_whoever_guesses_is_put_off_and_the_token_still_opens(ask, monkeypatch):
    monkeypatch.setattr("portal.api.metrics.FORGED", type(FORGED)("few", 2, FORGED.every))
    assert [ask("wrong").status_code for _ in range(3)] == [401, 401, 429]
    assert ask().status_code == 200


def test_the_answer_is_as_prometheus_reads_it_kept_by_nobody(ask):
    answer = ask()
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert ask(Accept="application/openmetrics-text; version=1.0.0").text.endswith("# EOF\n")
