"""The command `portal audit`: whether history is as it was written."""

import re
from datetime import datetime

import click
from sqlalchemy import Engine

from portal.referral.chain import begin_chain
from portal.referral.office import Office
from portal.referral.verifying import SHORT, Fault, Verdict, verify
from portal.settings import Settings
from portal.storage.engine import reading
from portal.storage.errors import StorageProblem
from portal.storage.vault import open_vault

_WORDS = {
    Fault.CHANGED: "Event %d is not what was written, or not in its place.",
    Fault.GONE: "Event %d is gone.",
    Fault.LINK_GONE: "Just before event %d, a link was taken out of the chain.",
    Fault.NOT_LINKED: "Event %d is not in the chain: its link was taken away, or it was put in.",
}


@click.group()
def audit() -> None:
    """Look whether anybody changed what is written of what happened."""


@audit.command(name="verify")
@click.option("--expect", default="", help="A seal noted earlier; it must still be in the chain.")
def verify_command(expect: str) -> None:
    """Walk the whole chain of events. Ends with 1 when anything is not as it was written."""
    from portal.cli import open_database, read_settings

    expected = _seal(expect)
    engine = open_database()
    try:
        office = Office(read_settings().hub, open_vault(engine, read_settings().keyring))
        with reading(engine).connect() as connection:
            verdict = verify(connection, office, expected)
    except StorageProblem as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        engine.dispose()
    _say(verdict, expected)


def link_earlier(engine: Engine, settings: Settings) -> int:
    """Link the events from before there was a chain; gives how many."""
    office = Office(settings.hub, open_vault(engine, settings.keyring))
    with engine.begin() as connection:
        return begin_chain(connection, office)


def _say(verdict: Verdict, expected: str) -> None:
    faults = [_WORDS[fault] % number for fault, number in sorted(verdict.faults.items())]
    if expected and not verdict.found:
        faults.append(
            f"The seal {expected} is not in the chain: its end was cut off after that was noted, "
            "or it is another chain."
        )
    if verdict.events:
        span = f", from {_moment(verdict.first)} to {_moment(verdict.last)}"
        click.echo(f"{verdict.events:,} events are as they were written{span}.")
    else:
        click.echo("No event is linked yet.")
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    if verdict.events:
        click.echo(f"The last seal begins with {verdict.head[:SHORT]}. Note it somewhere else.")


def _seal(typed: str) -> str:
    """How the noted seal begins, as it is kept; enough of it to mean that one."""
    plain = re.sub(r"[\s-]", "", typed).casefold()
    if typed and not re.fullmatch(rf"[0-9a-f]{{{SHORT},64}}", plain):
        raise click.ClickException(
            f"A seal is at least {SHORT} of the characters 0 to 9 and a to f, as noted earlier."
        )
    return plain


def _moment(at: datetime | None) -> str:
    return f"{at:%d %B %Y, %H:%M} UTC" if at else "?"
