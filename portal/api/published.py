"""What anybody may read: the form of the documents that are handed on, with examples, and of what
comes back.

All of it is public, the same for everybody, and about nobody.
"""

from typing import Any

from flask import Response, abort, jsonify, request, url_for

from portal.api import api
from portal.referral.handing_on.document import VERSION, schema_address
from portal.referral.handing_on.returning_schema import VERSION as STATUS_VERSION
from portal.referral.handing_on.returning_schema import VERSIONS as STATUS_VERSIONS
from portal.referral.handing_on.returning_schema import status_schema_address
from portal.referral.handing_on.schema import words
from portal.referral.handing_on.schema_kept import VERSIONS, example, examples, form, status_form
from portal.web.desk import desk
from portal.web.guard import anyone


@api.get("/schema/")
@anyone
def schemas() -> Response:
    """What is published here, and where."""
    office = desk().office
    return jsonify(
        {
            "referral": {
                "version": VERSION,
                "schema": schema_address(office),
                "versions": {each: schema_address(office, each) for each in VERSIONS},
                "words": office.address + url_for("api.meanings"),
                "examples": {
                    each: office.address + url_for("api.one_example", name=each)
                    for each in examples()
                },
            },
            "status": {
                "version": STATUS_VERSION,
                "schema": status_schema_address(office),
                "versions": {each: status_schema_address(office, each) for each in STATUS_VERSIONS},
            },
        }
    )


@api.get("/schema/referral-<int:version>.json")
@anyone
def schema(version: int) -> Response:
    """The form of documents, in the version in force or an earlier one."""
    return _found(form(desk().office, version), "application/schema+json")


@api.get("/schema/status-<int:version>.json")
@anyone
def status_schema(version: int) -> Response:
    """The form of what destinations say, in the version in force or an earlier one."""
    return _found(status_form(desk().office, version), "application/schema+json")


@api.get("/schema/words.json")
@anyone
def meanings() -> Response:
    """What the names and codes in documents mean."""
    return _found(words(desk().office))


@api.get("/schema/examples/<name>.json")
@anyone
def one_example(name: str) -> Response:
    """A document about somebody who doesn't exist."""
    return _found(example(desk().office, name))


def _found(document: dict[str, Any] | None, mimetype: str = "application/json") -> Response:
    if document is None:
        abort(404)
    answer = jsonify(document)
    answer.mimetype = mimetype
    answer.add_etag()
    answer.make_conditional(request)
    return answer
