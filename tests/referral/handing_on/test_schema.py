"""The form of documents: made from the questions, and its version changes exactly with it. So does
that of statuses, which is made from what reads them."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from portal.referral.handing_on import crossing_reasons
from portal.referral.handing_on.document import VERSION
from portal.referral.handing_on.schema import document_schema, words
from portal.referral.handing_on.schema_kept import KEPT, examples, form, kept, placed
from portal.referral.kinds import Choice, OneOf
from portal.referral.questions.question import QuestionSet
from tests.support.examples import (
    IN_FORCE,
    form_in_force,
    history,
    made_examples,
    print_of,
    written,
)
from tests.support.heart import make_office

REMAKE = "run python -m tests.support.examples"


@pytest.fixture
def office(sqlite_engine):
    return make_office(sqlite_engine)


@pytest.mark.parametrize("of", list(IN_FORCE))
def test_the_form_in_force_is_the_one_that_was_published_under_its_version(of):
    version = IN_FORCE[of]
    in_force = KEPT / f"{of}-{version}.json"
    assert in_force.is_file(), REMAKE
    assert form_in_force(of) == in_force.read_text("utf-8"), (
        f"The form has changed. Others rely on version {version} of {of}: say VERSION = "
        f"{version + 1} where it is made, then {REMAKE}."
    )


@pytest.mark.parametrize("of", list(IN_FORCE))
def test_no_published_form_was_ever_changed_and_no_two_are_the_same(of):
    known, every = history(of), range(1, IN_FORCE[of] + 1)
    assert list(known) == [str(each) for each in every]
    for version in every:
        text = (KEPT / f"{of}-{version}.json").read_text("utf-8")
        assert print_of(text) == known[str(version)], f"version {version} was published otherwise"
    bodies = {
        json.dumps({**kept(each, of), "$id": ""}).replace(f'"version": {{"const": {each}}}', "")
        for each in every
    }
    assert len(bodies) == len(every)


def test_a_reason_that_could_be_given_by_an_earlier_form_of_statuses_still_can():
    codes = [set(kept(each, "status")["properties"]["reason"]["enum"]) for each in (1, 2)]
    assert codes[0] < codes[1]
    assert set(crossing_reasons.DECLINED) >= codes[1] - codes[0]


def test_another_question_or_another_choice_makes_another_form(office):
    before = document_schema(office)
    page = office.questions.page_of["tenure"]
    tenure = page.questions[0]
    other = replace(tenure, kind=OneOf((*tenure.kind.choices, Choice("boat", "A boat"))))
    pages = tuple(
        replace(each, questions=(other, *each.questions[1:])) if each is page else each
        for each in office.questions.pages
    )
    office.__dict__["questions"] = QuestionSet("all", 1, pages)
    assert document_schema(office) != before


def test_another_wording_makes_no_other_form(office):
    before = document_schema(office)
    pages = tuple(
        replace(
            page,
            questions=tuple(
                replace(each, ask="Otherwise?", short="Other") for each in page.questions
            ),
        )
        for page in office.questions.pages
    )
    office.__dict__["questions"] = QuestionSet("all", 1, pages)
    assert document_schema(office) == before


def test_the_form_is_json_schema_2020_12_and_names_its_version(office):
    schema = document_schema(office)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"http://127.0.0.1:8000/api/v1/schema/referral-{VERSION}.json"
    assert placed(schema, office)["$id"] == f"/api/v1/schema/referral-{VERSION}.json"
    assert form(office, VERSION) == schema
    assert form(office, VERSION + 1) is None
    assert form(office, 0) is None


def test_what_never_leaves_is_not_in_the_form_or_its_words(office):
    text = json.dumps(document_schema(office)["$defs"]["answers"]) + json.dumps(words(office))
    for never in ("code_word", "agreed_word", "other_name", "share_with", "referrer_name"):
        assert f'"{never}"' not in text, never
    assert '"phone_number"' not in text  # how to reach somebody stands among the rules only


def test_every_code_in_the_form_has_its_words(office):
    said = words(office)
    for section in document_schema(office)["$defs"]["answers"]["properties"].values():
        for name, schema in section["properties"].items():
            many = (
                schema["items"]["properties"] if schema.get("type") == "array" else {name: schema}
            )
            for question, answer in many.items():
                value = answer["properties"]["value"]["anyOf"][0]
                codes = value.get("enum") or value.get("items", {}).get("enum") or []
                assert list(said[question].get("codes", {})) == codes
                assert said[question]["label"]


def test_the_published_examples_are_what_the_heart_composes_and_fit_the_form(office):
    made = made_examples()
    assert made == examples(), REMAKE
    validator = Draft202012Validator(
        document_schema(office), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for name, document in made.items():
        validator.validate(document)
        assert written(document) == (KEPT / "examples" / f"{name}.json").read_text("utf-8")
    assert {each["notice"] for each in made.values()} == {"document", "withdrawal"}
    assert made["two-tellings"]["also_told"]
