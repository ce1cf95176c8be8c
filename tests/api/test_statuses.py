"""What destinations say by signed webhook: believed when it is signed, told plainly when not."""

import hmac
import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook

from portal import furnish
from portal.destinations import Means
from portal.referral.clock import RETURNED
from portal.referral.handing_on import returning
from portal.referral.handing_on.returning_news import StatusDocument
from portal.referral.handing_on.returning_reading import MOST_BYTES, Unreadable, read_news
from portal.referral.handing_on.returning_schema import VERSION, status_schema
from portal.referral.history import timeline
from portal.referral.limits import FORGED, STATUSES
from portal.referral.records import HandOff, Referral, ReturnedStatus
from portal.referral.retention import erase
from tests.support.apps import MONDAY, Clock, make_app, settings_for
from tests.support.heart import receive, referral_of
from tests.support.returned import as_json, left, status_of
from tests.support.strategies import anything

OLD, NEW, OTHER = (f"whsec_{b64encode(bytes([each]) * 32).decode()}" for each in (1, 2, 3))
CANARY = "wilhelmina"
SCHEMA = f"/api/v1/schema/status-{VERSION}.json"


DESTINATIONS = {
    "first": Means(secrets=(NEW, OLD)),
    "vcas": Means(secrets=(OTHER,)),
    "drop": Means(),
}
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_url(request):
    """SQLite, unless a test asks for both: most of this is about what comes in."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="module")
def made(new_sqlite):
    """The app that all of these tests give a desk of their own."""
    app = make_app(new_sqlite())
    app.extensions["portal_desk"].engine.dispose()
    return app


@pytest.fixture
def app(made, database_url, clock):
    furnish(made, settings_for(database_url, destinations=DESTINATIONS), clock=clock)
    yield made
    made.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def desk(app):
    return app.extensions["portal_desk"]


@pytest.fixture
def sent(desk):
    """A hand-off that went to one destination, beside one that went to another."""
    with desk.session() as session:
        other = referral_of(session, receive(session, desk.office, name="Stranger"))
        left(session, desk.office, other, "vcas")
        return left(
            session, desk.office, referral_of(session, receive(session, desk.office)), "first"
        )


@pytest.fixture
def say(client, clock):
    """Sends a body as a destination does, signed by somebody else's code."""

    def one(body, *, to="first", secret=NEW, at=None, id="msg_1", **headers):
        body = body if isinstance(body, bytes) else as_json(body)
        at = at or clock()
        text = body.decode("utf-8", "replace")
        given = {
            "webhook-id": id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign(id, at, text),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return client.post(
            f"/api/v1/statuses/{to}",
            data=body,
            headers={name: value for name, value in given.items() if value is not None},
            content_type="application/json",
        )

    return one


@pytest.fixture
def heard(desk, sent):
    """The words that are kept of the hand-off, and how many events tell of them."""

    def one():
        with desk.looking() as session:
            row = session.get_one(HandOff, sent.id)
            events = [each for each in timeline(session, row.referral_id) if each.verb == RETURNED]
            return [each.word for each in returning.returned(session, [row])], len(events)

    return one


def assert_problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert CANARY not in answer.text


@BOTH
def test_signed_news_is_taken_and_what_comes_again_is_answered_alike(say, sent, heard):
    first = say(status_of(sent))
    assert (first.status_code, first.json["came"]) == (200, "applied")
    assert "Set-Cookie" not in first.headers
    again = say(status_of(sent))
    assert (again.status_code, again.json["came"]) == (200, "repeated")
    assert heard() == (["accepted"], 1)


@BOTH
def test_news_out_of_order_is_kept_and_said_to_change_nothing(say, sent, heard):
    say(status_of(sent, "closed", event_id="n-2", actions=["letter"], outcomes=["heard"]))
    late = say(status_of(sent, event_id="n-1", said_at="2026-03-01T09:00:00Z"))
    assert (late.status_code, late.json["came"]) == (200, "older")
    assert heard() == (["accepted", "closed"], 2)


@BOTH
def test_news_of_what_was_erased_is_answered_so_that_nobody_sends_it_again(say, sent, desk):
    with desk.session() as session:
        erase(session, desk.office, session.get_one(Referral, sent.referral_id), "person")
    answer = say(status_of(sent, "closed", words=CANARY))
    assert (answer.status_code, answer.json["came"]) == (200, "erased")
    with desk.looking() as session:
        assert [each.body for each in session.query(ReturnedStatus)] == [None]


def test_either_secret_is_believed_while_a_new_one_comes_into_use(say, sent):
    assert say(status_of(sent), secret=OLD).json["came"] == "applied"
    assert say(status_of(sent), secret=NEW).json["came"] == "repeated"
    two = f"v1,{b64encode(b'x' * 32).decode()} v2,abc " + Webhook(OLD).sign(
        "msg_1", MONDAY, as_json(status_of(sent)).decode()
    )
    assert say(status_of(sent), webhook_signature=two).json["came"] == "repeated"


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": OTHER},
        {"to": "vcas"},
        {"to": "drop"},
        {"to": "nobody"},
        {"to": "org:00000000000070008000000000000000"},
        {"webhook_id": None},
        {"webhook_id": "msg_2"},
        {"webhook_id": ""},
        {"webhook_timestamp": None},
        {"webhook_timestamp": "yesterday"},
        {"webhook_timestamp": "-1"},
        {"webhook_timestamp": "9" * 400},
        {"webhook_timestamp": "٣"},
        {"webhook_timestamp": str(int(MONDAY.timestamp()) + 1)},
        {"webhook_signature": None},
        {"webhook_signature": ""},
        {"webhook_signature": "v1"},
        {"webhook_signature": "v1,"},
        {"webhook_signature": "v1,é"},
        {"webhook_signature": "v2," + "A" * 44},
        {"webhook_signature": "v1,A " * 10_000},
        {"at": MONDAY - timedelta(seconds=301)},
        {"at": MONDAY + timedelta(seconds=301)},
    ],
)
def test_what_is_forged_or_too_old_is_refused_with_one_answer_for_all(say, sent, heard, wrong):
    answer = say(status_of(sent, words=CANARY), **wrong)
    assert_problem(answer, 401)
    assert answer.json["detail"] == (
        "The signature is missing, wrong, or more than five minutes old."
    )
    assert answer.headers["WWW-Authenticate"] == "StandardWebhooks"
    assert heard() == ([], 0)


def test_a_body_that_was_changed_on_its_way_is_refused(say, sent):
    signature = Webhook(NEW).sign("msg_1", MONDAY, as_json(status_of(sent)).decode())
    assert_problem(say(status_of(sent, "declined"), webhook_signature=signature), 401)


def test_nothing_is_read_before_the_signature_is_believed(say):
    assert_problem(say(b"not json", secret=OTHER), 401)
    assert_problem(say(b"\xff", secret=OTHER), 401)


@pytest.mark.parametrize("late", [-299, 299])
def test_within_five_minutes_of_our_clock_it_is_believed(say, sent, late):
    assert say(status_of(sent), at=MONDAY + timedelta(seconds=late)).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"word": "a", "word": "b"}', 422),
        (b'{"words": NaN}', 422),
        (b'{"words": 1e999999}', 422),
        (b"9" * 60_000, 422),
        (b"[" * 60_000, 422),
        (b'"' + CANARY.encode() + b'"', 422),
        (b'{"' + CANARY.encode() + b'": "x"}', 422),
        (b"x" * (MOST_BYTES + 1), 413),
    ],
)
def test_what_is_no_status_document_is_refused_in_words(say, sent, body, status):
    answer = say(body)
    assert_problem(answer, status)
    if status != 413:
        assert all(each["detail"] for each in answer.json["errors"])


def test_invalid_utf_8_that_is_signed_is_refused_as_such(client, sent):
    body, at = b'{"word": "\xe9"}', str(int(MONDAY.timestamp()))
    mac = hmac.digest(bytes([2]) * 32, b"m." + at.encode() + b"." + body, "sha256")
    answer = client.post(
        "/api/v1/statuses/first",
        data=body,
        headers={
            "webhook-id": "m",
            "webhook-timestamp": at,
            "webhook-signature": f"v1,{b64encode(mac).decode()}",
        },
    )
    assert_problem(answer, 400)
    assert "UTF-8" in answer.json["errors"][0]["detail"]


def test_what_is_wrong_is_told_member_by_member(say, sent):
    answer = say(status_of(sent, "bored", said_at="now", words=CANARY))
    assert_problem(answer, 422)
    assert {each["pointer"] for each in answer.json["errors"]} == {"/word", "/said_at"}


def test_anothers_hand_off_is_answered_like_one_that_is_not_there(say, sent, heard):
    nowhere = say(status_of(UUID(int=7)), to="vcas", secret=OTHER)
    assert_problem(nowhere, 404)
    theirs = say(status_of(sent), to="vcas", secret=OTHER)
    assert (theirs.status_code, theirs.json) == (404, nowhere.json)
    assert heard() == ([], 0)


@BOTH
def test_one_name_for_two_pieces_of_news_is_told(say, sent, heard):
    say(status_of(sent))
    assert_problem(say(status_of(sent, "working", words=CANARY)), 409)
    assert heard() == (["accepted"], 1)


@BOTH
def test_the_same_news_many_times_at_once_is_taken_once(app, sent, heard, clock):
    body = as_json(status_of(sent))
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(clock().timestamp())),
        "webhook-signature": Webhook(NEW).sign("m", clock(), body.decode()),
    }

    def one(_):
        return app.test_client().post("/api/v1/statuses/first", data=body, headers=headers).json

    with ThreadPoolExecutor(4) as pool:
        came = sorted(each["came"] for each in pool.map(one, range(4)))
    assert came == ["applied", "repeated", "repeated", "repeated"]
    assert heard() == (["accepted"], 1)


@BOTH
def test_too_many_in_a_minute_are_asked_to_come_later(say, sent, desk, monkeypatch):
    monkeypatch.setattr("portal.api.statuses.STATUSES", type(STATUSES)("few", 2, STATUSES.every))
    for number in (1, 2):
        assert say(status_of(sent, event_id=f"n-{number}")).status_code == 200
    answer = say(status_of(sent, event_id="n-3"))
    assert_problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert say(status_of(UUID(int=7)), to="vcas", secret=OTHER).status_code == 404


def test_whoever_forges_again_and_again_is_put_off_but_nobody_who_signs(say, sent, monkeypatch):
    monkeypatch.setattr("portal.api.statuses.FORGED", type(FORGED)("few", 2, FORGED.every))
    for _ in range(2):
        assert_problem(say(status_of(sent), secret=OTHER), 401)
    assert_problem(say(status_of(sent), secret=OTHER), 429)
    assert say(status_of(sent)).status_code == 200


def test_only_posting_is_offered(client):
    answer = client.get("/api/v1/statuses/first")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")


def test_the_form_is_published_and_takes_its_own_examples(client):
    answer = client.get(SCHEMA)
    assert answer.mimetype == "application/schema+json"
    schema = answer.json
    assert schema["$id"].endswith(SCHEMA)
    assert client.get("/api/v1/schema/").json["status"]["schema"] == schema["$id"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert len(schema["examples"]) == 3
    for each in schema["examples"]:
        validator.validate(each)
        read_news(json.dumps(each).encode(), MONDAY + timedelta(days=100))


_values = st.one_of(
    anything,
    st.sampled_from(["closed", "declined", "unsafe", "2026-03-02T09:00:00Z", "", " "]),
    st.lists(st.sampled_from(["letter", "heard", "coaching", ""]), max_size=3),
    st.none(),
    st.booleans(),
    st.dictionaries(anything, anything, max_size=2),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.dictionaries(st.sampled_from([*StatusDocument.model_fields]), _values, max_size=3))
def test_the_published_form_and_the_reader_agree(published, changes):
    document = {**status_of(UUID(int=7)), **changes}
    try:
        read_news(json.dumps(document).encode(), MONDAY)
    except Unreadable as why:
        # Beyond what a schema can say: half characters, days that there are not, the future.
        beyond = {"/said_at", "/words"} & {each.pointer for each in why.faults}
        assert beyond or not published.is_valid(document)
    else:
        assert published.is_valid(document)


@pytest.fixture(scope="module")
def published():
    office = SimpleNamespace(address="https://portal.example")
    return Draft202012Validator(status_schema(office))
