"""Whose people are looked after, by which pages, and in which sessions."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.referral.people import Person, person
from portal.referral.questions.partner_people import INVITE_THERE, PERSON_THERE, ROLES_THERE
from portal.referral.questions.question import Page
from portal.referral.questions.staff_accounts import INVITE, PERSON, ROLES
from portal.referral.records import Account
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import t
from portal.web.shell import Door, render

Sessions = Callable[[], AbstractContextManager[Session]]
Errors = list[dict[str, str]]


@dataclass(frozen=True)
class Place:
    """The hub, or the partner with the id ``organisation``: where its people are looked after.

    ``base`` is what the addresses of its pages begin with, and ``home`` the page that lists its
    people. ``looking`` and ``writing`` open sessions, behind a partner's wall where that stands.
    """

    door: Door
    base: str
    home: str
    looking: Sessions
    writing: Sessions
    organisation: UUID | None = None

    @property
    def at_hub(self) -> bool:
        return self.organisation is None

    @property
    def roles(self) -> Mapping[Any, str]:
        """What somebody can be there, and what that is called."""
        return ROLES if self.at_hub else ROLES_THERE

    @property
    def invite(self) -> Page:
        """What is asked of somebody who is invited there."""
        return INVITE if self.at_hub else INVITE_THERE

    @property
    def work(self) -> Page:
        """What is asked when somebody's work there changes."""
        return PERSON if self.at_hub else PERSON_THERE

    def about(self, person_id: UUID) -> str:
        """The address of somebody's page."""
        return f"{self.base}/{person_id}"

    @contextmanager
    def look(self) -> Iterator[Session]:
        """A session that only reads, in which the hub does what a partner asked for."""
        with self.looking() as session, self._at_work(session):
            yield session

    @contextmanager
    def change(self, person_id: UUID | None = None) -> Iterator[Session]:
        """A session that changes something, of somebody who is there; else "not found"."""
        with self.writing() as session:
            if person_id is not None:
                self._settle(session, person_id)
            with self._at_work(session):
                yield session

    def find(self, person_id: UUID) -> Person:
        """Somebody who is there; else "not found"."""
        with self.looking() as session:
            self._settle(session, person_id)
            with self._at_work(session):
                found = person(session, desk().office, person_id, self.organisation)
        if found is None:
            abort(404)
        return found

    def _at_work(self, session: Session) -> AbstractContextManager[None]:
        """What the hub does in a session that stands behind a partner's wall, or in its own."""
        return hub_at_work(session) if self.door == "partner" else nullcontext()

    def _settle(self, session: Session, person_id: UUID) -> None:
        """Find somebody behind the wall, before the hub does anything about them."""
        account = session.get(Account, person_id)
        if account is None or account.organisation_id != self.organisation:
            abort(404)

    def show(
        self, template: str, *, title: str, errors: Errors | None = None, **more: Any
    ) -> Response:
        """A whole page; with ``errors`` it says so in its title and status, unless told another."""
        wrong = errors or []
        more.setdefault("status", 422 if wrong else 200)
        return render(
            template,
            title=title,
            error=bool(wrong),
            errors=wrong,
            door=self.door,
            person=current_staff().name,
            base=self.base,
            home=self.home,
            at_hub=self.at_hub,
            **more,
        )

    def done(self, person_id: UUID, words: str) -> ResponseReturnValue:
        """Say on somebody's page that it is done."""
        flash(words)
        return redirect(self.about(person_id), 303)

    def named(self, roles: frozenset[str]) -> list[str]:
        """What these roles are called."""
        return [t(words) for role, words in self.roles.items() if role in roles]
