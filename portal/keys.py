"""The commands `portal keys`: making a master key, and wrapping everything with the newest one."""

import click

import portal.referral.records  # noqa: F401 - so that every wrapped key is known
from portal.storage.errors import StorageProblem
from portal.storage.rotation import rewrap_all
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import open_vault


@click.group()
def keys() -> None:
    """Make and change the master keys."""


@keys.command()
@click.argument("number", type=click.IntRange(1, 65535), default=1)
def new(number: int) -> None:
    """Print a new master key, as PORTAL_MASTER_KEYS takes it."""
    click.echo(new_master_key(number))


@keys.command()
def rotate() -> None:
    """Wrap every data key with the newest master key, so that older ones can be destroyed."""
    from portal.cli import open_database, read_settings

    keyring: Keyring = read_settings().keyring
    engine = open_database()
    try:
        open_vault(engine, keyring)
        with engine.begin() as connection:
            count = rewrap_all(connection, keyring)
    except StorageProblem as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        engine.dispose()
    click.echo(f"Keys wrapped anew with master key {keyring.current}: {count}.")
