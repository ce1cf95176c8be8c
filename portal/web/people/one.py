"""Somebody's account: what is known of it, ending and opening access, a new second proof."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.people import (
    LastAdministrator,
    Oneself,
    end_access,
    open_again,
    owned_open,
    reset_second_proof,
)
from portal.referral.training import LANES
from portal.referral.words import say
from portal.web import telling
from portal.web.desk import desk
from portal.web.forms import mistake
from portal.web.guard import current_staff
from portal.web.language import current_language, t
from portal.web.typed_before import is_shown_again

from .listing import done_before
from .place import Place

Verb = Callable[[Session, Office], str]

LAST = say(
    "Nobody would be left who looks after accounts. Make somebody else an administrator first"
)
ONESELF = say("You can’t shut yourself out. Ask a colleague who looks after accounts to do it")
_ENDED = say("Their access has ended. Wherever they were signed in, they are out.")
_OPENED = say("Their access is open again, with the password and second proof they had.")
_RESET = say("They set up a new second proof when they next sign in.")


def person_page(place: Place, person_id: UUID) -> Response:
    """One colleague, and what can be done about their account."""
    found = place.find(person_id)
    return place.show(
        "accounts/person.html",
        title=t(say("A colleague's account")),
        back=place.home,
        found=found,
        roles=place.named(found.roles),
        training=[t(words) for lane, words in LANES.items() if lane in found.training],
        speak=current_language().speaker,
        done=done_before(),
    )


def closure_page(place: Place, person_id: UUID) -> ResponseReturnValue:
    """End a colleague's access at once, after asking."""

    def end(session: Session, office: Office) -> str:
        end_access(session, office, person_id, current_staff())
        return _ENDED

    lead = [
        t(
            say(
                "Wherever they are signed in, they are out at their next click. They can't sign "
                "in again. Their name stays on what they did."
            )
        ),
        *_what_they_leave(place, person_id),
    ]
    return _ask(
        place,
        person_id,
        end,
        title=t(say("End somebody's access")),
        lead=lead,
        button=t(say("End their access now")),
    )


def opening_page(place: Place, person_id: UUID) -> ResponseReturnValue:
    """Let a colleague in again whose access was ended, after asking."""

    def open_it(session: Session, office: Office) -> str:
        open_again(session, office, person_id, current_staff())
        return _OPENED

    as_before = say("They can sign in as before, with the roles and training that stand here.")
    left = say("Referrals that they looked after stay with those who have them now.")
    if not place.at_hub:
        as_before = say("They can sign in as before, and do what they did before.")
    return _ask(
        place,
        person_id,
        open_it,
        title=t(say("Open their access again")),
        lead=[t(as_before), *([t(left)] if place.at_hub else [])],
        button=t(say("Open their access again")),
        grave=False,
    )


def proof_page(place: Place, person_id: UUID) -> ResponseReturnValue:
    """Let a colleague who lost everything set up a second proof anew, after asking."""

    def forget(session: Session, office: Office) -> str:
        reset_second_proof(session, office, person_id, current_staff())
        return _RESET

    def tell() -> None:
        telling.second_proof_reset(place.find(person_id))

    return _ask(
        place,
        person_id,
        forget,
        title=t(say("Reset their second proof")),
        lead=[
            t(say("First make sure that it is really them who asks: see them, or ring them.")),
            t(
                say(
                    "Their app, passkeys and recovery codes no longer work, and wherever they "
                    "are signed in, they are out. They set up a new second proof when they next "
                    "sign in with their password. We tell them by email, where email is set up."
                )
            ),
        ],
        button=t(say("Reset it")),
        after=tell,
    )


def _what_they_leave(place: Place, person_id: UUID) -> list[str]:
    if not place.at_hub:
        return [t(say("What they began or sent stays with the organisation."))]
    with place.look() as session:
        count = owned_open(session, person_id)
    if not count:
        return [t(say("They look after no open referral."))]
    return [
        t(
            say("Open referrals that they look after: %(count)s. None of them is left alone:"),
            count=count,
        ),
        t(
            say(
                "each goes to whoever steps in for them, or is nobody's again and waits where "
                "the whole team sees it."
            )
        ),
    ]


def _ask(
    place: Place,
    person_id: UUID,
    verb: Verb,
    *,
    title: str,
    lead: list[str],
    button: str,
    grave: bool = True,
    after: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """A page that asks whether to do it; or do it."""
    found, errors = place.find(person_id), []
    if request.method == "POST" and not is_shown_again():
        try:
            with place.change(person_id) as session:
                words = verb(session, desk().office)
            if after:
                after()
            return place.done(person_id, words)
        except LastAdministrator:
            errors = [mistake(t(LAST), "do")]
        except Oneself:
            errors = [mistake(t(ONESELF), "do")]
    return place.show(
        "accounts/confirm.html",
        title=title,
        back=place.about(person_id),
        errors=errors,
        about=found.name,
        lead=lead,
        button_text=button,
        cancel=place.about(person_id),
        grave=grave,
    )
