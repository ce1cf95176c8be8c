"""The commands `portal accounts …`: adding, listing and closing accounts of staff."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.referral.accounts import (
    BadEmail,
    EmailTaken,
    WeakPassword,
    add_account,
    change_password,
    close_account,
    find_by_email,
    profile,
)
from portal.referral.codewords import words
from portal.referral.office import Office
from portal.referral.organisations import names_of_organisations
from portal.referral.permissions import HUB_ROLES, Role
from portal.referral.records import Account, StaffSession
from portal.referral.second_proof import reset as forget_proofs
from portal.referral.training import ALL_LANES, Lane
from portal.settings import Settings, SettingsMistakes
from portal.storage.engine import make_engine, make_sessions
from portal.storage.vault import open_vault


@click.group()
@click.pass_context
def accounts(context: click.Context) -> None:
    """Look after the accounts of hub staff. People of partners are invited in the portal."""
    if context.obj is None:
        try:
            context.obj = Settings.from_environment(os.environ)
        except SettingsMistakes as mistakes:
            raise click.ClickException("\n".join(mistakes.mistakes)) from None


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues know them by.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(sorted(role.value for role in HUB_ROLES)),
    help="What they do at the hub. Give it again for a second role.",
)
@click.option(
    "--training",
    multiple=True,
    type=click.Choice([*(lane.value for lane in Lane), "all"]),
    help="A kind of specialist case they are trained for. Give it again for another.",
)
@click.option("--ask", is_flag=True, help="Ask for a password instead of making one.")
@click.pass_obj
def add(
    settings: Settings,
    email: str,
    name: str,
    roles: tuple[str, ...],
    training: tuple[str, ...],
    ask: bool,
) -> None:
    """Add an account for EMAIL."""
    password = _ask() if ask else make_password()
    with _open(settings) as (session, office):
        try:
            given = [Role(role) for role in roles]
            trained = ALL_LANES if "all" in training else training
            add_account(session, office, email, name, given, password, training=trained)
        except BadEmail:
            raise click.ClickException(f"{email} is not an email address.") from None
        except EmailTaken as taken:
            closed = ", and its access was ended" if taken.closed else ""
            raise click.ClickException(
                f"There is an account for {email} already{closed}."
            ) from None
        except WeakPassword as weak:
            raise click.ClickException(f"{weak.why}.") from None
    click.echo(f"{name} can sign in with {email}, and sets up a second proof then.")
    if not ask:
        click.echo(f"Their password is: {password}")
        click.echo("Tell them by another way than email, and ask them to change it.")


@accounts.command(name="list")
@click.pass_obj
def show(settings: Settings) -> None:
    """Show every account: name, email, roles. The hub's own come first, then each partner's."""
    with _open(settings) as (session, office):
        called = names_of_organisations(session)
        everybody = session.scalars(select(Account).order_by(Account.id)).all()
        for organisation in (None, *sorted(called, key=lambda each: called[each].casefold())):
            there = [each for each in everybody if each.organisation_id == organisation]
            if organisation and there:
                click.echo(f"\n{called[organisation]}:")
            for account in there:
                click.echo(_line(office, account))


@accounts.command(name="password")
@click.argument("email")
@click.option("--ask", is_flag=True, help="Ask for a password instead of making one.")
@click.pass_obj
def reset(settings: Settings, email: str, ask: bool) -> None:
    """Set a new password for EMAIL, and end the sessions of that account."""
    password = _ask() if ask else make_password()
    with _open(settings) as (session, office):
        account = _known(session, office, email)
        try:
            change_password(session, office, account, password)
        except WeakPassword as weak:
            raise click.ClickException(f"{weak.why}.") from None
        session.execute(delete(StaffSession).where(StaffSession.account_id == account.id))
    click.echo("The password is changed." if ask else f"The new password is: {password}")


@accounts.command(name="new-proof")
@click.argument("email")
@click.pass_obj
def new_proof(settings: Settings, email: str) -> None:
    """Reset the second proof of EMAIL: they set up a new one at their next sign-in."""
    with _open(settings) as (session, office):
        forget_proofs(session, office, _known(session, office, email), "system")
    click.echo("Their app, passkeys and recovery codes no longer work, and they are signed out.")
    click.echo("They set up a new second proof when they next sign in.")


@accounts.command()
@click.argument("email")
@click.pass_obj
def close(settings: Settings, email: str) -> None:
    """Close the account of EMAIL. Its open referrals go to whoever stands in, or are nobody's."""
    with _open(settings) as (session, office):
        passed_on = close_account(session, office, _known(session, office, email))
    click.echo(f"The account is closed. {passed_on} open referrals were passed on:")
    click.echo("each to whoever stands in, or to nobody, where the whole team sees it.")


def _line(office: Office, account: Account) -> str:
    known = profile(office, account)
    marks = [*account.roles, *(f"trained for {lane}" for lane in account.training)]
    closed = " (closed)" if account.closed_at else ""
    return f"{known.name} <{known.email}>: {', '.join(marks)}{closed}"


def make_password() -> str:
    """Five random words that are easy to type and hard to guess (55 bits)."""
    return "-".join(secrets.choice(words()) for _ in range(5))


def _ask() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _known(session: Session, office: Office, email: str) -> Account:
    account = find_by_email(session, office, email)
    if account is None:
        raise click.ClickException(f"There is no open account for {email}.")
    return account


@contextmanager
def _open(settings: Settings) -> Iterator[tuple[Session, Office]]:
    engine = make_engine(settings.database_url)
    try:
        office = Office(settings.hub, open_vault(engine, settings.keyring))
        with make_sessions(engine).begin() as session:
            yield session, office
    finally:
        engine.dispose()
