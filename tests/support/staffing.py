"""Staff for tests of the hub's door: accounts, and browsers that are signed in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from portal.referral.accounts import account_key, add_account, as_staff, find_by_email
from portal.referral.permissions import Role
from portal.referral.records import Event, Referral
from portal.referral.second_proof import How, app_secret
from portal.referral.staff import Staff
from portal.referral.staff_sessions import begin_session
from portal.referral.training import ALL_LANES
from portal.storage import passwords
from portal.storage.codes import code_of, new_secret, step_at
from portal.web.desk import Desk
from tests.support.browsing import Browser
from tests.support.heart import ENOUGH, receive
from tests.support.in_browser import follow
from tests.support.partners import WithPartners

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "a quiet river at dawn"

ROLES = {
    "practitioner": ((Role.PRACTITIONER,), ()),
    "specialist": ((Role.PRACTITIONER,), ALL_LANES),
    "coordinator": ((Role.COORDINATOR,), ()),
    "administrator": ((Role.ADMINISTRATOR,), ()),
}


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Argon2 at its least cost: these tests are about doors, not about hashing."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_nobody", quick.hash("nobody has this one"))


@dataclass
class Hub(WithPartners):
    """The hub under test: its desk, its staff by what they do, and referrals it received."""

    app: Flask
    employed: set[str] = field(default_factory=set)

    @property
    def desk(self) -> Desk:
        return self.app.extensions["portal_desk"]

    def employ(self, what: str, email: str = "") -> Staff:
        """An account; ``what`` is one of ROLES. Their email is what@larkfield.example."""
        roles, training = ROLES[what]
        if not email:
            self.employed.add(what)
        name = f"{what.capitalize()} Name"
        return self.add_person(email or f"{what}@larkfield.example", name, roles, training)

    def add_person(
        self,
        email: str,
        name: str,
        roles: tuple[Role, ...],
        training: Collection[str] = (),
        organisation_id: UUID | None = None,
    ) -> Staff:
        """An account, of the hub or of an organisation."""
        given = {"training": training, "organisation_id": organisation_id}
        with self.desk.session() as session:
            account = add_account(session, self.desk.office, email, name, roles, PASSWORD, **given)
            return as_staff(self.desk.office, account)

    def is_known(self, email: str) -> bool:
        """Whether there is an open account with this email."""
        with self.desk.looking() as session:
            return find_by_email(session, self.desk.office, email) is not None

    def receive(self, **changes: Any) -> str:
        """A referral that says ENOUGH and these ``changes``; gives its reference."""
        with self.desk.session() as session:
            return receive(session, self.desk.office, ENOUGH, **changes).reference

    def referral(self, reference: str) -> Referral:
        """The row as it stands now."""
        with self.desk.looking() as session:
            return session.scalars(select(Referral).where(Referral.reference == reference)).one()

    def events(self, reference: str) -> list[str]:
        """What happened to a referral, oldest first."""
        with self.desk.looking() as session:
            found = session.scalars(
                select(Event)
                .where(Event.referral_id == self.referral(reference).id)
                .order_by(Event.number)
            )
            return [event.verb for event in found]

    def browser(self) -> Browser:
        """A browser with nothing open."""
        return Browser(self.app.test_client())

    def signed_in(self, what: str) -> Browser:
        """A browser in which somebody who is ``what`` has just signed in."""
        if what not in self.employed:
            self.employ(what)
        return self.let_in(f"{what}@larkfield.example")

    def let_in(self, email: str) -> Browser:
        """A browser where this account is signed in already, without its pages or hashing."""
        code_for(self.app, email)
        with self.desk.session() as session:
            account = find_by_email(session, self.desk.office, email)
            token = begin_session(session.connection(), self.desk.office, account.id, How.APP)
        browser = self.browser()
        with browser.client.session_transaction() as held:
            held.update({"_user_id": token, "_fresh": True})
        return browser.go("/account")


def code_for(app: Flask, email: str) -> str:
    """Six digits that prove this account now. It gets an app if it has none; and that a code is
    taken only once is forgotten, because clocks of tests stand still."""
    desk: Desk = app.extensions["portal_desk"]
    with desk.session() as session:
        account = find_by_email(session, desk.office, email)
        if account is None:
            return ""
        if account.totp is None:
            key = account_key(desk.office, account)
            account.totp = key.seal(new_secret(), f"account.totp:{account.id}")
        account.totp_step = None
        return code_of(app_secret(desk.office, account), step_at(desk.office.now()))


def sign_in(browser: Browser, email: str, password: str = PASSWORD) -> Browser:
    """Fill in the sign-in page and press its button; then do the same for the second proof."""
    code = code_for(browser.client.application, email)
    if not browser.url.startswith("/sign-in"):
        browser.go("/sign-in")
    browser.send("Sign in", email=email, password=password)
    return browser.send("Continue", code=code) if 'name="code"' in browser.html else browser


def sign_in_here(page: "Page", app: Flask, email: str, password: str = PASSWORD) -> None:
    """Sign in on the sign-in page that a real browser shows."""
    code = code_for(app, email)
    page.fill("#email", email)
    page.fill("#password", password)
    follow(page.locator("main form[action='/sign-in'] button[type=submit]").last)
    page.fill("#code", code)
    follow(page.get_by_role("button", name="Continue"))
    page.wait_for_url(lambda url: "/sign-in" not in url)
