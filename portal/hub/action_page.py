"""The page of one action: what it asks, what was typed so far, and what stands in its way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for

from portal.referral.answers import Problem
from portal.referral.kinds import Raw, Text
from portal.referral.questions.question import Page
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import show_fields, summarise
from portal.web.guard import current_staff
from portal.web.language import current_language, t
from portal.web.shell import render

from .action import Action
from .actions import is_offered, offered
from .banner import contact_rule
from .looking import about, load
from .meanwhile import meanwhile, newest_event

NOTHING = Page(id="nothing", title="")

NOT_NOW = say("This can't be done as the referral stands now. Nothing was saved.")


@dataclass(frozen=True)
class Basis:
    """What a page was made from: the referral's version, and the last event before it.

    Numbers that can't be read are 0: there never was such a version.
    """

    version: int
    seen: int

    @classmethod
    def sent(cls) -> "Basis":
        """The basis of the page that sent this request."""
        return cls(_number("version"), _number("seen"))


def _number(name: str) -> int:
    given = request.form.get(name, "")
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0


def asked(action: Action, reference: str) -> Page:
    """What ``action`` asks; nothing of whoever was erased."""
    if not callable(action.page):
        return action.page or NOTHING
    with desk().looking() as session:
        referral = load(session, reference)
        if referral.erased_at is not None:
            return NOTHING
        return action.page(session, desk().office, referral, current_staff())


def show_action(
    action: Action,
    reference: str,
    typed: Raw,
    *,
    problems: Sequence[Problem] = (),
    notice: str = "",
    status: int = 200,
    basis: Basis | None = None,
) -> Response:
    """The page of one action, with what was typed. An explanation stands where it can't be done.

    With a ``basis`` the page goes on from there: what changed since is noticed when it is sent.
    Without one it says what changed since the page before, and goes on from now.
    """
    staff, page, office = current_staff(), asked(action, reference), desk().office
    speak = current_language().speaker
    above: Mapping[str, Any] = {}
    rule, changed = "", None
    with desk().looking() as session:
        referral = load(session, reference)
        facts = about(session, referral, speak)
        now = Basis(referral.version, newest_event(session, referral))
        if basis is None and request.method == "POST":
            changed = meanwhile(session, office, referral, Basis.sent().seen, speak)
        if referral.erased_at is None:
            rule = contact_rule(session, office, referral) if action.reaches else ""
            above = action.show(session, office, referral, staff) if action.show else {}
    can = is_offered(action, referral, staff)
    return render(
        "hub/action.html",
        title=t(action.title),
        status=status,
        error=bool(problems) or status == 409,
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=referral.reference),
        action=action,
        lead=t(action.lead, **facts) if action.lead else "",
        fields=show_fields(page, typed, {}, problems),
        errors=summarise(page, problems),
        notice=t(notice or ("" if can else NOT_NOW)),
        changed=changed,
        rule=rule,
        above=above,
        can=can,
        others=[each for each in offered(referral, staff) if each is not action],
        written=_written(page, typed),
        basis=basis or now,
        referral=referral,
        facts=facts,
    )


def _written(page: Page, typed: Raw) -> str:
    """What was written in words of one's own, worth keeping where it can't be sent."""
    boxes = [each.id for each in page.questions if isinstance(each.kind, Text) and each.kind.long]
    return "\n\n".join(text for box in boxes for text in typed.get(box, ()) if text.strip())
