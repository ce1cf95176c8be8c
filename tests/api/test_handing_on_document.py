"""docs/handing-on.md is true: what stands there as code works, and what it names is there."""

import json
import re
import threading
import tomllib
from base64 import b64encode
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from werkzeug.serving import make_server

from portal.delivery.receivers import receiver_for
from portal.delivery.receivers.way import WayTo
from portal.delivery.sending import NeverSent, NotSent
from portal.destinations import Means
from portal.referral.handing_on.document import MOST_BYTES, VERSION
from portal.referral.handing_on.mapping import Mapping
from portal.referral.handing_on.queue import Leaving
from portal.referral.handing_on.returning import latest, said
from portal.referral.handing_on.schema import form_of
from portal.referral.handing_on.schema_kept import examples
from portal.referral.questions import vocabulary
from portal.referral.records import HandOff, Referral
from tests.support.apps import make_app
from tests.support.example import ROOT, example_hub
from tests.support.handing_on import destination, hub_for
from tests.support.heart import receive, referral_of
from tests.support.returned import left

DOCUMENT = (ROOT / "docs" / "handing-on.md").read_text("utf-8")
SECRET = f"whsec_{b64encode(bytes(range(32))).decode()}"
KEY = UUID("0195584e-7c00-7000-8000-0000000000aa")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)


@pytest.fixture
def theirs(monkeypatch):
    """The receiver as it stands in the document, listening."""
    monkeypatch.setenv("SECRET", SECRET)
    monkeypatch.setenv("PORT", "0")
    code: dict = {"__name__": "receiver"}
    for block in blocks("python"):
        exec(block, code)
    code["Receiver"].log_message = lambda *_: None
    thread = threading.Thread(target=code["server"].serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield code
    code["server"].shutdown()
    code["server"].server_close()


@pytest.fixture
def app(sqlite_url, theirs):
    """A portal whose only destination is that receiver."""
    address = f"http://127.0.0.1:{theirs['server'].server_port}/"
    made = make_app(
        sqlite_url,
        hub=hub_for(destination("first", address=address)),
        destinations={"first": Means(secrets=(SECRET,))},
    )
    yield made
    made.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def hand_on(app):
    """Hands an example over, as a worker does."""
    desk = app.extensions["portal_desk"]
    (first,) = desk.settings.hub.destinations
    way = WayTo(desk.office, receiver_for(desk.settings, first))

    def one(example: str = "on-a-ground", number: int = 1, key: UUID = KEY, **changed):
        document = examples()[example] | {"number": number, "id": str(key)} | changed
        facts = (document["reference"], number, document["notice"])
        way.send(Leaving(key, "first", *facts, document))
        return document

    return one


def test_the_receiver_takes_a_key_once_and_the_highest_number(theirs, hand_on, capsys):
    first = hand_on()
    hand_on()
    reference = first["reference"]
    assert theirs["cases"] == {reference: (1, first)}
    assert theirs["seen"] == {str(KEY)}
    newer = hand_on("two-tellings", number=3, key=UUID(int=3))
    hand_on(number=2, key=UUID(int=2))
    assert theirs["cases"][reference] == (3, newer)
    hand_on("withdrawal", number=4, key=UUID(int=4))
    assert theirs["cases"][reference] == (4, None)
    hand_on(number=1, key=UUID(int=5))
    assert theirs["cases"][reference] == (4, None)
    shown = capsys.readouterr().out
    assert shown.count("Never leave a voice message.") == 2
    assert "01632" not in shown


def test_the_receiver_refuses_what_it_can_not_read_or_believe(theirs, hand_on):
    with pytest.raises(NeverSent, match="refused"):
        hand_on(version=VERSION + 1)
    address = f"http://127.0.0.1:{theirs['server'].server_port}/"
    forged = {"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
    assert httpx.post(address, content=b"{}", headers=forged).status_code == 401
    theirs["hook"] = type(theirs["hook"])(f"whsec_{b64encode(bytes(32)).decode()}")
    with pytest.raises(NotSent, match="sign_in_refused"):
        hand_on()
    assert theirs["cases"] == {}


def test_what_became_of_it_comes_back_as_the_document_says(theirs, app):
    desk = app.extensions["portal_desk"]
    with desk.session() as session:
        receipt = receive(session, desk.office)
        key = left(session, desk.office, referral_of(session, receipt), "first").id
    server = make_server("127.0.0.1", 0, app)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    desk.office.clock = lambda: theirs["datetime"].now(theirs["timezone"].utc)
    path = re.search(r"POST https://portal\.example(/\S+/)<your id", DOCUMENT)[1]
    address = f"http://localhost:{server.server_port}{path}first"
    try:
        answer = theirs["say"](address, "ours-1", str(key), "accepted")
        assert answer.status_code == 200, answer.text
        again = theirs["say"](address, "ours-2", str(key), "declined", words="Not in our area")
        assert again.json()["came"] == "applied"
    finally:
        server.shutdown()
        server.server_close()
    with desk.looking() as session:
        row = session.get_one(HandOff, key)
        status = latest(session, [row])[key]
        assert status.word == "declined"
        referral = session.get_one(Referral, receipt.referral_id)
        assert said(desk.office, referral, status).words == "Not in our area"


def test_every_address_that_it_names_is_there(app):
    client = app.test_client()
    named = set(re.findall(r"`(?:https://portal\.example)?(/api/v1/[^`<…]*)", DOCUMENT))
    assert len(named) >= 5
    for each in named:
        if each.endswith(("examples/", "statuses/")):
            continue
        assert client.get(each).status_code == 200, each


def test_every_part_that_it_explains_is_in_the_form_and_every_part_is_explained():
    form = form_of(vocabulary(example_hub()))["$defs"]
    table = DOCUMENT[DOCUMENT.index("| part |") : DOCUMENT.index("An answer looks like")]
    for part in form["document"]["properties"]:
        assert f"`{part}`" in table or part in ("schema", "format", "version"), part
    rules = DOCUMENT[DOCUMENT.index("## Reaching") : DOCUMENT.index("## Versions")]
    for part in form["contact"]["properties"]:
        assert part in rules or part in ("told", "times_in_words", "way", "in_words"), part


def test_the_mapping_that_it_shows_and_the_one_that_it_names_can_be_read():
    shown = blocks("toml")[0]
    made = Mapping.parse(shown, example_hub()).apply(examples()["by-consent"])
    assert made == {"Client": {"AgeBand": "18+"}}
    table = DOCUMENT[DOCUMENT.index("| key | what it does |") :]
    known = {"name", "value", "from", "codes", "join", "date", "longest", "otherwise", "required"}
    for each in (*known, "each"):
        assert f"| `{each}` |" in table
    assert (ROOT / "handing-on" / "first.example.toml").is_file()
    assert f"version = {tomllib.loads(shown)['version']}" == f"version = {VERSION}"


def test_the_answer_that_it_shows_is_one():
    shown = json.loads("{" + blocks("json")[0] + "}")["about"]
    real = examples()["by-consent"]["answers"]["matter"]["about"]
    assert {**shown, "told": 0} == {**real, "told": 0}
    assert shown["told"].keys() == examples()["two-tellings"]["also_told"][0]["told_first"].keys()
    assert f"{MOST_BYTES:,}" in DOCUMENT
    assert all(urlsplit(each).scheme == "https" for each in re.findall(r"https?://\S+", DOCUMENT))
