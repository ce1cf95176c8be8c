"""How much each likeness counts, and the document that says so."""

import json

import pytest

from portal.referral.matching import USUAL, Field, Level, Weights
from portal.referral.matching.weights import UnfitWeights

pytestmark = pytest.mark.core


def document() -> dict:
    return json.loads(json.dumps(USUAL.to_document()))


def test_weights_come_back_from_their_document_as_they_were():
    assert Weights.from_document(document()) == USUAL


def test_the_usual_weights_make_sense_for_every_field():
    for field, bits in zip(Field, USUAL.bits, strict=True):
        assert bits[Level.SAME] > 0 > bits[Level.DIFFERENT], field
        assert bits[Level.SAME] == max(bits.values()), field
        assert bits[Level.DIFFERENT] == min(bits.values()), field
        assert bits[Level.MISSING] == 0, field


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda made: made.pop("form"), "KeyError"),
        (lambda made: made.update(form=99), "form 99"),
        (lambda made: made.update(version="x"), "ValueError"),
        (lambda made: made["fields"].pop("born"), "born"),
        (lambda made: made["fields"].update(shoe_size={}), "ValueError"),
        (lambda made: made["fields"]["born"].pop("slip"), "born"),
        (lambda made: made["fields"]["born"]["same"].update(m=1.5), "born"),
        (lambda made: made["fields"]["born"]["same"].update(u=0), "born"),
        (lambda made: made["fields"]["born"]["same"].update(m=float("nan")), "born"),
        (lambda made: made["fields"]["age"]["same"].update(m=0.5), "age"),
        (lambda made: made.update(fields=[]), "AttributeError"),
    ],
)
def test_a_document_that_cannot_be_used_says_why(spoil, said):
    made = document()
    spoil(made)
    with pytest.raises(UnfitWeights, match=said):
        Weights.from_document(made)
