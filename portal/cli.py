"""The command `portal`: serve, look after the database, and say what is wrong."""

import os

import click
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.cli import accounts
from portal.audit import audit, link_earlier
from portal.demo import demo
from portal.keys import keys
from portal.referral.chain import is_begun
from portal.settings import Settings, SettingsMistakes
from portal.storage import migrate
from portal.storage.engine import make_engine, reading
from portal.storage.errors import StorageProblem, why
from portal.storage.second_wall import mistake
from portal.storage.vault import open_vault
from portal.storage.wall_watch import own_columns


@click.group()
def main() -> None:
    """The referral portal of a restorative hub."""


main.add_command(accounts)
main.add_command(audit)
main.add_command(demo)
main.add_command(keys)


def read_settings() -> Settings:
    """The settings of this environment; with a mistake in them, say every one and stop."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsMistakes as mistakes:
        raise click.ClickException("\n".join(mistakes.mistakes)) from None


def open_database() -> Engine:
    """The engine of the database that the settings name."""
    return make_engine(read_settings().database_url)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, help="How many processes serve.")
@click.option("--threads", default=4, show_default=True, help="Requests a process does at once.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the portal to the web, behind whatever speaks HTTPS."""
    from granian import Granian
    from granian.constants import Interfaces

    settings = read_settings()
    _stop_if_wrong(settings)
    _keep_guide(settings)
    Granian(
        "portal:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        log_access=False,  # addresses people visited are nobody's business
    ).serve()


@main.command()
def worker() -> None:
    """Send what waits in the outbox, and tidy once a day, until stopped. Run any number."""
    from portal.delivery.running import run

    settings = read_settings()
    _stop_if_wrong(settings)
    run(settings)


@main.group()
def db() -> None:
    """Look after the database's shape."""


@db.command()
@click.argument("to", default="head")
def upgrade(to: str) -> None:
    """Bring the database up to what this version needs."""
    engine = open_database()
    try:
        migrate.upgrade(engine, to)
    except StorageProblem as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"The database is at {migrate.current(engine)}.")
    if migrate.current(engine) == migrate.head():
        linked = link_earlier(engine, read_settings())
        if linked:
            click.echo(f"{linked:,} earlier events are linked now. See portal audit verify.")


@db.command()
@click.argument("to")
def downgrade(to: str) -> None:
    """Take the database back to an earlier shape, such as 0001. What is newer is lost."""
    engine = open_database()
    migrate.downgrade(engine, to)
    click.echo(f"The database is at {migrate.current(engine) or 'nothing: it is empty'}.")


@db.command()
def status() -> None:
    """Say which shape the database has, and which this version needs."""
    engine = open_database()
    click.echo(f"The database is at {migrate.current(engine) or 'nothing: it is empty'}.")
    click.echo(f"This version needs {migrate.head()}.")


@main.command()
def check() -> None:
    """Say everything that is wrong with the settings, hub.toml and the database."""
    settings = read_settings()
    _stop_if_wrong(settings)
    _stop_if_unreachable(settings)
    click.echo(f"All is well with the settings of {settings.hub.name}.")


def _keep_guide(settings: Settings) -> None:
    """Keep the options guide's words of today, so that a record can always show what was read."""
    from portal import create_app
    from portal.choices.archive import archive

    desk = create_app(settings).extensions["portal_desk"]
    with desk.session() as session:
        archive(session, desk.office, settings.languages)
    desk.engine.dispose()


def _stop_if_wrong(settings: Settings) -> None:
    mistake = _database_mistake(settings)
    if mistake:
        raise click.ClickException(mistake)


def _stop_if_unreachable(settings: Settings) -> None:
    """Stop and say what is wrong with how destinations are set up, as this machine sees it.

    A worker goes on without: one destination holds up nobody else.
    """
    from portal.delivery.receivers import mistakes

    found = list(mistakes(settings))
    if found:
        raise click.ClickException("\n".join(found))


def _database_mistake(settings: Settings) -> str | None:
    engine = make_engine(settings.database_url)
    try:
        if migrate.current(engine) != migrate.head():
            return "The database is not in this version's shape: run portal db upgrade."
        open_vault(engine, settings.keyring)
        if no_wall := mistake(engine, own_columns()):
            return no_wall
        with reading(engine).connect() as connection:
            if not is_begun(connection):
                return "Events are not linked yet: run portal db upgrade."
    except StorageProblem as problem:
        return str(problem)
    except SQLAlchemyError as error:
        return f"The database at PORTAL_DATABASE_URL does not answer ({why(error)})."
    finally:
        engine.dispose()
    return None


if __name__ == "__main__":
    main()
