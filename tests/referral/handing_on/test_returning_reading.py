"""Reading a status document: what is right is read, what is doubtful refused, nothing repeated."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.handing_on.returning_news import LONGEST_WORDS, StatusDocument, Word
from portal.referral.handing_on.returning_reading import MOST_BYTES, Unreadable, read_news
from tests.support.apps import MONDAY
from tests.support.returned import as_json, status_of
from tests.support.strategies import anything

pytestmark = pytest.mark.core

KEY = UUID("01912345-6789-7abc-8def-0123456789ab")


def read(document):
    body = document if isinstance(document, bytes) else as_json(document)
    return read_news(body, MONDAY)


def refused(document):
    with pytest.raises(Unreadable) as caught:
        read(document)
    return caught.value


def pointers(document):
    return [fault.pointer for fault in refused(document).faults]


def test_all_that_can_be_said_is_read():
    key, news = read(
        status_of(
            KEY,
            "closed",
            actions=["letter", "coaching"],
            outcomes=["heard"],
            words="They met.\r\nAll went well.",
            said_at="2026-03-02T11:00:00.1234567+02:00",
        )
    )
    assert key == KEY
    assert (news.event_id, news.word) == ("news-1", Word.CLOSED)
    assert news.said_at == datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
    assert (news.actions, news.outcomes) == (("coaching", "letter"), ("heard",))
    assert news.words == "They met.\nAll went well."


def test_the_least_that_can_be_said_is_read():
    _, news = read(status_of(KEY, "working"))
    assert (news.word, news.reason, news.actions, news.words) == (Word.WORKING, "", (), "")


@pytest.mark.parametrize(
    "why", [{"reason": "out_of_area"}, {"reason": "no_room"}, {"words": "We are full."}]
)
def test_who_declines_says_why_by_a_reason_or_in_words(why):
    _, news = read(status_of(KEY, "declined", **why))
    assert news.reason or news.words
    assert pointers(status_of(KEY, "declined", words=" \n ")) == ["/reason"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"event_id": None}, "/event_id"),
        ({"event_id": ""}, "/event_id"),
        ({"event_id": "Ann Smith"}, "/event_id"),
        ({"event_id": "a" * 101}, "/event_id"),
        ({"event_id": "a\n"}, "/event_id"),
        ({"event_id": 12}, ""),
        ({"event_id": True}, "/event_id"),
        ({"event_id": ["a"]}, "/event_id"),
        ({"hand_off": "01912345"}, "/hand_off"),
        ({"hand_off": {"id": "x"}}, "/hand_off"),
        ({"word": "Accepted"}, "/word"),
        ({"word": "recalled"}, "/word"),
        ({"word": ["accepted"]}, "/word"),
        ({"said_at": "2026-03-02"}, "/said_at"),
        ({"said_at": "2026-03-02T09:00:00"}, "/said_at"),
        ({"said_at": "2026-02-30T09:00:00Z"}, "/said_at"),
        ({"said_at": "2026-03-02T25:00:00Z"}, "/said_at"),
        ({"said_at": "2026-03-02T09:00:00+99:99"}, "/said_at"),
        ({"said_at": "1700000000"}, "/said_at"),
        ({"said_at": "0001-01-01T00:00:00+14:00"}, "/said_at"),
        ({"said_at": 1700000000}, ""),
        ({"said_at": "2026-03-02T10:05:01Z"}, "/said_at"),
        ({"said_at": "2099-12-31T23:59:59-23:59"}, "/said_at"),
        ({"word": "closed", "actions": "letter"}, "/actions"),
        ({"word": "closed", "actions": {"letter": "yes"}}, "/actions"),
        ({"word": "closed", "actions": ["letter", "letter"]}, "/actions"),
        ({"word": "closed", "actions": ["a letter"]}, "/actions/0"),
        ({"word": "closed", "outcomes": ["heard", None]}, "/outcomes/1"),
        ({"word": "closed", "outcomes": ["heard"] * 50}, "/outcomes"),
        ({"word": "closed", "reason": "unsafe"}, "/reason"),
        ({"word": "declined", "reason": "bored"}, "/reason"),
        ({"actions": ["letter"]}, "/actions"),
        ({"outcomes": ["heard"]}, "/outcomes"),
        ({"words": "a" * (LONGEST_WORDS + 1)}, "/words"),
        ({"words": "half \ud83d"}, "/words"),
        ({"words": ["one"]}, "/words"),
        ({"person": "Ann"}, ""),
        ({"words": float("nan")}, ""),
        ({"words": 10**400}, ""),
    ],
)
def test_what_is_wrong_is_refused_where_it_is_wrong(change, pointer):
    assert pointers(status_of(KEY, **change)) == [pointer]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"word": "accepted"', "not JSON"),
        (b"word=accepted", "not JSON"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b'{"word": "\xe9"}', "not UTF-8"),
        (b" " * (MOST_BYTES + 1), "larger"),
    ],
)
def test_what_is_no_json_is_refused_as_such(body, says):
    problem = refused(body)
    assert not problem.is_json
    assert says in problem.faults[0].words


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"[]", "must be an object"),
        (b"null", "must be an object"),
        (b'"accepted"', "must be an object"),
        (b"7", "number"),
        (b"1e999999", "number"),
        (b"-Infinity", "number"),
        (b'{"word": "accepted", "word": "closed"}', "twice"),
        (b'{"a": {"b": "c", "b": "d"}}', "twice"),
        (b"[" * 60_000, "deeply"),
        (b'{"a":' * 10_000, "deeply"),
    ],
)
def test_json_that_is_no_status_is_refused(body, says):
    problem = refused(body)
    assert problem.is_json
    assert says in problem.faults[0].words


def test_a_clock_that_is_a_little_ahead_is_forgiven():
    said_at = (MONDAY + timedelta(minutes=4)).isoformat()
    assert read(status_of(KEY, said_at=said_at))[1].said_at == MONDAY + timedelta(minutes=4)


def test_of_a_thousand_strange_members_one_fault_is_told():
    many = {f"canary{number}": "canary" for number in range(1000)}
    faults = refused(status_of(KEY, **many)).faults
    assert len(faults) == 1
    assert "canary" not in str(faults)


_leaf = st.one_of(anything, st.integers(), st.floats(), st.booleans(), st.none())
_json = st.recursive(
    _leaf, lambda inner: st.one_of(st.lists(inner), st.dictionaries(anything, inner)), max_leaves=8
)
_members = st.sampled_from([*StatusDocument.model_fields])


@given(st.one_of(st.binary(max_size=300), _json.map(lambda value: json.dumps(value).encode())))
def test_whatever_comes_is_refused_and_never_breaks(body):
    refused(body)


@given(_members, st.one_of(_json, st.sampled_from(["closed", "declined", "heard", str(KEY)])))
def test_with_any_one_member_changed_it_is_read_or_refused_and_nothing_is_repeated(name, value):
    canary = f"canary{uuid4().hex}"
    if isinstance(value, str) and value:
        value = f"{canary}{value}" if name not in ("words", "event_id") else value
    try:
        read(status_of(KEY, **{name: value}))
    except Unreadable as problem:
        assert problem.faults
        assert canary not in str(problem) + str(problem.faults)
