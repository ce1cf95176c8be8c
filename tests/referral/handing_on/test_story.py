"""What went where: the story of one referral, the lists across all, and what the person is told."""

import pytest

from portal.referral import following, holding
from portal.referral.filing import read_answers
from portal.referral.handing_on import again, hand_offs, lists
from portal.referral.handing_on.lists import View
from portal.referral.handing_on.possible import Do
from portal.referral.handing_on.returning import take
from portal.referral.handing_on.returning_news import News, Word
from portal.referral.handing_on.sent import document_sent
from portal.referral.handing_on.standing import Standing
from portal.referral.handing_on.story import story
from portal.referral.handing_on.told_on import told_on
from portal.referral.questions.question import Section
from portal.referral.records import HandOff, Referral
from tests.support.crossed import agreeing, provider
from tests.support.handing_on import destination, handed_on, hub_for, one_round, place_of
from tests.support.heart import hire, make_office, strangers


@pytest.fixture
def office(engine, clock):
    hub = hub_for(
        destination("first", sections=("contact", "person", "matter")),
        destination("advice", service="vcas"),
    )
    made = make_office(engine, clock, hub)
    strangers(engine, made)
    return made


@pytest.fixture
def went(session, office):
    """A referral that went to the case system and to the advisers, beside another's."""
    with session.begin() as db:
        handed_on(db, office, "advice", share_with=["vcas"], name="Somebody Else")
        referral = agreeing(db, office, "vcas", name="Ann")
        for key in ("first", "advice"):
            hand_offs.hand_on(db, office, referral, place_of(db, office, key), None)
        found = referral.id
    while one_round(session, office):
        pass
    return found


def stands(session, office, referral_id):
    with session() as db:
        told = story(db, office, db.get_one(Referral, referral_id))
        return {each.key: each for each in told}


def said(session, office, referral_id, key, word):
    office.clock.forward(minutes=1)
    with session.begin() as db:
        hand_off = db.query(HandOff).filter_by(referral_id=referral_id, destination=key).first()
        news = News(f"{word}", word, office.now(), words="Words of theirs")
        take(db, office, hand_off, news, "webhook")


def change(session, office, referral_id, **changes):
    office.clock.forward(minutes=1)
    with session.begin() as db:
        referral = db.get_one(Referral, referral_id)
        answers = read_answers(db, office, referral) | changes
        following.correct(db, office, referral, answers, said=set(changes))


def listed(session, office, pat, view, **more):
    with session() as db:
        found = lists.listing(db, office, pat, view, **more)
        assert lists.count(db, office, view, more.get("place", "")) >= len(found.entries)
        return [(each.name, each.hand_off.destination) for each in found.entries]


def test_each_place_has_its_own_story(session, office, went):
    said(session, office, went, "advice", Word.ACCEPTED)
    told = stands(session, office, went)
    assert told["first"].standing is Standing.UNANSWERED
    assert told["advice"].standing is Standing.ACCEPTED
    assert [each.said.words for each in told["advice"].heard] == ["Words of theirs"]
    assert not told["first"].heard
    assert not told["first"].can(Do.CORRECT)
    change(session, office, went, what_happened="More than that.")
    assert stands(session, office, went)["first"].can(Do.CORRECT)


def test_what_exactly_went_is_kept_for_systems_and_for_inboxes(session, office, pat):
    with session.begin() as db:
        to = provider(db, office)
        referral = agreeing(db, office, "vcas", name="Ann")
        where = place_of(db, office, f"org:{to.id.hex}")
        hand_offs.hand_on(db, office, referral, where, pat)
        referral_id = referral.id
    change(session, office, referral_id, what_happened="More than that.")
    with session.begin() as db:
        at = story(db, office, db.get_one(Referral, referral_id))[0]
        hand_offs.correct(db, office, at.last, pat)
    with session() as db:
        referral = db.get_one(Referral, referral_id)
        at = story(db, office, referral)[0]
        first, second = (document_sent(office, referral, each) for each in at.versions)
        told = [each["answers"]["matter"]["what_happened"]["value"] for each in (first, second)]
        assert told == ["Somebody broke the kettle.", "More than that."]
        assert (first["number"], second["number"]) == (1, 2)


def test_lists_say_what_needs_a_look_by_place(session, office, pat, went):
    said(session, office, went, "advice", Word.DECLINED)
    assert listed(session, office, pat, View.DECLINED) == [("Ann", "advice")]
    assert listed(session, office, pat, View.SILENT) == []
    office.clock.forward(days=10)
    late = listed(session, office, pat, View.SILENT)
    assert sorted(late) == [("Ann", "first"), ("Somebody Else", "advice")]
    assert listed(session, office, pat, View.SILENT, place="first") == [("Ann", "first")]
    with session.begin() as db:
        hand_off = db.get_one(HandOff, stands(session, office, went)["first"].last.id)
        hand_offs.recall(db, office, hand_off, pat)
    assert listed(session, office, pat, View.SILENT, place="first") == []


def test_silence_is_never_too_old_while_the_case_goes_on_or_a_provider_is_to_answer(
    session, office, pat, went
):
    with session.begin() as db:
        finished = agreeing(db, office, "vcas", name="Over")
        for key in ("first", f"org:{provider(db, office).id.hex}"):
            hand_offs.hand_on(db, office, finished, place_of(db, office, key), pat)
        finished_id = finished.id
    while one_round(session, office):
        pass
    with session.begin() as db:
        over = db.get_one(Referral, finished_id)
        over.stage, over.is_open = "closed", False
    said(session, office, went, "advice", Word.WORKING)
    office.clock.forward(days=300)
    late = listed(session, office, pat, View.SILENT)
    provider_of_over = [name for name, to in late if to.startswith("org:")]
    assert provider_of_over == ["Over"]
    assert sorted(each for each in late if not each[1].startswith("org:")) == [
        ("Ann", "first"),
        ("Somebody Else", "advice"),
    ]
    assert listed(session, office, pat, View.SILENT, place="first") == [("Ann", "first")]
    said(session, office, went, "first", Word.DECLINED)
    assert listed(session, office, pat, View.SILENT, place="first") == []
    assert listed(session, office, pat, View.DECLINED) == [("Ann", "first")]


def test_what_is_declined_leaves_the_list_when_it_goes_elsewhere_or_they_change_their_mind(
    session, office, pat, went
):
    said(session, office, went, "advice", Word.DECLINED)
    said(session, office, went, "advice", Word.ACCEPTED)
    assert listed(session, office, pat, View.DECLINED) == []
    said(session, office, went, "first", Word.DECLINED)
    assert listed(session, office, pat, View.DECLINED) == [("Ann", "first")]
    office.clock.forward(minutes=1)
    with session.begin() as db:
        to = provider(db, office)
        referral = db.get_one(Referral, went)
        hand_offs.hand_on(db, office, referral, place_of(db, office, f"org:{to.id.hex}"), pat)
    assert listed(session, office, pat, View.DECLINED) == []


def test_a_screen_leads_on_from_where_it_ended_and_hides_names_of_closed_lanes(
    session, office, pat, monkeypatch
):
    monkeypatch.setattr(lists, "SCREEN", 2)
    with session.begin() as db:
        for name in ("One", "Two", "Three"):
            handed_on(db, office, name=name).state = "failed"
        handed_on(db, office, name="Four", safety=["sexual"]).state = "failed"
    with session() as db:
        first = lists.listing(db, office, pat, View.FAILED)
        second = lists.listing(db, office, pat, View.FAILED, after=first.after)
        again_ = lists.listing(db, office, pat, View.FAILED, after="nonsense")
        names = {each.name for each in (*first.entries, *second.entries)}
    assert names == {"One", "Two", "Three", None}
    assert second.after is None
    assert [each.hand_off.id for each in again_.entries] == [
        each.hand_off.id for each in first.entries
    ]


def test_what_failed_is_sent_again_once_they_are_back_but_not_on_a_hold(session, office, pat):
    with session.begin() as db:
        held = handed_on(db, office, name="Held")
        rows = [handed_on(db, office, name="Free"), held]
        referral = db.get_one(Referral, held.referral_id)
        holding.hold(db, office, referral, pat, version=referral.version, reason="Why")
        for each in rows:
            each.state = "failed"
        handed_on(db, office, "advice", share_with=["vcas"], name="Elsewhere").state = "failed"
    with session.begin() as db:
        assert again.send_again(db, office, "first", pat) == (1, 1)
    still = listed(session, office, pat, View.FAILED)
    assert sorted(still) == [("Elsewhere", "advice"), ("Held", "first")]
    one_round(session, office, "no_answer")
    with session.begin() as db, pytest.raises(again.StillDown):
        again.send_again(db, office, "first", pat)


def test_the_person_is_told_what_went_and_nothing_of_a_hold_or_of_what_waits(
    session, office, pat, went
):
    said(session, office, went, "advice", Word.ACCEPTED)
    with session() as db:
        before = told_on(db, office, db.get_one(Referral, went))
    first, advice = sorted(before, key=lambda each: each.name == "Advice")
    assert first.kinds == (Section.CONTACT, Section.PERSON, Section.MATTER)
    assert first.ground
    assert not advice.ground
    assert (first.said, advice.said) == (None, Word.ACCEPTED)
    with session.begin() as db:
        referral = db.get_one(Referral, went)
        holding.hold(db, office, referral, pat, version=referral.version, reason="Why")
    with session() as db:
        assert told_on(db, office, db.get_one(Referral, went)) == before


def test_a_yes_that_is_taken_back_takes_back_what_went_there_alone(session, office, went):
    change(session, office, went, share_with=["nobody"])
    with session() as db:
        told = {each.name: each for each in told_on(db, office, db.get_one(Referral, went))}
    assert told["Advice"].taken_back is not None
    assert told["First"].taken_back is None
    assert stands(session, office, went)["advice"].standing is Standing.TAKING_BACK


def test_somebody_without_hand_offs_has_no_story(session, office, pat):
    with session.begin() as db:
        hire(db, office)
        referral = agreeing(db, office, "vcas")
        assert story(db, office, referral) == []
        assert told_on(db, office, referral) == []
