"""One referral of the demonstration, and what is done about it: always by the heart's own verbs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral import contacting, drafts
from portal.referral.answers import write_whole
from portal.referral.colleagues import who_may_open
from portal.referral.contact import Channel
from portal.referral.intake import Source, receive_referral
from portal.referral.reaching import FITTING, Outcome
from portal.referral.records import Referral
from portal.referral.staff import Staff

from .scene import Scene


@dataclass
class Case:
    """A referral in its scene; ``owner`` works on it.

    ``referrer`` is who referred somebody else, and ``code`` leads the
    person to it.
    """

    scene: Scene
    id: UUID
    reference: str
    owner: Staff
    referrer: Staff | None = None
    code: str = ""

    @contextmanager
    def opened(self) -> Iterator[tuple[Session, Referral]]:
        """A transaction, and the referral in it."""
        with self.scene.sessions.begin() as session:
            yield session, session.scalars(select(Referral).where(Referral.id == self.id)).one()

    def do(self, verb: Callable[..., Any], *, by: Staff | None = None, **named: Any) -> None:
        """One of staff's verbs that change the referral."""
        with self.opened() as (session, referral):
            who = by or self.owner
            verb(session, self.scene.office, referral, who, version=referral.version, **named)

    def add(self, verb: Callable[..., Any], **named: Any) -> None:
        """One of staff's verbs that add to the referral."""
        with self.opened() as (session, referral):
            verb(session, self.scene.office, referral, self.owner, **named)

    def say(self, verb: Callable[..., Any], *said: Any) -> None:
        """One of the person's own verbs."""
        with self.opened() as (session, referral):
            verb(session, self.scene.office, referral, *said)

    def able(self) -> list[Staff]:
        """Who may work on it, the busiest roles first."""
        with self.opened() as (session, referral):
            found = who_may_open(session, self.scene.office, referral)
        return [each for each in found if each.roles & {"practitioner", "coordinator"}]

    def try_to_reach(self, outcome: Outcome) -> bool:
        """Try one way that is safe at this moment, if there is one, and keep what came of it."""
        office = self.scene.office
        with self.opened() as (session, referral):
            for channel in (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.LETTER):
                if not contacting.check_now(session, office, referral, channel).stopped:
                    fits = outcome in FITTING[channel]
                    contacting.log_attempt(
                        session,
                        office,
                        referral,
                        self.owner,
                        version=referral.version,
                        channel=channel,
                        outcome=outcome if fits else Outcome.SENT,
                        at=office.now(),
                    )
                    return True
        return False


def refer(
    scene: Scene, answers: Mapping[str, Any], language: str = "en_GB", word: str = ""
) -> Case:
    """Somebody refers themselves, as on the pages. They get a code to come back with when they
    chose a ``word`` to go with it."""
    office = scene.office
    with scene.sessions.begin() as session:
        connection = session.connection()
        token = drafts.begin(connection, office, language)
        held = drafts.look(connection, office, token, lock=True)
        if held is None:
            raise RuntimeError("a draft that was just begun is not there")
        held = drafts.save(connection, office, held, answers)
        if word:
            held = drafts.give_way_back(connection, office, held, word)
        raw = write_whole(office.questions, held.answers)
        receipt = receive_referral(session, office, raw, Source("self", held.id, language))
        drafts.sent(connection, office, held, receipt.referral_id)
    nobody = scene.staff["coordinator"]
    return Case(scene, receipt.referral_id, receipt.reference, nobody, code=held.code)
