"""Every form of document and of status that was ever published, and examples of documents.

Receivers keep documents for years, so an old form stays where its documents say it is.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from portal.referral.office import Office

from . import returning_schema
from .document import VERSION, schema_address
from .returning_schema import status_schema, status_schema_address
from .schema import document_schema

KEPT = Path(__file__).with_name("schemas")
EXAMPLES = KEPT / "examples"
VERSIONS = tuple(range(1, VERSION + 1))


def form(office: Office, version: int) -> dict[str, Any] | None:
    """The form of documents in ``version``; None where there never was one.

    The one in force is made from the questions, and so is what documents are made from.
    """
    if version == VERSION:
        return document_schema(office)
    if version not in VERSIONS:
        return None
    return {**kept(version), "$id": schema_address(office, version)}


def status_form(office: Office, version: int) -> dict[str, Any] | None:
    """The form of what destinations say, in ``version``; None where there never was one."""
    if version == returning_schema.VERSION:
        return status_schema(office)
    if version not in returning_schema.VERSIONS:
        return None
    return {**kept(version, "status"), "$id": status_schema_address(office, version)}


@cache
def kept(version: int, of: str = "referral") -> dict[str, Any]:
    """The form that was published as ``version``. Its ``$id`` is without the portal's address."""
    found: dict[str, Any] = json.loads((KEPT / f"{of}-{version}.json").read_text("utf-8"))
    return found


def placed(schema: dict[str, Any], office: Office) -> dict[str, Any]:
    """``schema`` with an ``$id`` that says nothing of where the portal is reached."""
    return {**schema, "$id": schema["$id"].removeprefix(office.address)}


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Documents about people who don't exist, by their names. See tests/support/examples.py."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.iterdir())}


def example(office: Office, name: str) -> dict[str, Any] | None:
    """One example as this portal would hand it on."""
    found = examples().get(name)
    return found and {**found, "schema": schema_address(office)}
