"""The form of status documents, as JSON Schema 2020-12: made from what reads them."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import CoreSchema

from portal.referral.office import Office

from .returning_news import StatusDocument

VERSION = 2
"""The edition of the form. What is written by an earlier one must go on being read."""

VERSIONS = tuple(range(1, VERSION + 1))

_EMPTY_LIST, _EMPTY = {"maxItems": 0}, {"const": ""}

_TOGETHER: list[dict[str, Any]] = [
    {
        "if": {"properties": {"word": {"const": "declined"}}},
        "then": {
            "anyOf": [
                {"required": ["reason"]},
                {"required": ["words"], "properties": {"words": {"pattern": r"\S"}}},
            ]
        },
        "else": {"not": {"required": ["reason"]}},
    },
    {
        "if": {"not": {"properties": {"word": {"const": "closed"}}}},
        "then": {"properties": {"actions": _EMPTY_LIST, "outcomes": _EMPTY_LIST}},
    },
]
"""What may stand beside which word."""

_EXAMPLES: list[dict[str, Any]] = [
    {
        "event_id": "2026-000123-1",
        "hand_off": "019d3c9a-7b1e-7c44-9a53-0d5e6f708192",
        "word": "accepted",
        "said_at": "2026-03-03T09:15:00Z",
    },
    {
        "event_id": "2026-000124-1",
        "hand_off": "019d3c9a-8c2f-7d55-8b64-1e6f70819203",
        "word": "declined",
        "said_at": "2026-03-03T09:20:00Z",
        "reason": "no_room",
    },
    {
        "event_id": "2026-000123-2",
        "hand_off": "019d3c9a-7b1e-7c44-9a53-0d5e6f708192",
        "word": "closed",
        "said_at": "2026-05-12T15:40:00+01:00",
        "actions": ["needs_plan", "letter"],
        "outcomes": ["heard", "safer"],
        "words": "A letter was written and read aloud.",
    },
]


def status_schema_address(office: Office, version: int = VERSION) -> str:
    """Where the form is published: it names the form, too."""
    return f"{office.address}/api/v1/schema/status-{version}.json"


def status_schema(office: Office) -> dict[str, Any]:
    """The form of every status document that this hub takes."""
    made = StatusDocument.model_json_schema(schema_generator=_Plain)
    return {
        "$schema": _Plain.schema_dialect,
        "$id": status_schema_address(office),
        **made,
        "allOf": _TOGETHER,
        "examples": _EXAMPLES,
    }


class _Plain(GenerateJsonSchema):
    """Without titles made from names: they say nothing that the names don't."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        made = super().generate(schema, mode)
        for member in made["properties"].values():
            member.pop("title", None)
        return made
