"""Whatever anybody answers, the document fits its published form and says nothing that stays."""

import json
from datetime import UTC, datetime
from functools import cache
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portal.referral.handing_on.document import MOST_BYTES, MOST_TELLINGS, assembled, size
from portal.referral.handing_on.document_known import Known
from portal.referral.handing_on.document_travel import NEVER, Limits, bare, travelling
from portal.referral.handing_on.schema import document_schema
from portal.referral.handing_on.schema_kept import examples
from portal.referral.kinds import Day, Email, ManyOf, OneOf, Phone, Postcode, Text, WholeNumber
from portal.referral.office import Office
from portal.referral.origins import Origin
from portal.referral.provenance import Provenance
from portal.referral.questions.question import Section
from portal.referral.readers import Reader
from portal.referral.records import Referral
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

HEAD = {
    name: value for name, value in examples()["withdrawal"].items() if name not in ("notice",)
} | {"notice": "document"}
CONSENT = examples()["by-consent"]["consent"]
EVERYTHING = Limits(frozenset(Section), ground=True)


@cache
def office() -> Office:
    return Office(example_hub(), vault=None)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(
        document_schema(office()), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def known(answers) -> Known:
    referral = Referral(
        id=uuid4(),
        reference="AB2C-3DE4",
        language="en_GB",
        received_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
    )
    return Known(referral, dict(answers), Provenance(answers), (), {})


def whole(answers, limits, *joined):
    others = [known(each) for each in joined]
    return HEAD | assembled(office(), known(answers), others, limits, CONSENT)


limits = st.builds(
    Limits,
    st.frozensets(st.sampled_from([*Section])),
    ground=st.booleans(),
)
answers = st.sampled_from([*Origin][:3]).flatmap(
    lambda origin: told(office().journeys[origin], whole=True)
)


@few
@given(answers=answers, other=answers, limits=limits)
def test_every_document_fits_its_form(answers, other, limits):
    document = whole(answers, limits, other)
    validator().validate(document)
    assert size(document) <= MOST_BYTES


@few
@given(answers=answers, limits=limits)
def test_only_what_the_rule_lets_go_is_in_it(answers, limits):
    found = list(travelling(office().questions, answers, limits))
    for each in found:
        question = each.question
        assert question.id not in NEVER
        assert not limits.sections or question.section in limits.sections
        if not limits.ground:
            assert question.travels
            assert Reader.PARTNER in question.readers
        assert question.readers & {Reader.PARTNER, Reader.HUB}
    document = whole(answers, limits)
    said = json.dumps(document["answers"])
    allowed = {each.question.id for each in found}
    for name in office().questions.questions:
        if name not in allowed:
            assert f'"{name}": {{"label"' not in said, name
    assert set(bare(found)) <= allowed


HOSTILE = (
    '"}],"notice":"withdrawal"',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} %(hub)s ${x} #{y}",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe \x00\x1b[31m",
    "'; DROP TABLE referral; --",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    said = Text(limit=20_000, long=True).read({"x": [text]}, "x")
    mine = {**largest_of(1), "what_happened": said, "name": Text().read({"x": [text]}, "x")}
    document = json.loads(json.dumps(whole(mine, EVERYTHING)))
    validator().validate(document)
    assert document["notice"] == "document"
    assert document["answers"]["matter"]["what_happened"]["value"] == said
    assert document["answers"]["matter"]["what_happened"]["in_words"] == [said]


def largest_of(length: int) -> dict:
    """Answers to everything, with texts of up to ``length`` characters that take four bytes."""

    def value(kind):
        match kind:
            case Text(limit=limit):
                return "😀" * min(limit, length)
            case ManyOf(choices):
                return [each.value for each in choices if not each.alone]
            case OneOf(choices):
                return choices[-1].value
            case Day():
                return "2026-02-14"
            case Email():
                return "ann@person.example"
            case Phone():
                return "+447700900982"
            case Postcode():
                return "LK1 2AB"
            case WholeNumber(most=most):
                return most
        raise AssertionError(kind)

    found: dict = {}
    for page in office().questions.pages:
        given = {each.id: value(each.kind) for each in page.questions}
        if page.repeats:
            found[page.repeats] = [given] * page.most
        else:
            found |= given
    yes = {"who_for": "child", "reported": "yes", "age": "under_13", "other_identified": "yes"}
    return found | yes


def test_the_longest_document_is_capped_by_leaving_tellings_at_the_hub_and_saying_so():
    largest = largest_of(100_000)
    alone = whole(largest, EVERYTHING)
    validator().validate(alone)
    assert 100_000 < size(alone) <= MOST_BYTES
    many = whole(largest, EVERYTHING, *[largest] * 15)
    validator().validate(many)
    assert size(many) <= MOST_BYTES
    assert many["answers"] == alone["answers"]
    assert len(many["also_told"]) + many["also_told_left_out"] == 15
    few_words = largest_of(1)
    short = whole(few_words, EVERYTHING, *[few_words] * 15)
    assert (len(short["also_told"]), short["also_told_left_out"]) == (MOST_TELLINGS, 5)


def test_what_no_question_asks_any_more_does_not_make_a_wrong_document():
    validator().validate(whole({**largest_of(1), "gone": "long ago"}, EVERYTHING))
