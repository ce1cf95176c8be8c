"""Weights learned from pairs of which nobody said whether they are one person."""

import random
from collections import Counter

import pytest

from portal.referral.matching import USUAL, Field, Level, Weights
from portal.referral.matching.fields import LEVELS
from portal.referral.matching.learning import NotLearned, learn
from portal.referral.matching.weights import even_out

pytestmark = pytest.mark.core

STORED = 10_000


def truth() -> Weights:
    """Weights unlike the usual ones: here many move, few have a second phone number."""
    odds = dict(USUAL.odds)
    odds[Field.POSTCODE] = {
        Level.SAME: (0.40, 0.002),
        Level.SLIP: (0.15, 0.003),
        Level.PART: (0.25, 0.05),
        Level.DIFFERENT: (0.20, 0.945),
    }
    odds[Field.PHONE] = {
        Level.SAME: (0.90, 0.001),
        Level.SLIP: (0.05, 0.001),
        Level.DIFFERENT: (0.05, 0.998),
    }
    return Weights(1, "truth", even_out(odds))


def drawn(odds: Weights, side: int, count: int, seed: int) -> Counter:
    """So many pairs of one person (side 0) or of two (side 1); one field in five is missing."""
    chance, pairs = random.Random(seed), Counter()
    for _ in range(count):
        pairs[
            tuple(
                Level.MISSING
                if chance.random() < 0.2
                else chance.choices(
                    LEVELS[field], [odds.odds[field][level][side] for level in LEVELS[field]]
                )[0]
                for field in Field
            )
        ] += 1
    return pairs


@pytest.fixture(scope="module")
def learned():
    candidates = drawn(truth(), 0, 3000, 1) + drawn(truth(), 1, 6000, 2)
    return learn(candidates, drawn(truth(), 1, 20_000, 3), USUAL, stored=STORED, source="made up")


@pytest.mark.parametrize("field", [Field.POSTCODE, Field.PHONE, Field.FAMILY, Field.BORN])
def test_the_shares_that_made_the_pairs_are_found_again(learned, field):
    for level, (m, u) in truth().odds[field].items():
        found = learned.weights.odds[field][level]
        assert found[0] == pytest.approx(m, abs=0.04), level
        assert found[1] == pytest.approx(u, abs=0.01), level


def test_as_many_matches_are_seen_as_there_are(learned):
    assert learned.matches == pytest.approx(3000, rel=0.03)


def test_what_was_learned_says_from_what_and_counts_its_version_up(learned):
    assert (learned.weights.version, learned.weights.source) == (USUAL.version + 1, "made up")
    assert learned.weights.pairs == 9000
    assert learned.kept == ()
    assert Weights.from_document(learned.weights.to_document()) == learned.weights


def test_a_field_that_nobody_told_keeps_what_it_had(learned):
    at = list(Field).index(Field.EMAIL)

    def without(pairs: Counter) -> Counter:
        changed = Counter()
        for pattern, count in pairs.items():
            changed[(*pattern[:at], Level.MISSING, *pattern[at + 1 :])] += count
        return changed

    candidates = without(drawn(truth(), 0, 500, 1) + drawn(truth(), 1, 500, 2))
    found = learn(candidates, {}, USUAL, stored=STORED, source="made up")
    for level, shares in USUAL.odds[Field.EMAIL].items():
        assert found.weights.odds[Field.EMAIL][level] == pytest.approx(shares)


def test_too_few_matches_teach_nothing():
    with pytest.raises(NotLearned, match="only"):
        learn(drawn(truth(), 1, 2000, 2), {}, USUAL, stored=STORED, source="made up")
    with pytest.raises(NotLearned, match="only 0"):
        learn({}, {}, USUAL, stored=STORED, source="made up")


def test_a_field_that_comes_out_against_sense_keeps_what_it_had():
    at = list(Field).index(Field.NUMBER)
    pairs = Counter()
    for pattern, count in drawn(truth(), 0, 400, 1).items():
        pairs[(*pattern[:at], Level.DIFFERENT, *pattern[at + 1 :])] += count
    others = Counter()
    for pattern, count in drawn(truth(), 1, 400, 2).items():
        others[(*pattern[:at], Level.SAME, *pattern[at + 1 :])] += count
    found = learn(pairs + others, others, USUAL, stored=STORED, source="made up")
    assert found.kept == (Field.NUMBER,)
    for level, shares in USUAL.odds[Field.NUMBER].items():
        assert found.weights.odds[Field.NUMBER][level] == pytest.approx(shares)


def test_matches_that_get_among_the_pairs_drawn_by_chance_do_no_harm():
    candidates = drawn(truth(), 0, 300, 1) + drawn(truth(), 1, 300, 2)
    strangers = drawn(truth(), 1, 2000, 3)
    clean = learn(candidates, strangers, USUAL, stored=STORED, source="x").weights
    mixed = learn(
        candidates, strangers + drawn(truth(), 0, 40, 4), USUAL, stored=STORED, source="x"
    ).weights
    for pair, other in zip(clean.bits, mixed.bits, strict=True):
        assert pair[Level.SAME] == pytest.approx(other[Level.SAME], abs=1.5)
