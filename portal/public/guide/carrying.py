"""Where choices are kept now: in the browser, in the draft that is open, or with the referral.

Before a draft they live in the browser's own session cookie and nowhere else. The cookie is signed
but not sealed, so words of the person's own never go into it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from flask import current_app, g, session
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from portal.choices.carried import fill_in, follow
from portal.choices.guide import OPTION_IDS
from portal.choices.keeping import change_choices, choices_of, file_choices
from portal.choices.matters import MATTERS
from portal.choices.reading import Choices
from portal.choices.texts import TEXTS
from portal.referral import drafts
from portal.referral.draft_body import Held
from portal.referral.origins import Origin
from portal.referral.records import Referral
from portal.web.desk import desk
from portal.web.visits import visit_token

from ..seat import held

Place = Literal["session", "draft", "referral"]
Change = Callable[[Choices], Choices]

MOST_BYTES = 2500
"""What choices may take of the cookie, of which browsers keep about 4,000 in all."""

_NAME = "choices"
_MATTERS = tuple(each.id for each in MATTERS)


@dataclass(frozen=True)
class Holder:
    """What a person read and said so far, and where that is kept now."""

    place: Place
    choices: Choices


def holder() -> Holder:
    """Where choices are kept now, and what they are; looked up once a request."""
    found: Holder | None = g.get("holder")
    if found is None:
        found = g.holder = _look()
    return found


def change(make: Change) -> Choices:
    """Put what ``make`` gives in place of what is kept, wherever that is; gives it back."""
    before = holder()
    if before.place == "session" or make(before.choices) == before.choices:
        changed = make(before.choices)
        if before.place == "session":
            _keep_here(changed)
    else:
        changed = _change_on_server(make)
    g.holder = replace(before, choices=changed)
    return changed


def choices_in_session() -> Choices:
    """What this browser keeps by itself. What is unknown or was tampered with is left out."""
    found = Choices.from_json(session.get(_NAME))
    return replace(found, notes="", questions="").only(TEXTS, OPTION_IDS, _MATTERS)


def carry_into_draft(
    connection: Connection, draft: Held, add: Change = lambda choices: choices
) -> Held:
    """Move what this browser keeps into ``draft``, which this transaction holds locked.

    What it says to questions of the journey is filled in where the person has said nothing yet.
    ``add`` may put more beside it.
    """
    office, before = desk().office, Choices.from_json(draft.choices)
    choices = add(before.filled_from(choices_in_session()))
    if choices == before:
        return draft
    draft = replace(draft, answers=fill_in(draft.answers, choices, office.journeys[Origin.SELF]))
    draft = drafts.keep_choices(connection, office, draft, choices.to_json())
    session.pop(_NAME, None)
    return draft


def carry_into_referral(session_: Session, draft: Held, referral: Referral) -> None:
    """File what the draft and this browser keep with the ``referral`` just made of the draft."""
    choices = Choices.from_json(draft.choices).filled_from(choices_in_session())
    file_choices(session_, desk().office, referral, choices)
    session.pop(_NAME, None)


def keeps_both(session_: Session, draft: Held, referral: Referral) -> bool:
    """Whether what the draft and this browser keep can go to a ``referral`` that was there before,
    and nothing that either says is lost."""
    choices = Choices.from_json(draft.choices).filled_from(choices_in_session())
    before = choices_of(session_, desk().office, referral)
    return not choices or not before or choices == before


def carry_into_earlier(session_: Session, draft: Held, referral: Referral) -> None:
    """File what the draft and this browser keep with a ``referral`` that was there before."""
    choices = Choices.from_json(draft.choices).filled_from(choices_in_session())
    if choices:
        change_choices(session_, desk().office, referral, choices)
    session.pop(_NAME, None)


def forget() -> None:
    """Forget everything that this browser keeps of the guide."""
    session.pop(_NAME, None)
    g.pop("holder", None)


def _look() -> Holder:
    here = choices_in_session()
    if visit_token() is not None:
        with desk().looking() as open_session:
            draft = held(open_session.connection())
            referral = _referral_of(open_session, draft)
            if referral is not None:
                kept = choices_of(open_session, desk().office, referral)
                return Holder("referral", kept.filled_from(here))
        if draft is not None and draft.referral_id is None:
            return Holder("draft", Choices.from_json(draft.choices).filled_from(here))
    return Holder("session", here)


def _change_on_server(make: Change) -> Choices:
    """Change what the draft or the referral holds, while nobody else does."""
    office, here = desk().office, choices_in_session()
    with desk().session() as open_session:
        draft = held(open_session.connection(), lock=True)
        referral = _referral_of(open_session, draft, lock=True)
        if referral is not None:
            changed = make(choices_of(open_session, office, referral).filled_from(here))
            change_choices(open_session, office, referral, changed)
        elif draft is not None and draft.referral_id is None:
            before = Choices.from_json(draft.choices).filled_from(here)
            changed = make(before)
            answers = follow(draft.answers, before, changed, office.journeys[Origin.SELF])
            draft = replace(draft, answers=answers)
            drafts.keep_choices(open_session.connection(), office, draft, changed.to_json())
        else:
            # The visit ended a moment ago: as before any draft.
            changed = make(here)
            _keep_here(changed)
            return changed
    session.pop(_NAME, None)
    return changed


def _referral_of(
    open_session: Session, draft: Held | None, *, lock: bool = False
) -> Referral | None:
    if draft is None or draft.referral_id is None:
        return None
    found = open_session.get(Referral, draft.referral_id, with_for_update=lock)
    return found if found is not None and found.data_key is not None else None


def _keep_here(choices: Choices) -> None:
    choices = replace(choices, notes="", questions="")
    while choices.readings and _size(choices) > MOST_BYTES:
        choices = replace(choices, readings=choices.readings[1:])
    document = choices.to_json()
    if document:
        session[_NAME] = document
    else:
        session.pop(_NAME, None)


def _size(choices: Choices) -> int:
    """The bytes that ``choices`` take in the cookie."""
    written: Any = SecureCookieSessionInterface().get_signing_serializer(current_app)
    return len(written.dumps({_NAME: choices.to_json()}))
