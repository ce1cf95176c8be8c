"""What other systems read here without being anybody: forms, words and examples."""

import pytest
from jsonschema import Draft202012Validator

from portal.referral.handing_on.document import VERSION
from portal.referral.handing_on.schema_kept import examples
from tests.support.apps import make_app

ROOT = "/api/v1/schema/"
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def client(new_sqlite):
    app = make_app(new_sqlite(), public_url="https://portal.example")
    yield app.test_client()
    app.extensions["portal_desk"].engine.dispose()


def test_the_index_leads_to_everything_that_is_published(client):
    both = client.get(ROOT).json
    index, status = both["referral"], both["status"]
    assert index["version"] == VERSION
    assert list(status["versions"]) == ["1", "2"]
    addresses = [
        index["schema"],
        index["words"],
        *index["versions"].values(),
        *status["versions"].values(),
        *index["examples"].values(),
    ]
    assert len(index["examples"]) == len(examples())
    for each in addresses:
        assert each.startswith("https://portal.example/api/v1/schema/")
        assert client.get(each.removeprefix("https://portal.example")).status_code == 200


def test_the_form_is_found_under_the_name_that_it_and_every_document_bear(client):
    answer = client.get(f"{ROOT}referral-{VERSION}.json")
    assert answer.mimetype == "application/schema+json"
    address = f"https://portal.example{ROOT}referral-{VERSION}.json"
    assert answer.json["$id"] == address
    validator = Draft202012Validator(answer.json)
    for name in examples():
        document = client.get(f"{ROOT}examples/{name}.json").json
        assert document["schema"] == address
        validator.validate(document)


def test_what_is_published_may_be_kept_and_sets_no_cookie(client):
    for path in ("", f"referral-{VERSION}.json", "words.json", "examples/by-consent.json"):
        answer = client.get(ROOT + path)
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_somebody_has_already_is_not_sent_again(client):
    first = client.get(f"{ROOT}referral-{VERSION}.json")
    again = client.get(
        f"{ROOT}referral-{VERSION}.json", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "referral-0.json",
        "referral-99.json",
        "status-0.json",
        "status-99.json",
        "examples/nobody.json",
        "examples/..%2fversions",
    ],
)
def test_what_is_not_there_is_told_as_machines_read_it_and_kept_by_nobody(client, path):
    answer = client.get(ROOT + path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {"type": "about:blank", "title": "Not Found", "status": 404}
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_can_not_be_done_there_is_told_the_same_way(client):
    answer = client.post(ROOT)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]
    assert client.get("/api/nowhere").mimetype == "application/problem+json"
