"""The vault: it opens with the right master keys only, and says so before anything is sealed."""

import threading

import pytest
from sqlalchemy import func, select, update

from portal.storage.base import Base
from portal.storage.errors import MasterKeyMissing, MasterKeyWrong, Tampered
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import HubKey, open_vault

FIRST, SECOND = new_master_key(1), new_master_key(2)


@pytest.fixture
def engine(engine):
    Base.metadata.create_all(engine, [HubKey.__table__])
    return engine


def token(vault):
    return vault.blinder.token("phone", "+441632960001")


def test_a_new_database_gets_a_blind_key_and_keeps_it(engine):
    first, again = (open_vault(engine, Keyring.parse(FIRST)) for _ in range(2))
    assert token(first) == token(again)


def test_many_processes_that_start_on_a_new_database_share_one_blind_key(engine):
    vaults, together = [], threading.Barrier(6)

    def start():
        together.wait()
        vaults.append(open_vault(engine, Keyring.parse(FIRST)))

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(vaults) == 6
    assert len({token(vault) for vault in vaults}) == 1


def test_a_wrong_master_key_is_a_clear_error(engine):
    open_vault(engine, Keyring.parse(FIRST))
    with pytest.raises(MasterKeyWrong, match="Master key 1 is not the one that sealed this") as it:
        open_vault(engine, Keyring.parse(new_master_key(1)))
    assert "PORTAL_MASTER_KEYS" in str(it.value)


def test_a_missing_master_key_is_a_clear_error(engine):
    open_vault(engine, Keyring.parse(FIRST))
    with pytest.raises(MasterKeyMissing, match="sealed with master key 1, which is not given"):
        open_vault(engine, Keyring.parse(SECOND))


def test_an_added_master_key_finds_the_same_blind_key_by_itself_afterwards(engine):
    before = token(open_vault(engine, Keyring.parse(FIRST)))
    assert token(open_vault(engine, Keyring.parse(f"{FIRST},{SECOND}"))) == before
    assert token(open_vault(engine, Keyring.parse(SECOND))) == before


def test_every_master_key_is_checked_not_only_one_that_fits(engine):
    open_vault(engine, Keyring.parse(FIRST))
    open_vault(engine, Keyring.parse(f"{FIRST},{SECOND}"))
    with pytest.raises(MasterKeyWrong, match="Master key 2"):
        open_vault(engine, Keyring.parse(f"{FIRST},{new_master_key(2)}"))


def test_a_blind_key_that_was_exchanged_is_noticed(engine):
    open_vault(engine, Keyring.parse(FIRST))
    with engine.begin() as connection:
        forged = Keyring.parse(SECOND).wrap(b"x" * 32, "blind")
        connection.execute(HubKey.__table__.insert().values(name="blind", master=2, wrapped=forged))
    with pytest.raises(Tampered):
        open_vault(engine, Keyring.parse(f"{FIRST},{SECOND}"))


def test_opening_again_writes_nothing(engine):
    open_vault(engine, Keyring.parse(FIRST))
    with engine.begin() as connection:
        wrapped = connection.scalar(select(HubKey.wrapped))
    open_vault(engine, Keyring.parse(FIRST))
    with engine.begin() as connection:
        assert connection.scalar(select(HubKey.wrapped)) == wrapped
        assert connection.scalar(select(func.count()).select_from(HubKey)) == 1


def test_a_damaged_blind_key_is_not_quietly_replaced(engine):
    open_vault(engine, Keyring.parse(FIRST))
    with engine.begin() as connection:
        connection.execute(update(HubKey).values(wrapped=b"\x01\x00\x01 damaged"))
    with pytest.raises(MasterKeyWrong):
        open_vault(engine, Keyring.parse(FIRST))


def test_other_keys_of_the_hub_are_left_alone(engine):
    with engine.begin() as connection:
        connection.execute(HubKey.__table__.insert().values(name="other", master=9, wrapped=b""))
    open_vault(engine, Keyring.parse(FIRST))
    with engine.begin() as connection:
        other = select(HubKey.wrapped).where(HubKey.name == "other")
        assert connection.scalars(other).all() == [b""]
