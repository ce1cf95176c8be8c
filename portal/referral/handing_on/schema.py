"""The form of the documents that are handed on, as JSON Schema 2020-12, made from the questions.

Its version changes whenever it does: ``schemas/`` keeps every version that was ever published, and
a test refuses a form that differs from the one published under its number. Words are not in it, so
a better word makes no new version: ``words`` has them.
"""

from typing import Any

from portal.referral.kinds import ManyOf, OneOf
from portal.referral.office import Office
from portal.referral.partner_kinds import Kind
from portal.referral.questions.question import Page, Question, QuestionSet, Section
from portal.referral.records.hand_off import Notice

from .document import FORMAT, MOST_TELLINGS, VERSION, schema_address
from .document_answers import PERSON, REFERRER, WORKER
from .document_contact import WAYS
from .document_travel import Limits

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ANYTHING = Limits(frozenset(Section), ground=True)
"""A place that may have all that may ever leave."""

_MOMENT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
}
_TEXT = {"type": "string", "maxLength": 20_000}
_LINE = {"type": "string", "minLength": 1, "maxLength": 300}
_LINES = {"type": "array", "items": _TEXT}
_YES_NO = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_REFERENCE = {"type": "string", "maxLength": 9}


def document_schema(office: Office) -> dict[str, Any]:
    """The form of every document that ``office`` hands on, in the version in force."""
    return {"$schema": DIALECT, "$id": schema_address(office), **form_of(office.questions)}


def form_of(questions: QuestionSet) -> dict[str, Any]:
    """The same, of whichever portal."""
    return {
        "title": "A referral that is handed on",
        "oneOf": [{"$ref": "#/$defs/document"}, {"$ref": "#/$defs/withdrawal"}],
        "$defs": {
            "document": _object(
                {
                    **_head(Notice.DOCUMENT),
                    "contact": {"$ref": "#/$defs/contact"},
                    "consent": {"$ref": "#/$defs/consent"},
                    "received_at": _MOMENT,
                    "told_first": {"$ref": "#/$defs/told"},
                    "language": _LINE,
                    "needs": {"$ref": "#/$defs/needs"},
                    "safety": {"$ref": "#/$defs/safety"},
                    "answers": {"$ref": "#/$defs/answers"},
                    "also_told": {
                        "type": "array",
                        "items": {"$ref": "#/$defs/telling"},
                        "maxItems": MOST_TELLINGS,
                    },
                    "also_told_left_out": _COUNT,
                }
            ),
            "withdrawal": _object(_head(Notice.WITHDRAWAL)),
            "contact": _contact(questions),
            "consent": _consent(),
            "needs": _object(
                {
                    "interpreter": _YES_NO,
                    "access": _YES_NO,
                    "language": _or_null(_value(questions, "help_language")),
                }
            ),
            "safety": _object({"shared": _YES_NO, "flags": _flags(questions)}),
            "telling": _object(
                {
                    "reference": _REFERENCE,
                    "received_at": _MOMENT,
                    "told_first": {"$ref": "#/$defs/told"},
                    "answers": {"$ref": "#/$defs/answers"},
                }
            ),
            "told": _told(),
            "answer": _object(
                {
                    "label": _LINE,
                    "value": True,
                    "in_words": _LINES,
                    "told": {"$ref": "#/$defs/told"},
                }
            ),
            "answers": _answers(questions),
        },
    }


def words(office: Office) -> dict[str, Any]:
    """What the names and codes in documents mean, in words: question by question."""
    speak = office.speaker(office.hub.languages[0])
    found: dict[str, Any] = {}
    for page, question in _leaving(office.questions):
        kind = question.kind
        told: dict[str, Any] = {
            "section": question.section.value,
            "label": speak(question.short),
            "question": speak(question.ask, **office.hub.facts),
        }
        if page.repeats:
            told["list"] = page.repeats
        if isinstance(kind, OneOf | ManyOf):
            told["codes"] = {
                each.value: speak(each.theirs or each.label, **office.hub.facts)
                for each in kind.choices
            }
        found[question.id] = told
    return found


def _head(notice: Notice) -> dict[str, Any]:
    return {
        "schema": {"type": "string", "format": "uri"},
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "id": {"type": "string", "format": "uuid", "maxLength": 36},
        "reference": _REFERENCE,
        "number": {"type": "integer", "minimum": 1},
        "notice": {"const": notice.value},
        "made_at": _MOMENT,
        "from": _object({"name": _LINE, "phone": _LINE, "email": _LINE}),
        "for": _object({"key": {"type": "string", "maxLength": 40}, "name": _LINE}),
    }


def _contact(questions: QuestionSet) -> dict[str, Any]:
    way = {"enum": [each.value for each in WAYS]}
    return _object(
        {
            "rules": {**_LINES, "minItems": 1},
            "ways": {
                "type": "array",
                "items": _object(
                    {
                        "way": way,
                        "in_words": _LINE,
                        "reach": _or_null(_TEXT),
                        "say_who": _YES_NO,
                        "leave_message": _YES_NO,
                    }
                ),
                "maxItems": len(WAYS),
            },
            "not_safe": {"type": "array", "items": way, "uniqueItems": True},
            "times": _list(questions, "contact_times"),
            "times_in_words": _LINES,
            "never": _or_null(_value(questions, "contact_never")),
            "others_might_see": _YES_NO,
            "others": _or_null(_value(questions, "contact_others")),
            "told_differently": _YES_NO,
            "told": {"$ref": "#/$defs/told"},
        }
    )


def _consent() -> dict[str, Any]:
    return {
        "oneOf": [
            _object(
                {
                    "basis": {"const": "consent"},
                    "service": {"type": "string", "maxLength": 40},
                    "agreed_at": _MOMENT,
                    "wording": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
                }
            ),
            _object({"basis": {"const": "ground"}, "ground": _LINE}),
        ]
    }


def _told() -> dict[str, Any]:
    kinds = [each.value for each in Kind]
    return {
        "oneOf": [
            _object({"by": {"enum": [PERSON, WORKER]}, "in_words": _LINE, "at": _MOMENT}),
            _object(
                {
                    "by": {"const": REFERRER},
                    "in_words": _LINE,
                    "kind": {"enum": kinds},
                    "at": _MOMENT,
                }
            ),
        ]
    }


def _answers(questions: QuestionSet) -> dict[str, Any]:
    """Every section, with what may ever leave of it. All are optional: nobody answers all."""
    sections: dict[str, dict[str, Any]] = {}
    for page, question in _leaving(questions):
        place = sections.setdefault(question.section.value, {})
        if page.repeats:
            new = {"type": "array", "items": _some({}), "minItems": 1, "maxItems": page.most}
            place = place.setdefault(page.repeats, new)["items"]["properties"]
        place[question.id] = {
            "$ref": "#/$defs/answer",
            "properties": {"value": _or_null(question.kind.schema())},
        }
    return _some({name: _some(found) for name, found in sections.items()})


def _leaving(questions: QuestionSet) -> list[tuple[Page, Question]]:
    """Every question whose answer may ever leave as an answer, with its page."""
    return [
        (page, question)
        for page in questions.pages
        for question in page.questions
        if _ANYTHING.let(question) and question.section is not Section.CONTACT
    ]


def _value(questions: QuestionSet, question: str) -> dict[str, Any]:
    return questions.questions[question].kind.schema()


def _list(questions: QuestionSet, question: str) -> dict[str, Any]:
    """Several codes of one question; none where it was not answered."""
    return {**_value(questions, question), "minItems": 0}


def _flags(questions: QuestionSet) -> dict[str, Any]:
    return _list(questions, "safety")


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of ``properties``, and nothing else."""
    return {**_some(properties), "required": list(properties)}


def _some(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has some of ``properties``, and nothing else."""
    return {"type": "object", "properties": properties, "additionalProperties": False}
