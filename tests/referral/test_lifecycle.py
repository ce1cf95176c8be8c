"""The life of a referral: every move from every stage."""

import itertools

import pytest

from portal.referral.lifecycle import (
    FINISHED,
    FOR_PERSON,
    FOR_STAFF,
    MOVES,
    OPEN,
    TRIAGE,
    WORK,
    Move,
    MoveRefused,
    Stage,
    moved,
    possible,
)

pytestmark = pytest.mark.core


@pytest.mark.parametrize(("stage", "move"), list(itertools.product(Stage, Move)))
def test_a_move_is_allowed_or_refused_with_what_is_possible(stage, move):
    if move in possible(stage):
        assert moved(stage, move, Stage.PREPARING) == (MOVES[move][1] or Stage.PREPARING)
        return
    with pytest.raises(MoveRefused) as refusal:
        moved(stage, move)
    assert (refusal.value.move, refusal.value.stage) == (move, stage)
    assert refusal.value.possible == possible(stage)
    assert all(moved(stage, each) in Stage for each in refusal.value.possible)


def test_nothing_moves_once_it_is_finished():
    assert {stage for stage in Stage if not possible(stage)} == FINISHED


def test_every_stage_can_be_reached_and_every_open_one_left():
    reached, edge = {Stage.SUBMITTED}, {Stage.SUBMITTED}
    while edge:
        edge = {moved(stage, move) for stage in edge for move in possible(stage)} - reached
        reached |= edge
    assert reached == set(Stage)
    assert all(possible(stage) for stage in OPEN)


def test_from_every_open_stage_the_person_may_stop_and_staff_may_hold():
    for stage in OPEN:
        assert moved(stage, Move.WITHDRAW) == Stage.WITHDRAWN
        if stage != Stage.ON_HOLD:
            assert moved(stage, Move.HOLD) == Stage.ON_HOLD


def test_a_hold_and_a_pause_lead_back_to_where_the_referral_was():
    for stage in OPEN - {Stage.ON_HOLD}:
        assert moved(Stage.ON_HOLD, Move.RELEASE, stage) == stage
    for stage in WORK - {Stage.PAUSED}:
        assert moved(Stage.PAUSED, Move.RESUME, stage) == stage


def test_what_was_interrupted_before_that_was_kept_goes_back_to_a_place_of_its_kind():
    assert moved(Stage.ON_HOLD, Move.RELEASE) == Stage.IN_TRIAGE
    assert moved(Stage.PAUSED, Move.RESUME) == Stage.ALLOCATED


def test_work_that_does_not_lead_on_can_be_assessed_again():
    for stage in (Stage.APPROACHING, Stage.PREPARING, Stage.ACTIVITY, Stage.MONITORING):
        assert moved(stage, Move.ASSESS_AGAIN) == Stage.ASSESSING
    for stage in OPEN - {Stage.APPROACHING, Stage.PREPARING, Stage.ACTIVITY, Stage.MONITORING}:
        assert Move.ASSESS_AGAIN not in possible(stage)


def test_every_doubt_of_triage_can_be_settled_without_a_decision():
    for stage in TRIAGE - {Stage.SUBMITTED, Stage.IN_TRIAGE}:
        assert moved(stage, Move.GO_ON_WITH_TRIAGE) == Stage.IN_TRIAGE


def test_the_groups_of_stages_do_not_overlap_and_leave_out_only_the_hold():
    assert not TRIAGE & WORK
    assert not OPEN & FINISHED
    assert frozenset({Stage.ON_HOLD}) == (OPEN - TRIAGE - WORK)


def test_every_stage_has_words_for_its_readers():
    assert set(FOR_PERSON) == set(FOR_STAFF) == set(Stage)


def test_what_the_person_reads_gives_away_neither_hold_nor_duplicate_nor_specialist():
    for hidden in (Stage.ON_HOLD, Stage.POSSIBLE_DUPLICATE, Stage.SPECIALIST_REVIEW):
        assert FOR_PERSON[hidden] == FOR_PERSON[Stage.IN_TRIAGE]
