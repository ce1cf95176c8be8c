"""Cross-referrals: what lies in a provider's inbox, what it answers, and how that comes back."""

import pytest
from sqlalchemy import select

from portal.referral.clock import wind
from portal.referral.due_times import Due
from portal.referral.handing_on import crossing, crossing_late, crossing_verbs
from portal.referral.handing_on.crossing import Standing
from portal.referral.handing_on.crossing_questions import (
    AnsweredBefore,
    StoppedByHold,
    answer_provider,
    ask_hub,
    questions_on,
)
from portal.referral.handing_on.hand_offs import MayNot, Why, correct, recall
from portal.referral.handing_on.handing_anew import hand_to
from portal.referral.handing_on.returning import Said
from portal.referral.handing_on.returning import said as what_they_said
from portal.referral.handing_on.versions import handed
from portal.referral.history import timeline
from portal.referral.holding import hold
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import (
    CrossReferral,
    Event,
    HandOff,
    Organisation,
    Referral,
    ReturnedStatus,
)
from portal.referral.retention import erase
from portal.referral.working_days import close_of
from tests.support.crossed import agreeing, hand, place_of, provider
from tests.support.heart import hire


@pytest.fixture
def there(session, office):
    """Somebody who works at a provider."""
    with session.begin() as db:
        return hire(db, office, "referrer")


@pytest.fixture
def sent(session, office, pat, there):
    """One cross-referral to a provider, beside another's of somebody else; gives its id."""
    with session.begin() as db:
        stranger = agreeing(db, office, "vip", name="Wilhelmina")
        hand(db, office, stranger, provider(db, office, "Other Service", "vip"), pat)
        referral = agreeing(db, office, "vcas", name="Ann")
        return hand(db, office, referral, provider(db, office), pat).id


@pytest.fixture
def do(session, office, there, sent):
    """Lets the provider do something."""

    def one(verb, version=None, **said):
        with session.begin() as db:
            at = version or db.get_one(CrossReferral, sent).version
            verb(db, office, sent, there.id, version=at, **said)

    return one


@pytest.fixture
def look(session, office, sent):
    """What lies there, the referral's row and what happened to it since it was handed on."""

    def one():
        with session() as db:
            cross = db.get_one(CrossReferral, sent)
            referral = db.get_one(Referral, cross.referral_id)
            verbs = [each.verb for each in timeline(db, referral.id)]
            return cross, referral, verbs[verbs.index("handed_on") + 1 :]

    return one


def provider_of(db, cross):
    return db.get_one(Organisation, cross.organisation_id)


def test_what_the_person_agreed_to_lies_there_under_a_key_of_its_own(session, office, look):
    cross, referral, _ = look()
    told = crossing.document_of(office, cross)
    assert told["contact"]["ways"][0]["reach"] == "+441632960001"
    assert told["answers"]["matter"]["what_happened"]["value"] == "Somebody broke the kettle."
    assert crossing.name_of_cross(office, cross) == "Ann"
    assert (cross.state, cross.is_open, cross.number) == (Standing.WAITING, True, 1)
    assert cross.due_at == close_of(office.now(), 5, office.zone)
    assert [each["word"] for each in cross.steps] == ["waiting"]
    assert b"kettle" not in cross.body
    assert cross.data_key != referral.data_key


def test_the_hub_chases_the_answer_by_the_day_that_the_provider_has(office, look):
    cross, referral, _ = look()
    # The first look is due sooner; handing on is a time of its own beside it.
    assert referral.due_for == Due.LOOK
    assert cross.due_at > referral.due_at


def test_whoever_takes_it_on_is_seen_at_the_hub(session, look, do, there):
    do(crossing_verbs.accept)
    cross, referral, verbs = look()
    assert (cross.state, cross.is_open, cross.due_at) == (Standing.ACCEPTED, True, None)
    assert cross.decided_by == there.id
    assert "cross_accepted" in verbs
    with session() as db:
        said = db.scalars(select(ReturnedStatus)).one()
        assert (said.word, said.way, said.hand_off_id) == ("accepted", "portal", cross.hand_off_id)
        assert referral.due_for != Due.CAME_BACK


def test_a_no_comes_back_with_its_reason_and_a_time_of_its_own(session, office, look, do, clock):
    clock.forward(hours=1)
    do(crossing_verbs.decline, why="no_room", words="Perhaps in March, says Zacharias.")
    cross, referral, verbs = look()
    assert (cross.state, cross.is_open) == (Standing.DECLINED, False)
    ended = crossing.ended_as(office, cross)
    assert (ended.why, ended.words) == ("no_room", "Perhaps in March, says Zacharias.")
    assert "cross_declined" in verbs
    with session() as db:
        (told,) = db.scalars(select(ReturnedStatus))
        assert what_they_said(office, db.get_one(Referral, referral.id), told) == Said(
            "no_room", words="Perhaps in March, says Zacharias."
        )
        events = db.scalars(select(Event).where(Event.referral_id == referral.id))
        assert "Zacharias" not in str([event.details for event in events])
    with session.begin() as db:
        # Once somebody looked at it first, what came back is due within a working day.
        found = db.get_one(Referral, referral.id)
        found.stage = "contacting"
        found.first_attempt_at = office.now()
        wind(db, office, found)
        assert found.due_for == Due.CAME_BACK
        assert found.due_at == close_of(office.now(), 1, office.zone)


def test_what_was_declined_goes_again_to_the_same_or_to_another(
    session, office, pat, sent, do, look
):
    do(crossing_verbs.decline, why="no_room")
    with session.begin() as db:
        cross = db.get_one(CrossReferral, sent)
        referral = db.get_one(Referral, cross.referral_id)
        to = place_of(db, office, provider_of(db, cross))
        hand_to(db, office, referral, to, pat, version=referral.version)
        assert {each.number for each in handed(db, referral)} == {1, 2}
    cross, _, _ = look()
    assert (cross.state, cross.number, cross.is_open) == (Standing.WAITING, 2, True)
    assert [each["word"] for each in cross.steps] == ["waiting", "declined", "waiting"]
    assert crossing.ended_as(office, cross).why == ""
    do(crossing_verbs.accept)
    referral_id = look()[1].id
    with session.begin() as db:
        referral = db.get_one(Referral, referral_id)
        again = place_of(db, office, provider_of(db, cross))
        with pytest.raises(MayNot) as refused:
            hand_to(db, office, referral, again, pat, version=referral.version)
        assert refused.value.why == Why.ALREADY_THERE


def test_it_finishes_with_what_was_done_and_what_came_of_it(session, office, look, do):
    do(crossing_verbs.accept)
    said = {"actions": ["advice_only"], "outcomes": ["coping"], "words": "She sleeps again."}
    do(crossing_verbs.finish, **said)
    cross, _, verbs = look()
    assert (cross.state, cross.is_open) == (Standing.FINISHED, False)
    assert verbs[-1] in ("cross_finished", "status_returned")
    ended = crossing.ended_as(office, cross)
    assert (ended.actions, ended.outcomes) == (("advice_only",), ("coping",))
    with session() as db:
        assert sorted(db.scalars(select(ReturnedStatus.word))) == ["accepted", "closed"]


@pytest.mark.parametrize(
    ("before", "verb", "said"),
    [
        ((), crossing_verbs.finish, {"actions": ["letter"], "outcomes": ["heard"]}),
        ((crossing_verbs.accept,), crossing_verbs.accept, {}),
        ((crossing_verbs.accept,), crossing_verbs.decline, {"why": "not_ours"}),
    ],
)
def test_what_does_not_follow_is_refused(do, look, before, verb, said):
    for each in before:
        do(each)
    stood = look()
    with pytest.raises(ChangedMeanwhile):
        do(verb, **said)
    assert look()[0].version == stood[0].version
    assert look()[2] == stood[2]


def test_of_two_colleagues_the_quicker_decides(do, look):
    version = look()[0].version
    do(crossing_verbs.accept, version)
    with pytest.raises(ChangedMeanwhile):
        do(crossing_verbs.decline, version, why="not_ours")
    assert look()[0].state == Standing.ACCEPTED


def test_what_is_corrected_takes_the_place_of_what_was_there(session, office, pat, sent, look, do):
    do(crossing_verbs.accept)
    with session.begin() as db:
        cross = db.get_one(CrossReferral, sent)
        correct(db, office, db.get_one(HandOff, cross.hand_off_id), pat)
    cross, _, _ = look()
    assert (cross.state, cross.number) == (Standing.ACCEPTED, 2)
    assert [each["word"] for each in cross.steps] == ["waiting", "accepted", "corrected"]
    assert crossing.document_of(office, cross)["number"] == 2


@pytest.fixture
def recalled(session, office, pat, sent, there):
    """It was asked about, and then taken back."""
    with session.begin() as db:
        ask_hub(db, office, sent, there.id, "Who is Zacharias?")
        cross = db.get_one(CrossReferral, sent)
        recall(db, office, db.get_one(HandOff, cross.hand_off_id), pat)


def test_what_is_taken_back_leaves_nothing_but_that_it_was(session, office, recalled, look, do):
    cross, _, _ = look()
    assert (cross.state, cross.is_open, cross.number) == (Standing.RECALLED, False, 2)
    assert (cross.body, cross.label, cross.data_key) == (None, None, None)
    assert crossing.name_of_cross(office, cross) == ""
    with session() as db:
        assert questions_on(db, office, [cross]) == []
    for verb, said in ((crossing_verbs.accept, {}), (crossing_verbs.decline, {"why": "known"})):
        with pytest.raises(ChangedMeanwhile):
            do(verb, **said)


def test_what_was_taken_back_can_be_handed_on_again(session, office, pat, recalled, sent, look):
    with session.begin() as db:
        cross = db.get_one(CrossReferral, sent)
        referral = db.get_one(Referral, cross.referral_id)
        hand(db, office, referral, provider_of(db, cross), pat)
    cross, _, _ = look()
    assert (cross.state, cross.number) == (Standing.WAITING, 3)
    assert crossing.name_of_cross(office, cross) == "Ann"


def test_erasing_reaches_what_was_handed_on(session, office, pat, sent, look):
    with session.begin() as db:
        cross = db.get_one(CrossReferral, sent)
        erase(db, office, db.get_one(Referral, cross.referral_id), pat.id)
    cross, _, _ = look()
    assert (cross.state, cross.body, cross.data_key) == (Standing.RECALLED, None, None)


def test_a_provider_asks_and_the_hub_answers_once(session, office, pat, sent, there, look):
    with session.begin() as db:
        question = ask_hub(db, office, sent, there.id, "Is a bus near?")
    _, referral, verbs = look()
    assert verbs[-1] == "cross_asked"
    with session.begin() as db:
        found = db.get_one(Referral, referral.id)
        said = {"version": found.version, "text": "The 21, Zacharias."}
        answer_provider(db, office, found, question, pat, **said)
    with session() as db:
        asked = questions_on(db, office, [look()[0]])
        assert [(each.question, each.answer) for each in asked] == [
            ("Is a bus near?", "The 21, Zacharias.")
        ]
    with session.begin() as db:
        found = db.get_one(Referral, referral.id)
        said = {"version": found.version, "text": "Again"}
        with pytest.raises(AnsweredBefore):
            answer_provider(db, office, found, question, pat, **said)


def test_nothing_is_answered_while_a_hold_stops_what_goes_out(
    session, office, pat, sent, there, look
):
    referral_id = look()[1].id
    with session.begin() as db:
        question = ask_hub(db, office, sent, there.id, "Is a bus near?")
        referral = db.get_one(Referral, referral_id)
        hold(db, office, referral, pat, version=referral.version, reason="Why")
        with pytest.raises(StoppedByHold):
            answer_provider(
                db, office, referral, question, pat, version=referral.version, text="No"
            )


def test_an_answer_to_another_referrals_question_is_refused(session, office, pat, sent, look):
    referral_id = look()[1].id
    with session.begin() as db:
        other = db.scalars(select(CrossReferral).where(CrossReferral.id != sent)).one()
        question = ask_hub(db, office, other.id, pat.id, "Not yours")
        referral = db.get_one(Referral, referral_id)
        with pytest.raises(AnsweredBefore):
            answer_provider(
                db, office, referral, question, pat, version=referral.version, text="No"
            )


def test_silence_comes_back_once(session, office, sent, look, clock):
    with session.begin() as db:
        assert crossing_late.mark_late(db, office) == 0
    clock.at = look()[0].due_at
    for marked in (2, 0):  # the stranger's, too
        with session.begin() as db:
            assert crossing_late.mark_late(db, office) == marked
    cross, _, verbs = look()
    assert cross.late_at == clock.at
    assert verbs.count("cross_late") == 1


def test_whoever_looked_gives_them_that_much_time_again(session, office, pat, sent, look, clock):
    clock.at = look()[0].due_at
    with session.begin() as db:
        crossing_late.mark_late(db, office)
    referral_id = look()[1].id
    with session.begin() as db:
        referral = db.get_one(Referral, referral_id)
        crossing_late.hear(db, office, referral, pat, version=referral.version)
    cross, _, verbs = look()
    assert (cross.late_at, cross.due_at) == (None, close_of(clock.at, 5, office.zone))
    assert verbs[-1] == "came_back_heard"


def test_what_comes_back_to_a_finished_referral_brings_it_up(session, office, sent, look, do):
    referral_id = look()[1].id
    with session.begin() as db:
        referral = db.get_one(Referral, referral_id)
        referral.stage, referral.is_open = "redirected", False
    do(crossing_verbs.decline, why="not_ours")
    assert look()[1].check_back_at == office.now()
