"""Handing the pen over: making a way for the person, looking, and taking it over once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from portal.referral import drafts, handing_over, reopening
from portal.referral.following import follow, stop
from portal.referral.handing_over import NoHandover, SameWord, look, make, take
from portal.referral.history import timeline
from portal.referral.records import Draft, Handover, Referral
from portal.referral.ways_back import close_ways_back
from tests.support.heart import receive, referral_of

WORD, OWN = "Blue  Kettle", "a quiet river"


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        made = receive(db, office)
        other = receive(db, office)
        make(db, office, referral_of(db, other), word=WORD)
    return made


@pytest.fixture
def code(session, office, receipt):
    with session.begin() as db:
        return make(db, office, referral_of(db, receipt), word=WORD)[1]


def take_over(session, office, code, word=WORD, own=OWN):
    with session() as db:
        opened = look(db, office, code, word)
    with session.begin() as db:
        return take(db, office, opened, own, "en_GB")


def verbs(db, receipt):
    return [each.verb for each in timeline(db, receipt.referral_id)]


def test_code_and_word_open_it_however_they_are_typed(session, office, receipt, code):
    typed = f"  {code.upper().replace(' ', '-')} "
    with session() as db:
        for _ in range(3):
            assert look(db, office, typed, "blue kettle").referral_id == receipt.referral_id
        assert "taken_over" not in verbs(db, receipt)


def test_taking_it_over_gives_a_way_back_of_their_own(session, office, receipt, code):
    taken = take_over(session, office, code)
    assert taken.code != code
    with session() as db:
        held = drafts.look(db.connection(), office, taken.visit)
        assert held.referral_id == receipt.referral_id
        assert follow(db, office, receipt.reference, taken.code, OWN) == held.id
        assert follow(db, office, receipt.reference, taken.code, WORD) is None
        found = handing_over.latest(db, receipt.referral_id)
        assert (found.draft_id, found.taken_at) == (held.id, office.now())
        assert db.get(Draft, held.id).organisation_id is None
        assert verbs(db, receipt)[-2:] == ["handed_over", "taken_over"]


@pytest.mark.parametrize("wrong", ["unknown", "word", "no word", "taken", "ended", "late"])
def test_all_that_opens_nothing_is_told_the_same(session, office, clock, receipt, code, wrong):
    typed, word = code, WORD
    match wrong:
        case "unknown":
            typed = "banana river candle forty"
        case "word":
            word = "red kettle"
        case "no word":
            word = ""
        case "taken":
            take_over(session, office, code)
        case "ended":
            with session.begin() as db:
                make(db, office, referral_of(db, receipt), word=WORD)
        case "late":
            clock.forward(days=28)
    with session() as db, pytest.raises(NoHandover) as told:
        look(db, office, typed, word)
    assert str(told.value) == ""


def test_without_an_agreed_word_the_code_opens_nothing(session, office, receipt):
    with session.begin() as db:
        code = make(db, office, referral_of(db, receipt))[1]
    with session() as db:
        for word in ("", " ", "None", "anything"):
            with pytest.raises(NoHandover):
                look(db, office, code, word)
        assert handing_over.find(db, office, code).referral_id == receipt.referral_id


def test_the_agreed_word_is_not_taken_for_their_own(session, office, code):
    with pytest.raises(SameWord):
        take_over(session, office, code, own=" BLUE kettle")
    take_over(session, office, code)


def test_what_was_opened_before_it_ended_cannot_be_taken(session, office, receipt, code):
    with session() as db:
        opened = look(db, office, code, WORD)
    with session.begin() as db:
        make(db, office, referral_of(db, receipt), word=WORD)
    with session.begin() as db, pytest.raises(NoHandover):
        take(db, office, opened, OWN, "en_GB")


def test_two_who_take_it_at_once_are_one_who_has_it(session, office, receipt, code):
    with session() as db:
        opened = look(db, office, code, WORD)

    def try_it(_):
        try:
            with session.begin() as db:
                return take(db, office, opened, OWN, "en_GB")
        except NoHandover:
            return None

    with ThreadPoolExecutor(3) as together:
        got = list(together.map(try_it, range(3)))
    assert len([each for each in got if each]) == 1
    with session() as db:
        ours = select(func.count()).where(Draft.referral_id == receipt.referral_id)
        assert db.scalar(ours) == 1
        assert verbs(db, receipt).count("taken_over") == 1


def test_the_card_can_be_printed_again(session, office, receipt, code):
    with session() as db:
        found = handing_over.latest(db, receipt.referral_id)
        assert handing_over.code_of(office, found) == code
        assert handing_over.waits(office, found)
        stored = db.execute(select(Handover.__table__)).all()
        assert code not in repr(stored)
        assert "kettle" not in repr(stored).lower()


def test_card_and_own_code_lead_to_what_was_opened_again(session, office, receipt, pat, code):
    own = take_over(session, office, code)
    with session.begin() as db:
        waiting = make(db, office, referral_of(db, receipt), word=WORD)[1]
        stop(db, office, referral_of(db, receipt))
        old = referral_of(db, receipt)
        told = {"version": old.version, "person_asked": True, "reason": "They rang"}
        new = reopening.reopen(db, office, old, pat, **told)
    with session() as db:
        assert look(db, office, waiting, WORD).referral_id == new.referral_id
        assert follow(db, office, new.reference, own.code, OWN) is not None


def test_every_way_back_can_be_closed(session, office, receipt, code):
    own = take_over(session, office, code)
    with session.begin() as db:
        waiting = make(db, office, referral_of(db, receipt), word=WORD)[1]
        close_ways_back(db, office, referral_of(db, receipt))
    with session() as db:
        assert drafts.look(db.connection(), office, own.visit) is None
        assert follow(db, office, receipt.reference, own.code, OWN) is None
        with pytest.raises(NoHandover):
            look(db, office, waiting, WORD)
        others = select(func.count()).select_from(Handover).where(Handover.ended_at.is_(None))
        assert db.scalar(others) == 1
        assert db.scalar(select(func.count()).select_from(Referral)) > 2
