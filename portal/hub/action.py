"""One thing that staff can do about a referral, as its page shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.lifecycle import Move
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.records import Referral
from portal.referral.staff import Staff

Said = Mapping[str, Any]
"""What was said on an action's page, by question."""

Do = Callable[[Session, Office, Referral, Staff, int, Said], None]
"""Arguments: the referral, who does it, the version that was before their eyes, what they said."""


@dataclass(frozen=True)
class Action:
    """One thing to do. ``link`` leads to it, ``button`` does it, ``done`` says it was done.

    ``page`` asks what has to be written; without one, the page only explains. ``move`` is the
    change of stage it makes, and so it is offered where the referral's life allows that. One that
    is done ``at_once`` is a button on the referral's page; a ``grave`` one can't be undone.
    """

    noun: str
    act: Act
    link: str
    title: str
    button: str
    done: str
    do: Do
    lead: str = ""
    page: Page | None = None
    move: Move | None = None
    at_once: bool = False
    grave: bool = False
