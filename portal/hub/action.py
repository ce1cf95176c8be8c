"""One thing that staff can do about a referral, as its page shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.answers import Problem
from portal.referral.lifecycle import Move
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.records import Referral
from portal.referral.staff import Staff

from .keys import KEYS

Said = Mapping[str, Any]
"""What was said on an action's page, by question."""

Do = Callable[[Session, Office, Referral, Staff, int, Said], str | None]
"""Arguments: the referral, who does it, the version that was before their eyes, what they said.

It gives the address to show next where that is not the referral's page. Raises Unfit for what
each question let through and the whole does not.
"""

Ask = Callable[[Session, Office, Referral, Staff], Page]
"""What is asked about this referral, of this member of staff."""

Show = Callable[[Session, Office, Referral, Staff], Mapping[str, Any]]
"""What stands above the form, for the template that shows it."""


class Unfit(ValueError):
    """What was said can't stand as it is; ``problems`` say what to put right."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("unfit")
        self.problems: Sequence[Problem] = problems


@dataclass(frozen=True)
class Action:
    """One thing to do. ``link`` leads to it, ``button`` does it, ``done`` says it was done.

    ``page`` asks what has to be written; without one, the page only explains. ``move`` is the
    change of stage it makes, and so it is offered where the referral's life allows that; ``when``
    says it for one that makes none. One that is done ``at_once`` is a button on the referral's
    page; a ``grave`` one can't be undone; one that is not ``listed`` is reached from elsewhere.
    ``above`` is the template of what stands above the form, and ``show`` what it is given. One
    that ``reaches`` the person has the rule for that at its top.
    """

    noun: str
    act: Act
    link: str
    title: str
    button: str
    done: str
    do: Do
    lead: str = ""
    page: Page | Ask | None = None
    move: Move | None = None
    when: Callable[[Referral, Staff], bool] | None = None
    above: str = ""
    show: Show | None = None
    reaches: bool = False
    listed: bool = True
    at_once: bool = False
    grave: bool = False

    @property
    def key(self) -> str:
        """The key that does it, or leads to it; empty when there is none."""
        return KEYS.get(self.noun, "")
