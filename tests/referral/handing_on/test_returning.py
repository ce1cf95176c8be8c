"""What destinations say comes back: once each, in any order, late, and moving nothing by itself."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal.referral.clock import RETURNED, wind
from portal.referral.due_times import Due
from portal.referral.handing_on import returning
from portal.referral.handing_on.crossing_late import hear as looked_at
from portal.referral.handing_on.returning import Came, Said, UsedBefore, Way
from portal.referral.history import timeline
from portal.referral.joining import join
from portal.referral.lifecycle import Stage
from portal.referral.pairs import notice
from portal.referral.records import HandOff, Referral, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.retention import erase
from portal.referral.working_days import close_of
from tests.support.apps import MONDAY
from tests.support.heart import receive, referral_of
from tests.support.returned import left, news

EARLIER, LATER = MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1)


@pytest.fixture
def case(session, office):
    """A referral that went to one destination, beside others there and elsewhere with news."""
    with session.begin() as db:
        stranger = referral_of(db, receive(db, office, name="Wilhelmina"))
        theirs = left(db, office, stranger)
        returning.take(db, office, theirs, news("closed", LATER, "theirs"), Way.WEBHOOK)
        referral = referral_of(db, receive(db, office))
        elsewhere = left(db, office, referral, "vcas")
        returning.take(db, office, elsewhere, news("working", LATER, "n-1"), Way.FILE)
        return left(db, office, referral)


@pytest.fixture
def hear(session, office, case):
    """Takes one piece of news of the case, or of another hand-off."""

    def one(word, said_at=EARLIER, event_id="", of=None, **told):
        with session.begin() as db:
            hand_off = db.get_one(HandOff, (of or case).id)
            piece = news(word, said_at, event_id, **told)
            return returning.take(db, office, hand_off, piece, Way.WEBHOOK)

    return one


@pytest.fixture
def look(session, office, case):
    """The latest word on the case, all words with what became of them, and the events' details."""

    def one():
        with session() as db:
            row = db.get_one(HandOff, case.id)
            last = returning.latest(db, [row]).get(row.id)
            kept = [(each.word, each.applied) for each in returning.returned(db, [row])]
            events = [
                each.details
                for each in timeline(db, row.referral_id)
                if each.verb == RETURNED and each.details["place"] == "first"
            ]
            return last.word if last else None, kept, events

    return one


def test_news_is_kept_with_an_event_of_codes_and_its_words_sealed(session, office, case, hear):
    told = {"actions": ("letter",), "outcomes": ("heard",), "words": "They met in a café"}
    assert hear("closed", **told) is Came.APPLIED
    with session() as db:
        row = db.get_one(HandOff, case.id)
        status = returning.latest(db, [row])[row.id]
        referral = db.get_one(Referral, row.referral_id)
        assert returning.said(office, referral, status) == Said("", **told)
        assert "café".encode() not in status.body
        assert timeline(db, referral.id)[-1].details == {
            "hand_off": str(case.id),
            "place": "first",
            "number": 1,
            "word": "closed",
            "way": "webhook",
            "came": "applied",
        }


def test_it_never_moves_the_referral(session, case, hear):
    with session() as db:
        before = db.get_one(Referral, case.referral_id)
        stood = (before.stage, before.version, before.is_open)
    for word in ("accepted", "working", "closed", "declined"):
        hear(word, words="Because")
    with session() as db:
        after = db.get_one(Referral, case.referral_id)
        assert (after.stage, after.version, after.is_open) == stood


def test_what_comes_again_changes_nothing_and_says_so(hear, look):
    assert hear("accepted", event_id="n-1") is Came.APPLIED
    assert hear("accepted", event_id="n-1") is Came.REPEATED
    assert hear("accepted", LATER, event_id="n-1") is Came.REPEATED
    word, kept, events = look()
    assert (word, kept, len(events)) == ("accepted", [("accepted", "")], 1)


def test_one_name_for_two_pieces_of_news_is_refused(session, office, case, hear, look):
    hear("accepted", event_id="n-1")
    with session.begin() as db:
        other = left(db, office, referral_of(db, receive(db, office)))
    for piece in (
        {"word": "closed"},
        {"word": "accepted", "words": "More"},
        {"word": "accepted", "of": other},
    ):
        with pytest.raises(UsedBefore):
            hear(event_id="n-1", **piece)
    word, kept, events = look()
    assert (word, kept, len(events)) == ("accepted", [("accepted", "")], 1)


def test_older_news_is_kept_and_changes_nothing(hear, look):
    assert hear("closed", LATER) is Came.APPLIED
    assert hear("accepted", EARLIER) is Came.OLDER
    word, kept, events = look()
    assert (word, kept) == ("closed", [("accepted", "older"), ("closed", "")])
    assert [each["came"] for each in events] == ["applied", "older"]


def test_of_one_moment_the_word_that_is_further_on_counts(hear, look):
    assert hear("closed") is Came.APPLIED
    assert hear("accepted") is Came.OLDER
    assert hear("closed") is Came.APPLIED
    assert look()[0] == "closed"


def test_what_is_said_of_an_earlier_version_counts_for_the_case(session, office, case, hear, look):
    with session.begin() as db:
        second = left(db, office, db.get_one(Referral, case.referral_id), number=2)
    assert hear("closed", LATER) is Came.APPLIED
    assert hear("accepted", EARLIER, of=second) is Came.OLDER
    with session() as db:
        both = [db.get_one(HandOff, each.id) for each in (case, second)]
        assert {k: each.word for k, each in returning.latest_of(db, both).items()} == {
            "first": "closed"
        }
        assert second.id not in returning.latest(db, both)


@pytest.mark.parametrize("state", [HandOffState.WAITING, HandOffState.SENT])
def test_after_it_was_taken_back_news_is_kept_and_changes_nothing(
    session, office, case, hear, look, state
):
    assert hear("accepted") is Came.APPLIED
    with session.begin() as db:
        referral = db.get_one(Referral, case.referral_id)
        notice = left(db, office, referral, number=2, notice=Notice.WITHDRAWAL, state=state)
        again = left(db, office, referral, number=3)
    assert hear("closed", LATER) is Came.RECALLED
    assert look()[:2] == ("accepted", [("accepted", ""), ("closed", "recalled")])
    assert hear("accepted", LATER, of=notice) is Came.RECALLED
    assert hear("accepted", LATER, of=again) is Came.APPLIED


def test_after_erasure_only_that_something_was_said_is_kept(session, office, case, hear):
    hear("accepted", event_id="n-1", words="canary")
    with session.begin() as db:
        erase(db, office, db.get_one(Referral, case.referral_id), "person")
    assert hear("closed", LATER, words="canary") is Came.ERASED
    assert hear("accepted", event_id="n-1", words="canary") is Came.REPEATED
    with session() as db:
        rows = returning.returned(db, [db.get_one(HandOff, case.id)])
        assert [(each.word, each.body, each.applied) for each in rows] == [
            ("accepted", None, ""),
            ("closed", None, "erased"),
        ]
        referral = db.get_one(Referral, case.referral_id)
        assert returning.said(office, referral, rows[0]) == Said()


def test_what_others_were_told_keeps_its_words_when_one_is_erased(session, office, case):
    with session.begin() as db:
        erase(db, office, db.get_one(Referral, case.referral_id), "person")
    with session() as db:
        bodies = [each.body is None for each in db.query(ReturnedStatus)]
        assert sorted(bodies) == [False, True]


def test_a_destination_finds_only_what_went_to_itself(session, office, case):
    with session.begin() as db:
        referral = db.get_one(Referral, case.referral_id)
        never = left(db, office, referral, number=2, state=HandOffState.WAITING, attempts=0)
        doubtful = left(db, office, referral, number=3, state=HandOffState.WAITING)
    with session() as db:
        assert returning.find(db, "first", case.id) is not None
        assert returning.find(db, "vcas", case.id) is None
        assert returning.find(db, "first", never.id) is None
        assert returning.find(db, "first", referral.id) is None
        # An answer that was lost on the way back: they may have it.
        assert returning.find(db, "first", doubtful.id) is not None


def test_arriving_many_times_at_the_same_moment_it_is_taken_once(session, office, case, look):
    start = threading.Barrier(4)

    def one(_):
        start.wait()
        with session.begin() as db:
            piece = news("accepted", EARLIER, "n-1")
            return returning.take(db, office, db.get_one(HandOff, case.id), piece, Way.WEBHOOK)

    with ThreadPoolExecutor(4) as pool:
        came = sorted(pool.map(one, range(4)))
    assert came == [Came.APPLIED, *[Came.REPEATED] * 3]
    word, kept, events = look()
    assert (word, kept, len(events)) == ("accepted", [("accepted", "")], 1)


def test_arriving_all_at_once_in_whatever_order_the_latest_word_stands(session, office, case, look):
    start = threading.Barrier(4)
    words = ("accepted", "working", "working", "closed")

    def one(number):
        start.wait()
        with session.begin() as db:
            piece = news(words[number], EARLIER + timedelta(minutes=number))
            returning.take(db, office, db.get_one(HandOff, case.id), piece, Way.WEBHOOK)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    word, kept, _ = look()
    assert (word, len(kept)) == ("closed", 4)


@pytest.mark.parametrize(("word", "up"), [("closed", True), ("declined", True), ("working", False)])
def test_when_the_referral_has_ended_somebody_is_to_look_at_the_end_of_it(
    session, case, hear, word, up
):
    with session.begin() as db:
        db.get_one(Referral, case.referral_id).is_open = False
    hear(word, words="Because")
    with session() as db:
        assert (db.get_one(Referral, case.referral_id).check_back_at is not None) is up


@pytest.mark.parametrize(
    ("word", "due"), [("declined", True), ("closed", True), ("working", False)]
)
def test_what_ends_it_there_is_looked_at_within_a_working_day(
    session, office, case, pat, hear, word, due
):
    with session.begin() as db:
        db.get_one(Referral, case.referral_id).stage = Stage.ASSESSING
    hear(word, LATER, words="Because")
    hear("declined", EARLIER, words="Before")  # which changes nothing any more
    with session.begin() as db:
        referral = db.get_one(Referral, case.referral_id)
        wind(db, office, referral)
        assert (referral.due_for == Due.CAME_BACK) is due
        if due:
            assert referral.due_at == close_of(office.now(), 1, office.zone)
        looked_at(db, office, referral, pat, version=referral.version)
        assert referral.due_for == Due.NEXT_STEP


def test_news_of_one_that_was_joined_comes_up_where_it_goes_on(session, office, case, pat, hear):
    with session.begin() as db:
        keep = referral_of(db, receive(db, office))
        told_before = db.get_one(Referral, case.referral_id)
        stays = left(db, office, told_before, "former")
        pair = notice(db, office, told_before, keep, pat)
        join(db, office, pair, keep=keep, by=pat, version=pair.version)
    hear("working", EARLIER, of=stays)
    hear("closed", LATER, of=stays)
    with session() as db:
        assert [each.verb for each in timeline(db, keep.id)].count("told_in_joined") == 1
