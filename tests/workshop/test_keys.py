"""Changing the master key from the command line."""

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.referral import drafts
from portal.referral.office import Office
from portal.storage.engine import make_engine
from portal.storage.errors import MasterKeyMissing
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import open_vault
from tests.support.example import ROOT, example_hub


@pytest.fixture
def environment(sqlite_url):
    return {
        "PORTAL_DEMO": "yes",
        "PORTAL_DATABASE_URL": sqlite_url,
        "PORTAL_SECRET_KEY": "long enough for a test, and for nothing else",
        "PORTAL_HUB_FILE": str(ROOT / "hub.example.toml"),
    }


def office(engine, keys):
    return Office(example_hub(), open_vault(engine, Keyring.parse(keys)))


def test_after_rotating_the_new_key_alone_opens_everything(environment, sqlite_url):
    old, new = new_master_key(1), new_master_key(2)
    engine = make_engine(sqlite_url)
    hub = office(engine, old)
    with engine.begin() as connection:
        token = drafts.begin(connection, hub, "en_GB")
    environment["PORTAL_MASTER_KEYS"] = f"{old},{new}"
    told = CliRunner().invoke(main, ["keys", "rotate"], env=environment)
    assert told.exit_code == 0, told.output
    assert told.output == "Keys wrapped anew with master key 2: 1.\n"
    hub = office(engine, new)
    with engine.begin() as connection:
        assert drafts.look(connection, hub, token) is not None
    with pytest.raises(MasterKeyMissing):
        office(engine, old)
    engine.dispose()


def test_rotating_with_a_wrong_key_says_so_and_changes_nothing(environment, sqlite_url):
    old = new_master_key(1)
    engine = make_engine(sqlite_url)
    hub = office(engine, old)
    with engine.begin() as connection:
        token = drafts.begin(connection, hub, "en_GB")
    environment["PORTAL_MASTER_KEYS"] = f"{new_master_key(1)},{new_master_key(2)}"
    told = CliRunner().invoke(main, ["keys", "rotate"], env=environment)
    assert told.exit_code == 1
    assert "Master key 1 is not the one that sealed this database" in told.output
    hub = office(engine, old)
    with engine.begin() as connection:
        assert drafts.look(connection, hub, token) is not None
    engine.dispose()


def test_a_new_key_is_printed_as_the_settings_take_it():
    told = CliRunner().invoke(main, ["keys", "new", "3"])
    assert Keyring.parse(told.output.strip()).current == 3
