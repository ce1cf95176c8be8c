"""Two referrals of one person: joined, linked or held apart by staff, and parted again."""

import pytest
from sqlalchemy import select

from portal.referral import asking, closing, following, holding, owning, tasks, triage
from portal.referral import joining as joins
from portal.referral.amending import amend, withdraw
from portal.referral.closing import Ending
from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.joined import goes_on_in, joined_into
from portal.referral.joining import CanNotJoin, OnlySpecialists, Why, differ, join, link_as, undo
from portal.referral.lanes import lanes_in, may_open
from portal.referral.lifecycle import Move, Stage
from portal.referral.links import AlreadyLinked, Kind, linked
from portal.referral.messages import messages
from portal.referral.moving import ChangedMeanwhile
from portal.referral.moving import move as go
from portal.referral.objecting import object_to
from portal.referral.pairs import State, notice, pair_between, pairs_of
from portal.referral.records import Joining, PossibleMatch, Referral, Referring
from portal.referral.referring import told
from portal.referral.reopening import reopen
from portal.referral.retention import erase, erase_expired
from tests.support.heart import BY_EMAIL, hire, outgoing_of, put_out, receive, referral_of
from tests.support.referring import TOLD, partner_of, refer


class Pair:
    """What the police told on Monday, and what the person told themselves."""

    def __init__(self, session, office, pat) -> None:
        self.session, self.office, self.pat = session, office, pat
        with session.begin() as db:
            police = partner_of(db, office, "Police")
            theirs, part = refer(db, office, police, pat.id, what_happened="As the police saw it.")
            own = receive(db, office, BY_EMAIL, name="Ann", what_happened="As I saw it.")
            self.theirs, self.own, self.part = theirs.id, own.referral_id, part.id
            self.match = notice(db, office, theirs, db.get_one(Referral, self.own), pat).id

    def do(self, verb, *, by=None, match=None, **said):
        """Decide about the pair as it stands, and commit."""
        with self.session.begin() as db:
            found = db.get_one(PossibleMatch, match or self.match)
            if "keep" in said:
                said["keep"] = db.get_one(Referral, said["keep"])
            said.setdefault("version", found.version)
            verb(db, self.office, found, by=by or self.pat, **said)

    def join(self, keep=None, **said):
        self.do(join, keep=keep or self.own, **said)

    def on(self, referral_id, verb, *given, **said):
        """Do something about one of the two, and commit."""
        with self.session.begin() as db:
            return verb(db, self.office, db.get_one(Referral, referral_id), *given, **said)

    def work(self, referral_id, verb, **said):
        self.on(referral_id, verb, self.pat, version=self.look(referral_id).version, **said)

    def look(self, referral_id) -> Referral:
        with self.session() as db:
            return db.get_one(Referral, referral_id)

    def state(self) -> str:
        with self.session() as db:
            return db.get_one(PossibleMatch, self.match).state

    def verbs(self, referral_id) -> list[str]:
        with self.session() as db:
            return [event.verb for event in timeline(db, referral_id)]

    def word(self) -> list[str]:
        with self.session() as db:
            (part,) = db.scalars(_parts(self.theirs))
            return [step["word"] for step in part.steps]


def _parts(referral_id):
    return select(Referring).where(Referring.referral_id == referral_id)


@pytest.fixture
def pair(session, office, pat):
    return Pair(session, office, pat)


def test_joining_lets_one_go_on_in_the_other_and_copies_nothing(pair, session, office):
    pair.join()
    theirs, own = pair.look(pair.theirs), pair.look(pair.own)
    assert (theirs.stage, theirs.is_open, theirs.stage_before) == ("joined", False, "submitted")
    assert theirs.finished_at is None
    assert own.stage == "submitted"
    assert pair.verbs(pair.theirs)[-1] == "join"
    assert "joined_in" in pair.verbs(pair.own)
    with session() as db:
        assert goes_on_in(db, db.get_one(Referral, pair.theirs)).id == pair.own
        assert goes_on_in(db, db.get_one(Referral, pair.own)).id == pair.own
        assert [each.id for each in joined_into(db, db.get_one(Referral, pair.own))] == [
            pair.theirs
        ]
        said = {
            each: read_answers(db, office, db.get_one(Referral, each))["what_happened"]
            for each in (pair.theirs, pair.own)
        }
    assert said == {pair.theirs: "As the police saw it.", pair.own: "As I saw it."}


def test_the_persons_own_telling_usually_goes_on(pair, session, office, clock):
    clock.forward(minutes=1)
    with session.begin() as db:
        theirs, own = (db.get_one(Referral, each) for each in (pair.theirs, pair.own))
        assert joins.usually_kept(theirs, own) is own
        later = referral_of(db, receive(db, office))
        assert joins.usually_kept(later, own) is own


def test_undoing_parts_them_again_each_as_it_was(pair):
    pair.work(pair.theirs, triage.start_triage)
    pair.join()
    pair.work(pair.own, triage.accept)
    pair.do(undo)
    theirs, own = pair.look(pair.theirs), pair.look(pair.own)
    assert (theirs.stage, theirs.is_open, theirs.stage_before) == ("in_triage", True, None)
    assert own.stage == "accepted"
    assert pair.verbs(pair.theirs)[-1] == "part"
    assert "parted_from" in pair.verbs(pair.own)
    assert pair.state() == State.OPEN


def test_what_was_undone_can_be_decided_anew_and_undone_once_more(pair):
    pair.join()
    pair.do(undo)
    pair.join(keep=pair.theirs)
    assert pair.look(pair.own).stage == "joined"
    pair.do(undo)
    assert {pair.look(each).stage for each in (pair.own, pair.theirs)} == {"submitted"}
    with pytest.raises(ChangedMeanwhile):
        pair.do(undo)


def test_the_more_urgent_and_the_lanes_of_both_hold_for_the_one_that_goes_on(pair, session, office):
    with session.begin() as db:
        grave = receive(
            db, office, name="Ann", safe_now="no", after_help="carry_on", safety=["sexual"]
        )
        specialist = hire(db, office, "coordinator")
        own = db.get_one(Referral, pair.own)
        match = notice(db, office, own, referral_of(db, grave), specialist).id
    pair.join(match=match, by=specialist)
    with session() as db:
        own = db.get_one(Referral, pair.own)
        assert own.priority == 1
        assert own.due_for == "look"
        assert lanes_in(office, own) == lanes_in(office, referral_of(db, grave)) != frozenset()
        assert not may_open(office, pair.pat, own)
    assert "priority_raised" in pair.verbs(pair.own)


def test_nobodys_case_gets_the_owner_of_what_is_joined_and_the_tasks_go_along(
    pair, session, office
):
    pair.work(pair.theirs, owning.take)
    soon = {"what": "Ring the officer", "due": office.today()}
    pair.on(pair.theirs, tasks.add_task, pair.pat, **soon)
    pair.join()
    own = pair.look(pair.own)
    assert own.owner_id == pair.pat.id
    assert "given" in pair.verbs(pair.own)
    assert own.due_for == "task"
    with session() as db:
        (task,) = tasks.tasks(db, office, db.get_one(Referral, pair.theirs))
    assert task.owner_id == pair.pat.id


def test_whoever_has_the_case_keeps_it(pair, session, office):
    with session.begin() as db:
        kim = hire(db, office)
    pair.work(pair.theirs, owning.take)
    pair.on(pair.own, owning.take, kim, version=1)
    pair.join()
    assert pair.look(pair.own).owner_id == kim.id


@pytest.mark.parametrize("which", ["theirs", "own"])
def test_one_on_hold_paused_or_finished_is_not_joined_and_it_is_said_which(pair, which):
    referral = getattr(pair, which)
    pair.work(referral, holding.hold, reason="Worried")
    with pytest.raises(CanNotJoin) as refused:
        pair.join()
    reference = pair.look(referral).reference
    assert (refused.value.why, refused.value.reference) == (Why.ON_HOLD, reference)
    pair.on(referral, following.stop)
    with pytest.raises(CanNotJoin) as refused:
        pair.join()
    assert refused.value.why is Why.FINISHED
    assert pair.state() == State.OPEN
    assert pair.look(pair.own).stage != "joined"


def test_two_who_decide_at_once_notice_each_other(pair):
    pair.join(version=1)
    with pytest.raises(ChangedMeanwhile):
        pair.do(differ, version=1)
    assert pair.state() == State.SAME


def test_a_chain_of_three_is_one_case_and_comes_apart_link_by_link(pair, session, office, pat):
    with session.begin() as db:
        third = receive(db, office, name="Ann").referral_id
        first = notice(db, office, db.get_one(Referral, pair.own), db.get_one(Referral, third), pat)
        cross = notice(
            db, office, db.get_one(Referral, pair.theirs), db.get_one(Referral, third), pat
        )
        first, cross = first.id, cross.id
    pair.join()
    pair.do(join, match=first, keep=third)
    with session() as db:
        case = db.get_one(Referral, third)
        assert goes_on_in(db, db.get_one(Referral, pair.theirs)) is case
        assert {each.id for each in joined_into(db, case)} == {pair.theirs, pair.own}
        assert db.get_one(PossibleMatch, cross).state == State.SAME
    pair.work(third, triage.accept)
    assert pair.word()[-1] == "accepted"
    pair.do(undo, match=first)
    with session() as db:
        assert goes_on_in(db, db.get_one(Referral, pair.theirs)).id == pair.own
        assert db.get_one(PossibleMatch, cross).state == State.OPEN
        assert db.get_one(PossibleMatch, pair.match).state == State.SAME
    assert pair.look(pair.own).stage == "submitted"


def test_a_case_that_was_closed_can_still_be_parted_and_the_other_one_is_open_again(pair):
    pair.join()
    pair.work(pair.own, triage.accept)
    ending = Ending(actions=["advice_only"], outcomes=["heard"], reasons=["resolved"])
    pair.work(pair.own, closing.close, ending=ending, ask_them=False)
    assert pair.word()[-1] == "finished"
    assert pair.look(pair.theirs).stage == "joined"
    pair.do(undo)
    assert (pair.look(pair.own).stage, pair.look(pair.theirs).is_open) == ("closed", True)
    assert pair.word()[-1] == "received"


def test_a_referrers_word_follows_the_case_and_never_says_that_it_was_known(pair):
    pair.work(pair.own, triage.accept)
    pair.work(pair.own, owning.take)
    for move in (Move.START_CONTACTING, Move.START_ASSESSING):
        pair.on(pair.own, go, move, pair.pat.id)
    pair.join()
    assert pair.word() == ["received", "accepted"]
    pair.on(pair.own, go, Move.PREPARE, pair.pat.id)
    assert pair.word() == ["received", "accepted", "working"]


def test_what_a_referrer_reads_does_not_run_back(pair):
    pair.work(pair.theirs, triage.accept)
    pair.join()
    assert pair.look(pair.own).stage == "submitted"
    assert pair.word() == ["received", "accepted"]


def test_what_is_told_in_one_that_was_joined_shows_on_the_case(pair, session, office, pat):
    pair.join()
    with session.begin() as db:
        (part,) = db.scalars(_parts(pair.theirs))
        last = told(db, office, part)[-1].number
        more = {**TOLD, "what_happened": "More of it.", "safety": ["weapon"]}
        amend(db, office, part, more, by=pat.id, reason="", after=last)
    own = pair.look(pair.own)
    assert "told_in_joined" in pair.verbs(pair.own)
    assert (own.due_for, own.priority) == ("look", 2)
    assert pair.look(pair.theirs).stage == "joined"


def test_the_person_writes_to_and_stops_the_case_from_either_way_back(pair, session, office):
    pair.join()
    pair.on(pair.theirs, following.write, "Hello")
    with session() as db:
        assert [text for _, text in messages(db, office, db.get_one(Referral, pair.own))] == [
            "Hello"
        ]
        assert messages(db, office, db.get_one(Referral, pair.theirs)) == []
    pair.on(pair.theirs, following.stop)
    assert (pair.look(pair.own).stage, pair.look(pair.theirs).stage) == ("withdrawn", "joined")
    assert pair.word()[-1] == "not_going_ahead"


def test_nothing_goes_out_of_one_that_was_joined_nor_against_what_was_said_there(
    pair, session, office
):
    with session.begin() as db:
        by_email = receive(db, office, BY_EMAIL, name="Ann")
        waiting = put_out(db, office, by_email)
        assert waiting
        own = db.get_one(Referral, pair.own)
        match = notice(db, office, own, referral_of(db, by_email), pair.pat).id
    pair.do(join, match=match, keep=pair.own)
    with session() as db:
        assert [each.state for each in outgoing_of(db, by_email)] == ["stopped"]


def test_asking_for_erasure_is_about_all_of_the_case_and_erasing_it_is_too(pair, session, office):
    pair.join()
    pair.on(pair.theirs, following.ask_erasure)
    assert pair.look(pair.own).erasure_asked_at
    assert pair.look(pair.theirs).erasure_asked_at
    pair.on(pair.own, erase, pair.pat.id)
    with session() as db:
        for each in (pair.own, pair.theirs):
            referral = db.get_one(Referral, each)
            assert referral.data_key is None
            assert referral.erased_at
        assert pairs_of(db, db.get_one(Referral, pair.own), sides=True) == []
        others = [each for each in db.scalars(select(Referral)) if each.erased_at is None]
        assert len(others) == 3  # the strangers are all there


def test_one_that_was_joined_is_not_erased_before_the_case(pair, session, office, clock):
    pair.join()
    with session.begin() as db:
        clock.forward(days=365 * 7)
        db.get_one(Referral, pair.own).updated_at = office.now()
    with session.begin() as db:
        erase_expired(db, office)
    assert pair.look(pair.theirs).erased_at is None


def test_linking_says_one_person_and_another_matter_and_can_be_undone(pair, session):
    pair.do(link_as, sides=False)
    with session() as db:
        (link,) = linked(db, db.get_one(Referral, pair.own))
        assert (link.kind, link.other.id) == (Kind.SAME_PERSON, pair.theirs)
    assert pair.state() == State.LINKED
    assert pair.look(pair.own).is_open
    pair.do(undo)
    with session() as db:
        assert linked(db, db.get_one(Referral, pair.own)) == []
    assert pair.state() == State.OPEN


def test_two_sides_of_one_dispute_are_for_specialists_alone(pair, session, office):
    with pytest.raises(OnlySpecialists):
        pair.do(link_as, sides=True)
    with session.begin() as db:
        lead = hire(db, office, "coordinator")
    pair.do(link_as, sides=True, by=lead)
    with pytest.raises(OnlySpecialists):
        pair.do(undo)
    pair.do(undo, by=lead)
    assert pair.state() == State.OPEN


def test_different_people_are_remembered_and_may_be_doubted_again_by_hand(pair, session, office):
    pair.do(differ)
    assert pair.state() == State.DIFFERENT
    with session.begin() as db:
        one, other = (db.get_one(Referral, each) for each in (pair.own, pair.theirs))
        assert notice(db, office, one, other, pair.pat).state == State.OPEN
        with pytest.raises(AlreadyLinked):
            notice(db, office, one, one, pair.pat)


@pytest.fixture
def doubted(session, office, pat):
    """One that somebody marked by hand as a possible duplicate of another."""
    with session.begin() as db:
        first, second = (receive(db, office).referral_id for _ in range(2))
    with session.begin() as db:
        one, other = (db.get_one(Referral, each) for each in (second, first))
        triage.query_duplicate(db, office, one, pat, version=1, of=other, reason="Same name")
        (match,) = pair_between(db, one, other, sides=False)
        return first, second, match.id


@pytest.mark.parametrize(
    ("verb", "stage"),
    [(differ, Stage.IN_TRIAGE), (link_as, Stage.IN_TRIAGE), (join, Stage.JOINED)],
)
def test_deciding_settles_what_was_marked_by_hand(pair, session, office, doubted, verb, stage):
    first, second, match = doubted
    more = {link_as: {"sides": False}, join: {"keep": first}}.get(verb, {})
    pair.do(verb, match=match, **more)
    assert pair.look(second).stage == stage
    with session() as db:
        kinds = {each.kind for each in linked(db, db.get_one(Referral, second))}
    assert Kind.POSSIBLE_DUPLICATE not in kinds
    pair.do(undo, match=match)
    assert pair.look(second).stage == (
        Stage.POSSIBLE_DUPLICATE if verb is join else Stage.IN_TRIAGE
    )


@pytest.mark.parametrize(
    ("verb", "said", "state"),
    [
        (triage.accept, {}, State.DIFFERENT),
        (triage.go_on_with_triage, {}, State.DIFFERENT),
        (triage.not_accept, {"reason": "duplicate", "explanation": "Twice"}, State.DUPLICATE),
    ],
)
def test_triage_by_hand_decides_about_the_pair_too(pair, session, doubted, verb, said, state):
    _, second, match = doubted
    pair.work(second, verb, **said)
    with session() as db:
        assert db.get_one(PossibleMatch, match).state == state


def test_a_question_to_the_person_of_the_case_counts_once(pair, session, office, pat):
    pair.join()
    pair.work(pair.own, asking.ask, question="When?")
    with session() as db:
        assert db.get_one(Joining, pair.theirs).into_id == pair.own
        assert db.get_one(Referral, pair.theirs).stage == "joined"
        assert db.get_one(Referral, pair.own).stage == "waiting"


def test_a_referrer_who_withdraws_stops_nothing_and_whoever_has_the_case_hears_of_it(
    pair, session, office, pat
):
    pair.join()
    with session.begin() as db:
        (part,) = db.scalars(_parts(pair.theirs))
        withdraw(db, office, part, by=pat.id, reason="Not ours")
    assert pair.look(pair.own).stage == "submitted"
    assert pair.verbs(pair.own)[-1] == "told_in_joined"
    assert pair.verbs(pair.theirs)[-1] == "referrer_withdrew"


def test_where_the_case_was_opened_again_what_was_joined_goes_on_in_the_new_one(
    pair, session, office
):
    pair.join()
    pair.work(pair.own, triage.accept)
    ending = Ending(actions=["advice_only"], outcomes=["heard"], reasons=["resolved"])
    pair.work(pair.own, closing.close, ending=ending, ask_them=False)
    pair.work(pair.own, reopen, person_asked=True, reason="They came back")
    with session() as db:
        case = goes_on_in(db, db.get_one(Referral, pair.theirs))
        assert case.origin == "reopened"
    assert pair.word()[-1] == "finished"
    pair.on(pair.theirs, following.write, "I am back")
    with session() as db:
        assert [text for _, text in messages(db, office, case)] == ["I am back"]


def test_objecting_to_what_was_joined_holds_the_case(pair):
    pair.join()
    pair.on(pair.theirs, object_to, "I did not agree.")
    assert (pair.look(pair.own).stage, pair.look(pair.theirs).stage) == ("on_hold", "joined")
    assert pair.look(pair.own).due_for == "hold_review"
