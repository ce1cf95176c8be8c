"""The referral that a visit follows, once it was sent; or a page that says how to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import Response, abort, redirect, request
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from portal.documents.timeline import OF_THE_CASE
from portal.referral.answers import fit
from portal.referral.asking import waits_since
from portal.referral.consent import Decision
from portal.referral.contact import ContactRules
from portal.referral.draft_body import Held
from portal.referral.filing import key_of, read_answers
from portal.referral.following import sharing
from portal.referral.handing_on.told_on import ToldOn, told_on
from portal.referral.history import timeline
from portal.referral.joined import cases_since, goes_on_in
from portal.referral.lifecycle import Stage
from portal.referral.links import came_before
from portal.referral.messages import messages
from portal.referral.own_words import left_empty, own_words, referrers_of
from portal.referral.records import Event, Message, Referral, Referring
from portal.referral.shown import earlier_shown, shown, unseen
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.language import t
from portal.web.shell import render

from .journey import address_of_next
from .seat import carried, held, sent_here


@dataclass
class Followed:
    """A referral in the hands of the person it is about, for as long as one request lasts."""

    session: Session
    held: Held
    referral: Referral

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What the referral says, fitted to today's questions."""
        office = desk().office
        stored = read_answers(self.session, office, self.referral)
        if self.referral.fingerprint == office.questions.fingerprint:
            return stored
        return fit(office.questions, stored).answers

    @cached_property
    def shown(self) -> dict[str, Any]:
        """The answers that may be shown here: not all that somebody else told of them."""
        if not self.referrers:
            return self.answers
        office = desk().office
        left = left_empty(self.session, key_of(office, self.referral), self.referral)
        return shown(office.questions, self.answers, self.own, left)

    @cached_property
    def own(self) -> dict[str, str]:
        """Since when each answer is the person's own, where somebody else told it first."""
        return own_words(self.session, key_of(desk().office, self.referral), self.referral)

    @property
    def hides(self) -> bool:
        """Whether something that somebody else told is not shown."""
        return bool(unseen(self.answers, self.shown))

    def earlier(self, corrected: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What ``corrected`` answers said before, as far as it may be shown here."""
        if not self.referrers:
            return corrected
        return earlier_shown(desk().office.questions, self.answers, corrected)

    @cached_property
    def referrers(self) -> list[Referring]:
        """Every referrer's part in it, the oldest first. Nobody, where they came by themselves."""
        return referrers_of(self.session, self.referral)

    @cached_property
    def all_along(self) -> list[Referral]:
        """What it goes on from, if it was opened again, and itself: the oldest first."""
        return [*came_before(self.session, self.referral), self.referral]

    @cached_property
    def cases(self) -> list[tuple[Referral, datetime]]:
        """Each case that it has gone on in since it was joined, and since when. Usually none."""
        return cases_since(self.session, self.referral)

    @property
    def case(self) -> Referral:
        """The one that is worked on: itself, unless it was joined into another. Of that, only how
        it stands and what was written since is for whoever comes back here."""
        return self.cases[-1][0] if self.cases else self.referral

    @cached_property
    def events(self) -> list[Event]:
        """What happened to it, and to the case since it goes on there, the oldest first."""
        own = [event for each in self.all_along for event in timeline(self.session, each.id)]
        return own + [
            event
            for case, since in self.cases
            for event in timeline(self.session, case.id)
            if event.at >= since and event.verb in OF_THE_CASE
        ]

    @cached_property
    def letters(self) -> list[tuple[Message, str]]:
        """All messages, those of what it goes on from and goes on in too, the oldest first."""
        found = [(each, None) for each in self.all_along] + [
            (case, self._read_since(case, since)) for case, since in self.cases
        ]
        return [
            (message, text)
            for each, since in found
            if each.data_key is not None
            for message, text in messages(self.session, desk().office, each)
            if since is None or message.at >= since
        ]

    @cached_property
    def told_on(self) -> list[ToldOn]:
        """Who was told what the person told, in the case since it goes on there too."""
        office = desk().office
        found = [each for own in self.all_along for each in told_on(self.session, office, own)]
        return found + [
            each
            for case, since in self.cases
            for each in told_on(self.session, office, case, of=self.referral)
            if each.last_at >= since
        ]

    def _read_since(self, case: Referral, since: datetime) -> datetime:
        """A question that was asked before, and still waits, is read too."""
        asked = waits_since(timeline(self.session, case.id))
        return min(since, asked) if asked else since

    @cached_property
    def rules(self) -> ContactRules:
        """How it is safe to reach the person."""
        return ContactRules.of(self.answers)

    @cached_property
    def decided(self) -> list[tuple[Decision, datetime]]:
        """What they decided about sharing, and when, in the order the hub names its services."""
        order = {service.id: place for place, service in enumerate(desk().office.hub.services)}
        return sorted(
            sharing(self.session, self.referral),
            key=lambda each: order.get(each[0].service, len(order)),
        )


@contextmanager
def followed(*, change: bool = False) -> Iterator[Followed]:
    """The referral that this browser's visit follows, in one transaction.

    With ``change``, nobody else changes it meanwhile. A request whose visit has ended, or whose
    draft was not sent, is answered here with where to go.
    """
    with desk().session() if change else desk().looking() as session:
        draft = held(session.connection(), lock=change)
        if draft is None:
            abort(ended())
        if draft.referral_id is None:
            abort(redirect(address_of_next(draft), 303))
        referral = session.get(Referral, draft.referral_id, with_for_update=change)
        if referral is not None and change and referral.stage == Stage.JOINED:
            session.refresh(goes_on_in(session, referral), with_for_update=True)
        if referral is None or referral.data_key is None:
            abort(ended())
        yield Followed(session, draft, referral)


CARRIED_ON = (
    "/track/referral/messages",
    "/track/referral/answers/",
    "/track/referral/how-things-are",
    "/track/referral/objection",
)
"""Where what was typed is put in after coming back. Nothing else is: stopping must be asked anew,
and equality answers must not stand beside a reference."""


def ended() -> Response:
    """The page for a visit to a referral that has ended. What was typed goes along."""
    typed = carried()
    if not typed and request.path.startswith(CARRIED_ON):
        typed = list(sent_here())
    return render(
        "public/track_closed.html",
        title=t(say("This was closed")),
        typed=typed,
        csrf=generate_csrf(),
    )
